"""The report as PDF/UA-1. WeasyPrint works in processes of its own (pdf/jobs.py) and is never imported here."""

import ctypes
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from assessments.services.editions import folder_of
from reports.formats.html import to_html
from reports.formats.unprinted import unprinted
from reports.pdf import jobs
from reports.report import Report
from reports.results import Results
from teams.remembered import A_WHILE, Asked, Known

# What WeasyPrint opens, by the names that Linux and macOS know them by.
LIBRARIES = {
    "GLib": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
_opened: set[str] = set()


@dataclass(frozen=True)
class Written:
    """What is known of a document for as long as nothing in it changes: its job's name, and what can't be printed."""

    name: str
    unprinted: tuple[str, ...]


_written: Known[Written] = Known(megabytes=2, shared=(Results,), seconds=A_WHILE)
INSTALL = {
    "Debian or Ubuntu": "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
    "fontconfig fonts-noto-core fonts-noto-cjk",
    "Fedora": "sudo dnf install pango harfbuzz",
    "macOS": "brew install pango",
}


def job_for(report: Report) -> jobs.Job:
    return job_of(report.results.code, report, lambda: to_html(report))


def job_of(code: str, told: Hashable, write: Callable[[], str]) -> jobs.Job:
    """`told` is all that is written of the round with this code, as it is now. Whoever waits for a PDF asks again and
    again, and the same isn't written again to find its name."""
    asked = Asked((told,))
    known = _written.find(asked) or _written.keep(asked, _read(write()))
    return jobs.Job(folder_of(code), known.name, write, known.unprinted)


def _read(html: str) -> Written:
    return Written(jobs.name_of(html), tuple(unprinted(html)))


def to_pdf(report: Report) -> bytes:
    """Waits for it; raises OSError when it couldn't be made."""
    return jobs.run(job_for(report))


def missing_parts() -> list[str]:
    """Which of the system's libraries aren't there. Everything else works without them."""
    return [name for name, files in LIBRARIES.items() if not any(_opens(file) for file in files)]


def _opens(file: str) -> bool:
    """What was opened once stays open in this process, so asking again is free."""
    if file in _opened:
        return True
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    _opened.add(file)
    return True
