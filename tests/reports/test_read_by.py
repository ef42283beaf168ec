"""The same answers, read by another list: every statement where it belongs, and nothing told that isn’t elsewhere."""

import io
import json
import re
from dataclasses import replace
from html import unescape

import docx
import openpyxl
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.agreed import TICKED
from assessments.comparison import Look
from assessments.counted import INSIDE, OUTSIDE
from reports.formats import FORMATS
from reports.formats.html import to_html
from reports.formats.kept import from_source, to_source
from reports.formats.spreadsheet import to_xlsx
from reports.formats.structured import to_json
from reports.pdf.rendering import to_pdf
from reports.read_by import read_by, tell_entries_easily
from reports.what_we_see import THEN, tell_every_statement
from rubric.document import Document, Level, Principle, Source, Statement
from tests.reports.pdf_ua import problems
from tests.reports.sample import (
    make_agreed,
    make_counts,
    make_framed_report,
    make_report,
    make_results,
    our_rubric,
)

DOCUMENT = our_rubric()
LISTS = ("six-principles", "scie-principles", "cqc-local-authorities")
TOTAL = "The groups shown, together"
each_list = pytest.mark.parametrize("key", LISTS)
EDITIONS = {
    edition: make_results(DOCUMENT, counts=make_counts(DOCUMENT), edition=edition)
    for edition in (INSIDE, OUTSIDE)
}


def everything(framed):
    """Each statement that is told, by its key."""
    return {one.key: one for entry in framed.entries for one in entry.statements} | {
        one.key: one for one in framed.rest
    }


@each_list
@pytest.mark.parametrize("edition", EDITIONS)
def test_what_was_said_is_what_what_we_see_says_of_the_same_statement(key, edition):
    results = EDITIONS[edition]
    told = everything(read_by(results, DOCUMENT, key))
    for principle in results.principles:
        for level in tell_every_statement(principle, since_last_time=True):
            for statement in level.statements:
                seen = [bar for bar in statement.bars if bar.label not in (THEN, TOTAL)]
                mine = told.pop(statement.key)
                assert (mine.text, list(mine.bars)) == (statement.text, seen)
                assert (mine.part, mine.level) == (principle.name, level.label)
                assert mine.direction == principle.direction_of(statement.key)
    assert told == {}, "nothing is left out, and nothing is added"


@each_list
def test_what_speaks_to_an_entry_speaks_to_it_and_the_rest_to_none(key):
    framed = read_by(EDITIONS[OUTSIDE], DOCUMENT, key)
    tagged = {one.key for entry in framed.entries for one in entry.statements}
    rest = {one.key for one in framed.rest}
    assert tagged | rest == {statement.key for statement in DOCUMENT.statements}
    assert not tagged & rest
    assert {"warning", "progress", "strength"} <= {one.direction for one in everything(framed).values()}


def test_levels_stand_in_one_order_the_furthest_first():
    order = ["strength", "progress", "warning"]
    for entry in read_by(EDITIONS[OUTSIDE], DOCUMENT, "cqc-local-authorities").entries:
        places = [order.index(one.direction) for one in entry.statements]
        assert places == sorted(places)


def test_what_isnt_shown_on_what_we_see_isnt_shown_here():
    """One part waits, with fewer than five: no group says anything of its statements under any entry."""
    counts = make_counts(DOCUMENT)
    waits = replace(counts.outside[0], groups=())
    parts = (waits, *counts.outside[1:])
    hidden = replace(counts, outside=parts, principles=parts)
    keys = {statement.key for statement in DOCUMENT.principles[0].statements}
    for edition in (INSIDE, OUTSIDE):
        results = make_results(DOCUMENT, counts=hidden, edition=edition)
        told = everything(read_by(results, DOCUMENT, "cqc-local-authorities"))
        assert {key for key, one in told.items() if not one.others} == keys


def test_another_rubric_and_another_list_are_read_by_nothing():
    results = EDITIONS[OUTSIDE]
    assert read_by(results, DOCUMENT, "") is None
    assert read_by(results, DOCUMENT, "four-principles-york") is None
    assert read_by(results, replace(DOCUMENT, slug="own"), "six-principles") is None
    assert read_by(results, replace(DOCUMENT, slug="own", ancestors=(DOCUMENT.slug,)), "six-principles")


