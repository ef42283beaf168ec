"""A part of one's own sheet: its statements, one a page or in a list, and then the words.

A script walks through them without asking us.
"""

from functools import partial
from typing import NamedTuple

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from assessments.changes import read_form, read_words
from assessments.cookies import LIST, view_of
from assessments.models import Sheet
from assessments.part import Filled, Part, first_unanswered, statements
from assessments.said import TICKS, Saying
from assessments.services.answering import RoundClosed, read_part, save_answer
from assessments.views.mine import my_part, of_own_part
from assessments.views.own_part import way
from assessments.views.part import closed_page, of_part, save_form
from assessments.views.sheet import reversed_once
from assessments.views.who_may_read import is_asked
from rubric.document import IS_IT_TRUE, HardWord, ShownDrawing
from teams.remembered import remembered

BUTTONS = tuple((str(each), each.button) for each in TICKS.buttons)
IN_YOUR_WORDS = "In your own words"
QUESTION = "#question"  # past the page's header, so that a small phone shows the question at once


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_part
def my_principle(request, sheet, principle):
    """The list, for those who prefer it and for reading; for others the first statement that has no answer."""
    part = my_part(request, sheet, principle)
    if request.method == "POST":
        return _save(request, sheet, part, read=read_form)
    filled = read_part(sheet, part)
    if sheet.round.is_open and view_of(request) != LIST:
        return redirect(_address(sheet, part, first_unanswered(filled.marks) or len(filled.marks) + 1))
    return _page(request, sheet, part, filled, 0, filled.marks)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_part
def my_statement(request, sheet, principle, number):
    part = my_part(request, sheet, principle)
    if not 1 <= number <= len(part.principle.statements):
        raise Http404
    if request.method != "POST":
        return _show(request, sheet, part, number)
    if "save" in request.POST:
        return _save(request, sheet, part)
    return _answer(request, sheet, part, number)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_part
def my_words(request, sheet, principle):
    part = my_part(request, sheet, principle)
    if request.method == "POST":
        return _save(request, sheet, part)
    return _show(request, sheet, part, len(part.principle.statements) + 1)


def _save(request, sheet: Sheet, part: Part, read=None):
    """All that the page holds: with the list its answers too, which know what they were shown with."""
    read = read or (read_form if "shown" in request.POST else read_words)
    asks = way(sheet, part, "readers")
    then = {"continue": way(sheet, part, "next"), "asks": asks}
    then["words"] = _way_to(sheet, part, len(part.principle.statements) + 1)
    if is_asked(request, sheet, part):
        then["continue"] = asks
    return save_form(request, sheet, part, then=then, read=read, page=_words_again)


def _answer(request, sheet: Sheet, part: Part, number: int):
    said = TICKS.spelt.get(request.POST.get("answer"))
    if said is None:
        raise BadRequest("Press True, Not true or Not sure.")
    statement = part.principle.statements[number - 1].id
    try:
        save_answer(sheet, statement=statement, value=said.stored, changed_at=timezone.now())
    except RoundClosed:
        return closed_page(request, sheet, part, _words_again)
    return redirect(_way_to(sheet, part, number + 1))


def _show(request, sheet: Sheet, part: Part, number: int):
    """A closed round has one page for the whole part, and so has the list for its statements."""
    is_words = number > len(part.principle.statements)
    if not sheet.round.is_open or (view_of(request) == LIST and not is_words):
        return redirect("my_principle", sheet.round.code, part.principle.key)
    filled = read_part(sheet, part)
    return _page(request, sheet, part, filled, number, filled.marks)


def _words_again(request, sheet: Sheet, part: Part, filled: Filled, **more):
    """What was written couldn't be stored. The form of a single statement had no answers, so these are read."""
    marks = filled.marks if "shown" in request.POST else read_part(sheet, part).marks
    number = 0 if more.get("closed") else len(marks) + 1
    return _page(request, sheet, part, filled, number, marks, **more)


def _page(request, sheet: Sheet, part: Part, filled: Filled, number: int, marks: str, *, status=200, **more):
    """All statements and the words, of which `number` is shown: from 1; then come the words. 0 is the list."""
    last = len(marks)
    url = partial(_address, sheet, part)
    rows = statements(part, marks)
    is_list = view_of(request) == LIST or not number
    context = of_part(request, sheet, part, filled) | {
        "place": f"{number} of {last}" if 0 < number <= last else "",
        "at_words": number > last,
        "is_list": is_list,
        "steps": [row | {"url": url(row["number"])} for row in rows] if is_list else rows,
        "walk": "" if is_list else _walk(rows, number),
        "sayings": TICKS.buttons,
        "buttons": BUTTONS,
        "question": IS_IT_TRUE,
        "heading": IN_YOUR_WORDS if number > last else IS_IT_TRUE,
        "in_your_words": IN_YOUR_WORDS,
        "list_url": url(0),
        "words_url": url(last + 1),
        "page_url": url(number),
        "last_url": url(0 if is_list else last) + QUESTION,
    }
    if 0 < number <= last:
        context |= {"answer": rows[number - 1]["answer"], "next_url": url(number + 1) + QUESTION}
        context["back_url"] = url(number - 1) + QUESTION if number > 1 else ""
    return render(request, "assessments/my_part.html", context | more, status=status)


class Step(NamedTuple):
    """What a statement is drawn by: the same on everybody's page who answers it so, in whichever round."""

    key: str
    text: str
    drawing: ShownDrawing | None
    hard_words: tuple[HardWord, ...]
    answer: Saying
    number: int
    of: int
    is_shown: bool


def _walk(rows: list[dict], at: int) -> str:
    """All statements, of which one is shown."""
    last = len(rows)
    steps = (Step(**row, of=last, is_shown=row["number"] == at) for row in rows)
    return mark_safe("".join(_drawn(step) for step in steps))


@remembered(megabytes=1)
def _drawn(step: Step) -> str:
    return render_to_string("assessments/_step.html", {"step": step})


def _way_to(sheet: Sheet, part: Part, number: int) -> str:
    return _address(sheet, part, number) + QUESTION


def _address(sheet: Sheet, part: Part, number: int) -> str:
    """Of a statement; before the first comes the list, after the last come the words."""
    where = (sheet.round.code, part.principle.key)
    if number > len(part.principle.statements):
        return reversed_once("my_words", *where)
    return reversed_once("my_statement", *where, number) if number else reversed_once("my_principle", *where)
