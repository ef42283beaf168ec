"""The together sheet: its parts, in the order that people like, and the pages of each."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import get_together_sheet
from assessments.models import Sheet
from assessments.services.actions import promises_of
from assessments.services.activities import sources_of
from assessments.services.answering import read_part
from assessments.services.carrying import read_last_levels
from assessments.services.progress import progress_in, read_said
from assessments.sheet_rows import OF_A_PART
from assessments.views.part import part_page, save_change, save_form
from assessments.views.placed import progress_of_activities
from assessments.views.sheet import (
    document_of,
    is_in_session,
    keeping_session,
    of_sheet,
    part_of,
    who_was_there,
)

ROOM_ASKED = "room-asked"  # a cookie of this visit: opening a part leads to "Who is in the room?" only once


@require_safe
def together(request, code):
    sheet = get_together_sheet(request, code)
    document = document_of(request, sheet.round)
    said = read_said([sheet.pk])
    progress = progress_in(document, sheet.pk, said)
    placed = progress_of_activities(sheet, said)
    last_levels = read_last_levels(sheet.round)
    context = {
        "document": document,
        "sources": sources_of(sheet.round),
        "parts": [(one.principle.name, one, last_levels.get(one.principle.key)) for one in progress],
        "activities": placed,
        "another_look": sum(one.needs_another_look for one in [*progress, *placed]),
        "finished": sum(one.finished for one in progress) + sum(one.finished for one in placed),
        "all_parts": [*progress, *placed],
        "present": who_was_there(sheet),
    }
    context |= promises_of(sheet.round) if sheet.round.is_open else {}
    return render(request, "assessments/together.html", of_sheet(sheet) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def together_principle(request, code, principle):
    sheet = get_together_sheet(request, code, rows=OF_A_PART)
    part = part_of(request, sheet, principle)
    if request.method == "POST":
        then = keeping_session(request, reverse("standing", args=[code, principle]))
        return save_form(request, sheet, part, then={"continue": then})
    if asks_who_is_in_the_room(request, sheet):
        return ask_who_is_in_the_room(code, principle)
    return part_page(request, sheet, part, read_part(sheet, part))


@require_POST
def save_together(request, code, principle):
    sheet = get_together_sheet(request, code, rows=OF_A_PART)
    return save_change(request, sheet, part_of(request, sheet, principle))


def asks_who_is_in_the_room(request, sheet: Sheet) -> bool:
    """Before the first part is opened, whichever that is."""
    asked = sheet.room_at or ROOM_ASKED in request.COOKIES or is_in_session(request)
    return sheet.round.is_open and not asked


def ask_who_is_in_the_room(code: str, part: str):
    """`part` is called as in forms (`field`)."""
    response = redirect(f"{reverse('room', args=[code])}?then={part}")
    response.set_cookie(
        ROOM_ASKED,
        "1",
        path=reverse("together", args=[code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
