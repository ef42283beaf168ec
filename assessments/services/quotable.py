"""What facilitators may read to choose quotes from, and nothing else of a person's sheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from assessments.counted import INSIDE, Counts
from assessments.models import Quote, Reflection, Round, Sheet
from rubric.document import Document
from teams.models import Membership, OrganisationRole, User


@dataclass(frozen=True)
class Quotable:
    """Words whose writer said that they may be quoted. `mark` names them in addresses, and tells nothing.

    `who` is their perspective, if the round's release shows it as a group.
    """

    mark: str
    reflection: Reflection
    who: str
    quote: Quote | None

    @property
    def text(self) -> str:
        return self.reflection.text


def read_quotable(round: Round, document: Document) -> list[tuple[str, list[Quotable]]]:
    """By principle. Of parts that were finished when results were last shown, so that nobody can watch them come in.

    The order is the marks', which says nothing of who wrote when. Words that were taken back don't come again.
    """
    release = round.releases.first()
    if release is None:
        return []
    rows = Reflection.objects.filter(
        sheet__round=round, sheet__kind=Sheet.Kind.PERSON, may_quote=True, finished_at__lte=release.made_at
    )
    rows = rows.exclude(text="").exclude(quotes__withdrawn_at__isnull=False)
    quotes = {quote.reflection_id: quote for quote in round.quotes.in_use()}
    shown = _shown_groups(document, Counts.from_json(release.counts))
    found: dict[int, list[Quotable]] = {}
    for row in rows.select_related("sheet__perspective", "sheet__round"):
        quotable = Quotable(mark_of(row), row, _who(row, shown), quotes.get(row.pk))
        if quotable.quote:
            quotable.quote.reflection = row
        found.setdefault(row.principle_id, []).append(quotable)
    return [
        (principle.name, sorted(found[principle.id], key=lambda one: one.mark))
        for principle in document.principles
        if principle.id in found
    ]


def find_quotable(round: Round, document: Document, mark: str) -> Quotable | None:
    everything = (one for _, some in read_quotable(round, document) for one in some)
    return next((one for one in everything if one.mark == mark), None)


def quotes_of(sheet: Sheet) -> QuerySet[Quote]:
    """What was quoted of a sheet, in the order of its parts."""
    quotes = Quote.objects.in_use().filter(reflection__sheet=sheet)
    return quotes.order_by("reflection__principle__position", "pk")


def mark_of(reflection: Reflection) -> str:
    return salted_hmac("assessments.quotable", str(reflection.pk), algorithm="sha256").hexdigest()[:12]


def names_in(round: Round) -> list[str]:
    """Whom people may have named: the team's members, and those who gave their first names."""
    members = User.objects.filter(memberships__team=round.team).exclude(name="")
    first_names = round.sheets.exclude(first_name="").values_list("first_name", flat=True)
    return [*members.values_list("name", flat=True), *first_names]


def second_people(round: Round, *, beside: User) -> list[User]:
    """Who else can approve for outside: the team's other facilitators, and its organisation's admins."""
    facilitates = {"memberships__team": round.team, "memberships__role": Membership.Role.FACILITATOR}
    looks_after = {
        "organisation_roles__organisation": round.team.organisation,
        "organisation_roles__role": OrganisationRole.Role.ADMIN,
    }
    people = User.objects.filter(**facilitates) | User.objects.filter(**looks_after)
    return list(people.filter(is_active=True).exclude(pk=beside.pk).distinct().order_by("name", "pk"))


def _shown_groups(document: Document, counts: Counts) -> set[tuple[int, int]]:
    """Pairs of principle and perspective."""
    return {
        (principle.id, perspective)
        for principle in document.principles
        for group in counts.principle(principle.key, INSIDE).groups
        for perspective in group.perspectives
    }


def _who(reflection: Reflection, shown: set[tuple[int, int]]) -> str:
    perspective = reflection.sheet.perspective
    is_shown = perspective and (reflection.principle_id, perspective.pk) in shown
    return perspective.label if is_shown else ""
