"""What a save waits beside what others ask for at the same time: `python -m bench.beside`. A JSON line a figure.

Somebody ticks on a sheet of their own, one tick after another, while the server does something large. The longest of
those ticks is told in milliseconds, of the turn in which it was shortest: a busy machine is slow now and then, and
whoever holds the database is slow in every turn. Exits 1 when a save waited too long, or wasn't kept.
The database is SQLite, or whichever DATABASE_URL names. What is measured stands in BESIDE.
"""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from bench.crowd import FORM, Visitor
from bench.files import PDFS, issuing, twenty_pdfs
from bench.publishing import publication
from bench.serving import PYTHON, ROOT, Serving, environment, token_in
from bench.workshop import KEYS, PART, ROUNDS, TOKEN, join, say, shell

TURNS = 3
EVERY = 0.005  # seconds between two ticks
Deed = Callable[[], None]


@dataclass
class Place:
    """A server with somebody signed in who facilitates, and a round of theirs in which somebody else ticks."""

    server: Serving
    folder: Path
    code: str

    def press(self, path: str, **fields: str) -> None:
        """As the facilitator presses a button of the round's page."""
        _, page = self.server.ask("GET", f"/rounds/{self.code}/", Accept_Encoding="identity")
        body = urlencode({"csrfmiddlewaretoken": token_in(page), **fields})
        status, _ = self.server.ask("POST", path, body, Content_Type=FORM)
        assert status == 302, f"{path}: {status}"


@dataclass
class Beside:
    """`prepare(place, turn)` makes ready what is done in a turn. A save beside it may wait `most` ms."""

    name: str
    prepare: Callable[[Place, int], Deed]
    most: int
    about: dict[str, int] = field(default_factory=dict)


BESIDE = [
    Beside("publication", publication, 50, {"sheets": 200, "earlier": 24}),
    Beside("issuing", issuing, 250),
    Beside("20 PDFs", twenty_pdfs, 250, {"pdfs": PDFS}),
]


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for command in (["script/setup"], [PYTHON, "manage.py", "demo"]):
            subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
        code, *door = re.search(r"ROUND (\w+) (\w+) (\w+)", shell(folder, ROUNDS)).groups()
        with Serving(folder, workers=2) as server:
            server.sign_in("alice@demo.example")
            found = [measure(Place(server, folder, code), what, door) for what in BESIDE]
    return int(any(figure["missed"] for figure in found))


def measure(place: Place, what: Beside, door: list[str]) -> dict:
    with Ticking(place, door) as ticking:
        wait = min(ticking.longest_beside(what.prepare(place, turn)) for turn in range(TURNS))
    figure = {"name": f"a save beside {what.name}", **what.about, "ms": round(wait, 1), "most": what.most}
    missed = wait > what.most or ticking.lost > 0
    return say({**figure, "saves": ticking.saved, "lost": ticking.lost, "missed": missed})


class Ticking:
    """Somebody who joins the round and ticks, in a thread of their own, until the end of the `with`."""

    def __init__(self, place: Place, door: list[str]):
        self.visitor, self.code, self.door = Visitor(place.server.port), place.code, door
        self.longest, self.saved, self.lost = 0.0, 0, 0
        self.begun, self.stopped = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._tick()))

    def longest_beside(self, deed: Deed) -> float:
        """The longest that a save took, in ms, while the deed was being done."""
        assert self.begun.wait(30), "Nobody could join."
        self.longest = 0.0
        deed()
        time.sleep(0.1)  # the last of them may be on its way
        return self.longest

    async def _tick(self) -> None:
        await join(self.visitor, self.code, *self.door)
        address = f"/mine/{self.code}/parts/{PART}/"
        page = (await self.visitor.get(address)).body
        token, key = TOKEN.search(page).group(1).decode(), KEYS.search(page).group(1).decode()
        self.begun.set()
        while not self.stopped.is_set():
            body = json.dumps({"statement": key, "value": "ticked", "age": 0})
            await self._save(f"{address}save/", body, token)
            await asyncio.sleep(EVERY)
        self.visitor.leave()

    async def _save(self, address: str, body: str, token: str) -> None:
        began = time.perf_counter()
        answer = await self.visitor.post_json(address, body, token)
        self.longest = max(self.longest, 1000 * (time.perf_counter() - began))
        self.saved, self.lost = self.saved + 1, self.lost + (answer.status != 200)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *error) -> None:
        self.stopped.set()
        self.thread.join()


if __name__ == "__main__":
    sys.exit(main())
