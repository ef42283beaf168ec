"""A report's facts, read back out of each format as somebody else's program would."""

import csv
import io
import json
import re
from datetime import date, datetime

import docx
import lxml.html
import openpyxl

from reports.facts import COLUMNS
from reports.formats.cells import in_xml

BLANK = "Few or nobody"


def squeezed(text):
    """Without what formats write differently: spaces, and characters that XML can't hold."""
    return "".join(in_xml(text).replace("\xad", "").split())


def told(fact):
    """What the appendix of the HTML tells of a fact."""
    said = fact.said if fact.not_sure in ("", BLANK) else f"{fact.said}, {fact.not_sure.lower()} not sure"
    who = {"Together": "", "As a group": fact.who}.get(fact.how, f"{fact.who}, {fact.people}")
    return tuple(
        squeezed(part) for part in (fact.part, fact.level, fact.statement, who, said, fact.last_time)
    )


def from_tables(tables):
    """Facts from the appendix's two tables for each part, given as (caption, rows) with the headings first."""
    found = []
    answers, own = None, None
    for caption, rows in [*tables, ("end", [["Statement", "Level"]])]:
        if rows[0][:2] == ["Statement", "Level"]:
            found += _facts_of_part(answers, own) if answers else []
            answers, own = (caption, rows), None
        elif rows[0][0] == "Statement":
            own = _side_by_side(own, rows) if own else rows
    return found


def _side_by_side(table, more):
    """With many groups there are more tables than one, each with the statements."""
    return [row + others[1:] for row, others in zip(table, more, strict=True)]


def _facts_of_part(answers, own):
    caption, (headings, *rows) = answers
    for n, row in enumerate(rows):
        last_time = row[2] if "Lasttime" in headings or "Last time" in headings else ""
        yield tuple(map(squeezed, (caption, row[1], row[0], "", row[-1], last_time)))
        for column, who in enumerate(own[0][1:] if own else [], start=1):
            yield tuple(map(squeezed, (caption, row[1], own[n + 1][0], who, own[n + 1][column], "")))


AGREED = ": what was agreed"


def told_of_places(fact, results):
    """What the appendix of the HTML tells of a fact about an activity: of people on their own, the place alone."""
    question = next(
        step.asked.question.text
        for step in results.activities[0].steps
        if fact.key.startswith(step.asked.key)
    )
    if fact.how == "On their own":
        place = fact.statement.removeprefix(f"{question} ")
        about = (fact.part, fact.level.lower(), question, place, f"{fact.who}, {fact.people}")
        return tuple(map(squeezed, (*about, fact.said, "")))
    who = "The team" if fact.how == "Together" else fact.who
    return tuple(map(squeezed, (fact.part, fact.level, question, "", who, fact.said, fact.last_time)))


def places_of(tables):
    """What is placed, out of a table of what was agreed for each activity, and one for each question and moment."""
    name, found = "", []
    for caption, (headings, *rows) in tables:
        if headings[:2] == ["Who", "When"]:
            name = caption.removesuffix(AGREED)
            then = "Last time" in headings
            found += [(name, *row[1:3], "", row[0], row[-1], row[3] if then else "") for row in rows]
        elif headings[0] == "Place":
            moment, _, question = caption.removeprefix(f"{name}, ").partition(": ")
            found += [
                (name, moment, question, row[0], who, said, "")
                for row in rows
                for who, said in zip(headings[1:], row[1:], strict=True)
            ]
    return [tuple(map(squeezed, told)) for told in found]


def from_html(html):
    return from_tables(_tables_in(html))


def places_in_html(html):
    return places_of(_tables_in(html))


def places_in_word(content):
    return places_of(_tables_in_word(content))


def _tables_in(html):
    return [
        (
            table.findtext("caption"),
            [
                [cell.text_content().strip() for cell in row.iterchildren("th", "td")]
                for row in table.iter("tr")
            ],
        )
        for table in lxml.html.document_fromstring(html).iter("table")
    ]


def from_word(content):
    return from_tables(_tables_in_word(content))


def _tables_in_word(content):
    document = docx.Document(io.BytesIO(content))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    tables = []
    for table in document.tables:
        caption = table._tbl.tblPr.find(f"{name}tblCaption").get(f"{name}val")
        tables.append((caption, [[cell.text.strip() for cell in row.cells] for row in table.rows]))
    return tables


def from_csv(content):
    headings, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert headings == [heading for heading, _ in COLUMNS.values()]
    return [tuple(without_apostrophe(cell) for cell in row) for row in rows]


def without_apostrophe(cell):
    return cell[1:] if re.match(r"'[=+\-@\t\r\n]", cell) else cell


def from_xlsx(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["What was said"]
    headings, *rows = sheet.iter_rows(values_only=True)
    assert list(headings) == [heading for heading, _ in COLUMNS.values()]
    return [tuple(_plain(cell) for cell in row) for row in rows]


def _plain(cell):
    return cell.date().isoformat() if isinstance(cell, datetime) else "" if cell is None else str(cell)


def from_json(content):
    return [
        tuple("" if v is None else str(v) for v in fact.values()) for fact in json.loads(content)["facts"]
    ]


def as_cells(fact):
    """As CSV, XLSX and JSON hold it."""
    values = (getattr(fact, name) for name in COLUMNS)
    return tuple(v.isoformat() if isinstance(v, date) else "" if v is None else str(v) for v in values)
