"""Letting people in: what a facilitator sees of who takes part, and the buttons for a round's door."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.doors import door_of
from assessments.part import title
from assessments.services import joining
from assessments.services.answering import RoundClosed
from assessments.services.taking_part import count_taking_part
from assessments.views.sheet import CLOSED, wording_of
from rubric.reading import read_version

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
    principles = read_version(round.version_id).principles
    context = {
        "door": door_of(round),
        "taking_part": taking_part,
        "parts": [(title(one, wording_of(request)), taking_part.parts.get(one.key, 0)) for one in principles],
    }
    return render(request, "assessments/door.html", _of_round(round) | context)


@require_POST
def change_door(request, code):
    round = get_round(request, code, role=FACILITATOR)
    step = STEPS.get(request.POST.get("step"))
    if step and round.is_open:
        change, words = step
        change(round, by=request.user)
        messages.success(request, words)
    return redirect("door", code)


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
