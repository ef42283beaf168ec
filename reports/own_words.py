"""People's own words beside what a release tells: those shared with the round, and those that are quoted.

The one thing that isn't read from a release: a release can't be changed, and people may change their mind.
"""

from __future__ import annotations

from django.db.models import QuerySet

from assessments.counted import INSIDE, Counts
from assessments.group import Group
from assessments.models import Quote, Round
from assessments.part import fingerprint
from assessments.services.appearing import Crowds, texts_for_round
from reports.results import ACTIVITY, PRINCIPLE, PartKey
from reports.told_quote import ToldQuote
from teams.prepared import prepared


def read_shared_words(round: Round) -> dict[PartKey, list[str]]:
    """Words that people in this round may read and that have appeared, by part, in an order that says nothing of who
    wrote when."""
    texts: dict[PartKey, list[str]] = {}
    for principle, activity, text in texts_for_round(round):
        part = (PRINCIPLE, principle) if principle else (ACTIVITY, activity)
        texts.setdefault(part, []).append(text)
    return {part: sorted(some, key=fingerprint) for part, some in texts.items()}


def read_quotes(round: Round, counts: Counts, edition: str) -> tuple[tuple[PartKey, ToldQuote], ...]:
    """The approved quotes, each with its part, in an order that says nothing of who wrote when."""
    rows = _quotes_inside(round) if edition == INSIDE else _quotes_outside(round)
    if not rows:
        return ()
    rows.sort(key=lambda quote: fingerprint(quote.text))
    crowds, told = Crowds(round, counts.fewest(edition)), []
    for quote in rows:
        part = _part_of(quote)
        group = counts.part(*part, edition).group_of(quote.reflection.sheet.perspective_id)
        told.append((part, ToldQuote(quote.text, _who(quote, group, crowds))))
    return tuple(told)


@prepared
def _quotes_inside(round: Round) -> QuerySet[Quote]:
    return _with_their_place(Quote.objects.inside().filter(round=round))


@prepared
def _quotes_outside(round: Round) -> QuerySet[Quote]:
    return _with_their_place(Quote.objects.outside().filter(round=round))


def _with_their_place(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    return quotes.select_related("reflection__principle", "reflection__activity", "reflection__sheet")


def _part_of(quote: Quote) -> PartKey:
    row = quote.reflection
    return (ACTIVITY, row.activity.key) if row.activity else (PRINCIPLE, row.principle.key)


def _who(quote: Quote, group: Group | None, crowds: Crowds) -> str:
    """The name of the group that the release shows them in, if enough of it came with these words."""
    part, batch = quote.reflection.whole, quote.appeared_with
    return group.name if group and crowds.may_name(part, batch, group) else ""
