"""A session on a projector: the code for the back row, how many have finished, and, part by part, what people see."""

from dataclasses import replace
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
from assessments.doors import door_of
from assessments.models import Round, Sheet, Standing
from assessments.part import Part, find_part, prompt, summary, title
from assessments.services.actions import promises_of
from assessments.services.carrying import read_last_time
from assessments.services.session_formats import format_of
from assessments.services.taking_part import TakingPart, count_taking_part
from assessments.services.terms import k_of
from assessments.views.rounds import bring_up_to_date
from assessments.views.sheet import wording_of
from reports.build import build_results
from reports.results import Results
from reports.topics import choose_topics
from reports.views.results import of_round
from rubric.document import Document
from rubric.reading import read_version
from teams.replies import reply

DISPLAY, DISPLAY_SECONDS = "session.display", 12 * 60 * 60  # longer than any session, and no longer
# For each part, where the facilitator hasn't chosen a way to hold the conversation.
STEPS = [
    {"minutes": 5, "do": "Answer this part, each on your own."},
    {"minutes": 10, "do": "Look at what you see. Talk longest about where you differ."},
    {"minutes": 5, "do": "Write down what you agree, and where you don’t."},
]


@require_safe
def session(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if not round.is_open:
        return redirect("round", code)
    screen = _screen(request, round, read_version(round.version_id)) | promises_of(round)
    return render(request, "reports/session.html", screen)


@require_http_methods(["GET", "HEAD", "POST"])
def session_principle(request, code, principle):
    """Before *Show what we see*, only how many have finished: what others say would sway those who still answer."""
    round = get_round(request, code, role=FACILITATOR)
    if not round.is_open:
        return redirect("round", code)
    document = read_version(round.version_id)
    part = find_part(document, principle)
    if part is None:
        raise Http404
    if request.method == "POST":
        return _show_what_we_see(request, round, part)
    context = _screen(request, round, document) | _of_part(request, part)
    if "see" in request.GET:
        context |= _what_we_see(request, round, part)
    return render(request, "reports/session_principle.html", context)


def _show_what_we_see(request, round: Round, part: Part):
    here = reverse("session_principle", args=[round.code, part.principle.key])
    taking_part = count_taking_part(round.code)
    key, fewest = part.principle.key, k_of(round)
    if taking_part.people.get(key, 0) < fewest:
        messages.warning(request, _too_few(taking_part, key, fewest))
        return redirect(here)
    bring_up_to_date(request, round)
    return redirect(f"{here}?see")


def _too_few(taking_part: TakingPart, key: str, fewest: int) -> str:
    people, groups = taking_part.people.get(key, 0), taking_part.groups(key)
    so_far = f"{people or 'Nobody'} {'have' if people > 1 else 'has'} finished so far"
    if groups:
        so_far += f", and {groups} group{'s' if groups > 1 else ''}"
    return f"Fewer than {fewest} people have finished this part, so it isn’t shown. {so_far}."


def _screen(request, round: Round, document: Document) -> dict:
    """What the room always sees: how to come in, and how far everybody is."""
    taking_part = count_taking_part(round.code)
    return of_round(round) | {
        "poll_url": reverse("session_poll", args=[signing.dumps(round.code, salt=DISPLAY)]),
        "door": door_of(round),
        "taking_part": taking_part,
        "parts": [
            (one.key, title(one, wording_of(request)), taking_part.parts.get(one.key, 0))
            for one in document.principles
        ],
        "steps": _steps(round),
        "in_the_open": round.sharing == Round.Sharing.IN_THE_OPEN,
    }


def _steps(round: Round) -> list[dict]:
    chosen = format_of(round)
    return chosen.steps if chosen else STEPS


def _of_part(request, part: Part) -> dict:
    principles, wording = part.document.principles, wording_of(request)
    return {
        "part": part,
        "part_title": title(part.principle, wording),
        "summary": summary(part.principle, wording),
        "prompt": prompt(part.principle, wording),
        "before": principles[part.number - 2] if part.number > 1 else None,
        "after": principles[part.number] if part.number < part.of else None,
    }


def _what_we_see(request, round: Round, part: Part) -> dict:
    """The latest release's part, and beside it what the together sheet holds now."""
    easy_read = wording_of(request) == Sheet.Wording.EASY_READ
    results = build_results(round, easy_read=easy_read)
    if results is None:
        return {}
    together = {"sheet__round": round, "sheet__kind": Sheet.Kind.TOGETHER, "principle": part.principle.id}
    return {
        "results": _of_one_part(results, part),
        "standing": Standing.objects.filter(**together).select_related("level").first(),
        "last_time": _last_time(round, part),
        "levels": part.document.levels if part.document.has_standing else (),
    }


def _last_time(round: Round, part: Part):
    """Asked for only where a round began with the last one's sheet."""
    if not round.from_last:
        return None
    return read_last_time(round.sheets.get(kind=Sheet.Kind.TOGETHER), part.principle)


def _of_one_part(results: Results, part: Part) -> Results:
    one = results.principles[part.number - 1]
    topics = choose_topics([one], [one.change] if one.change else [])
    return replace(results, principles=(one,), topics=topics)


@require_safe
@login_not_required
def session_poll(request, token):
    """How many, for a screen that nobody needs to be signed in at. Unchanged numbers cost an empty answer."""
    try:
        code = signing.loads(token, salt=DISPLAY, max_age=DISPLAY_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    found = count_taking_part(code)
    names = ("joined", "begun", "finished", "parts")
    response = reply(**{name: getattr(found, name) for name in names})
    response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:16]}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
