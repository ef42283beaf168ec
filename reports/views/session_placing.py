"""The slides of an activity: who has finished it, then where groups place it, one question at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.models import Round, Sheet
from assessments.placing import ActivityPart, field_of
from assessments.services.activities import parts_placed
from assessments.services.releases import make_release
from assessments.services.session_formats import clock_of
from assessments.services.taking_part import count_taking_part
from assessments.services.terms import k_of
from assessments.views.sheet import wording_in
from reports.build import build_results
from reports.placing.slides import slides_of_activity
from reports.views.results import of_round
from reports.views.session import ANSWERING, TALKING, counting_of
from rubric.document import Principle
from rubric.reading import read_version
from teams.keyed import with_key
from teams.views.refusals import refusals_told_to


@require_http_methods(["GET", "HEAD", "POST"])
def session_activity(request, code, activity):
    """As of a principle: before *Show the differences*, only how many have finished."""
    round, part, around = _activity(request, code, activity)
    if not round.is_open:
        return redirect("round", code)
    if request.method == "POST":
        return _show_the_differences(request, round, activity)
    counting = counting_of(round)
    finished = counting["taking_part"].parts.get(field_of(activity), 0)
    clock = clock_of(round, part=part.number, step=ANSWERING)
    return render(
        request,
        "reports/session/activity.html",
        counting | around | {"clock": clock, "finished": finished, "field": field_of(activity)},
    )


@require_safe
def session_places(request, code, activity, number):
    """Of the latest release; a number beyond the slides is the last."""
    round, part, around = _activity(request, code, activity)
    if not round.is_open:
        return redirect("round", code)
    around["clock"] = clock_of(round, part=part.number, step=TALKING)
    results = build_results(round, easy_read=wording_in(request, round) == Sheet.Wording.EASY_READ)
    told = with_key(activity, results.activities) if results else None
    if told is None or not told.heard:
        return _hidden(request, round, field_of(activity), around)
    slides = slides_of_activity(told)
    number = max(1, min(number, len(slides)))
    shown = {"slide": slides[number - 1], "number": number, "of": len(slides), "results": results}
    return render(request, "reports/session/places.html", around | shown)


def _hidden(request, round: Round, field: str, around: dict):
    taking_part = count_taking_part(round.code)
    finished = {"people": taking_part.people.get(field, 0), "groups": taking_part.groups(field)}
    return render(request, "reports/session/places_hidden.html", around | finished | {"k": k_of(round)})


def _activity(request, code: str, key: str) -> tuple[Round, ActivityPart, dict]:
    round = get_round(request, code, role=FACILITATOR)
    parts = parts_placed(round, wording_in(request, round))
    found = next((at for at, part in enumerate(parts) if part.activity.key == key), None)
    if found is None:
        raise Http404
    part = parts[found]
    around = {"part": part, "part_title": part.activity.name, "activity": part.activity}
    return round, part, of_round(round) | around | _ways(round, parts, found)


def _ways(round: Round, parts: list[ActivityPart], at: int) -> dict:
    """To the slide before, and to the first of the next activity, or what everybody said."""
    on = reverse("results", args=[round.code])
    if at + 1 < len(parts):
        on = reverse("session_activity", args=[round.code, parts[at + 1].activity.key])
    principles = read_version(round.version_id).principles
    before = _before_activities(round, principles)
    if at:
        before = reverse("session_activity", args=[round.code, parts[at - 1].activity.key])
    return {
        "before": before,
        "on": on,
        "is_last": at + 1 == len(parts),
        "first": principles[0].key if principles else "",
    }


def _before_activities(round: Round, principles: tuple[Principle, ...]) -> str:
    """Where the last part ends; where a round only places, the last warm-up."""
    if principles:
        return reverse("standing", args=[round.code, principles[-1].key]) + "?from=session"
    if round.warm_ups:
        return reverse("session_warm_up", args=[round.code, len(round.warm_ups)])
    return reverse("session", args=[round.code])


def _show_the_differences(request, round: Round, activity: str):
    """Where too few have finished, nothing is made, and the slide says so."""
    if count_taking_part(round.code).people.get(field_of(activity), 0) >= k_of(round):
        with refusals_told_to(request, messages.warning):
            make_release(round, by=request.user)
    return redirect("session_places", round.code, activity, 1)
