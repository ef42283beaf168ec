"""The report as XLSX: the tidy table, what people wrote, what is planned, and what all this is."""

from __future__ import annotations

import io
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import date, datetime
from functools import lru_cache

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from reports.facts import COLUMNS, Fact, actions_of, day_of, facts_of
from reports.formats.cells import LONGEST, in_xml, plain
from reports.report import SPOKEN_STATUSES, Report, ToldAction
from teams.punctuation import quoted, sentence

# Every cell is written as text or as a day, and nothing that somebody wrote is looked into for more.
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WORDS = ("Part", "Whose words", "Words")
PARTS = (
    "Part",
    "Where the team places itself",
    "Last time",
    "First choice",
    "What the ticks suggested",
    "Why",
    "Part key",
)
ACTIONS = (
    "When it was said",
    "What",
    "Where it stands",
    "Why",
    "Part",
    "Statement",
    "Who leads it",
    "Who leads it too, with lived experience",
    "By when",
    "Cost",
    "How people will know",
    "Stopped because",
    "Latest note",
)
WIDE, MIDDLE, NARROW = 60, 28, 14  # characters
# Rows are given their height: LibreOffice leaves every row of a file as high as one line otherwise.
LINE, TALL_LINE, TALLEST = 15, 22, 408  # points; the last is the most that a spreadsheet can do
SURELY = 0.9  # of a column's characters, since some letters are wide
TALL_SCRIPTS = "\u0590"  # from here on letters have marks above and below them
LIMITS = (
    "This is a conversation, not a test: not a score, not for ranking, and not for comparing teams. Statements don't "
    "weigh the same, so they don't add up."
)


def to_xlsx(report: Report) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, SAFE)
    _say_what_it_is(book, report)
    headings = [heading for heading, _ in COLUMNS.values()]
    _sheet(book, "What was said", headings, (astuple(fact) for fact in facts_of(report)), _widths())
    _sheet(book, "Where the team stands", PARTS, _parts(report), [MIDDLE] * 5 + [WIDE, MIDDLE])
    _sheet(book, "Own words", WORDS, _words(report), [MIDDLE, MIDDLE, WIDE])
    _sheet(book, "Quotes", WORDS, _quotes(report), [MIDDLE, MIDDLE, WIDE])
    _sheet(book, "Actions", ACTIONS, _actions(report), [NARROW, WIDE, NARROW, WIDE] + [MIDDLE] * 9)
    _sheet(book, "About", ("About", "This file"), _about(report), [MIDDLE, WIDE])
    for sheet in book.worksheets() if report.results.took_part.is_inside else ():
        sheet.set_header("&LInside edition: keep it within the organisation")  # on each page that is printed
    book.close()
    return file.getvalue()


def _say_what_it_is(book: Workbook, report: Report) -> None:
    """No author: a file says who sees things so, and not who pressed a button. The day is the report's, not today's."""
    results, details, day = report.results, report.details, report.day
    inside = " – Inside edition" if results.took_part.is_inside else ""
    title = in_xml(f"{results.team} – {results.rubric} – {report.stamp.in_words}{inside}")
    made = {"created": datetime(day.year, day.month, day.day), "author": "", "comments": ""}
    book.set_properties(
        {"title": title, "subject": in_xml(results.about), "category": report.report_type, **made}
    )
    custom = {"Report type": report.report_type, "Edition": results.took_part.edition}
    custom |= {"Contact": details.contact, "Meeting date": plain(details.meeting_date)}
    for name, said in custom.items():
        if said:
            book.set_custom_property(name, in_xml(said), "text")


def _sheet(
    book: Workbook,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    widths: Sequence[int],
) -> None:
    """A heading row that stays in sight and can be filtered by; the widths are in characters."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmmm yyyy", "align": "left", "valign": "top"})
    sheet.set_row(0, _height(headings, widths))
    sheet.write_row(0, 0, headings, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        sheet.set_row(last, _height(row, widths))
        for column, cell in enumerate(row):
            _write(sheet, last, column, cell, text, day)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(headings) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _write(sheet, row: int, column: int, cell: object, text: Format, day: Format) -> None:
    if cell in (None, ""):
        sheet.write_blank(row, column, None, text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, text)
    else:
        sheet.write_string(row, column, _lines(in_xml(cell))[:LONGEST], text)


def _height(row: Sequence[object], widths: Sequence[int]) -> int:
    """In points, so that each cell's lines are all to be seen."""
    words = ((cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str))
    needed = (_height_of(in_xml(cell), width) for cell, width in words if _may_be_higher(cell, width))
    return min(TALLEST, max(needed, default=LINE))


