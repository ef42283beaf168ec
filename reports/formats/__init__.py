"""Every way to take a report along: a function from the same Report to a file."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.formats.html import to_html
from reports.formats.pdf import to_pdf
from reports.report import Report


@dataclass(frozen=True)
class Format:
    content_type: str
    make: Callable[[Report], bytes]


FORMATS = {
    "pdf": Format("application/pdf", to_pdf),
    "html": Format("text/html; charset=utf-8", lambda report: to_html(report).encode()),
}
