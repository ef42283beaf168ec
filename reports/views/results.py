from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import get_round
from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Sheet
from assessments.views.sheet import wording_of
from reports.build import build_report, build_results
from teams.access import FACILITATOR


@require_safe
def results(request, code):
    round = get_round(request, code)
    results = build_results(round, easy_read=wording_of(request) == Sheet.Wording.EASY_READ)
    if results is None:
        return render(request, "reports/nothing_yet.html", of_round(round))
    return render(request, "reports/results.html", {**of_round(round), "results": results})


@require_safe
def report(request, code):
    round = get_round(request, code)
    report = build_report(round, edition=edition_of(request))
    if report is None:
        return redirect("results", round.code)
    told = {"report": report, "results": report.results, "details": report.details}
    return render(request, "reports/report.html", {**of_round(round), **told})


def edition_of(request) -> str:
    """Board papers are public, so the outside edition is what people get who don't ask for another."""
    return INSIDE if request.GET.get("edition") == INSIDE else OUTSIDE


def of_round(round) -> dict:
    """What every page about a round's results shows around them."""
    return {
        "round": round,
        "team": round.team,
        "organisation": round.team.organisation,
        "is_facilitator": round.role == FACILITATOR,
    }
