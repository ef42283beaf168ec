"""Letting people in: what a facilitator sees of who takes part, and the buttons for a round's door."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.doors import door_of, square_as_file
from assessments.inviting import ways_in
from assessments.services import joining
from assessments.services.activities import parts_placed
from assessments.services.answering import RoundClosed
from assessments.services.taking_part import count_taking_part
from assessments.services.telling_team import can_be_told, tell_team, who_is_told
from assessments.views.sheet import CLOSED, document_of, wording_in
from teams.file_names import file_name

STEPS = {
    "replace": (joining.replace_codes, "There is a new code and a new link. The old ones work no more."),
    "close": (
        joining.close_door,
        "The door is closed. Nobody new can join. Those who have joined can go on.",
    ),
    "open": (joining.open_door, "The door is open again."),
}


@require_safe
def door(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if not round.is_open:
        return redirect("round", code)
    taking_part = count_taking_part(round.code)
    parts = [(one.name, one.key) for one in document_of(request, round).principles]
    parts += [(part.name, part.field) for part in parts_placed(round, wording_in(request, round))]
    context = {
        **ways_in(round),
        "taking_part": taking_part,
        "parts": [(name, taking_part.parts.get(field, 0)) for name, field in parts],
    }
    return render(request, "assessments/door.html", _of_round(round) | context)


@require_safe
def square_png(request, code):
    return _square(request, code, "png", "image/png")


@require_safe
def square_svg(request, code):
    return _square(request, code, "svg", "image/svg+xml")


def _square(request, code, kind: str, content_type: str):
    """The QR code as a picture to keep, for those who may see the code."""
    round = get_round(request, code, role=FACILITATOR)
    door = door_of(round)
    if door is None:
        return redirect("door", code)
    name = file_name(round.title, "qr-code", ending=kind, instead=f"round-{round.code}")
    response = HttpResponse(square_as_file(door.link, kind=kind), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def change_door(request, code):
    round = get_round(request, code, role=FACILITATOR)
    step = STEPS.get(request.POST.get("step"))
    if step and round.is_open:
        change, words = step
        change(round, by=request.user)
        messages.success(request, words)
    return redirect("door", code)


@require_http_methods(["GET", "HEAD", "POST"])
def tell_the_team(request, code):
    """Once: whoever opened the round may have left it for later. Whom and what is shown first."""
    round = get_round(request, code, role=FACILITATOR)
    if request.method != "POST" and can_be_told(round):
        people = who_is_told(round, by=request.user)
        return render(request, "assessments/tell_the_team.html", _of_round(round) | {"people": people})
    told = tell_team(round, by=request.user) if request.method == "POST" else 0
    if told:
        messages.success(request, f"We’ve told the team: {told} e-mail{'' if told == 1 else 's'}.")
    else:
        messages.info(
            request,
            "No e-mail went out: your team has been told already, or nobody else in it takes such e-mails.",
        )
    return redirect("round", code)


@require_POST
def remove_empty_sheets(request, code):
    round = get_round(request, code, role=FACILITATOR)
    try:
        removed = joining.remove_empty_sheets(round, by=request.user)
    except RoundClosed:
        messages.error(request, CLOSED)
        return redirect("round", code)
    sheets = "1 empty sheet is" if removed == 1 else f"{removed} empty sheets are"
    messages.success(request, f"{sheets} removed." if removed else "There are no empty sheets.")
    return redirect("door", code)


def _of_round(round) -> dict:
    return {"round": round, "team": round.team, "organisation": round.team.organisation}
