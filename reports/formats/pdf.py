"""The report as PDF/UA-1. WeasyPrint works in processes of its own (jobs.py) and is never imported here."""

import ctypes

from assessments.services.editions import folder_of
from reports import jobs
from reports.formats.html import to_html
from reports.report import Report
from reports.results import Results
from teams.remembered import remembered

# What WeasyPrint opens, by the names that Linux and macOS know them by.
LIBRARIES = {
    "GLib": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
_opened: set[str] = set()
INSTALL = {
    "Debian or Ubuntu": "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
    "fontconfig fonts-noto-core fonts-noto-cjk",
    "Fedora": "sudo dnf install pango harfbuzz",
    "macOS": "brew install pango",
}


def job_for(report: Report) -> jobs.Job:
    """Whoever waits for it asks again and again, so it is known by name as long as nothing in it changes."""
    return jobs.Job(folder_of(report.results.code), _name_of(report), lambda: to_html(report))


@remembered(megabytes=2, shared=(Results,))
def _name_of(report: Report) -> str:
    return jobs.name_of(to_html(report))


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
