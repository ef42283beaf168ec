"""Every format states the same facts in the same order, whatever people wrote."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date

import docx
import lxml.html
import openpyxl
import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.agreed import GroupSheet
from assessments.comparison import Look
from assessments.counted import INSIDE, OUTSIDE, CountedPrinciple
from reports.details import Ask
from reports.drafts import Stamp
from reports.facts import COLUMNS, HERE, day_of, facts_of
from reports.formats import FORMATS
from reports.formats.html import to_html
from reports.formats.short import to_short_html
from reports.pdf.rendering import to_pdf
from reports.report import ToldAction
from reports.told_quote import ToldQuote
from reports.voices import SPOKEN_SHADES
from rubric.document import PLACE, TICK
from tests.reports import read_formats as read
from tests.reports.sample import (
    DETAILS,
    LADDER,
    LUNCH,
    LUNCH_PLANNED,
    MATRIX,
    make_counts,
    make_full_report,
    make_group,
    make_looks,
    make_placed_results,
    make_placing_results,
    make_report,
    make_results,
    our_rubric,
)

DOCUMENT = our_rubric()
ODD = [
    '=cmd|" /C calc"!A0',
    "+44 1632 960123",
    "-1",
    "@sum(1)",
    "\tTabbed",
    "“Quoted”, 'and' \"more\"; a, b",
    "two\nlines\r\nand three",
    "🌱 grows 👩🏽‍🦽",
    "ملاحظات الفريق",
    "x" * 2_000,
    "https://a.example/",
    "<b>&amp;</b>",
    "{{ results }}",
    "a\x0bb\x1f",
]
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # which no database keeps
WORDS = st.sampled_from(ODD) | st.text(LETTERS, min_size=1, max_size=40)


def make_odd_report(text="A note", *, edition=OUTSIDE, sizes=((1, 14), (3, 31), (None, 10)), earlier=True):
    """The real rubric's first two parts, with `text` wherever people write."""
    principles = tuple(
        replace(p, statements=(replace(p.statements[0], text=text), *p.statements[1:]))
        for p in DOCUMENT.principles[:2]
    )
    document = replace(DOCUMENT, principles=principles)
    then, now = make_looks(document)
    group = GroupSheet(people=4, perspective=text, principles=now.agreed.principles)
    looks = then, Look(document, replace(now.agreed, groups=(group,)))
    counts = make_counts(document, sizes=sizes) if sizes else None
    results = make_results(document, looks=looks, counts=counts, edition=edition, earlier=earlier)
    first = replace(results.principles[0], reflection=text, quotes=(ToldQuote(text, "I work here"),))
    results = replace(results, team=text, round=text, principles=(first, *results.principles[1:]))
    action = ToldAction(what=text, why=text, led_by=text, co_lead=text)
    return make_report(results, replace(DETAILS, purpose=text), plan=(action,), promised=(action,))


def make_odd_placed_report(text="A note", *, edition=OUTSIDE, on=LADDER, only=False):
    """The same with what is placed, named by `text`; or of a round that does nothing else."""
    one = LUNCH if on == LADDER else LUNCH_PLANNED
    named = replace(one, name=text, line=text, reflection=text, why=text, where_we_differ=text)
    begun = replace(named, key="begun", finished=False, placed={next(iter(one.placed)): "not-sure"})
    placed = {"on": on, "activities": (named, begun), "groups": (GroupSheet(4, text, (), (named,)),)}
    odd = make_odd_report(text, edition=edition)
    both = not only and make_placed_results(odd.results, **placed)
    results = both or make_placing_results(edition=edition, **placed)
    first, *others = results.activities
    quoted = replace(first, quotes=(ToldQuote(text, "I work here"),))
    return replace(odd, results=replace(results, activities=(quoted, *others)))


