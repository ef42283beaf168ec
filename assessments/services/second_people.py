"""Who can be the second person for a quote, and that they hear that one waits: by e-mail, and at home.

An e-mail holds no words of anybody. Nobody gets another one while something that they were told of waits, but for one
after three days.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from assessments.models import Quote, Round
from teams.addresses import full_address
from teams.models import Membership, OrganisationRole, Team, User
from teams.one_by_one import one_by_one
from teams.prepared import prepared
from teams.roles import ADMIN, FACILITATOR
from teams.services.outbox import post
from teams.services.people import admins_of, facilitators_of

AGAIN = timedelta(days=3)


def second_people(team: Team, *, beside: User) -> list[User]:
    """Who else can approve for outside: the team's other facilitators, and its organisation's admins."""
    people = {*facilitators_of(team), *admins_of(team.organisation)} - {beside}
    return sorted(people, key=lambda person: (person.name, person.pk))


@prepared
def rounds_that_wait_for(person: User) -> QuerySet[Round]:
    """Rounds with quotes that this person can decide about; `waiting` says how many."""
    quotes = Quote.objects.waiting_for(person).filter(round=OuterRef("pk")).order_by()
    how_many = quotes.values("round").annotate(how_many=Count("pk")).values("how_many")
    facilitates = Membership.objects.filter(team=OuterRef("team"), role=FACILITATOR)
    looks_after = OrganisationRole.objects.filter(organisation=OuterRef("team__organisation"), role=ADMIN)
    may = Exists(facilitates.filter(user=person)) | Exists(looks_after.filter(user=person))
    rounds = (
        Round.objects.filter(may, team__archived_at=None)
        .annotate(waiting=Subquery(how_many))
        .filter(waiting__gt=0)
    )
    return rounds.select_related("team").order_by("closed_at", "pk")


def tell_of(quote: Quote, round: Round) -> None:
    """A quote was approved for inside. The round's row is locked."""
    if round.quotes.waiting().filter(pk=quote.pk).exists():
        _tell(round, quote.approved_by, timezone.now())


def tell_again(*, now: datetime | None = None) -> int:
    """What has waited for three days is said once more, to admins too, and what nobody was told of yet is said.

    Returns how many e-mails went out. Run again, it sends nothing twice.
    """
    now = now or timezone.now()
    rounds = Round.objects.filter(Exists(_owed(now).filter(round=OuterRef("pk"))))
    return one_by_one(lambda round: _tell_what_is_owed(round, now), rounds)


def _owed(now: datetime) -> QuerySet[Quote]:
    waiting = Quote.objects.waiting().filter(round__team__archived_at=None)
    return waiting.filter(Q(told_at=None) | _is_late(now))


def _is_late(now: datetime) -> Q:
    return Q(told_at__lte=now - AGAIN, told_again_at=None)


@transaction.atomic
def _tell_what_is_owed(round: Round, now: datetime) -> int:
    round = Round.objects.select_for_update(of=["self"]).select_related("team__organisation").get(pk=round.pk)
    owed = _owed(now).filter(round=round).select_related("approved_by")
    return sum(_tell(round, approver, now) for approver in {quote.approved_by for quote in owed})


def _tell(round: Round, approver: User | None, now: datetime) -> int:
    """Of what this person approved: the team's other facilitators; the organisation's admins if there are none, or if
    it is said again."""
    quotes = round.quotes.waiting().filter(approved_by=approver)
    again = quotes.filter(_is_late(now)).exists()
    facilitators = set(facilitators_of(round.team)) - {approver}
    admins = set(admins_of(round.team.organisation)) - {approver}
    people = facilitators | admins if again else facilitators or admins
    told = sum(_post(person, round, again=again) for person in people)
    if people:
        quotes.filter(told_at=None).update(told_at=now)
    if people and again:
        quotes.filter(told_again_at=None).update(told_again_at=now)
    return told


def _post(person: User, round: Round, *, again: bool) -> bool:
    """Unless they were told, or told again, of something that waits for them still."""
    waiting = list(round.quotes.waiting_for(person).select_related("approved_by"))
    if any(quote.told_again_at if again else quote.told_at for quote in waiting):
        return False
    asks = waiting[0].approved_by
    link = full_address(reverse("quotes", args=[round.code]))
    context = {"person": person, "round": round, "count": len(waiting), "asks": asks, "link": link}
    about = {"team": round.team, "from_name": round.team.organisation.name}
    post("quotes_wait", context, to=person.email, reply_to=asks, **about)
    return True
