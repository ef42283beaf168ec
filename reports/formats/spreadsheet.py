"""The report as XLSX: the tidy table, what people wrote, what is planned, and what all this is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.facts import COLUMNS, READ, Fact, facts_of
from reports.formats import about, by_list, places
from reports.formats.cells import LONGEST, in_xml, plain
from reports.formats.heights import broken, height, rows_of, wide_enough
from reports.report import SPOKEN_STATUSES, Report, ToldAction

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
# In characters. 160 beside each other have type of 8 points and more on A4, whichever font stands in for Calibri.
WIDE, MIDDLE, NARROW = 60, 28, 14
FACTS = {
    "part": 17,
    "statement": 44,
    "how": 11,
    "who": 23,
    "people": 11,
    "said": 16,
    "not_sure": 11,
    "last_time": 13,
}
PARTS_WIDTHS = (22, 18, 18, 16, 18, 48, 18)
ACTIONS_WIDTHS = (12, 40, 12, 38, 20, 36, 15, 15, 12, 13, 20, 20, 24)
FIRST_PAGE = 6  # columns of the actions; the others stand on a second, beside “What”
SCALE = 73  # per cent
MARGIN = 0.4  # inches


def to_xlsx(report: Report) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, SAFE)
    _say_what_it_is(book, report)
    headings = [heading for heading, _ in COLUMNS.values()]
    said = [astuple(fact) for fact in facts_of(report)]
    facts = _sheet(book, "What was said", headings, said, _widths(said), names=0)
    facts.print_area(0, 0, facts.dim_rowmax, READ - 1)
    if report.framed:
        _sheet(book, "By another list", by_list.HEADINGS, by_list.rows_of(report.framed), by_list.WIDTHS)
    _sheet(book, "Where the team stands", PARTS, _parts(report), PARTS_WIDTHS)
    if report.results.activities:
        _sheet(book, "Where work is placed", places.HEADINGS, places.rows_of(report.results), places.WIDTHS)
    _sheet(book, "Own words", WORDS, _words(report), [MIDDLE, MIDDLE, WIDE], names=2)
    _sheet(book, "Quotes", WORDS, _quotes(report), [MIDDLE, MIDDLE, WIDE], names=2)
    _on_two_pages(_sheet(book, "Actions", ACTIONS, _actions(report), ACTIONS_WIDTHS, names=2))
    _sheet(book, "About", about.HEADINGS, about.rows_of(report), [MIDDLE, WIDE])
    for sheet in book.worksheets() if report.results.took_part.is_inside else ():
        sheet.set_header("&LInside edition: keep it within the organisation")  # on each page that is printed
    book.close()
    return file.getvalue()


def _say_what_it_is(book: Workbook, report: Report) -> None:
    """No author: a file says who sees things so, and not who pressed a button. The day is the report's, not today's."""
    results, details, day = report.results, report.details, report.day
    inside = " – Inside edition" if results.took_part.is_inside else ""
    title = in_xml(f"{results.team} – {results.subject} – {report.stamp.in_words}{inside}")
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
    names: int = 1,
) -> Worksheet:
    """A heading row that stays in sight and can be filtered by. The first `names` columns say what a row is of."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmmm yyyy", "align": "left", "valign": "top"})
    sheet.set_row(0, height(headings, widths))
    sheet.write_row(0, 0, headings, bold)
    last = 0
    told = (one for row in rows for one in rows_of(row, widths, names))
    for last, row in enumerate(told, start=1):
        sheet.set_row(last, height(row, widths))
        for column, cell in enumerate(row):
            _write(sheet, last, column, cell, text, day)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(headings) - 1)
    _for_paper(sheet)
    return sheet


def _for_paper(sheet: Worksheet) -> None:
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=MARGIN, right=MARGIN)
    sheet.fit_to_pages(1, 0)


def _on_two_pages(sheet: Worksheet) -> None:
    """All columns on one would be too small to read."""
    sheet.set_print_scale(SCALE)
    sheet.set_v_pagebreaks([FIRST_PAGE])
    sheet.repeat_columns(1)


def _write(sheet, row: int, column: int, cell: object, text: Format, day: Format) -> None:
    if cell in (None, ""):
        sheet.write_blank(row, column, None, text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, text)
    else:
        sheet.write_string(row, column, broken(in_xml(cell))[:LONGEST], text)


def _widths(said: Sequence[tuple[object, ...]]) -> list[int]:
    """Of the facts. Most columns say few things, again and again."""
    wanted = [FACTS.get(name, NARROW) for name in Fact.__dataclass_fields__]
    columns = [set(column) for column in zip(*said, strict=True)] or [set()] * len(wanted)
    return [wide_enough(column, width) for column, width in zip(columns, wanted, strict=True)]


def _parts(report: Report) -> Iterator[tuple[str, ...]]:
    for principle in report.results.principles:
        if (placement := principle.placement) and principle.is_talked_about:
            told = (placement.label, placement.then, placement.first, placement.suggested, placement.why)
            yield (principle.full_title, *told, principle.key)


def _words(report: Report) -> Iterator[tuple[str, str, str]]:
    for part in report.results.parts:
        said = [("What we wrote together", part.reflection)]
        said += [("Where we see this differently", part.where_we_differ)]
        said += [(group.label, group.reflection) for group in part.groups]
        yield from ((part.full_title, who, words) for who, words in said if words)


def _quotes(report: Report) -> Iterator[tuple[str, str, str]]:
    for part in report.results.parts:
        yield from ((part.full_title, quote.who, quote.text) for quote in part.quotes)


def _actions(report: Report) -> Iterator[tuple[object, ...]]:
    when = {"promised": "Before this round", "plan": "Planned now"}
    for name, actions in report.actions.items():
        yield from ((when[name], *_action(action)) for action in actions)


def _action(action: ToldAction) -> tuple[object, ...]:
    about = (action.what, SPOKEN_STATUSES[action.status], action.why, action.principle, action.statement)
    who = (action.led_by, action.co_lead, action.due_on, action.cost, action.how_known)
    return (*about, *who, action.stopped_because, action.latest_note)
