from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import get_round
from assessments.counted import INSIDE, OUTSIDE
from assessments.models import ReportEdition, Sheet
from assessments.services.editions import issued_edition
from assessments.services.you_said import published_token
from assessments.views.mine import own
from assessments.views.sheet import of_sheet, wording_of
from reports.build import build_report, build_results, read_shared_words
from reports.formats import FORMATS
from teams.access import FACILITATOR


@require_safe
def results(request, code):
    round = get_round(request, code)
    results = build_results(round, easy_read=wording_of(request) == Sheet.Wording.EASY_READ)
    if results is None:
        return render(request, "reports/nothing_yet.html", of_round(round))
    context = {**of_round(round), "results": results}
    if round.role:  # those in the round, and not who only reads what was shown
        context["shared_words"] = read_shared_words(round, results)
    return render(request, "reports/results.html", context)


@require_safe
@own
def my_results(request, sheet):
    """What came of it, for whoever took part without an account. They needn't be of the organisation, so this is the
    outside edition; words that were shared with the round are for them as for the team."""
    easy_read = wording_of(request) == Sheet.Wording.EASY_READ
    results = build_results(sheet.round, edition=OUTSIDE, easy_read=easy_read)
    if results is None:
        return redirect("my_sheet", sheet.round.code)
    context = {
        "results": results,
        "shared_words": read_shared_words(sheet.round, results),
        "came_of_it": published_token(sheet.round),
        "has_easy_read": issued_edition(sheet.round, ReportEdition.Kind.EASY_READ) is not None,
    }
    return render(request, "reports/my_results.html", of_sheet(sheet) | context)


@require_safe
def report(request, code):
    round = get_round(request, code)
    report = build_report(round, edition=edition_of(request))
    if report is None:
        return redirect("results", round.code)
    told = {"report": report, "results": report.results, "details": report.details, "formats": FORMATS}
    issued = round.editions.filter(kind=ReportEdition.Kind.BOARD).exclude(issued_at=None)
    return render(request, "reports/report.html", {**of_round(round), **told, "editions": issued})


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
