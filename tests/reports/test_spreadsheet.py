"""A spreadsheet that can be read: all words to be seen whatever their length, and type that isn't too small on A4."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts import READ, facts_of
from reports.formats import FORMATS
from reports.formats.heights import TALLEST, height, pieces
from tests.reports.sample import make_full_report

LETTER = 6.3  # points, of a character where Noto Sans stands in for Calibri; the edges of columns are in their widths
PAGE, INCH, TYPE = 841.9, 72, 11  # of A4 turned, and of letters


def book_of(report):
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))


@pytest.fixture(scope="module")
def book():
    """With as many words about a part as anybody may write."""
    report = make_full_report()
    first, *rest = report.results.principles
    first = replace(
        first, reflection="We ask people first.\n" * 476, where_we_differ="支援は一緒に。" * 1_400
    )
    return book_of(replace(report, results=replace(report.results, principles=(first, *rest))))


def test_the_longest_statements_are_to_be_read_without_splitting_their_rows():
    """Chinese ones of a thousand letters, and a group with as many names."""
    results = make_full_report().results
    first, *rest = results.principles
    level = first.levels[0]
    long = replace(level.statements[0], text="支" * 1_000)
    levels = (replace(level, statements=(long, *level.statements[1:])), *first.levels[1:])
    report = replace(
        make_full_report(), results=replace(results, principles=(replace(first, levels=levels), *rest))
    )
    sheet = book_of(report)["What was said"]
    assert sheet.max_row == len(facts_of(report)) + 1
    row = next(cell.row for cell in sheet["C"] if cell.value == "支" * 1_000)
    width = sheet.column_dimensions["C"].width
    assert 22 * 1_000 / (width / 2) < sheet.row_dimensions[row].height <= TALLEST


@given(st.text("ab \n支ا", max_size=400), st.integers(5, 12))
def test_long_words_go_on_beneath_and_nothing_of_them_is_lost(text, width):
    text *= 12
    found = pieces(text, width)
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)
    assert all(height([piece], [width]) <= TALLEST for piece in found)
    assert len(found) == 1 or min(len(piece) for piece in found[:-1]) > 0 or "\n\n" in text


def test_a_part_with_the_most_words_is_all_to_be_read(book):
    sheet = book["Own words"]
    rows = [(row[0].value, row[1].value, row[2].value or "") for row in sheet.iter_rows(min_row=2)]
    for who, words in {
        "What we wrote together": "We ask people first.\n" * 476,
        "Where we see this differently": "支援は一緒に。" * 1_400,
    }.items():
        mine = [row for row in rows if row[:2] == (rows[0][0], who)]
        assert len(mine) > 3
        assert re.sub(r"\s", "", "".join(text for *_, text in mine)) == re.sub(r"\s", "", words)
    tallest = max(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))
    assert tallest <= TALLEST


@pytest.mark.parametrize("then", ["Getting there", "Doing really well", ""])
def test_last_time_is_told_where_the_team_stands_where_it_stood_too(then):
    results = make_full_report().results
    first, *rest = results.principles
    placed = replace(first.placement, label="Getting there", then=then)
    report = replace(
        make_full_report(), results=replace(results, principles=(replace(first, placement=placed), *rest))
    )
    heads, row, *_ = book_of(report)["Where the team stands"].iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True))["Last time"] == (then or None)


def test_on_a4_every_sheet_has_type_of_8_points_and_more(book):
    for sheet in book:
        columns = [one for one in sheet.column_dimensions.values() for _ in range(one.min, one.max + 1)]
        widths = [one.width * LETTER for one in columns]
        usable = PAGE - (sheet.page_margins.left + sheet.page_margins.right) * INCH
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        if sheet.title == "Actions":
            [first] = [each.id for each in sheet.col_breaks.brk]
            scale = sheet.page_setup.scale / 100
            assert sheet.print_title_cols == "$B:$B"
            for printed in (widths[:first], [widths[1], *widths[first:]]):
                assert sum(printed) * scale < usable, sheet.title
        else:
            assert sheet.page_setup.fitToHeight == 0
            printed = widths[:READ] if sheet.title == "What was said" else widths
            scale = min(1, usable / sum(printed))
        assert scale * TYPE >= 8, sheet.title
    assert book["What was said"].print_area.startswith("'What was said'!$A$1:$I$")