def check_that_all_agree(report):
    facts = facts_of(report)
    cells = [read.as_cells(fact) for fact in facts]
    made = {name: format.make(report) for name, format in FORMATS.items() if name != "pdf"}
    assert read.from_csv(made["csv"]) == cells
    assert read.from_json(made["json"]) == cells
    in_xlsx = [tuple(map(read.squeezed, row)) for row in read.from_xlsx(made["xlsx"])]
    assert in_xlsx == [tuple(map(read.squeezed, row)) for row in cells]
    appendix = [read.told(fact) for fact in facts if fact.response == TICK]
    assert read.from_html(made["html"].decode()) == appendix
    assert read.from_word(made["docx"]) == appendix
    placed = [read.told_of_places(fact, report.results) for fact in facts if fact.response == PLACE]
    assert sorted(read.places_in_html(made["html"].decode())) == sorted(placed)
    assert sorted(read.places_in_word(made["docx"])) == sorted(placed)


@settings(max_examples=12, deadline=None)
@given(WORDS, st.sampled_from([INSIDE, OUTSIDE]), st.booleans(), st.sampled_from([(), ((1, 14), (None, 10))]))
@example(ODD[0], OUTSIDE, True, ())
def test_whatever_people_write(text, edition, earlier, sizes):
    check_that_all_agree(make_odd_report(text, edition=edition, earlier=earlier, sizes=sizes))


@pytest.mark.parametrize("text", ODD)
def test_what_people_might_well_write(text):
    check_that_all_agree(make_odd_report(text))


@pytest.mark.parametrize("edition", [INSIDE, OUTSIDE])
@pytest.mark.parametrize("only", [False, True])
@pytest.mark.parametrize("on", [LADDER, MATRIX])
def test_what_is_placed(on, only, edition):
    check_that_all_agree(make_odd_placed_report(on=on, only=only, edition=edition))


@settings(max_examples=6, deadline=None)
@given(WORDS)
def test_whatever_people_call_what_they_place(text):
    check_that_all_agree(make_odd_placed_report(text))


def test_the_check_would_see_a_place_that_is_told_otherwise():
    report = make_odd_placed_report()
    html = read.places_in_html(to_html(report))
    facts = [fact for fact in facts_of(report) if fact.response == PLACE]
    for other in (facts[1:], [replace(facts[0], said="Not sure"), *facts[1:]]):
        assert sorted(html) != sorted(read.told_of_places(fact, report.results) for fact in other)


def test_people_on_their_own_are_never_numbers_where_they_place_something():
    for fact in facts_of(make_odd_placed_report()):
        if fact.response == PLACE and fact.how == "On their own":
            assert fact.said in SPOKEN_SHADES.values()
            assert fact.ticked_number is None


def test_the_check_would_see_a_fact_that_is_missing_or_moved():
    first, second, *rest = facts_of(make_odd_report())
    html = to_html(make_odd_report())
    for other in ([second, first, *rest], [second, *rest], [replace(first, said="Not sure"), second, *rest]):
        assert read.from_html(html) != [read.told(fact) for fact in other]


def test_the_pdf_says_them_too():
    report = make_odd_report()
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(to_html(report)))).pages
    text = read.squeezed("".join(page.extract_text() for page in pages))
    for fact in facts_of(report):
        if fact.how == "Together":
            assert f"{read.squeezed(fact.statement)}{read.squeezed(fact.level)}" in text


def test_no_cell_is_a_formula_or_a_link():
    for text in [*ODD[:6], "https://a.example/"]:
        report = make_odd_report(text)
        book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        cells = re.findall(r'"((?:[^"]|"")*)"', FORMATS["csv"].make(report).decode("utf-8-sig"))
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_quotes_everything_and_says_that_it_is_unicode():
    content = FORMATS["csv"].make(make_odd_report())
    assert content.startswith(b'\xef\xbb\xbf"Part"')
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    assert all(line.startswith('"') and line.endswith('"') for line in lines)


