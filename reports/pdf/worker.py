"""A process that makes one PDF and ends: `python -m reports.pdf.worker FOLDER NAME SECONDS`. No Django.

It turns FOLDER/NAME.html into FOLDER/NAME.pdf, and is killed after SECONDS.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def main(folder: str, name: str, seconds: str) -> None:
    die_after(int(seconds))
    write_pdf(Path(folder), name)


def die_after(seconds: int) -> None:
    """By the alarm's own default, which ends the process wherever it is, whatever the server made of signals."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    signal.alarm(seconds)


def write_pdf(folder: Path, name: str) -> None:
    """The PDF appears whole or not at all. What it was made from goes, and says by staying that this failed.

    If it is gone when we are done, somebody took words back meanwhile, and nothing that holds them may stay.
    """
    from reports.pdf.rendering import to_pdf  # WeasyPrint takes half a second and 40 MB

    html, part, pdf = (folder / f"{name}.{ending}" for ending in ("html", "part", "pdf"))
    made = to_pdf(html.read_text())
    if html.exists():
        part.write_bytes(made)
        os.replace(part, pdf)
        try:
            html.unlink()
        except FileNotFoundError:
            pdf.unlink(missing_ok=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
