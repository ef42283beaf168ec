"""Words that somebody took back and that stand elsewhere: a facilitator says whether they are the same person's."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import FACILITATOR, get_round
from assessments.models import Round, TakenBack
from assessments.services.forgetting import leave_places, look_for_what_waits, take_place_out
from assessments.services.taking_out import places_of

CHANGED = "Somebody has changed this text meanwhile. Here is what is left."


@require_http_methods(["GET", "HEAD", "POST"])
def taken_back(request, code):
    """`decide` is "out", "leave" or "leave-all"; `taken` and `place` say what about."""
    round = get_round(request, code, role=FACILITATOR)
    if request.method == "POST":
        _decide(request, round)
        return redirect("taken_back", round.code)
    look_for_what_waits(round.team)
    found = [(taken, places_of(taken)) for taken in _taken(round)]
    context = {"round": round, "team": round.team, "organisation": round.team.organisation}
    return render(
        request, "assessments/taken_back.html", context | {"found": [one for one in found if one[1]]}
    )


def _taken(round: Round):
    return round.taken_back.select_related("round__team__organisation")


def _decide(request, round: Round) -> None:
    taken = _taken(round).filter(code=request.POST.get("taken")).first()
    places = places_of(taken) if taken else []  # another facilitator may have decided already
    if request.POST.get("decide") != "leave-all":
        places = [one for one in places if one.mark == request.POST.get("place")]
    if not places:
        messages.warning(request, CHANGED)
    elif request.POST.get("decide") == "out":
        _take_out(request, taken, places[0])
    else:
        leave_places(taken, places, by=request.user)
        messages.success(request, "It stays as it is.")


def _take_out(request, taken: TakenBack, place) -> None:
    if take_place_out(taken, place, by=request.user):
        messages.success(request, "We’ve taken the words out.")
    else:
        messages.warning(request, CHANGED)
