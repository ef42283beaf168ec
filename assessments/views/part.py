"""One part of a sheet: shown, saved as a form, and saved change by change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.changes import (
    NAMES,
    AnswerChange,
    BadChange,
    ReflectionChange,
    checked_text,
    read_change,
    read_form,
    spell_sharing,
)
from assessments.models import Reflection, Sheet
from assessments.part import Filled, Part, both_texts, cards, fingerprint, hard_words, prompt, summary, title
from assessments.services.answering import (
    RoundClosed,
    Words,
    read_part,
    save_answer,
    save_part,
    save_reflection,
    save_sharing,
)
from assessments.services.carrying import read_last_time
from assessments.views.pages import keep_wording
from assessments.views.sheet import CLOSED, address, contact_of, of_sheet, wording_of
from teams import replies

MEANWHILE = "Somebody else changed these words while you were writing."
LOOK_AT_BOTH = "Somebody else changed these words too. Look at both texts, and save."
OTHER_DEVICE = "These words were changed on another device too. Look at both texts, and save."
TEMPLATES = {
    Sheet.Kind.TOGETHER: "assessments/together_principle.html",
    Sheet.Kind.PERSON: "assessments/my_principle.html",
    Sheet.Kind.GROUP: "assessments/my_principle.html",
}


def save_change(request, sheet: Sheet, part: Part) -> HttpResponse:
    """One change, as JSON. Answers say what is stored now, so that the page can follow."""
    try:
        change = read_change(request.body, part)
        if isinstance(change, AnswerChange):
            return _save_answer(sheet, change)
        if isinstance(change, ReflectionChange):
            return _save_words(sheet, part, change)
        return _save_sharing(sheet, part, change)
    except BadChange as refused:
        return replies.refuse(replies.BAD, str(refused), status=refused.status)
    except RoundClosed:
        return replies.refuse(replies.CLOSED, CLOSED, status=410)


def _saved(**facts):
    """With the time, from which the page knows how old its next change is."""
    return replies.reply(saved=True, now=replies.now(), **facts)


def _save_answer(sheet, change):
    changed_at = change.made_by(timezone.now())
    stored = save_answer(sheet, statement=change.statement_id, value=change.value, changed_at=changed_at)
    return _saved(value=NAMES[stored])


def _save_words(sheet, part, change):
    """A retry finds its own text, and is as welcome as the first."""
    stored = save_reflection(
        sheet,
        principle=part.principle.id,
        text=change.text,
        revision=change.revision,
        instead_of=change.instead_of,
    )
    now = {"revision": stored.revision, "fingerprint": fingerprint(stored.text)}
    if stored.text == change.text:
        return _saved(**now)
    return replies.refuse(replies.CHANGED, MEANWHILE, status=409, text=stored.text, **now)


def _save_sharing(sheet, part, change):
    """Only a person's own words are asked about: what people agreed is shown, and they were told so."""
    if sheet.kind != Sheet.Kind.PERSON:
        raise BadChange("What you write here is what you agreed, so it is shown.")
    stored = save_sharing(
        sheet, principle=part.principle.id, sharing=change.sharing, instead_of=change.instead_of
    )
    return _saved(sharing=spell_sharing(stored))


def save_form(request, sheet: Sheet, part: Part, *, then: str, read=read_form, page=None) -> HttpResponse:
    """A whole part, or what `read` finds in it; when it is finished, on to `then`.

    Where something can't be stored, the `page` comes back with all that was written.
    """
    page = page or part_page
    finish = request.POST.get("save") == "continue"
    try:
        filled = read(request.POST, part)
    except BadChange as refused:
        more = {"errors": [("", str(refused))], "kept": request.POST.get("reflection")}
        return page(request, sheet, part, read_part(sheet, part), status=refused.status, **more)
    try:
        checked_text(filled.text)
        theirs = save_part(sheet, part, filled, finish=finish)
    except BadChange as refused:
        more = {"errors": [("reflection", str(refused))], "text_error": str(refused)}
        return page(request, sheet, part, filled, status=refused.status, **more)
    except RoundClosed:
        return closed_page(request, sheet, part, kept=filled.text if filled.text_changed else "")
    if theirs:
        return _both_texts(request, sheet, part, filled, theirs, page)
    return _go_on(request, sheet, then if finish else "")


def _go_on(request, sheet: Sheet, then: str) -> HttpResponse:
    if then:
        return redirect(then)
    if request.POST.get("save") in Sheet.Wording.values:
        return keep_wording(redirect(request.path), request.POST["save"])
    messages.success(request, "Saved. You can stop and come back.")
    return redirect(address(sheet, "overview"))


def closed_page(request, sheet: Sheet, part: Part, *, kept: str = "") -> HttpResponse:
    """The round closed while somebody was writing: what is stored, and what they wrote."""
    stored = read_part(sheet, part)
    return part_page(request, sheet, part, stored, status=410, closed=True, kept=kept)


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


def part_page(request, sheet: Sheet, part: Part, filled: Filled, *, status=200, template=None, **more):
    wording = wording_of(request)
    context = {
        "part": part,
        "filled": filled,
        "title": title(part.principle, wording),
        "summary": summary(part.principle, wording),
        "prompt": prompt(part.principle, wording),
        "cards": cards(part, filled.marks, wording),
        "last_time": read_last_time(
            sheet,
            part.principle,
            waiting=filled.needs_another_look,
            easy_read=wording == Sheet.Wording.EASY_READ,
        ),
        "hard_words": hard_words(part, wording),
        "contact": contact_of(sheet),
        "save_url": address(sheet, "save", part.principle.key),
        "now": replies.now(),
    }
    if sheet.kind == Sheet.Kind.PERSON:
        context |= {"choices": Reflection.MayRead, "sharing_shown": spell_sharing(filled.sharing_shown)}
    context |= of_sheet(sheet) | more
    return render(request, template or TEMPLATES[sheet.kind], context, status=status)
