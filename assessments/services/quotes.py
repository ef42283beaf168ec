"""Quotes: chosen and approved one by one, and taken back at any time.

Each change locks the round's row, as issuing a report does, and counts: a report whose files were made before can't be
issued after. Whoever takes approved words out of a quote takes them out of all that is kept of reports too.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assessments.hints import is_kept_from
from assessments.models import Quote, Reflection, Round, Sheet
from assessments.services.forgetting import forget_words
from assessments.services.second_people import tell_of
from teams.meanwhile import WrittenMeanwhile
from teams.models import User
from teams.refusals import Refused

WORDS_CHANGED = "The person has changed their words since. Choose again what to quote."


@transaction.atomic
def choose_quote(reflection: Reflection, *, text: str, shown: str, by: User) -> Quote:
    """Keeps `text` as the quote from this reflection, over what was `shown`. Another text has to be approved anew.

    Raises WrittenMeanwhile, and keeps nothing, when somebody else has changed it since, Refused if its writer has.
    """
    round = _locked(reflection.sheet.round_id)
    now = Reflection.objects.filter(pk=reflection.pk, may_quote=True).first()
    if now is None or not is_kept_from(now.text, text):
        raise Refused(WORDS_CHANGED)
    quote = round.quotes.filter(reflection=reflection, withdrawn_at=None).first()
    stored = quote.text if quote else ""
    if stored not in (shown, text):
        raise WrittenMeanwhile({"text": stored})
    if stored == text:
        return quote
    if quote is None:
        return round.quotes.create(reflection=reflection, text=text, appeared_with=now.appeared_with)
    _forget(quote, round)
    quote.text, quote.appeared_with = text, now.appeared_with
    quote.approved_by = quote.approved_at = None
    quote.approved_outside_by = quote.approved_outside_at = quote.kept_inside_at = None
    quote.told_at = quote.told_again_at = None
    quote.save()
    _count(round)
    return quote


@transaction.atomic
def approve_quote(quote: Quote, *, shown: str, by: User) -> None:
    """For inside the organisation, as it was `shown`. Twice is once."""
    round, quote = _as_shown(quote, shown)
    if not is_kept_from(quote.reflection.text, quote.text):
        raise Refused(WORDS_CHANGED)
    if not quote.approved_at:
        quote.approved_by, quote.approved_at = by, timezone.now()
        quote.save(update_fields=["approved_by", "approved_at"])
        _count(round)
        tell_of(quote, round)


@transaction.atomic
def approve_outside(quote: Quote, *, shown: str, by: User) -> None:
    """By a second person. The database refuses the same one too."""
    round, quote = _for_second_person(quote, shown, by)
    if not quote.approved_outside_at:
        quote.approved_outside_by, quote.approved_outside_at = by, timezone.now()
        quote.save(update_fields=["approved_outside_by", "approved_outside_at"])
        _count(round)


@transaction.atomic
def keep_inside(quote: Quote, *, shown: str, by: User) -> None:
    """A second person says: not outside. It stays in what is for inside, until its words are changed."""
    _, quote = _for_second_person(quote, shown, by)
    if not quote.approved_outside_at:
        quote.kept_inside_at = timezone.now()
        quote.save(update_fields=["kept_inside_at"])


@transaction.atomic
def take_off(quote: Quote, *, by: User) -> bool:
    """A facilitator changes their mind, or finds a name that slipped through. The words may be chosen again.

    Whether it had been approved, so that reports went with it.
    """
    round = _locked(quote.round_id)
    quote = round.quotes.filter(pk=quote.pk, withdrawn_at=None).first()
    if quote:
        _forget(quote, round)
        quote.delete()
        _count(round)
    return bool(quote and quote.approved_at)


@transaction.atomic
def withdraw_quote(quote: Quote) -> None:
    """Its writer takes it back, for ever: these words aren't offered to be chosen again."""
    round = _locked(quote.round_id)
    quote = round.quotes.filter(pk=quote.pk, withdrawn_at=None).first()
    if quote:
        _forget(quote, round)
        quote.text, quote.withdrawn_at = "", timezone.now()
        quote.save(update_fields=["text", "withdrawn_at"])
        _count(round)


@transaction.atomic
def drop_unkept(sheet: Sheet, **owner: int) -> None:
    """After a writer changed their words or who may read them: a quote that they no longer stand behind goes."""
    round = _locked(sheet.round_id)
    reflections = sheet.reflections.filter(**owner)
    quotes = round.quotes.filter(reflection__in=reflections, withdrawn_at=None)
    for quote in quotes.select_related("reflection"):
        if not (quote.reflection.may_quote and is_kept_from(quote.reflection.text, quote.text)):
            _forget(quote, round)
            quote.delete()
        elif quote.approved_outside_at and not quote.reflection.may_quote_outside:
            _forget(quote, round)
            quote.approved_outside_by = quote.approved_outside_at = None
            quote.save(update_fields=["approved_outside_by", "approved_outside_at"])
    _count(round)


def forget_quotes_of(sheet: Sheet) -> None:
    """Before it is erased, which its quotes go with. The round's row is locked already."""
    for quote in Quote.objects.filter(reflection__sheet=sheet, withdrawn_at=None):
        _forget(quote, sheet.round)
        _count(sheet.round)


def _locked(round_id: int) -> Round:
    return Round.objects.select_for_update(of=["self"]).select_related("team__organisation").get(pk=round_id)


def _count(round: Round) -> None:
    Round.objects.filter(pk=round.pk).update(quotes_changed=F("quotes_changed") + 1)


def _forget(quote: Quote, round: Round) -> None:
    """Nothing holds a quote that was never approved."""
    if quote.approved_at:
        forget_words(round, quote.text, quote=quote)


def _as_shown(quote: Quote, shown: str) -> tuple[Round, Quote]:
    round = _locked(quote.round_id)
    now = round.quotes.in_use().select_related("reflection").filter(pk=quote.pk).first()
    if now is None or now.text != shown:
        raise WrittenMeanwhile({"text": now.text if now else ""})
    return round, now


def _for_second_person(quote: Quote, shown: str, by: User) -> tuple[Round, Quote]:
    round, quote = _as_shown(quote, shown)
    if not quote.approved_at or not quote.reflection.is_for_outside:
        raise Refused("This quote isn’t for outside.")
    if quote.approved_by_id == by.pk:
        raise Refused("You approved this quote for inside. A second person approves it for outside.")
    return round, quote