def test_the_outside_edition_holds_nothing_of_the_inside_ones_figures():
    """Inside, managers are a group of 5 to 9; outside they are joined with everybody else, 51 in all."""
    inside = tuple(CountedPrinciple(p.key, (make_group(DOCUMENT, 4, 7, 3),)) for p in DOCUMENT.principles)
    counts = replace(make_counts(DOCUMENT, sizes=((None, 51),)), principles=inside)
    marks = {"I manage or commission", "5 to 9 people"}
    for name, format in FORMATS.items():
        if name in ("csv", "json", "xlsx"):
            told = {
                edition: _text(name, format.make(make_report(make_results(counts=counts, edition=edition))))
                for edition in (INSIDE, OUTSIDE)
            }
            assert "5 to 9 people" in told[INSIDE], name
            assert "51 people" not in told[INSIDE], name
            assert "51 people" in told[OUTSIDE], name
            assert "5 to 9 people" not in told[OUTSIDE], name
    html = to_html(make_report(make_results(counts=counts, edition=OUTSIDE)))
    facts = facts_of(make_report(make_results(counts=counts, edition=OUTSIDE)))
    assert "5 to 9 people" not in html
    assert not marks & {value for fact in facts for value in (fact.who, fact.people)}


def _text(name, content):
    if name != "xlsx":
        return content.decode()
    sheets = openpyxl.load_workbook(io.BytesIO(content))
    sheets.remove(sheets["About"])  # which explains how sizes are told
    return " ".join(
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
    )


NUMBERED, OF_THE_SUMMARY = "Come to lunch at the library.", "We ask you to pay for fares."


@pytest.mark.parametrize("numbered", [(), (NUMBERED,)])
@pytest.mark.parametrize("request_", ["", OF_THE_SUMMARY])
def test_every_file_says_whether_something_is_asked_and_what(numbered, request_):
    details = replace(DETAILS, asks=tuple(map(Ask, numbered)), request=request_)
    report = make_report(details=details, stamp=Stamp(2, date(2027, 4, 1)))
    asked = [*numbered, *filter(None, [request_])]
    for name in ("html", "docx", "short"):
        text = _paragraphs(name, FORMATS[name].make(report))
        assert [one for one in (NUMBERED, OF_THE_SUMMARY) if one in text] == asked, name
        assert ("We ask you for nothing this time. This is for you to know." in text) != bool(asked), name
        assert ("For information" in text) != bool(asked), name
        assert ("For decision" in text) == bool(asked), name
    told = "For decision" if asked else "For information"
    assert json.loads(FORMATS["json"].make(report))["details"]["report_type"] == told
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))
    assert book.properties.category == told


def test_of_a_draft_the_short_one_says_that_nobody_has_written_yet_what_is_asked():
    report = make_report(details=replace(DETAILS, asks=()), left_out=("requests", "request"))
    for name in ("html", "short"):
        assert "What we ask for hasn’t been written yet." in _paragraphs(name, FORMATS[name].make(report))


def _planned(*statuses):
    return tuple(ToldAction(f"Do {status}", status) for status in statuses)


@pytest.mark.parametrize(
    ("plan", "left_out", "told"),
    [
        ((), (), "No plan has been written yet."),
        (_planned("stopped"), (), "All that was planned is done or was stopped"),
        (_planned("stopped", "done"), (), "All that was planned is done or was stopped"),
        (_planned("stopped", "planned"), (), "Do planned"),
        (_planned("planned"), ("plan",), ""),
        ((), ("plan",), ""),
    ],
)
def test_every_file_says_how_it_stands_with_the_plan(plan, left_out, told):
    report = make_report(plan=plan, left_out=left_out)
    for name in ("html", "docx", "short"):
        text = _paragraphs(name, FORMATS[name].make(report))
        ways = ("No plan has been written", "All that was planned is", "Do planned")
        assert [way for way in ways if way in text] == [way for way in ways if told.startswith(way)], name
        assert told in text
        assert ("What we will do" in text) == ("plan" not in left_out), name


def test_without_the_plan_the_short_one_still_says_which_promises_were_kept():
    report = make_report(promised=_planned("done", "planned"), plan=_planned("planned"), left_out=("plan",))
    text = _paragraphs("short", FORMATS["short"].make(report))
    assert "Done already: “Do done”." in text
    assert "What we will do" not in text


