"""A PDF is made by a process of its own, once, and kept under the hash of all that it is made from.

Four states, told by files alone, so that every server process sees the same: the PDF is there; it is in the queue, or
being made; what it is made from was left behind by a worker that failed; nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO

from reports.pdf import queue
from reports.pdf.fonts import unprintable
from reports.processes import start_alone

TAGS_A_SECOND = 400  # are laid out on a slow machine: a fifth of what a quick one does
LOOK = 0.1  # seconds between two looks at what is awaited
ROOT = Path(__file__).parents[2]
MADE_WITH = (
    "reports/headings.py",
    "reports/pdf/drawn_once.py",
    "reports/pdf/fonts.py",
    "reports/pdf/lettering.py",
    "reports/pdf/rendering.py",
    "reports/pdf/spoken.py",
    "reports/pdf/tagging.py",
    "reports/pdf/worker.py",
    "teams/scripts.py",
    "teams/words.py",
)
# All that a worker is told of our environment: where programs and libraries are, and no secrets.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
KEPT, MAKING, FAILED, NEW = "kept", "making", "failed", "new"


@dataclass(frozen=True)
class Job:
    """One PDF, made or to be made. `name` is the hash of what it is made from, which is written only if it is to be
    made: whoever looks whether it is there needs no more than its name. `folder` is folder_of(code): what is made of
    one round stands together, so that it can be deleted together. Of the texts in `unprinted`, not all can be printed.
    """

    folder: Path
    name: str
    write: Callable[[], str] = field(compare=False)
    unprinted: tuple[str, ...] = field(default=(), compare=False)

    @property
    def html(self) -> str:
        return self.write()

    @property
    def pdf(self) -> Path:
        return self.folder / f"{self.name}.pdf"

    @property
    def source(self) -> Path:
        return self.folder / f"{self.name}.html"

    @property
    def state(self) -> str:
        """The queue is looked at first: a worker that ends meanwhile has left its PDF before its ticket went."""
        waiting = queue.is_in(self.folder.parent, self.folder.name, self.name)
        if self.pdf.exists():
            return KEPT
        if waiting:
            return MAKING
        return FAILED if self.source.exists() else NEW

    def start(self) -> None:
        start(self)

    def keep_going(self) -> None:
        keep_going(self)

    def open(self) -> IO[bytes]:
        return self.pdf.open("rb")

    def forget(self) -> None:
        """Takes away what is kept of it, a failure too. What is being made finds its source gone."""
        for path in (self.source, self.pdf):
            path.unlink(missing_ok=True)


def name_of(html: str) -> str:
    content = html.encode(errors="replace")
    lost = "".join(sorted(unprintable(html)))  # fewer, once more fonts are installed
    return hashlib.sha256(_making() + content + lost.encode(errors="replace")).hexdigest()


def issued_job(folder: Path, edition: str, html: str) -> Job:
    """The PDF of an issued report, as it was: whatever a later version of this app would make of it."""
    return Job(folder, f"issued-{edition}", lambda: html)


def start(job: Job, *, seconds: int = 0, in_turn: bool = False) -> None:
    """Puts it into the queue, unless it is there. Raises QueueIsFull, but not for whoever waits its turn anyway.

    Raises OSError when the disk takes no more.
    """
    folder, html = job.folder.parent, job.html
    with queue.alone(folder):
        if job.state in (KEPT, MAKING):
            return
        if not in_turn:
            queue.refuse_when_full(folder, job.folder.name)
        job.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(job.source, html)
        queue.add(folder, job.folder.name, job.name, seconds=seconds or seconds_for(html))
        _open_desk(folder)


def keep_going(job: Job) -> None:
    """What waits goes on waiting when whoever works through the queue was killed, or stands still: until this."""
    with queue.alone(job.folder.parent):
        if queue.tickets(job.folder.parent):
            _open_desk(job.folder.parent)


def run(job: Job) -> bytes:
    """Makes the PDF and waits for it, for those who have the time. Raises OSError when it couldn't be made."""
    start(job, in_turn=True)
    while job.state == MAKING:
        time.sleep(LOOK)
        keep_going(job)
    return job.pdf.read_bytes()


def seconds_for(html: str) -> int:
    """The largest rubric's forms have 400 pages: what has more in it may take longer."""
    return queue.SECONDS + html.count("<") // TAGS_A_SECOND


def _open_desk(folder: Path) -> None:
    told = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    command = [sys.executable, "-m", "reports.pdf.desk", str(folder)]
    start_alone(queue.desk_lock(folder), command, env=told, cwd=ROOT)


def _write(path: Path, text: str) -> None:
    """Whole or not at all: half of it, left on a full disk, would be taken for a failed job's."""
    part = path.with_suffix(".new")
    try:
        part.write_text(text, encoding="utf-8", errors="replace")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@cache
def _making() -> bytes:
    """What a PDF is made with besides its document: our code and WeasyPrint."""
    parts = [(ROOT / name).read_bytes() for name in MADE_WITH] + [version("weasyprint").encode()]
    return b"".join(hashlib.sha256(part).digest() for part in parts)
