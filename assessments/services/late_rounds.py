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
from assessments.services.path import read_all_facts
from assessments.services.terms import months_of
from assessments.stages import Path, Stage
from rubric.document import STANDARD
from teams.addresses import full_address
from teams.models import Letter, User
from teams.one_by_one import one_by_one
from teams.roles import FACILITATOR
from teams.services.outbox import post_all, write
from teams.services.people import facilitators_of, who_answers


def remind_of_open_rounds(*, now: datetime | None = None) -> int:
    """Returns how many e-mails went out. Run again, it sends nothing twice."""
    now = now or timezone.now()
    late = Round.objects.open().filter(closes_on__lt=timezone.localdate(now))
    owed = [round for round in late.select_related("team__organisation") if _is_owed(round, now)]
    return one_by_one(lambda round: _remind(round, now), owed)


def _is_owed(round: Round, now: datetime) -> bool:
    since = timezone.localdate(round.reminded_at or round.opened_at)
    return is_owed(round.closes_on, since=since, today=timezone.localdate(now), when=WHEN_NOT_CLOSED)


def _remind(round: Round, now: datetime) -> int:
    facilitators = list(facilitators_of(round.team))
    if not facilitators:
        return 0
    now_at, today = _stage_of(round), timezone.localdate(now)
    letters = [_letter(person, round, now_at, today) for person in facilitators]
    return len(facilitators) if _post(round, [letter for letter in letters if letter], now) else 0


@transaction.atomic
def _post(round: Round, letters: list[Letter], now: datetime) -> bool:
    """Marked and posted at once: of two runs at the same time, one does both."""
    is_first = Round.objects.filter(pk=round.pk, reminded_at=round.reminded_at).update(reminded_at=now)
    if is_first:
        post_all(letters)
    return bool(is_first)


def _stage_of(round: Round) -> Stage:
    """As those who facilitate it see it on its page."""
    round.role = FACILITATOR
    return Path(read_all_facts([round], wording=STANDARD)[round.pk]).now


def _letter(person: User, round: Round, stage: Stage, today: date) -> Letter | None:
    answered_by = who_answers(person.email, round.team)
    context = {
        "person": person,
        "round": round,
        "stage": stage,
        "days": (today - round.closes_on).days,
        "months": months_of(round),
        "link": full_address(reverse("round", args=[round.code])),
        "answered_by": answered_by,
    }
    about = {"team": round.team, "from_name": round.team.organisation.name}
    return write("open_round", context, to=person.email, reply_to=answered_by, **about)