@st.composite
def rubrics(draw):
    """1 to 20 parts, 1 to 6 levels; some of their statements are known to a list."""
    known = draw(
        st.lists(st.sampled_from([s.key for s in DOCUMENT.statements]), min_size=1, max_size=9, unique=True)
    )
    levels = tuple(Level(f"l{n}", f"Level {n}", "", "progress") for n in range(draw(st.integers(1, 6))))
    parts = draw(st.integers(1, 20))
    free = iter(known)

    def part(n):
        keys = [next(free, f"s{n}-{level.key}") for level in levels]
        statements = (
            Statement(key, level.key, f"Of {key}.") for key, level in zip(keys, levels, strict=True)
        )
        return Principle(f"p{n}", f"Part {n}", tuple(statements))

    source = Source("Nothing")
    return Document("cahn-four-values", "A", "en", "B", source, levels, tuple(part(n) for n in range(parts)))


@given(rubrics(), st.sampled_from(LISTS))
@settings(max_examples=30)
def test_any_rubric_can_be_read_by_it(document, key):
    ticks = {p.key: " ".join(s.key for s in p.statements) for p in document.principles}
    look = Look(document, make_agreed(document, ticks))
    results = make_results(document, looks=(look, look), counts=make_counts(document))
    framed = read_by(results, document, key)
    if framed is None:
        return
    told = everything(framed)
    assert set(told) == {statement.key for statement in document.statements}
    assert {one.together.state for one in told.values()} == {TICKED}
    html = to_html(make_report(results, framed=framed))
    assert all(html.count(entry.title) for entry in framed.entries)


def test_easy_read_says_it_in_its_own_words_with_pictures():
    framed = read_by(EDITIONS[OUTSIDE], DOCUMENT, "cqc-local-authorities")
    entries = tell_entries_easily(framed, DOCUMENT)
    assert [entry.heading for entry in entries][-2:] == [
        "Learning and getting better.",
        "The other sentences",
    ]
    first = entries[0].statements[0]
    assert first.told.drawing
    assert first.level == "Doing really well"


def test_a_gap_is_said_to_be_one_of_the_tool():
    report = make_framed_report()
    entries = tuple(
        replace(e, statements=()) if e.key == "safeguarding" else e for e in report.framed.entries
    )
    gap = replace(report, framed=replace(report.framed, entries=entries))
    html = unescape(to_html(gap))
    assert "Safeguarding.</strong> Nothing in this rubric speaks to it. That is a gap of this tool" in html
    rows = list(
        openpyxl.load_workbook(io.BytesIO(to_xlsx(gap)))["By another list"].iter_rows(values_only=True)
    )
    assert any(
        row[0] == "Safeguarding" and row[1] and row[1].startswith("Nothing in this rubric") for row in rows
    )
    told = {e["key"]: e["statements"] for e in json.loads(to_json(gap))["read_by"]["entries"]}
    assert told["safeguarding"] == []


def test_nothing_of_it_is_in_a_report_that_doesnt_ask_for_it():
    report = replace(make_framed_report(), framed=None)
    assert 'id="framed"' not in to_html(report)
    assert json.loads(to_json(report))["read_by"] is None
    assert "By another list" not in openpyxl.load_workbook(io.BytesIO(to_xlsx(report))).sheetnames


def test_every_format_has_it_with_levels():
    report = make_framed_report()
    said = next(one for one in report.framed.entries[0].statements if one.others)
    html = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", unescape(to_html(report))))
    assert f"{said.text} (a sign of “{said.level}”, {said.part})" in html
    assert "what kind of sign it is, never how the team stands" in html
    word = docx.Document(io.BytesIO(FORMATS["docx"].make(report)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert f"{said.text} (a sign of “{said.level}”, {said.part})" in cells
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)))["By another list"]
    assert (report.framed.entries[0].title, said.text, said.level, said.part) in [
        row[:4] for row in sheet.iter_rows(values_only=True)
    ]
    told = json.loads(to_json(report))
    assert told["read_by"]["edition"] == report.framed.edition
    keys = {fact["key"] for fact in told["facts"]}
    assert {key for entry in told["read_by"]["entries"] for key in entry["statements"]} <= keys


def test_what_is_issued_is_kept_with_the_list_as_it_was():
    report = make_framed_report()
    assert from_source(to_source(report)) == report


def test_the_pdf_has_it():
    made = to_pdf(to_html(make_framed_report()))
    assert problems(made) == []
    pdf = pypdf.PdfReader(io.BytesIO(made))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    assert f"Appendix: the same answers, read by “{make_framed_report().framed.title}”" in text
    assert "Safeguarding. These show whether safety leaves room for people to live" in text
    assert "Speaks to none of these" in text
    assert "(a sign of “Haven’t got this”, " in text
