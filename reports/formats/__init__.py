"""Every way to take a report along: a function from the same Report to a file."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.formats.html import to_html
from reports.formats.pdf import to_pdf
from reports.formats.short import to_short_html
from reports.formats.spreadsheet import to_xlsx
from reports.formats.structured import to_json
from reports.formats.tidy import to_csv
from reports.formats.word import to_word
from reports.report import Report


@dataclass(frozen=True)
class Format:
    """`label` and `hint` are for people. `name` is its key in FORMATS, `ending` that of its files' names."""

    name: str
    ending: str
    content_type: str
    make: Callable[[Report], bytes]
    label: str
    hint: str

    @property
    def marks(self) -> tuple[str, ...]:
        """What else a file's name says, where two kinds end alike."""
        return (self.name,) if self.name != self.ending else ()


OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document"
ALL = (
    Format("pdf", "pdf", "application/pdf", to_pdf, "PDF", "To print, or to send with board papers."),
    Format(
        "docx",
        "docx",
        WORD,
        lambda report: to_word(to_html(report)),
        "Word",
        "The whole report, to change or to comment on.",
    ),
    Format(
        "short",
        "docx",
        WORD,
        lambda report: to_word(to_short_html(report)),
        "Short Word",
        "Two pages for a cover report of your own: what is asked, where we are, and the plan.",
    ),
    Format(
        "html",
        "html",
        "text/html; charset=utf-8",
        lambda report: to_html(report).encode(errors="replace"),
        "Web page",
        "One file that opens in any browser.",
    ),
    Format(
        "xlsx",
        "xlsx",
        f"{OFFICE}.spreadsheetml.sheet",
        to_xlsx,
        "Spreadsheet (XLSX)",
        "Every statement and its answers, what people wrote, and what is planned.",
    ),
    Format(
        "csv",
        "csv",
        "text/csv; charset=utf-8",
        to_csv,
        "CSV",
        "Every statement and its answers, as one table.",
    ),
    Format("json", "json", "application/json", to_json, "JSON", "For other programs."),
)
FORMATS = {each.name: each for each in ALL}