def _may_be_higher(cell: str, width: int) -> bool:
    """Nearly none is: of the largest rubric there are half a million cells."""
    return len(cell) > width * SURELY or not cell.isascii() or not cell.isprintable()


@lru_cache(maxsize=4_096)
def _height_of(text: str, width: int) -> int:
    """Chinese letters, and others of that kind, are as wide as two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    fits = int(width * SURELY * len(text) / (len(text) + wide)) if text else width
    lines = sum(len(textwrap.wrap(line, fits)) or 1 for line in _lines(text).split("\n"))
    return lines * (TALL_LINE if max(text, default="") >= TALL_SCRIPTS else LINE)


def _lines(text: str) -> str:
    """Broken as spreadsheets break them; a carriage return would stand there as a code."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _widths() -> list[int]:
    wide = {"statement": WIDE, "part": MIDDLE, "who": MIDDLE, "said": MIDDLE, "key": MIDDLE}
    return [wide.get(name, NARROW) for name in Fact.__dataclass_fields__]


def _parts(report: Report) -> Iterator[tuple[str, ...]]:
    for principle in report.results.principles:
        if (placement := principle.placement) and principle.is_talked_about:
            then = placement.then if placement.has_moved else ""
            told = (placement.label, then, placement.first, placement.suggested, placement.why)
            yield (principle.full_title, *told, principle.key)


def _words(report: Report) -> Iterator[tuple[str, str, str]]:
    for principle in report.results.principles:
        said = [("What we wrote together", principle.reflection)]
        said += [("Where we see this differently", principle.where_we_differ)]
        said += [(group.label, group.reflection) for group in principle.groups]
        yield from ((principle.full_title, who, words) for who, words in said if words)


def _quotes(report: Report) -> Iterator[tuple[str, str, str]]:
    for principle in report.results.principles:
        yield from ((principle.full_title, quote.who, quote.text) for quote in principle.quotes)


def _actions(report: Report) -> Iterator[tuple[object, ...]]:
    when = {"promised": "Before this round", "plan": "Planned now"}
    for name, actions in actions_of(report).items():
        yield from ((when[name], *_action(action)) for action in actions)


def _action(action: ToldAction) -> tuple[object, ...]:
    about = (action.what, SPOKEN_STATUSES[action.status], action.why, action.principle, action.statement)
    who = (action.led_by, action.co_lead, action.due_on, action.cost, action.how_known)
    return (*about, *who, action.stopped_because, action.latest_note)


def _about(report: Report) -> Iterator[tuple[str, object]]:
    results, took = report.results, report.results.took_part
    keep = (
        sentence(f"Inside edition: keep it within {results.organisation}")
        if took.is_inside
        else "Outside edition."
    )
    yield "What this is", f"What {results.team} of {results.organisation} sees about how it co-produces."
    yield "What it isn't", LIMITS
    yield "Edition", f"{keep} What people said on their own is shown in groups of {took.fewest} or more."
    yield "Report", f"Number {report.stamp.number}, {report.stamp.state}"
    if report.stamp.issued_on:
        yield "Issued on", report.stamp.issued_on
    yield "Round", f"{results.round}, about {results.about}"
    yield "Shown on", day_of(results.made_at)
    if results.is_draft:
        yield "Draft", "The round isn’t finished yet, so this can change."
    yield (
        "Statements from",
        f"{quoted(results.rubric)}, version {results.version}, based on {quoted(results.source.title)}",
    )
    if results.source.note:
        yield "About the source", results.source.note
    yield from ((f"Column: {heading}", meaning) for heading, meaning in COLUMNS.values() if meaning)
