"""A process that works through the queue of PDFs and ends: `python -m reports.pdf.desk FOLDER`. No Django.

It starts a worker for each, at most SLOTS at once and in order, and keeps their deadlines: one that stands still is
killed as surely as one that is slow. What it leaves when it is killed itself is found by the next one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reports.pdf import queue
from reports.pdf.queue import SLOTS, Ticket
from reports.processes import held_lock, let_go, show_life

PAUSE = 0.05  # seconds between two looks
GRACE = 2  # seconds after its own alarm, in which a worker ends by itself unless it was stopped
NICENESS = 10  # what people save comes first
KEPT_DAYS = 30


@dataclass
class Desk:
    folder: Path
    workers: dict[Ticket, subprocess.Popen] = field(default_factory=dict)
    deadlines: dict[Ticket, float] = field(default_factory=dict)

    def work(self) -> None:
        """Until there is nothing to do. Nothing can be added between the last look and the end."""
        while True:
            self._see_to_workers()
            self._start_workers()
            if not self.workers and self._may_end():
                return
            time.sleep(PAUSE)

    def _may_end(self) -> bool:
        with queue.alone(self.folder):
            if queue.tickets(self.folder):
                return False
            let_go()
            return True

    def _start_workers(self) -> None:
        for ticket in queue.tickets(self.folder)[:SLOTS]:
            if ticket not in self.workers:
                self._start(ticket)

    def _start(self, ticket: Ticket) -> None:
        """Its source is gone when somebody took words back, and when a desk was killed after the PDF was made."""
        if not (self.folder / ticket.code / f"{ticket.name}.html").exists():
            return queue.remove(self.folder, ticket)
        seconds = queue.seconds_of(self.folder, ticket)
        command = [sys.executable, "-m", "reports.pdf.worker", str(self.folder / ticket.code), ticket.name]
        self.workers[ticket] = subprocess.Popen(  # noqa: S603 (our own module, and names of ours)
            [*command, str(seconds)], pass_fds=held_lock(), stdin=subprocess.DEVNULL
        )
        self.deadlines[ticket] = time.monotonic() + seconds + GRACE

    def _see_to_workers(self) -> None:
        for ticket, worker in list(self.workers.items()):
            if worker.poll() is not None:
                self._finish(ticket)
            elif time.monotonic() > self.deadlines[ticket]:
                worker.kill()

    def _finish(self, ticket: Ticket) -> None:
        """Made or not: its source says which. Half a PDF would only take room on a disk that may be full.

        Its ticket goes first, since whatever else fails, the same one mustn't come again and again.
        """
        del self.workers[ticket], self.deadlines[ticket]
        queue.remove(self.folder, ticket)
        with suppress(OSError):
            (self.folder / ticket.code / f"{ticket.name}.part").unlink()


def remove_old(folder: Path) -> None:
    """And what somebody was killed over while they deleted it."""
    for gone in folder.glob(".gone-*"):
        shutil.rmtree(gone, ignore_errors=True)
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for path in folder.glob("[!.]*/*"):
        with suppress(FileNotFoundError):  # deleted meanwhile with all of its round
            if path.stat().st_mtime < oldest:
                path.unlink()


def main(folder: str) -> None:
    show_life()
    os.nice(NICENESS)
    remove_old(Path(folder))
    Desk(Path(folder)).work()


if __name__ == "__main__":
    main(*sys.argv[1:])
