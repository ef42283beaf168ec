"""Every way to take a report along: a function from the same Report to a file. A new one is a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from assessments.models import ReportEdition
from reports.formats.html import to_html
from reports.formats.kept import SOURCE, from_source
from reports.formats.pdf import to_pdf
from reports.formats.short import to_short_html
from reports.formats.spreadsheet import to_xlsx
from reports.formats.structured import to_json
from reports.formats.tidy import to_csv
from reports.formats.word import to_word
from reports.report import Report

BOARD, EASY_READ = ReportEdition.Kind.BOARD, ReportEdition.Kind.EASY_READ
HTML, AT_ONCE = "html", ""


@dataclass(frozen=True)
class Format:
    """`label` and `hint` are for people. `name` is its key in FORMATS, `ending` that of its files' names.

    Issued reports of these `kinds` have it. It is made after issuing, of what was kept then: the report itself, or its
    HTML. That alone is made AT_ONCE.
    """

    name: str
    ending: str
    content_type: str
    make: Callable[[Report], bytes]
    label: str
    hint: str
    made_of: str = SOURCE
    of_html: Callable[[str], bytes] | None = None
    kinds: tuple[str, ...] = (BOARD,)

    def make_of(self, kept: bytes) -> bytes:
        return self.of_html(kept.decode()) if self.of_html else self.make(from_source(kept))

    @property
    def marks(self) -> tuple[str, ...]:
        """What else a file's name says, where two kinds end alike."""
        return (self.name,) if self.name != self.ending else ()


OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document"
ALL = (
    Format(
        "pdf",
        "pdf",
        "application/pdf",
        to_pdf,
        "PDF",
        "To print, or to send with board papers.",
        made_of=HTML,
        kinds=(BOARD, EASY_READ),
    ),
    Format(
        "docx",
        "docx",
        WORD,
        lambda report: to_word(to_html(report)),
        "Word",
        "The whole report, to change or to comment on.",
        made_of=HTML,
        of_html=to_word,
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
        HTML,
        "html",
        "text/html; charset=utf-8",
        lambda report: to_html(report).encode(errors="replace"),
        "Web page",
        "One file that opens in any browser.",
        made_of=AT_ONCE,
        kinds=(BOARD, EASY_READ),
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
MADE_LATER = [each for each in reversed(ALL) if each.made_of]  # the PDF last: it takes longest
