"""An activity on one's own sheet: question after question, now and then aim, and then the words.

A script walks through them without asking us, as through the statements of a part.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.changes import read_placed
from assessments.models import Sheet
from assessments.part import Filled, first_unanswered
from assessments.placing import ActivityPart, prompt, staying, steps_of
from assessments.services.answering import read_part
from assessments.views.mine import own
from assessments.views.own_part import way
from assessments.views.part import save_change, save_form
from assessments.views.placed import activity_part
from assessments.views.sheet import contact_of, of_sheet
from assessments.views.who_may_read import is_asked
from teams import replies

IN_YOUR_WORDS = "In your own words"
QUESTION = "#question"  # past the page's header, so that a small phone shows the question at once


@require_http_methods(["GET", "HEAD", "POST"])
@own
def my_activity(request, sheet, activity):
    """The first question that has no answer; after closing, all that was said."""
    part = activity_part(request, sheet, activity)
    if request.method == "POST":
        return _save(request, sheet, part, 0)
    filled = read_part(sheet, part)
    if sheet.round.is_open:
        return redirect(_way_to(sheet, part, first_unanswered(filled.marks) or len(filled.marks) + 1))
    return _page(request, sheet, part, filled, 0)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def my_activity_step(request, sheet, activity, number):
    part = activity_part(request, sheet, activity)
    if not 1 <= number <= len(part.steps) + 1:
        raise Http404
    if request.method == "POST":
        return _save(request, sheet, part, number)
    if not sheet.round.is_open:
        return redirect("my_activity", sheet.round.code, activity)
    return _page(request, sheet, part, read_part(sheet, part), number)


@require_POST
@own
def save_my_activity(request, sheet, activity):
    return save_change(request, sheet, activity_part(request, sheet, activity))


def _save(request, sheet: Sheet, part: ActivityPart, number: int):
    asks = way(sheet, part, "readers")
    then = {"continue": way(sheet, part, "next"), "asks": asks}
    then["next"] = _way_to(sheet, part, min(number, len(part.steps)) + 1)
    if is_asked(request, sheet, part):
        then["continue"] = asks

    def page(request, sheet, part, filled, **more):
        at = 0 if more.get("closed") else number or len(part.steps) + 1
        return _page(request, sheet, part, filled, at, **more)

    return save_form(request, sheet, part, then=then, read=read_placed, page=page)


def _page(request, sheet: Sheet, part: ActivityPart, filled: Filled, number: int, *, status=200, **more):
    """All questions and the words, of which `number` is shown: from 1; then come the words. 0 is all of them."""
    last = len(part.steps)
    urls = [_address(sheet, part, each) for each in range(last + 2)]
    steps = [_step(step, urls) for step in steps_of(part, filled.marks)]
    context = of_sheet(sheet) | {
        "part": part,
        "filled": filled,
        "title": part.activity.name,
        "prompt": prompt(part.document),
        "hard_words": part.document.hard_words,
        "contact": contact_of(sheet.round.team.organisation),
        "save_url": reverse("save_my_activity", args=[sheet.round.code, part.activity.key]),
        "now": replies.now(),
        "at": number,
        "at_words": number > last,
        "steps": steps,
        "staying": staying(part.document),
        "in_your_words": IN_YOUR_WORDS,
        "heading": steps[number - 1]["heading"] if 0 < number <= last else IN_YOUR_WORDS,
        "page_url": urls[number],
        "words_url": urls[-1],
        "last_url": urls[last] + QUESTION,
    }
    if not number:
        context["heading"] = part.activity.name
    return render(request, "assessments/my_activity.html", context | more, status=status)


def _step(step: dict, urls: list[str]) -> dict:
    number = step["number"]
    back = urls[number - 1] if number > 1 else urls[0]
    return step | {"url": urls[number], "next": urls[number + 1], "back": back}


def _way_to(sheet: Sheet, part: ActivityPart, number: int) -> str:
    return _address(sheet, part, number) + QUESTION


def _address(sheet: Sheet, part: ActivityPart, number: int) -> str:
    where = [sheet.round.code, part.activity.key]
    return (
        reverse("my_activity_step", args=[*where, number]) if number else reverse("my_activity", args=where)
    )
