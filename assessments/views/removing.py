"""Taking back what was begun by mistake: a page says what goes, then a button does it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import FACILITATOR, get_managed_round
from assessments.services import removing
from assessments.services.you_said import published_token
from assessments.views.gone import leads_on_when_gone
from teams.punctuation import quoted
from teams.views.refusals import refusals_told_to


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on_when_gone("This round", to="team")
def delete_plan(request, code):
    round = get_managed_round(request, code)
    if round.opened_at:
        return redirect("remove_try_out", code)
    if request.method == "POST" and _is_done(request, removing.delete_plan, round, "deleted"):
        return redirect("team", round.team.code)
    return render(request, "assessments/delete_plan.html", _of_round(round))


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on_when_gone("This round", to="team")
def remove_try_out(request, code):
    round = get_managed_round(request, code)
    if not round.opened_at:
        return redirect("delete_plan", code)
    as_theirs = {"together_too": round.role == FACILITATOR}
    remove = partial(removing.remove_try_out, **as_theirs)
    if request.method == "POST" and _is_done(request, remove, round, "removed"):
        return redirect("team", round.team.code)
    context = {
        "why": removing.why_it_stays(round, **as_theirs),
        "later": removing.later_than(round),
        "came_of_it": published_token(round),
    }
    return render(request, "assessments/remove_try_out.html", _of_round(round) | context)


def _is_done(request, remove, round, word: str) -> bool:
    """Where it is refused at this moment, the page says why."""
    with refusals_told_to(request):
        remove(round, by=request.user)
        messages.success(request, f"{quoted(round.title)} is {word}.")
        return True
    return False


def _of_round(round) -> dict:
    return {
        "round": round,
        "team": round.team,
        "organisation": round.team.organisation,
        "goes": removing.what_goes(round),
        "is_facilitator": round.role == FACILITATOR,
    }
