"""The PDFs that are wanted, in order: a file for each. It is there from being asked for until it was tried. No Django.

FOLDER is where the rounds' folders stand. Files are enough: no second service, no table that a worker without a
database couldn't read, and all server processes see the same.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60  # of rendering at the least, then a worker is killed: see jobs.seconds_for
SLOTS = 2  # made at once
WAITING = 10  # beside those that are being made
WAITING_A_ROUND = 3


class QueueIsFull(Exception):
    """So many are waiting that nobody should wait behind them."""


@dataclass(frozen=True, order=True)
class Ticket:
    """The PDF by this name, in the folder of the round with this code."""

    number: int
    code: str
    name: str

    @property
    def label(self) -> str:
        return f"{self.number:012d}.{self.code}.{self.name}"

    def is_for(self, code: str, name: str) -> bool:
        return (self.code, self.name) == (code, name)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The queue changes by one process at a time, and only for a moment."""
    for place in (folder, _place(folder)):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(_place(folder) / "lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def tickets(folder: Path) -> list[Ticket]:
    found = (path.name.split(".", 2) for path in _place(folder).glob("*.*.*"))
    return sorted(Ticket(int(number), code, name) for number, code, name in found)


def is_in(folder: Path, code: str, name: str) -> bool:
    return any(ticket.is_for(code, name) for ticket in tickets(folder))


def add(folder: Path, code: str, name: str, *, seconds: int) -> None:
    """At its end, whole or not at all. To be called alone()."""
    before = tickets(folder)
    ticket = Ticket(before[-1].number + 1 if before else 0, code, name)
    new = _place(folder) / "new"
    try:
        new.write_text(str(seconds))
        new.rename(_place(folder) / ticket.label)
    finally:
        new.unlink(missing_ok=True)


def refuse_when_full(folder: Path, code: str) -> None:
    """The first ones are being made; the others wait."""
    waiting = tickets(folder)[SLOTS:]
    of_the_round = [ticket for ticket in waiting if ticket.code == code]
    if len(waiting) >= WAITING or len(of_the_round) >= WAITING_A_ROUND:
        raise QueueIsFull


def seconds_of(folder: Path, ticket: Ticket) -> int:
    """How long it may take; as long as most do, for one that a power cut left empty."""
    said = (_place(folder) / ticket.label).read_text()
    return int(said) if said.isdecimal() else SECONDS


def remove(folder: Path, ticket: Ticket) -> None:
    (_place(folder) / ticket.label).unlink(missing_ok=True)


def desk_lock(folder: Path) -> Path:
    """Held by the process that works through the queue."""
    return _place(folder) / "desk"


def _place(folder: Path) -> Path:
    """No round's code begins with a full stop."""
    return folder / ".queue"
