"""One part of a sheet: shown, saved as a form, and saved change by change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.changes import (
    AnswerChange,
    BadChange,
    checked_text,
    read_change,
    read_form,
)
from assessments.cookies import VIEWS, keep_view
from assessments.models import Sheet
from assessments.part import Filled, Part, both_texts, cards, fingerprint, hard_words, prompt
from assessments.services.activities import among_all
from assessments.services.answering import (
    RoundClosed,
    Words,
    read_part,
    save_part,
    save_reflection,
    save_said,
)
from assessments.services.carrying import read_last_time
from assessments.views.pages import keep_wording
from assessments.views.sheet import CLOSED, address, contact_of, of_sheet
from teams import replies

MEANWHILE = "Somebody else changed these words while you were writing."
LOOK_AT_BOTH = "Somebody else changed these words too. Both texts are in the box: make one of them."
OTHER_DEVICE = "These words were changed on another device too. Both texts are in the box: make one of them."


def save_change(request, sheet: Sheet, part: Part) -> HttpResponse:
    """One change, as JSON. Answers say what is stored now, so that the page can follow."""
    try:
        change = read_change(request.body, part)
        if isinstance(change, AnswerChange):
            return _save_answer(sheet, change)
        return _save_words(sheet, part, change)
    except BadChange as refused:
        return replies.refuse(replies.BAD, str(refused), status=refused.status)
    except RoundClosed:
        return replies.refuse(replies.CLOSED, CLOSED, status=410)


def _saved(**facts):
    """With the time, from which the page knows how old its next change is."""
    return replies.reply(saved=True, now=replies.now(), **facts)


def _save_answer(sheet, change):
    changed_at = change.made_by(timezone.now())
    stored = save_said(sheet, change.row, value=change.value.stored, changed_at=changed_at)
    return _saved(value=change.row.sayings.stored[stored])


def _save_words(sheet, part, change):
    """A retry finds its own text, and is as welcome as the first."""
    stored = save_reflection(
        sheet,
        **part.owner,
        text=change.text,
        revision=change.revision,
        instead_of=change.instead_of,
    )
    now = {"revision": stored.revision, "fingerprint": fingerprint(stored.text)}
    if sheet.kind == Sheet.Kind.PERSON:
        now["readers"] = stored.sharing.readers
    if stored.text == change.text:
        return _saved(**now)
    return replies.refuse(replies.CHANGED, MEANWHILE, status=409, text=stored.text, **now)


def save_form(request, sheet: Sheet, part: Part, *, then: dict, read=read_form, page=None) -> HttpResponse:
    """A whole part, or what `read` finds in it. `then` says where which button leads; “continue” finishes the part.

    Where something can't be stored, the `page` comes back with all that was written.
    """
    page = page or part_page
    finish = request.POST.get("save") == "continue"
    try:
        filled = read(request.POST, part)
    except BadChange as refused:
        more = {"errors": [("", str(refused))], "kept": _changed_words(request.POST)}
        return page(request, sheet, part, read_part(sheet, part), status=refused.status, **more)
    try:
        checked_text(filled.text)
        theirs = save_part(sheet, part, filled, finish=finish)
    except BadChange as refused:
        more = {"errors": [("reflection", str(refused))], "text_error": str(refused)}
        return page(request, sheet, part, filled, status=refused.status, **more)
    except RoundClosed:
        return closed_page(request, sheet, part, page, kept=filled.text if filled.text_changed else "")
    if theirs:
        return _both_texts(request, sheet, part, filled, theirs, page)
    return _go_on(request, sheet, part, then)


def _changed_words(sent) -> str:
    """Of a form that can’t be read whole."""
    text = sent.get("reflection", "")
    return "" if sent.get("fingerprint") == fingerprint(text) else text


def _go_on(request, sheet: Sheet, part: Part, then: dict) -> HttpResponse:
    pressed = request.POST.get("save")
    if pressed in then:
        return redirect(then[pressed])
    if pressed in Sheet.Wording.values:
        return keep_wording(redirect(request.path), pressed)
    if pressed in VIEWS and "principle" in part.owner:  # an activity is never a list
        return keep_view(redirect(address(sheet, "part", part.key)), pressed, sheet.round)
    messages.success(request, "Saved. You can stop and come back.")
    return redirect(address(sheet, "overview"))


def closed_page(request, sheet: Sheet, part: Part, page, *, kept: str = "") -> HttpResponse:
    """The round closed while somebody was writing: what is stored, and what they wrote."""
    return page(request, sheet, part, read_part(sheet, part), status=410, closed=True, kept=kept)


def _both_texts(request, sheet: Sheet, part: Part, filled: Filled, theirs: Words, page):
    """Somebody else changed the reflection meanwhile: the box holds both, and the next save replaces theirs."""
    both = Filled(
        shown=filled.marks,
        marks=filled.marks,
        text=both_texts(theirs.text, filled.text),
        revision=theirs.revision,
        fingerprint=fingerprint(theirs.text),
    )
    words = LOOK_AT_BOTH if sheet.kind == Sheet.Kind.TOGETHER else OTHER_DEVICE
    more = {"errors": [("reflection", words)], "theirs": theirs.text, "mine": filled.text}
    return page(request, sheet, part, both, status=409, **more)


def part_page(request, sheet: Sheet, part: Part, filled: Filled, *, status=200, **more):
    """The together sheet's: statements by their levels, with boxes to tick."""
    context = of_part(request, sheet, part, filled) | {"cards": cards(part, filled.marks)}
    return render(request, "assessments/together_principle.html", context | more, status=status)


def of_part(request, sheet: Sheet, part: Part, filled: Filled) -> dict:
    """What every page of a part needs. What only some say is there too, empty: templates look long for what isn't."""
    context = {
        "errors": [],
        "text_error": "",
        "kept": "",
        "mine": None,
        "part": among_all(part, sheet.round),
        "filled": filled,
        "title": part.principle.name,
        "summary": part.principle.summary,
        "prompt": prompt(part.principle),
        "last_time": read_last_time(sheet, part, waiting=filled.needs_another_look),
        "hard_words": hard_words(part),
        "contact": contact_of(sheet.round.team.organisation),
        "save_url": address(sheet, "save", part.principle.key),
        "now": str(replies.now()),
    }
    return context | of_sheet(sheet)
