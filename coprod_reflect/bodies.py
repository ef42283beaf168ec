"""Bodies are waited for on the event loop, where a thousand slow senders cost no thread. See docs/decisions/0027."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

PATIENCE = 10  # seconds for a body as a whole, however busily it trickles
ROOM = 64 * 1024 * 1024  # bytes that all waiting bodies of a process may take together
SMALL = 256 * 1024  # of a save, or of one part's page: always let in, however full others make it
THROWN_AWAY = 16 * 1024 * 1024  # bytes of one that is too big: a sender who is cut off never reads our answer

# In a request's META, true when its body isn't whole: time was up, the sender went away in the middle, or there was no
# room for it.
LATE = "coprod_reflect.late"
CUT_OFF = "coprod_reflect.cut_off"
CROWDED_OUT = "coprod_reflect.crowded_out"


@dataclass
class Room:
    left: int = ROOM


@dataclass
class Body:
    """What has come. Of a body of more than `most` bytes nothing is kept; it is only counted."""

    most: int
    room: Room
    length: int = 0
    kept: bytearray = field(default_factory=bytearray)
    is_late: bool = False
    is_cut_off: bool = False
    is_crowded_out: bool = False

    def add(self, piece: bytes) -> None:
        self.length += len(piece)
        self.is_crowded_out |= SMALL < self.length <= self.most and len(piece) > self.room.left
        if self.length > self.most or self.is_crowded_out:
            self.let_go()
        else:
            self.kept += piece
            self.room.left -= len(piece)

    def let_go(self) -> None:
        self.room.left += len(self.kept)
        self.kept = bytearray()


async def receive_body(receive: Callable[[], Awaitable[dict]], body: Body) -> None:
    """Until it is whole, its sender is gone, time is up, or there is more of it than we'd even throw away."""
    try:
        async with asyncio.timeout(PATIENCE):
            while body.length <= THROWN_AWAY:
                message = await receive()
                body.is_cut_off = message["type"] != "http.request"
                if body.is_cut_off:
                    return
                body.add(message.get("body", b""))
                if not message.get("more_body"):
                    return
    except TimeoutError:
        body.is_late = True
