"""docs/report-format.md says of every field what it holds, and of none that isn't there: reports' and Easy Read's."""

import io
import json
import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from assessments.counted import INSIDE, OUTSIDE
from reports.drafts import Stamp
from reports.easy_read import EasyReadSummary, Point
from reports.easy_read.summary import PLACES, Section
from reports.formats.html import to_html
from reports.formats.spreadsheet import to_xlsx
from reports.formats.structured import to_json
from rubric.document import HardWord, ShownDrawing
from tests.reports.sample import PAID, make_framed_report, make_full_report, make_report, make_results
from tests.reports.test_formats_agree import make_odd_placed_report, make_odd_report

PAGE = Path(__file__).parents[2] / "docs/report-format.md"
EASY_READ = "## JSON of an Easy Read summary"
TYPES = {
    "text": str,
    "whole number": int,
    "yes or no": bool,
    "object": dict,
    "day": str,
    "nothing": type(None),
}


def documented():
    found = _rows_of(PAGE.read_text().partition(EASY_READ)[0])
    plan = {field: kinds for field, kinds in found.items() if field.startswith("actions.plan[]")}
    return found | {field.replace("plan", "promised"): kinds for field, kinds in plan.items()}


def _rows_of(text):
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", text, re.MULTILINE)
    return {field: kinds for field, kinds in rows if "…" not in field}


def fields(value, at=""):
    """Each (field, value) that isn't an object or list; an empty list has none."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from fields(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, f"{at}[]")
    else:
        yield at, value


def holds(value, kinds):
    allowed = [kind for kind in TYPES if re.search(rf"\b{kind}\b", kinds)]
    if "day" in allowed and isinstance(value, str) and "text" not in allowed:
        return date.fromisoformat(value).isoformat() == value
    return type(value) in {TYPES[kind] for kind in allowed}


REPORTS = [
    make_odd_report(edition=INSIDE),
    make_odd_report(edition=OUTSIDE, earlier=False, sizes=()),
    make_full_report(),
    make_framed_report("six-principles"),
    make_report(make_results(closed=False), left_out=("risk",)),
    make_odd_placed_report(),
]


@pytest.mark.parametrize("report", REPORTS, ids=["inside", "alone", "full", "framed", "draft", "placed"])
def test_every_field_is_documented_with_what_it_holds(report):
    known = documented()
    for field, value in fields(json.loads(to_json(report))):
        assert field in known, field
        assert holds(value, known[field]), (field, value)


def test_every_documented_field_is_there():
    found = {field for report in REPORTS for field, _ in fields(json.loads(to_json(report)))}
    objects = {field for field, kinds in documented().items() if "object" in kinds}
    assert set(documented()) - objects <= found


def test_the_check_sees_a_wrong_type():
    assert not holds(None, "text")
    assert not holds(1, "yes or no")
    assert holds(None, "yes or no or nothing")
    with pytest.raises(ValueError, match="Invalid isoformat"):
        holds("19 March 2027", "day or nothing")


def test_how_people_were_thanked_is_in_every_format_that_tells_of_the_round():
    report = make_full_report()
    assert json.loads(to_json(report))["round"]["access_note"] == PAID
    about = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)))["About"]
    assert ("Thanks and access", PAID) in list(about.iter_rows(values_only=True))
    assert PAID in unescape(to_html(report))


def test_it_reads_top_down_as_the_report_does():
    report = json.loads(to_json(make_full_report()))
    keys = list(report)
    assert keys.index("details") < keys.index("took_part") < keys.index("parts") < keys.index("facts")
    assert [part["title"] for part in report["parts"]] == list(
        dict.fromkeys(p.title for p in make_full_report().results.principles)
    )
    assert datetime.fromisoformat(report["round"]["shown_on"]).date() == date(2027, 3, 19)


def test_every_field_of_an_easy_read_summary_is_documented_and_there():
    known = _rows_of(PAGE.read_text().partition(EASY_READ)[2])
    pictured = ShownDrawing(digest="0123456789abcdef"), None
    slots = tuple(
        Point(f"good_{n}", "We listen.", drawing=drawing, hard_words=(HardWord("policy", "A rule."),))
        for n, drawing in enumerate(pictured, start=1)
    )
    checked = {"checked_with": "People First", "checked_on": date(2027, 3, 3)}
    summary = EasyReadSummary("What we found", (Section(PLACES[2], slots),), **checked)
    issued = replace(summary, stamp=Stamp(2, date(2027, 3, 4)), team="Ours", organisation="Theirs")
    found = dict(fields(json.loads(json.dumps(issued.to_json()))))
    objects = {field for field, kinds in known.items() if "object" in kinds}
    assert set(found) | objects == set(known)
    assert all(holds(value, known[field]) for field, value in found.items())
    assert EasyReadSummary.from_json(issued.to_json()) == issued
    assert (found["format"], found["format_version"]) == ("coprod-reflect-easy-read", 1)
