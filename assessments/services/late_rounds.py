"""E-mails to those who facilitate a round that is still open 14 and 60 days after its closing day.

What people said is kept for as long as a round is open and goes on, so somebody has to be asked.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from assessments.reminding import WHEN_NOT_CLOSED, is_owed
from assessments.services.terms import months_of
from teams.addresses import full_address
from teams.models import User
from teams.services.outbox import post
from teams.services.people import facilitators_of, who_answers


def remind_of_open_rounds(*, now: datetime | None = None) -> int:
    """Returns how many e-mails went out. Run again, it sends nothing twice."""
    now = now or timezone.now()
    late = Round.objects.open().filter(closes_on__lt=timezone.localdate(now))
    owed = [round for round in late.select_related("team__organisation") if _is_owed(round, now)]
    return sum(_remind(round, now) for round in owed)


def _is_owed(round: Round, now: datetime) -> bool:
    since = timezone.localdate(round.reminded_at or round.opened_at)
    return is_owed(round.closes_on, since=since, today=timezone.localdate(now), when=WHEN_NOT_CLOSED)


@transaction.atomic
def _remind(round: Round, now: datetime) -> int:
    """Marked and posted at once: of two runs at the same time, one does both."""
    unmarked = Round.objects.filter(pk=round.pk, reminded_at=round.reminded_at)
    facilitators = list(facilitators_of(round.team))
    if not facilitators or not unmarked.update(reminded_at=now):
        return 0
    for person in facilitators:
        _post(person, round, timezone.localdate(now))
    return len(facilitators)


def _post(person: User, round: Round, today: date) -> None:
    answered_by = who_answers(person, round.team)
    context = {
        "person": person,
        "round": round,
        "days": (today - round.closes_on).days,
        "months": months_of(round),
        "link": full_address(reverse("round", args=[round.code])),
        "answered_by": answered_by,
    }
    organisation = round.team.organisation.name
    post("open_round", context, to=person.email, reply_to=answered_by, from_name=organisation)
