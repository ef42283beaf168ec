"""Every way to take a report along: a function from the same Report to a file."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.formats.html import to_html
from reports.formats.pdf import to_pdf
from reports.formats.spreadsheet import to_xlsx
from reports.formats.structured import to_json
from reports.formats.tidy import to_csv
from reports.formats.word import to_word
from reports.report import Report


@dataclass(frozen=True)
class Format:
    """`label` and `hint` are for people. A format's name in FORMATS is also how its files' names end."""

    content_type: str
    make: Callable[[Report], bytes]
    label: str
    hint: str


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "pdf": Format("application/pdf", to_pdf, "PDF", "To print, or to send with board papers."),
    "docx": Format(
        f"{OFFICE}.wordprocessingml.document",
        lambda report: to_word(to_html(report)),
        "Word",
        "To put into a paper of your own.",
    ),
    "html": Format(
        "text/html; charset=utf-8",
        lambda report: to_html(report).encode(errors="replace"),
        "Web page",
        "One file that opens in any browser.",
    ),
    "xlsx": Format(
        f"{OFFICE}.spreadsheetml.sheet",
        to_xlsx,
        "Spreadsheet (XLSX)",
        "Every statement and its answers, what people wrote, and what is planned.",
    ),
    "csv": Format("text/csv; charset=utf-8", to_csv, "CSV", "Every statement and its answers, as one table."),
    "json": Format("application/json", to_json, "JSON", "For other programs."),
}
