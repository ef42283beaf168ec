from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import get_round
from assessments.counted import INSIDE, OUTSIDE
from assessments.models import ReportEdition, Sheet
from assessments.services.activities import version_placed_on
from assessments.services.editions import issued_edition
from assessments.views.sheet import wording_in
from reports.build import build_report, build_results
from reports.easy_results import tell_easily, tell_levels_easily
from reports.formats import FORMATS
from reports.own_words import read_shared_words
from reports.placing.easy import tell_activity_easily
from reports.placing.page import tell_activity
from reports.read_by import read_by, tell_entries_easily
from reports.results import ACTIVITY, PRINCIPLE, Results
from reports.services.easy_read import read_issued
from reports.views.which import asked, edition_of, issued_instead
from reports.what_we_see import WhatWeSee, tell_every_statement, tell_page
from rubric.document import Document
from rubric.frames import frames_for
from rubric.reading import read_in_wording, read_version
from teams.keyed import with_key
from teams.roles import FACILITATOR

DEEDS = ("do", "cannot")  # sections of an Easy Read summary


@require_safe
def results(request, code):
    round = get_round(request, code)
    results = build_results(round, easy_read=in_easy_read(request, round))
    if results is None:
        return render(request, "reports/nothing_yet.html", of_round(round))
    # Words that were shared are for those in the round, and not for who only reads what was shown.
    shared = read_shared_words(round) if round.role else {}
    context = of_round(round) | {"results": results, "seen": tell_page(results, shared)}
    context |= {"frames": frames_for(read_version(round.version_id)), "placed_on": placed_on(request, round)}
    if in_easy_read(request, round):
        context |= activities_easily(results, context["placed_on"])
        return render(request, "reports/easy_results.html", context | _told_easily(round, context["seen"]))
    return render(request, "reports/results.html", context)


@require_safe
def results_part(request, code, principle):
    round = get_round(request, code)
    results = build_results(round, easy_read=in_easy_read(request, round))
    context = of_round(round) | part_of_results(results, principle)
    if in_easy_read(request, round):
        shared = read_shared_words(round) if round.role else {}
        return render(request, "reports/easy_part.html", context | part_easily(round, context, shared))
    return render(request, "reports/results_part.html", context)


def part_of_results(results: Results | None, key: str) -> dict:
    """Every statement of one part, with what everybody says of it."""
    principle = with_key(key, results.principles) if results else None
    if results is None or principle is None:
        raise Http404
    levels = tell_every_statement(principle, since_last_time=results.earlier is not None)
    return {"results": results, "principle": principle, "levels": levels}


@require_safe
def results_activity(request, code, activity):
    round = get_round(request, code)
    results = build_results(round, easy_read=in_easy_read(request, round))
    shared = read_shared_words(round) if round.role else {}
    context = of_round(round) | activity_of_results(request, round, results, activity, shared)
    page = "easy_activity" if in_easy_read(request, round) else "results_activity"
    return render(request, f"reports/{page}.html", context)


def activity_of_results(request, round, results: Results | None, key: str, shared: dict) -> dict:
    """Where the team and others place it. `shared` are people's words, by part."""
    activity = with_key(key, results.activities) if results else None
    document = placed_on(request, round)
    if activity is None or document is None:
        raise Http404
    told = {"results": results, "placed_on": document, "shared": shared.get((ACTIVITY, key), [])}
    if in_easy_read(request, round):
        return told | {"easy": tell_activity_easily(activity, document)}
    return told | {"told": tell_activity(activity, document)}


def activities_easily(results: Results, document: Document | None) -> dict:
    """Each at a glance."""
    told = results.activities if document else ()
    return {"activities": [tell_activity_easily(one, document) for one in told], "placed_on": document}


def placed_on(request, round) -> Document | None:
    """What activities are placed on, in the wording of the page."""
    version = version_placed_on(round)
    return read_in_wording(version, wording_in(request, round)) if version else None


@require_safe
def results_by(request, code, frame):
    round = get_round(request, code)
    results = build_results(round, easy_read=in_easy_read(request, round))
    context = of_round(round) | by_frame(results, round, frame)
    page = "easy_by_frame" if in_easy_read(request, round) else "results_by_frame"
    return render(request, f"reports/{page}.html", context)


def by_frame(results: Results | None, round, key: str) -> dict:
    """The same answers, read by another list, and the ways to the other lists."""
    document = read_version(round.version_id)
    framed = read_by(results, document, key) if results else None
    if framed is None:
        raise Http404
    others = [frame for frame in frames_for(document) if frame.key != key]
    told = {"results": results, "framed": framed, "frames": others}
    return told | {"entries": tell_entries_easily(framed, document)}


def _told_easily(round, seen: WhatWeSee) -> dict:
    """With what the team will do and can't do, as it was issued in Easy Read for everybody."""
    parts, subjects = tell_easily(seen, read_version(round.version_id))
    edition = issued_edition(round, ReportEdition.Kind.EASY_READ) if round.is_finished else None
    summary = read_issued(edition) if edition else None
    sections = [s for s in summary.shown if s.place.key in DEEDS] if summary else []
    return {"parts": parts, "subjects": subjects, "deeds": sections}


def part_easily(round, context: dict, shared: dict) -> dict:
    principle = context["principle"]
    levels = tell_levels_easily(context["levels"], read_version(round.version_id))
    return {"levels": levels, "shared": shared.get((PRINCIPLE, principle.key), [])}


def in_easy_read(request, round) -> bool:
    return wording_in(request, round) == Sheet.Wording.EASY_READ


@require_safe
def report(request, code):
    round = get_round(request, code)
    if issued := issued_instead(request, round, ReportEdition.Kind.BOARD):
        return issued
    report = build_report(round, edition=edition_of(request))
    if report is None:
        return redirect("results", round.code)
    told = {"report": report, "results": report.results, "formats": FORMATS, "asked": asked(request)}
    told["other"] = asked(request, edition=OUTSIDE if edition_of(request) == INSIDE else INSIDE)
    issued = round.editions.filter(kind=ReportEdition.Kind.BOARD).exclude(issued_at=None)
    return render(request, "reports/report.html", {**of_round(round), **told, "editions": issued})


def of_round(round) -> dict:
    """What every page about a round's results shows around them."""
    return {
        "round": round,
        "team": round.team,
        "organisation": round.team.organisation,
        "is_facilitator": round.role == FACILITATOR,
    }
