"""A process that makes one PDF and ends: `python -m reports.worker FOLDER NAME SECONDS`. No Django.

It turns FOLDER/NAME.html into FOLDER/NAME.pdf. At most SLOTS of them, for folders beside FOLDER, render at once on
this machine, whichever server process started them, and one that has rendered for SECONDS is killed.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from typing import TextIO

SLOTS = 2
PAUSE = 0.1  # seconds between two looks for a free slot


def main(folder: str, name: str, seconds: str) -> None:
    place = Path(folder)
    with take_slot(place.parent):
        die_after(int(seconds))
        write_pdf(place, name)


def die_after(seconds: int) -> None:
    """By the alarm's own default, which ends the process wherever it is, whatever the server made of signals."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    signal.alarm(seconds)


def take_slot(folder: Path) -> TextIO:
    """Waits for one of the slots. Its lock goes when the file is closed, so also when the process dies."""
    while True:
        for number in range(SLOTS):
            slot = open(folder / f"slot-{number}", "w")  # noqa: SIM115 (the caller closes it)
            try:
                fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                slot.close()
            else:
                return slot
        time.sleep(PAUSE)


def write_pdf(folder: Path, name: str) -> None:
    """The PDF appears whole or not at all. What it was made from goes, and says by staying that this failed.

    If it went before we were done, somebody took words back meanwhile, and nothing that holds them may appear.
    """
    from reports.rendering import (
        to_pdf,
    )  # WeasyPrint takes half a second and 40 MB: only once there is a slot

    html, part = folder / f"{name}.html", folder / f"{name}.part"
    made = to_pdf(html.read_text())
    if html.exists():
        part.write_bytes(made)
        os.replace(part, folder / f"{name}.pdf")
        html.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
