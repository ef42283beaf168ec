"""A paper sheet, typed in by a facilitator, and its return code, shown once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import FACILITATOR, get_round
from assessments.forms.type_in import PaperForm
from assessments.models import Round, Sheet
from assessments.said import TICKS
from assessments.services.activities import parts_placed
from assessments.services.answering import RoundClosed
from assessments.services.joining import MOST_SHEETS, RoundFull
from assessments.services.type_in import TypedAlready, record_paper_sheet
from assessments.spelling import spelt
from assessments.views.sheet import CLOSED
from rubric.reading import read_in_wording
from teams.codes import shown

TYPED_ALREADY = (
    "You have saved this page once, and it says something else now. Is this the next person’s paper? "
    "Then save it again. Did you want to correct the last one? Then use its return code."
)
FULL = f"This round has {MOST_SHEETS:,} sheets, and takes no more. Remove empty ones, and save again."


@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if not round.is_open and request.method != "POST":
        messages.error(request, CLOSED)
        return redirect("round", code)
    form = _form(request, round)
    if not form.is_valid():
        return _page(request, round, form)
    return save(request, round, form, show=_page, done="assessments/typed_in.html")


def save(request, round: Round, form: PaperForm, *, show, done: str, more: dict | None = None):
    """What was typed in, with the return code on the page that is `done`; or else `show` gives it back."""
    try:
        given = {"nonce": form.cleaned_data["nonce"], "parts": form.typed, **form.about}
        _, return_code = record_paper_sheet(round, **given)
    except RoundClosed:
        return show(request, round, form, [("", CLOSED)], status=410)
    except RoundFull:
        return show(request, round, form, [("", FULL)], status=409)
    except TypedAlready:
        form.renew()
        return show(request, round, form, [("", TYPED_ALREADY)], status=409)
    told = {"nonce": given["nonce"], "return_code": shown(return_code), "spelt": spelt(shown(return_code))}
    return render(request, done, of_round(round) | told | (more or {}))


def _form(request, round: Round) -> PaperForm:
    return PaperForm(request.POST or None, **asks(round, Sheet.Wording.STANDARD))


def asks(round: Round, wording: str) -> dict:
    """What a form needs to know of the round."""
    return {
        "document": read_in_wording(round.version_id, wording),
        "placed": parts_placed(round, wording),
        "perspectives": round.team.organisation.perspectives.in_use(),
        "in_the_open": round.sharing == Round.Sharing.IN_THE_OPEN,
    }


def _page(request, round: Round, form: PaperForm, errors=(), *, status: int = 200):
    context = of_round(round) | {"form": form, "parts": form.shown_parts(), "errors": errors}
    context["sayings"] = TICKS.buttons
    return render(request, "assessments/type_in.html", context, status=status)


def of_round(round: Round) -> dict:
    return {"round": round, "team": round.team, "organisation": round.team.organisation}
