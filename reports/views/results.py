from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import get_told_round
from assessments.counted import INSIDE, OUTSIDE
from assessments.models import ReportEdition, Sheet
from assessments.services.editions import has_easy_read, issued_edition
from assessments.services.you_said import published_token
from assessments.views.mine import own
from assessments.views.sheet import of_sheet, wording_of
from reports.build import build_report, build_results, read_shared_words
from reports.easy_results import tell_easily, tell_levels_easily
from reports.formats import FORMATS
from reports.formats.html import context_of
from reports.results import Results
from reports.services.easy_read import read_issued
from reports.what_we_see import WhatWeSee, tell_every_statement, tell_page
from rubric.reading import read_version
from teams.access import FACILITATOR

DEEDS = ("do", "cannot")  # sections of an Easy Read summary


@require_safe
def results(request, code):
    round = get_told_round(request, code)
    results = build_results(round, easy_read=_in_easy_read(request))
    if results is None:
        return render(request, "reports/nothing_yet.html", of_round(round))
    # Words that were shared are for those in the round, and not for who only reads what was shown.
    shared = read_shared_words(round) if round.role else {}
    context = of_round(round) | {"results": results, "seen": tell_page(results, shared)}
    if _in_easy_read(request):
        return render(request, "reports/easy_results.html", context | _told_easily(round, context["seen"]))
    return render(request, "reports/results.html", context)


@require_safe
def results_part(request, code, principle):
    round = get_told_round(request, code)
    results = build_results(round, easy_read=_in_easy_read(request))
    context = of_round(round) | _part(results, principle)
    if _in_easy_read(request):
        shared = read_shared_words(round) if round.role else {}
        return render(request, "reports/easy_part.html", context | _part_easily(round, context, shared))
    return render(request, "reports/results_part.html", context)


@require_safe
@own
def my_results(request, sheet):
    """What came of it, for whoever took part without an account. They needn't be of the organisation, so this is the
    outside edition; words that were shared with the round are for them as for the team."""
    results = build_results(sheet.round, edition=OUTSIDE, easy_read=_in_easy_read(request))
    if results is None:
        return redirect("my_sheet", sheet.round.code)
    context = {
        "results": results,
        "seen": tell_page(results, read_shared_words(sheet.round)),
        "came_of_it": published_token(sheet.round),
        "has_easy_read": has_easy_read(sheet.round),
    }
    if _in_easy_read(request):
        told = _told_easily(sheet.round, context["seen"])
        return render(request, "reports/my_easy_results.html", of_sheet(sheet) | context | told)
    return render(request, "reports/my_results.html", of_sheet(sheet) | context)


@require_safe
@own
def my_results_part(request, sheet, principle):
    results = build_results(sheet.round, edition=OUTSIDE, easy_read=_in_easy_read(request))
    context = of_sheet(sheet) | _part(results, principle)
    if _in_easy_read(request):
        told = _part_easily(sheet.round, context, read_shared_words(sheet.round))
        return render(request, "reports/my_easy_part.html", context | told)
    return render(request, "reports/my_results_part.html", context)


def _part(results: Results | None, key: str) -> dict:
    """Every statement of one part, with what everybody says of it."""
    principle = next((p for p in results.principles if p.key == key), None) if results else None
    if results is None or principle is None:
        raise Http404
    levels = tell_every_statement(principle, since_last_time=results.earlier is not None)
    return {"results": results, "principle": principle, "levels": levels}


def _told_easily(round, seen: WhatWeSee) -> dict:
    """With what the team will do and can't do, as it was issued in Easy Read for everybody."""
    parts, subjects = tell_easily(seen, read_version(round.version_id))
    edition = issued_edition(round, ReportEdition.Kind.EASY_READ) if round.is_finished else None
    summary = read_issued(edition) if edition else None
    sections = [s for s in summary.shown if s.place.key in DEEDS] if summary else []
    return {"parts": parts, "subjects": subjects, "deeds": sections}


def _part_easily(round, context: dict, shared: dict) -> dict:
    principle = context["principle"]
    levels = tell_levels_easily(context["levels"], read_version(round.version_id))
    return {"levels": levels, "shared": shared.get(principle.key, [])}


def _in_easy_read(request) -> bool:
    return wording_of(request) == Sheet.Wording.EASY_READ


@require_safe
def report(request, code):
    round = get_told_round(request, code)
    report = build_report(round, edition=edition_of(request))
    if report is None:
        return redirect("results", round.code)
    told = {**context_of(report), "formats": FORMATS}
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
