"""What facilitators may read to choose quotes from, and nothing else of a person's sheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac

from assessments.counted import INSIDE, CountedPrinciple, Counts
from assessments.models import Quote, Reflection, Round, Sheet
from assessments.models.sheets import ACTIVITY, PRINCIPLE, Whole
from assessments.services.appearing import Crowds, words_to_quote
from rubric.document import Document
from teams.models import User


@dataclass(frozen=True)
class Quotable:
    """Words whose writer said that they may be quoted, or a quote from them. `mark` names them in addresses, and
    tells nothing.

    `who` is their perspective, if the round's release shows it as a group. While words wait to be shown, there is no
    `text`: what was quoted of them before may still be in use.
    """

    mark: str
    reflection: Reflection
    text: str
    who: str
    quote: Quote | None


def read_quotable(round: Round, document: Document) -> list[tuple[str, list[Quotable]]]:
    """By part: what has appeared, and quotes in use. Words that were taken back don't come again.

    The order is the marks', which says nothing of who wrote when.
    """
    release = round.releases.first()
    if release is None:
        return []
    appeared = set(words_to_quote(round).values_list("pk", flat=True))
    quotes = {quote.reflection_id: quote for quote in round.quotes.in_use()}
    rows = Reflection.objects.filter(pk__in=appeared | quotes.keys())
    rows = rows.exclude(quotes__withdrawn_at__isnull=False).select_related("sheet__round")
    parts = _parts(round, document, Counts.from_json(release.counts))
    crowds = Crowds(round)
    found = dict[Whole, list[Quotable]]()
    for row in rows:
        _, shown = parts[row.whole]
        text = row.text if row.pk in appeared else ""
        one = _quotable(row, text, quotes.get(row.pk), shown, crowds)
        found.setdefault(row.whole, []).append(one)
    return [
        (name, sorted(found[part], key=lambda one: one.mark))
        for part, (name, _) in parts.items()
        if part in found
    ]


def find_quotable(round: Round, document: Document, mark: str) -> Quotable | None:
    everything = (one for _, some in read_quotable(round, document) for one in some)
    return next((one for one in everything if one.mark == mark and one.text), None)


def quotes_of(sheet: Sheet) -> QuerySet[Quote]:
    """What was quoted of a sheet, in the order of its parts."""
    quotes = Quote.objects.in_use().filter(reflection__sheet=sheet)
    position = F("reflection__principle__position").asc(nulls_last=True)
    return quotes.order_by(position, "reflection__activity__position", "pk")


def mark_of(reflection: Reflection) -> str:
    """Another one for another text: the same would say whose it is."""
    words = f"{reflection.pk}:{reflection.text}"
    return salted_hmac("assessments.quotable", words, algorithm="sha256").hexdigest()[:12]


def names_in(round: Round) -> list[str]:
    """Whom people may have named: the team's members, and those who gave their first names."""
    members = User.objects.filter(memberships__team=round.team).exclude(name="")
    first_names = round.sheets.exclude(first_name="").values_list("first_name", flat=True)
    return [*members.values_list("name", flat=True), *first_names]


def _parts(round: Round, document: Document, counts: Counts) -> dict[Whole, tuple[str, CountedPrinciple]]:
    """Each with its name, and the groups that are shown of it; in the order of a sheet."""
    principles = {
        (PRINCIPLE, p.id or 0): (p.name, counts.principle(p.key, INSIDE)) for p in document.principles
    }
    activities = round.activities.values_list("pk", "key", "name")
    return principles | {(ACTIVITY, pk): (name, counts.activity(key, INSIDE)) for pk, key, name in activities}


def _quotable(
    row: Reflection, text: str, quote: Quote | None, shown: CountedPrinciple, crowds: Crowds
) -> Quotable:
    """A quote is named by the batch that it was chosen from."""
    batch = quote.appeared_with if quote else row.appeared_with
    if quote:
        quote.reflection = row
    return Quotable(mark_of(row), row, text, _who(row, batch, shown, crowds), quote)


def _who(reflection: Reflection, batch: int | None, shown: CountedPrinciple, crowds: Crowds) -> str:
    group = shown.group_of(reflection.sheet.perspective_id)
    return group.name if group and crowds.may_name(reflection.whole, batch, group) else ""
