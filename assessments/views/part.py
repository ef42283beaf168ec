"""One part of the together sheet: shown, saved as a form, and saved change by change."""

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import get_together_sheet
from assessments.changes import NAMES, AnswerChange, BadChange, checked_text, read_change, read_form
from assessments.models import Sheet
from assessments.part import Filled, Part, both_texts, cards, fingerprint, hard_words, prompt, summary, title
from assessments.services.answering import (
    RoundClosed,
    Words,
    read_part,
    save_answer,
    save_part,
    save_reflection,
)
from assessments.views.pages import keep_wording
from assessments.views.together import CLOSED, contact_of, of_sheet, part_of, wording_of

ROOM_ASKED = "room-asked"  # a cookie of this visit: opening a part leads to "Who is in the room?" only once
MEANWHILE = "Somebody else changed these words while you were writing."
LOOK_AT_BOTH = "Somebody else changed these words too. Look at both texts, and save."


@require_http_methods(["GET", "HEAD", "POST"])
def together_principle(request, code, principle):
    sheet = get_together_sheet(request, code)
    part = part_of(sheet, principle)
    if request.method == "POST":
        return _save(request, sheet, part)
    if sheet.room_at is None and sheet.round.is_open and ROOM_ASKED not in request.COOKIES:
        return _ask_who_is_in_the_room(code, principle)
    return _page(request, sheet, part, read_part(sheet, part))


@require_POST
def save_together(request, code, principle):
    """One change, as JSON. Answers say what is stored now, so that the page can follow."""
    sheet = get_together_sheet(request, code)
    part = part_of(sheet, principle)
    try:
        change = read_change(request.body, part)
        save = _save_answer if isinstance(change, AnswerChange) else _save_words
        return save(sheet, part, change)
    except BadChange as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    except RoundClosed:
        return JsonResponse({"error": CLOSED}, status=410)


def _save_answer(sheet, part, change):
    changed_at = timezone.now() - change.age
    stored = save_answer(sheet, statement=change.statement_id, value=change.value, changed_at=changed_at)
    return JsonResponse({"saved": True, "value": NAMES[stored]})


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
        return JsonResponse({"saved": True, **now})
    return JsonResponse({"error": MEANWHILE, "text": stored.text, **now}, status=409)


def _save(request, sheet: Sheet, part: Part):
    """A whole part. Where something can't be stored, the page comes back with all that was written."""
    finish = request.POST.get("save") == "continue"
    try:
        filled = read_form(request.POST, part)
    except BadChange as refused:
        more = {"errors": [("", str(refused))], "kept": request.POST.get("reflection")}
        return _page(request, sheet, part, read_part(sheet, part), status=refused.status, **more)
    try:
        checked_text(filled.text)
        theirs = save_part(sheet, part, filled, finish=finish)
    except BadChange as refused:
        more = {"errors": [("reflection", str(refused))], "text_error": str(refused)}
        return _page(request, sheet, part, filled, status=refused.status, **more)
    except RoundClosed:
        more = {"closed": True, "kept": filled.text if filled.text_changed else ""}
        return _page(request, sheet, part, read_part(sheet, part), status=410, **more)
    if theirs:
        return _both_texts(request, sheet, part, filled, theirs)
    if finish:
        return redirect("standing", sheet.round.code, part.principle.key)
    if request.POST.get("save") in Sheet.Wording.values:
        return keep_wording(redirect(request.path), request.POST["save"])
    messages.success(request, "Saved. You can stop and come back.")
    return redirect("together", sheet.round.code)


def _both_texts(request, sheet: Sheet, part: Part, filled: Filled, theirs: Words):
    """Somebody else changed the reflection meanwhile: the box holds both, and the next save replaces theirs."""
    both = Filled(
        shown=filled.marks,
        marks=filled.marks,
        text=both_texts(theirs.text, filled.text),
        revision=theirs.revision,
        fingerprint=fingerprint(theirs.text),
    )
    more = {"errors": [("reflection", LOOK_AT_BOTH)], "theirs": theirs.text, "mine": filled.text}
    return _page(request, sheet, part, both, status=409, **more)


def _ask_who_is_in_the_room(code, principle):
    response = redirect(f"{reverse('room', args=[code])}?then={principle}")
    response.set_cookie(
        ROOM_ASKED,
        "1",
        path=reverse("together", args=[code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _page(request, sheet: Sheet, part: Part, filled: Filled, *, status: int = 200, **more):
    wording = wording_of(request)
    context = {
        "part": part,
        "filled": filled,
        "title": title(part.principle, wording),
        "summary": summary(part.principle, wording),
        "prompt": prompt(part.principle, wording),
        "cards": cards(part, filled.marks, wording),
        "hard_words": hard_words(part, wording),
        "contact": contact_of(sheet),
    }
    context |= of_sheet(sheet) | more
    return render(request, "assessments/together_principle.html", context, status=status)
