from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.access import get_together_sheet
from assessments.forms.sheets import RoomForm
from assessments.part import both_texts
from assessments.services.answering import RoundClosed
from assessments.services.progress import fields_of, next_part
from assessments.services.room import Room, read_room, record_room
from assessments.views.sheet import (
    address_of_part,
    closed_while_writing,
    leads_session,
    of_sheet,
    who_was_there,
)

BOTH = "Somebody else has answered this too. Here are both answers together. Look at them, and save."


@require_http_methods(["GET", "HEAD", "POST"])
def room(request, code):
    """Who is in the room? `then` is the part that somebody was on the way to."""
    sheet = get_together_sheet(request, code)
    if request.method == "POST" and not sheet.round.is_open:
        return closed_while_writing(request, reverse("together", args=[code]))
    stored, then = read_room(sheet), _then(request, sheet)
    form = _form(sheet, stored, request.POST or None)
    if not form.is_valid():
        return _page(request, sheet, form, then)
    try:
        theirs = record_room(sheet, **form.cleaned_data)
    except RoundClosed:
        return closed_while_writing(request, reverse("together", args=[code]))
    if theirs:
        messages.warning(request, BOTH)
        return _page(request, sheet, _form(sheet, _both(theirs, form.cleaned_data)), then)
    return redirect("session", code) if leads_session(request, sheet) else _go_on(sheet, then)


def _go_on(sheet, then: str):
    """To the part that somebody was on the way to, or the first that isn't finished; to the overview when all are."""
    return redirect(address_of_part(sheet, then or next_part(sheet)))


def _then(request, sheet) -> str:
    wanted = request.POST.get("then") or request.GET.get("then")
    return wanted if wanted in fields_of(sheet.round) else ""


def _form(sheet, stored: Room, posted=None) -> RoomForm:
    current = Q(retired_at=None) | Q(pk__in=stored.present)
    return RoomForm(
        posted,
        perspectives=sheet.round.team.organisation.perspectives.filter(current),
        initial={
            "present": list(stored.present),
            "people": stored.people,
            "why_nobody": stored.why_nobody,
            "seen": stored.seen,
        },
    )


def _both(theirs: Room, mine: dict) -> Room:
    """Two answers as one, so that nobody's is lost. Nobody has to say why once somebody was there."""
    return Room(
        present=theirs.present | {perspective.pk for perspective in mine["present"]},
        people=mine["people"] or theirs.people,
        why_nobody=both_texts(theirs.why_nobody, mine["why_nobody"]),
        seen=theirs.seen,
    )


def _page(request, sheet, form, then):
    later = address_of_part(sheet, then)
    context = of_sheet(sheet) | {"form": form, "then": then, "later": later, "present": who_was_there(sheet)}
    return render(request, "assessments/room.html", context)
