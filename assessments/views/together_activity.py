"""An activity on the together sheet: what the team agrees about now and aim, why, and where people differ."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import get_together_sheet
from assessments.changes import read_placed
from assessments.forms.sheets import PlacingInWordsForm
from assessments.models import Sheet, Standing
from assessments.part import Filled, both_texts
from assessments.placing import ActivityPart, prompt, staying, steps_of
from assessments.services.answering import RoundClosed, read_part
from assessments.services.carrying import LastPlaced, read_last_placed
from assessments.services.progress import next_part
from assessments.services.standing import settle_standing
from assessments.views.part import save_change, save_form
from assessments.views.placed import activity_part
from assessments.views.sheet import (
    address_of_part,
    closed_while_writing,
    contact_of,
    keeping_session,
    leads_session,
    of_sheet,
)
from assessments.views.together import ask_who_is_in_the_room, asks_who_is_in_the_room
from teams import replies

WORDS = ("why", "where_we_differ")
BOTH = "Somebody else has written here too. Their words and yours are together in the boxes. Look at them, and save."


@require_http_methods(["GET", "HEAD", "POST"])
def together_activity(request, code, activity):
    sheet = get_together_sheet(request, code)
    part = activity_part(request, sheet, activity)
    if request.method != "POST":
        if asks_who_is_in_the_room(request, sheet):
            return ask_who_is_in_the_room(code, part.field)
        return _page(request, sheet, part, read_part(sheet, part))
    then = keeping_session(request, reverse("together_why", args=[code, activity]))
    return save_form(request, sheet, part, then={"continue": then}, read=read_placed, page=_page)


@require_POST
def save_together_activity(request, code, activity):
    sheet = get_together_sheet(request, code)
    return save_change(request, sheet, activity_part(request, sheet, activity))


@require_http_methods(["GET", "HEAD", "POST"])
def together_why(request, code, activity):
    """No standing is suggested: there is nothing that placements add up to."""
    sheet = get_together_sheet(request, code)
    part = activity_part(request, sheet, activity)
    stored = Standing.objects.filter(sheet=sheet, **part.owner).first() or Standing(sheet=sheet)
    if request.method == "POST" and not sheet.round.is_open:
        return closed_while_writing(request, request.path)
    last_time = read_last_placed(sheet, part)
    if "again" in request.POST:
        return _why_page(request, sheet, part, stored, _form_again(request, stored, last_time), unsaved=True)
    form = _form(stored, request.POST or None)
    if not form.is_valid():
        return _why_page(request, sheet, part, stored, form, unsaved=form.is_bound)
    try:
        theirs = settle_standing(sheet, **part.owner, level=None, **form.cleaned_data)
    except RoundClosed:
        return closed_while_writing(request, request.path)
    if not theirs:
        messages.success(request, "Saved.")
        return redirect(_next(request, sheet, part))
    messages.warning(request, BOTH)
    for name in WORDS:
        setattr(theirs, name, both_texts(getattr(theirs, name), form.cleaned_data[name]))
    return _why_page(request, sheet, part, theirs, _form(theirs), unsaved=True)


def _next(request, sheet: Sheet, part: ActivityPart) -> str:
    """A session goes on with its slides."""
    if leads_session(request, sheet):
        return reverse("session_activity", args=[sheet.round.code, part.activity.key])
    return address_of_part(sheet, next_part(sheet, after=part.field))


def _form(stored: Standing, posted=None) -> PlacingInWordsForm:
    return PlacingInWordsForm(posted, initial={name: getattr(stored, name) for name in (*WORDS, "revision")})


def _form_again(request, stored: Standing, last_time: LastPlaced | None) -> PlacingInWordsForm:
    """What is typed stays, and the words that somebody wants again stand in their box; nothing is saved."""
    name = request.POST["again"]
    typed = {each: request.POST[each] for each in (*WORDS, "revision") if each in request.POST}
    if last_time and name in WORDS:
        typed[name] = both_texts(typed.get(name, ""), getattr(last_time, name)).strip()
    initial = {each: getattr(stored, each) for each in (*WORDS, "revision")}
    return PlacingInWordsForm(initial=initial | typed)


def _page(request, sheet: Sheet, part: ActivityPart, filled: Filled, *, status=200, **more):
    context = _of(sheet, part, filled) | {
        "filled": filled,
        "prompt": prompt(part.document),
        "staying": staying(part.document),
        "hard_words": part.document.hard_words,
        "save_url": reverse("save_together_activity", args=[sheet.round.code, part.activity.key]),
        "now": replies.now(),
    }
    return render(request, "assessments/together_activity.html", context | more, status=status)


def _why_page(request, sheet: Sheet, part: ActivityPart, stored: Standing, form, *, unsaved: bool):
    filled = read_part(sheet, part)
    context = _of(sheet, part, filled) | {
        "form": form,
        "standing": stored,
        "unsaved": unsaved,
        "next": _next(request, sheet, part),
        "back": keeping_session(
            request, reverse("together_activity", args=[sheet.round.code, part.activity.key])
        ),
    }
    return render(request, "assessments/together_why.html", context)


def _of(sheet: Sheet, part: ActivityPart, filled: Filled) -> dict:
    last_time = read_last_placed(sheet, part, waiting=filled.needs_another_look)
    steps = steps_of(part, filled.marks, last_time.placed if last_time else None)
    about = {"part": part, "title": part.activity.name, "steps": steps, "last_time": last_time}
    about["contact"] = contact_of(sheet.round.team.organisation)
    return of_sheet(sheet) | about
