"""Choosing and approving quotes. A second person sees the quotes that wait for them, and no reflection."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import FACILITATOR, get_managed_round, get_round
from assessments.came_from import as_it_came, way_back
from assessments.forms.quotes import (
    OUTSIDE,
    STAYS_INSIDE,
    ChooseQuoteForm,
    DecideForm,
    ReadForm,
    mark_hints,
)
from assessments.hints import find_hints
from assessments.models import Quote, Round
from assessments.reading.quotable import find_quotable, mark_of, names_in, read_quotable
from assessments.services import quotes as services
from assessments.services.second_people import second_people
from assessments.services.terms import k_of
from rubric.reading import read_version
from teams.meanwhile import WrittenMeanwhile
from teams.views.refusals import refusals_on, refusals_told_to

DECIDED = {OUTSIDE: "Approved for outside: {}.", STAYS_INSIDE: "Stays inside: {}."}
SOME_GONE = "Somebody has changed a quote that you decided about, taken it off, or decided before you."
TAKEN_OFF = "We’ve taken the quote off."
AND_ITS_REPORTS = " Reports that were issued before don’t count any more."
READ_AGAIN = "Somebody has changed this quote, or it was taken back. Read it again."


@require_safe
def quotes(request, code):
    round = get_managed_round(request, code)
    return _quotes_page(request, round)


def _quotes_page(request, round: Round, *, form: DecideForm | None = None, status=200):
    context = {"form": form or DecideForm(waiting=_waiting(request, round)), "k": k_of(round)}
    if round.role == FACILITATOR:
        context["parts"] = read_quotable(round, read_version(round.version_id))
        context["second_people"] = second_people(round.team, beside=request.user)
        context["has_release"] = bool(context["parts"]) or round.releases.exists()
    return render(request, "assessments/quotes.html", _of_round(round) | context, status=status)


def _waiting(request, round: Round) -> list[Quote]:
    return list(round.quotes.waiting_for(request.user).select_related("reflection").order_by("code"))


@require_http_methods(["GET", "HEAD", "POST"])
def choose_quote(request, code, mark):
    round = get_round(request, code, role=FACILITATOR)
    quotable = find_quotable(round, read_version(round.version_id), mark)
    if quotable is None and request.method == "POST":
        messages.warning(request, services.WORDS_CHANGED)
        return _to_quotes(request, round)
    if quotable is None:
        raise Http404
    chosen = quotable.quote.text if quotable.quote else ""
    given = {"original": quotable.text, "chosen": chosen, "names": names_in(round)}
    form = ChooseQuoteForm(request.POST or None, **given)
    if form.is_valid() and (quote := _choose(request, quotable, form)):
        return redirect(reverse("approve_quote", args=[round.code, quote.code]) + as_it_came(request))
    context = {"form": form, "quotable": quotable, "about": quotable.reflection.about}
    return render(request, "assessments/choose_quote.html", _of_round(round) | context)


def _choose(request, quotable, form: ChooseQuoteForm) -> Quote | None:
    """None if somebody changed it meanwhile; then the form shows both, or says so."""
    words = {"text": form.cleaned_data["text"], "shown": form.cleaned_data["shown"]}
    with refusals_on(form, "text"):  # in this moment
        try:
            return services.choose_quote(quotable.reflection, by=request.user, **words)
        except WrittenMeanwhile as other:
            form.show_theirs(other.theirs["text"])
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def approve_quote(request, code, quote):
    """How it will read, before a facilitator approves it for inside."""
    round = get_round(request, code, role=FACILITATOR)
    quote = _quote(round, quote)
    form = ReadForm(request.POST or None, initial={"shown": quote.text})
    if form.is_valid():
        if _done(request, services.approve_quote, quote, form.cleaned_data["shown"]):
            messages.success(request, "Approved for inside.")
        return _to_quotes(request, round)
    hints = find_hints(quote.text, names_in(round))
    context = {
        "form": form,
        "quote": quote,
        "mark": mark_of(quote.reflection),
        "marked": mark_hints(quote.text, hints),
        "hard": [hint for hint in hints if hint.is_hard],
        "second_people": second_people(round.team, beside=request.user),
    }
    return render(request, "assessments/approve_quote.html", _of_round(round) | context)


@require_POST
def decide_quotes(request, code):
    """The second person, about any of those that wait for them."""
    round = get_managed_round(request, code)
    form = DecideForm(request.POST, waiting=_waiting(request, round))
    if form.misses_some:
        messages.warning(request, SOME_GONE)
    if not form.is_valid():
        return _quotes_page(request, round, form=form, status=422)
    done = [_decide(request, *decided) for decided in form.decided()]
    for decision, told in DECIDED.items():
        if count := done.count(decision):
            messages.success(request, told.format(f"{count} quote{'' if count == 1 else 's'}"))
    return _to_quotes(request, round)


def _decide(request, quote: Quote, decision: str, shown: str) -> str:
    """What was decided; "" if it wasn't, for a reason that is told."""
    decide = services.approve_outside if decision == OUTSIDE else services.keep_inside
    return decision if _done(request, decide, quote, shown) else ""


def _done(request, decide, quote: Quote, shown: str) -> bool:
    with refusals_told_to(request, messages.warning):
        try:
            decide(quote, shown=shown, by=request.user)
            return True
        except WrittenMeanwhile:
            messages.warning(request, READ_AGAIN)
    return False


@require_POST
def take_off_quote(request, code, quote):
    round = get_round(request, code, role=FACILITATOR)
    was_approved = services.take_off(_quote(round, quote), by=request.user)
    messages.success(request, TAKEN_OFF + AND_ITS_REPORTS if was_approved else TAKEN_OFF)
    return _to_quotes(request, round)


def _to_quotes(request, round: Round):
    return redirect(way_back(request, "quotes", round.code).address)


def _quote(round: Round, code: str) -> Quote:
    about = ("reflection__principle", "reflection__activity", "reflection__sheet")
    return get_object_or_404(round.quotes.in_use().select_related(*about), code=code)


def _of_round(round: Round) -> dict:
    return {"round": round, "team": round.team, "organisation": round.team.organisation}
