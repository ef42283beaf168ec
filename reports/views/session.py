"""A session on a projector, slide by slide: how to come in, where people differ, where the team stands."""

import json
from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.came_from import Way, came_from
from assessments.doors import door_of
from assessments.models import Round
from assessments.part import Part, find_part
from assessments.placing import field_of
from assessments.services.actions import promises_of
from assessments.services.activities import placed_activities, sources_of
from assessments.services.releases import make_release
from assessments.services.session_formats import clock_of, clock_of_warm_up, warm_ups_of
from assessments.services.taking_part import count_taking_part
from assessments.services.terms import k_of
from assessments.views.sheet import document_of
from reports.build import build_results
from reports.slides import slides_of
from reports.views.results import in_easy_read, of_round
from rubric.reading import read_version
from teams.replies import reply
from teams.views.refusals import refusals_told_to

DISPLAY, DISPLAY_SECONDS = "session.display", 12 * 60 * 60  # longer than any session, and no longer
ANSWERING, TALKING = 0, 1  # the clock's steps of a part; the third is where the team stands


@require_safe
def session(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if not round.is_open:
        return redirect("round", code)
    context = counting_of(round) | {"clock": clock_of(round, part=1, step=ANSWERING)} | _first_part(round)
    return render(request, "reports/session/join.html", context)


@require_safe
def session_warm_up(request, code, number):
    """What everybody sees of one, in both wordings. A number beyond them is the last; `?way=gentler` is another way."""
    round = get_round(request, code, role=FACILITATOR)
    warm_ups = warm_ups_of(round)
    if not (round.is_open and warm_ups):
        return redirect("session" if round.is_open else "round", code)
    number = max(1, min(number, len(warm_ups)))
    context = (
        of_round(round)
        | {
            "warm_up": warm_ups[number - 1],
            "number": number,
            "of": len(warm_ups),
            "is_gentler": request.GET.get("way") == "gentler",
            "clock": clock_of_warm_up(round, warm_ups, number),
        }
        | _first_part(round)
    )
    return render(request, "reports/session/warm_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_principle(request, code, principle):
    """Before *Show the differences*, only how many have finished: what others say would sway those who still answer."""
    round, part = _part(request, code, principle)
    if not round.is_open:
        return redirect("round", code)
    if request.method == "POST":
        return _show_the_differences(request, round, part)
    counting = counting_of(round)
    finished = counting["taking_part"].parts.get(principle, 0)
    context = counting | _of_part(request, round, part, ANSWERING) | {"finished": finished}
    return render(request, "reports/session/part.html", context)


@require_safe
def session_difference(request, code, principle, number):
    """Of the latest release; a number beyond them is the last."""
    round, part = _part(request, code, principle)
    if not round.is_open:
        return redirect("round", code)
    context = _of_part(request, round, part, TALKING)
    easy_read = in_easy_read(request, round)
    results = build_results(round, easy_read=easy_read)
    voices = results.principles[part.number - 1].voices if results else None
    if not (voices and voices.voices):
        return render(request, "reports/session/hidden.html", context | _who_has_finished(round, part))
    slides = slides_of(voices)
    if not slides:
        alike = {"voices": voices.voices, "took_part": results.took_part}
        return render(request, "reports/session/alike.html", context | alike)
    number = max(1, min(number, len(slides)))
    shown = {"slide": slides[number - 1], "number": number, "slides": slides, "made_at": results.made_at}
    return render(request, "reports/session/difference.html", context | shown | {"easy_read": easy_read})


@require_safe
def session_more(request, code, principle):
    """What a session needs besides its slides, and at the end what the bars mean."""
    round, part = _part(request, code, principle)
    if not round.is_open:
        return redirect("round", code)
    finished = count_taking_part(code).parts
    principles = part.document.principles
    parts = [(one.key, one.name, finished.get(one.key, 0)) for one in principles]
    stand = reverse("standing", args=[code, principle])
    back = came_from(request) or Way(f"{stand}?from=session", "")
    activities = [(one.key, one.name, finished.get(field_of(one.key), 0)) for one in placed_activities(round)]
    context = _of_part(request, round, part) | {"parts": parts, "back": back.address} | promises_of(round)
    context |= {"activities": activities, "sources": sources_of(round)}
    return render(request, "reports/session/more.html", context)


def _first_part(round: Round) -> dict:
    """Its key, “” where a round only places; then its first slide is that of an activity."""
    principles = read_version(round.version_id).principles
    if principles:
        start = reverse("session_principle", args=[round.code, principles[0].key])
        return {"first": principles[0].key, "start": start}
    activities = placed_activities(round)
    start = reverse("session_activity", args=[round.code, activities[0].key]) if activities else ""
    return {"first": "", "start": start}


def _part(request, code: str, key: str) -> tuple[Round, Part]:
    round = get_round(request, code, role=FACILITATOR)
    part = find_part(document_of(request, round), key)
    if part is None:
        raise Http404
    return round, part


def _show_the_differences(request, round: Round, part: Part):
    """Where too few have finished, nothing is made, and the slide says so."""
    key = part.principle.key
    if count_taking_part(round.code).people.get(key, 0) >= k_of(round):
        with refusals_told_to(request, messages.warning):
            make_release(round, by=request.user)
    return redirect("session_difference", round.code, key, 1)


def _who_has_finished(round: Round, part: Part) -> dict:
    taking_part, key = count_taking_part(round.code), part.principle.key
    return {"people": taking_part.people.get(key, 0), "groups": taking_part.groups(key), "k": k_of(round)}


def counting_of(round: Round) -> dict:
    """What the room sees while it answers: how to come in, and how far everybody is."""
    poll = reverse("session_poll", args=[signing.dumps(round.code, salt=DISPLAY)])
    counts = count_taking_part(round.code)
    return of_round(round) | {"poll_url": poll, "door": door_of(round), "taking_part": counts}


def _of_part(request, round: Round, part: Part, step: int | None = None) -> dict:
    """Without a step, the clock stays where it is."""
    clock = clock_of(round) if step is None else clock_of(round, part=part.number, step=step)
    return of_round(round) | {
        "part": part,
        "part_title": part.principle.name,
        "clock": clock,
        "in_the_open": round.sharing == Round.Sharing.IN_THE_OPEN,
    }


@require_safe
@login_not_required
def session_poll(request, token):
    """How many, for a screen that nobody needs to be signed in at. Unchanged numbers cost an empty answer."""
    try:
        code = signing.loads(token, salt=DISPLAY, max_age=DISPLAY_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    found = count_taking_part(code)
    told = {"joined": found.joined, "begun": found.begun, "finished": found.finished, "parts": found.parts}
    mark = _mark_of(told)
    response = get_conditional_response(request, etag=mark) or reply(**told)
    response.headers["ETag"] = mark
    return response


def _mark_of(told: dict) -> str:
    """In whichever order a database told of parts."""
    words = json.dumps(told, sort_keys=True)
    return f'"{sha256(words.encode()).hexdigest()[:16]}"'