@pytest.mark.parametrize("status", ["planned", "done"])
@pytest.mark.parametrize(("count", "more"), [(8, []), (9, ["1 more is"]), (11, ["3 more are"])])
def test_the_short_one_says_how_many_more_there_are(status, count, more):
    report = make_report(plan=tuple(ToldAction(f"Task {number}", status) for number in range(count)))
    text = _paragraphs("short", FORMATS["short"].make(report))
    assert text.count("Task ") == 8
    assert re.findall(r"(\d+ more \w+) in the report", text) == more


@pytest.mark.parametrize(("was_asked", "told"), [(True, "Not placed"), (False, "Not asked")])
def test_the_short_one_tells_a_part_that_was_not_placed_from_one_that_was_not_asked(was_asked, told):
    """The HTML says of last time nothing there, of either."""
    results = make_results()
    first, *others = results.principles
    assert first.placement.was_asked
    placement = replace(first.placement, then="", then_direction="", was_asked=was_asked)
    unplaced = replace(first, placement=placement)
    report = make_report(replace(results, principles=(unplaced, *others)))
    document = docx.Document(io.BytesIO(FORMATS["short"].make(report)))
    row = next(row for table in document.tables for row in table.rows if row.cells[0].text == first.name)
    assert [cell.text for cell in row.cells[1:]] == [told, first.placement.label]
    place = lxml.html.fromstring(FORMATS["html"].make(report)).find_class("place")[0]
    assert not place.find_class("place__then")


def _paragraphs(name, content):
    """All that is written in them and in tables, in one line."""
    if name == "html":
        return " ".join(lxml.html.fromstring(content).text_content().split())
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(p.text for p in document.paragraphs), *cells]).split())


def test_a_left_out_plan_is_in_no_file():
    report = replace(make_odd_report("Plant a tree"), left_out=("plan", "promised"))
    assert not any(json.loads(FORMATS["json"].make(report))["actions"].values())
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))["Actions"]
    assert sheet.max_row == 1


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
def test_the_same_report_makes_the_same_bytes(name):
    """No moment of making is in it: those of ZIP files are the earliest that there are."""
    content = FORMATS[name].make(make_odd_report())
    assert content == FORMATS[name].make(make_odd_report())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_process_makes_the_same_pdf_with_the_reports_day_in_it():
    """Whose numbers for texts are others. /ID is told by what is in it."""
    report = replace(
        make_report(), stamp=Stamp(2, date(2027, 4, 1)), details=replace(DETAILS, contact="Ruth, 01632")
    )
    html = to_short_html(report)
    code = "import sys; from reports.pdf.rendering import to_pdf; sys.stdout.buffer.write(to_pdf(sys.stdin.read()))"
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", code], input=html.encode(), check=True, capture_output=True, env=env
    )
    pdf = to_pdf(html)
    assert pdf == other.stdout
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/ID"]
    assert (
        reader.metadata.creation_date.date() == reader.metadata.modification_date.date() == date(2027, 4, 1)
    )
    for said in ("For decision", "Contact: Ruth, 01632"):
        assert said in reader.metadata.subject


def test_a_spreadsheet_says_what_it_is_and_each_row_is_as_high_as_its_words():
    details = replace(DETAILS, contact="Ruth, 01632 960123")
    long = replace(make_odd_report("支援 " * 300, edition=INSIDE), details=details)
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(long)))
    told = book.properties
    assert told.category == "For decision"
    assert told.title.endswith("Inside edition")
    assert told.created.date() == told.modified.date() == day_of(long.results.made_at)
    custom = {each.name: each.value for each in book.custom_doc_props.props}
    assert custom["Contact"] == "Ruth, 01632 960123"
    assert custom["Edition"] == "inside"
    for sheet in book:
        columns = sheet.column_dimensions.values()  # one for several of the same width
        widths = [one.width for one in columns for _ in range(one.min, one.max + 1)]
        for row in sheet.iter_rows():
            needed = max(_lines(cell.value, width) for cell, width in zip(row, widths, strict=True))
            height = sheet.row_dimensions[row[0].row].height or 15  # as they all begin
            assert height >= min(408, 15 * needed), (sheet.title, row[0].row)


