"""A sheet that somebody says on the telephone: read out and pressed one thing a page, saved once, at the end.

Every page holds all that was said, and none of it is with us before that. A script walks through the pages without
asking; without one, each press sends the form and brings its next page.
"""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.access import FACILITATOR, get_round
from assessments.forms.by_telephone import TelephoneForm
from assessments.forms.coming_in import HELPED
from assessments.forms.type_in import UNSAID
from assessments.models import Round, Sheet
from assessments.said import TICKS
from assessments.services.terms import k_of, months_of
from assessments.telephone import CHECK, Step, checked, lead, press, steps_of
from assessments.views.sheet import CLOSED, contact_of
from assessments.views.type_in import asks, of_round, save
from rubric.document import EASY_READ
from rubric.reading import read_in_wording
from teams.addresses import address_to_type
from teams.replies import reply, wants_json
from teams.sides import UNSAID as DOESNT_SAY

SAVE = "save"
UNSAID_TOO = {UNSAID[0]: "They don’t want to say"}


@require_http_methods(["GET", "HEAD", "POST"])
def type_in_by_telephone(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if not round.is_open and request.method != "POST":
        messages.error(request, CLOSED)
        return redirect("round", code)
    if wants_json(request):  # a page that is about to send what was said
        return reply()
    wording = request.GET.get("read")
    is_offered = wording == Sheet.Wording.STANDARD or not round.without_easy_read
    if wording not in Sheet.Wording.values or not is_offered:
        return render(request, "assessments/telephone/start.html", of_round(round))
    return _call(request, round, wording)


def _call(request, round: Round, wording: str):
    said = request.POST.copy()
    to, told = press(said.get("next", ""))
    for name, value in told.items():
        said[name] = value
    form = TelephoneForm(said, is_saved=to == SAVE, **asks(round, wording))
    show = partial(_page, wording=wording, to=to)
    if form.is_valid():
        return save(
            request, round, form, show=show, done="assessments/telephone/saved.html", more=_of_saved(wording)
        )
    return show(request, round, form, [("", error) for errors in form.errors.values() for error in errors])


def _of_saved(wording: str) -> dict:
    return {"is_easy": wording == EASY_READ, "address": address_to_type(reverse("join"))}


def _page(request, round: Round, form: TelephoneForm, errors=(), *, wording: str, to: str, status: int = 200):
    steps = steps_of(form.parts, form.marks, in_the_open="first_name" in form.fields)
    choices = _choices(form, wording)
    context = (
        of_round(round)
        | _told(round, wording)
        | {
            "form": form,
            "count": len(form.parts),
            "held": form.held,
            "at": _shown(steps, form, to, errors),
            "rows": [_row(step, form) for step in steps],
            "checked": checked(steps, form.data, choices),
            "choices": choices,
            "sayings": TICKS.buttons,
            "errors": errors,
        }
    )
    return render(
        request,
        "assessments/telephone/page.html",
        context,
        status=422 if errors and status == 200 else status,
    )


def _shown(steps: list[Step], form: TelephoneForm, to: str, errors) -> Step:
    """Where something is wrong, or else where the press leads."""
    wrong = next((step for step in steps if step.asks in form.errors), None)
    if wrong:
        return wrong
    return lead(steps, form.data.get("step", ""), CHECK if errors else to, form.data)


def _row(step: Step, form: TelephoneForm) -> dict:
    return {
        "step": step,
        "said": form.data.get(step.asks, ""),
        "template": f"assessments/telephone/_{step.kind}.html",
        "field": form[step.asks] if step.kind == "words" else None,
    }


def _told(round: Round, wording: str) -> dict:
    """What their promises and questions say."""
    return {
        "is_easy": wording == EASY_READ,
        "document": read_in_wording(round.version_id, wording),
        "in_the_open": round.sharing == Round.Sharing.IN_THE_OPEN,
        "k": k_of(round),
        "months": months_of(round),
        "contact": contact_of(round.team.organisation),
    }


def _choices(form: TelephoneForm, wording: str) -> dict[str, dict[str, str]]:
    """The words of the buttons on a page, by what they say. A list may have its own for whoever doesn't say."""
    is_easy = wording == EASY_READ
    rows = form.perspectives.items()
    unsaid = {} if any(row.side == DOESNT_SAY for _, row in rows) else UNSAID_TOO
    return {
        "perspective": {pk: row.easy_words if is_easy else row.label for pk, row in rows} | unsaid,
        "how": {each.how: each.easy if is_easy else each.standard for each in HELPED} | UNSAID_TOO,
        "readers": {"only-me": "Only they", "round": "People in this round"},
        "quoting": {"inside": "Yes, inside the organisation", "outside": "Yes, for everybody"},
    }
