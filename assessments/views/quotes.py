"""Choosing and approving quotes. A second person sees the quotes that wait for them, and no reflection."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import FACILITATOR, get_round, get_round_to_approve
from assessments.forms.quotes import ChooseQuoteForm, ReadForm, mark_hints
from assessments.hints import find_hints
from assessments.models import Quote, Round
from assessments.services import quotes as services
from assessments.services.quotable import find_quotable, mark_of, names_in, read_quotable, second_people
from assessments.services.quotes import ChangedMeanwhile, NotApproved
from assessments.services.terms import k_of
from rubric.reading import read_version

READ_AGAIN = "Somebody has changed this quote, or it was taken back. Read it again."


@require_safe
def quotes(request, code):
    round = get_round_to_approve(request, code)
    return _quotes_page(request, round)


def _quotes_page(request, round: Round, *, errors=(), status=200):
    waiting = round.quotes.waiting_for_second(by=request.user).select_related("reflection")
    context = {"waiting": list(waiting), "errors": errors, "k": k_of(round)}
    if round.role == FACILITATOR:
        parts = read_quotable(round, read_version(round.version_id))
        context |= {"parts": parts, "second_people": second_people(round, beside=request.user)}
        context["has_release"] = bool(parts) or round.releases.exists()
    return render(request, "assessments/quotes.html", _of_round(round) | context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_quote(request, code, mark):
    round = get_round(request, code, role=FACILITATOR)
    quotable = find_quotable(round, read_version(round.version_id), mark)
    if quotable is None and request.method == "POST":
        messages.warning(request, services.WORDS_CHANGED)
        return redirect("quotes", round.code)
    if quotable is None:
        raise Http404
    chosen = quotable.quote.text if quotable.quote else ""
    given = {"original": quotable.text, "chosen": chosen, "names": names_in(round)}
    form = ChooseQuoteForm(request.POST or None, **given)
    if form.is_valid() and (quote := _choose(request, quotable, form)):
        return redirect("approve_quote", round.code, quote.code)
    context = {"form": form, "quotable": quotable, "principle": quotable.reflection.principle}
    return render(request, "assessments/choose_quote.html", _of_round(round) | context)


def _choose(request, quotable, form: ChooseQuoteForm) -> Quote | None:
    """None if somebody changed it meanwhile; then the form shows both, or says so."""
    words = {"text": form.cleaned_data["text"], "shown": form.cleaned_data["shown"]}
    try:
        return services.choose_quote(quotable.reflection, by=request.user, **words)
    except ChangedMeanwhile as other:
        form.show_theirs(other.text)
    except NotApproved as why:  # in this moment
        form.add_error("text", str(why))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def approve_quote(request, code, quote):
    """How it will read, before a facilitator approves it for inside."""
    round = get_round(request, code, role=FACILITATOR)
    quote = _quote(round, quote)
    form = ReadForm(request.POST or None, initial={"shown": quote.text})
    if form.is_valid():
        return _decide(request, round, services.approve_quote, quote, form, "Approved for inside.")
    hints = find_hints(quote.text, names_in(round))
    context = {
        "form": form,
        "quote": quote,
        "mark": mark_of(quote.reflection),
        "marked": mark_hints(quote.text, hints),
        "hard": [hint for hint in hints if hint.is_hard],
        "second_people": second_people(round, beside=request.user),
    }
    return render(request, "assessments/approve_quote.html", _of_round(round) | context)


@require_POST
def approve_quote_outside(request, code, quote):
    """`decide` is "outside" or "inside": not outside."""
    round = get_round_to_approve(request, code)
    quote = get_object_or_404(round.quotes.waiting_for_second(by=request.user), code=quote)
    form = ReadForm(request.POST)
    if request.POST.get("decide") == "inside":
        form.fields["read"].required = False
    if not form.is_valid():
        errors = [(f"read-{quote.code}", error) for some in form.errors.values() for error in some]
        return _quotes_page(request, round, errors=errors, status=422)
    if request.POST.get("decide") == "inside":
        return _decide(request, round, services.keep_inside, quote, form, "It stays inside.")
    return _decide(request, round, services.approve_outside, quote, form, "Approved for outside.")


@require_POST
def take_off_quote(request, code, quote):
    round = get_round(request, code, role=FACILITATOR)
    services.take_off(_quote(round, quote), by=request.user)
    messages.success(
        request, "We’ve taken the quote off. Reports that were issued before don’t count any more."
    )
    return redirect("quotes", round.code)


def _decide(request, round: Round, decide, quote: Quote, form: ReadForm, done: str):
    try:
        decide(quote, shown=form.cleaned_data["shown"], by=request.user)
        messages.success(request, done)
    except ChangedMeanwhile:
        messages.warning(request, READ_AGAIN)
    except NotApproved as why:
        messages.warning(request, str(why))
    return redirect("quotes", round.code)


def _quote(round: Round, code: str) -> Quote:
    return get_object_or_404(
        round.quotes.in_use().select_related("reflection__principle", "reflection__sheet"), code=code
    )


def _of_round(round: Round) -> dict:
    return {"round": round, "team": round.team, "organisation": round.team.organisation}