def _lines(value, width):
    """At the least: as if every line were full to its end."""
    text = value if isinstance(value, str) else ""
    return sum(-(-len(line) // int(width)) or 1 for line in text.split("\n"))


def test_numbers_are_numbers_and_rows_of_two_rounds_can_be_joined():
    report = make_report(make_full_report().results)
    facts = facts_of(report)
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))
    _, *rows = book["What was said"].iter_rows(values_only=True)
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    for name in (
        "report",
        "release",
        "version",
        "order",
        "people_number",
        "ticked_number",
        "not_sure_number",
    ):
        assert {type(row[name]) for row in table} <= {int, type(None)}, name
        assert [row[name] for row in table] == [getattr(fact, name) for fact in facts]
    for fact in facts:
        n, of = (
            re.match(r"(\d+)(?: of (\d+))?", fact.said or "").groups()
            if fact.said[:1].isdigit()
            else (None, None)
        )
        assert fact.ticked_number == (int(n) if n else None)
        assert of is None or fact.people_number == int(of)
    keys = [(fact.rubric_key, fact.part_key, fact.level_key, fact.key, fact.how, fact.who) for fact in facts]
    assert len(set(keys)) == len(keys)
    known = {
        (p.key, s.level, s.key, DOCUMENT.level(s.level).direction)
        for p in DOCUMENT.principles
        for s in p.statements
    }
    assert {(f.part_key, f.level_key, f.key, f.direction) for f in facts} == known
    assert sorted({fact.order for fact in facts}) == list(range(1, len(DOCUMENT.statements) + 1))


def test_days_are_those_of_the_wall_clock(settings):
    assert HERE.key == settings.TIME_ZONE


def test_libreoffice_reads_what_we_wrote(tmp_path):
    report = make_odd_report("ملاحظات, “quoted” 🌱 and =1+1")
    (tmp_path / "report.docx").write_bytes(FORMATS["docx"].make(report))
    (tmp_path / "table.xlsx").write_bytes(FORMATS["xlsx"].make(report))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    opened = ["soffice", profile, "--headless", "--norestore", "--convert-to"]
    files = {
        "txt:Text (encoded):UTF8": "report.docx",
        "csv:Text - txt - csv (StarCalc):44,34,76": "table.xlsx",
    }
    for filter, file in files.items():
        subprocess.run(
            [*opened, filter, "--outdir", tmp_path, tmp_path / file], check=True, capture_output=True
        )
    text = read.squeezed((tmp_path / "report.txt").read_text("utf-8-sig"))
    place = 0
    for fact in facts_of(report):
        if fact.how == "Together":
            said = read.squeezed(f"{fact.statement}{fact.level}{fact.last_time}{fact.said}")
            place = text.index(said, place)
    table = (tmp_path / "table.csv").read_text("utf-8-sig")
    days = {
        list(COLUMNS).index(name) for name in ("opened_on", "closed_on", "shown_on")
    }  # told as people read them
    assert _without(days, _rows(table)[1:]) == _without(days, map(read.as_cells, facts_of(report)))


def _rows(table):
    import csv

    return [tuple(row) for row in csv.reader(io.StringIO(table, newline=""))]


def test_each_format_for_people_prints_the_note_beside_the_source():
    """A CSV has figures and nothing else. The note has the source's own words on what is whose."""
    report = make_report(make_results())
    note = read.squeezed(DOCUMENT.source.note)
    assert note in read.squeezed(lxml.html.fromstring(FORMATS["html"].make(report)).text_content())
    assert note in read.squeezed(
        "".join(p.text for p in docx.Document(io.BytesIO(FORMATS["docx"].make(report))).paragraphs)
    )
    assert json.loads(FORMATS["json"].make(report))["rubric"]["source"]["note"] == DOCUMENT.source.note
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert DOCUMENT.source.note in cells


def _without(columns, rows):
    return [[cell for n, cell in enumerate(row) if n not in columns] for row in rows]
