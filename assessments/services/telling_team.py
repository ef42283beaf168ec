"""E-mails to everybody in a team with an account: that a round has opened and, if its facilitator wants it, once more
before it closes. To all of them, since no person's sheet is linked to an account; each once, whatever becomes of the
round.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from assessments.reminding import closes_soon
from teams.addresses import full_address
from teams.models import Letter, User
from teams.one_by_one import one_by_one
from teams.services.outbox import post_all, write
from teams.services.people import members_of, who_answers


def tell_team(round: Round, *, by: User) -> int:
    """That it is open. Returns how many e-mails."""
    return post_once(round, "team_told_at", letters_of_opening(round, by=by))


def who_is_told(round: Round, *, by: User) -> list[User]:
    """Whoever tells the others knows it already."""
    return [each for each in members_of(round.team) if each != by]


def can_be_told(round: Round) -> bool:
    return _open_rounds().filter(pk=round.pk, team_told_at=None).exists()


def letters_of_opening(round: Round, *, by: User) -> list[Letter]:
    has_begun = bool(round.opened_at and timezone.localdate(round.opened_at) < timezone.localdate())
    told = dict.fromkeys(who_is_told(round, by=by), by)
    return _letters("round_open", round, told, has_begun=has_begun)


@transaction.atomic
def post_once(round: Round, mark: str, letters: list[Letter]) -> int:
    """Marked, in the field that says when, and posted at once: of two who do it at the same time, one does both."""
    now = timezone.now()
    if not _open_rounds().filter(pk=round.pk, **{mark: None}).update(**{mark: now}):
        return 0
    setattr(round, mark, now)
    post_all(letters)
    return len(letters)


def remind_teams(*, now: datetime | None = None) -> int:
    """Returns how many e-mails went out. Run again, with another closing date, or reopened: nobody gets a second."""
    today = timezone.localdate(now or timezone.now())
    waiting = _open_rounds().filter(team_reminded_at=None, closes_on__gte=today).exclude(remind_days=None)
    due = [round for round in waiting.select_related("team__organisation") if _is_due(round, today)]
    return one_by_one(lambda round: _remind(round, today), due)


def _open_rounds() -> QuerySet[Round]:
    return Round.objects.open().filter(team__archived_at=None)


def _is_due(round: Round, today) -> bool:
    opened_on = timezone.localdate(round.opened_at)
    return closes_soon(round.closes_on, days=round.remind_days, opened_on=opened_on, today=today)


def _remind(round: Round, today) -> int:
    days = (round.closes_on - today).days
    told = {each: who_answers(each.email, round.team) for each in members_of(round.team)}
    letters = _letters("closing_soon", round, told, days=days)
    for letter in letters:
        letter.ends_at = _end_of(round.closes_on)
    return post_once(round, "team_reminded_at", letters)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _letters(kind: str, round: Round, told: dict[User, User | None], **more) -> list[Letter]:
    """To each who is told, with who reads what they write back. Not to those who don't want this kind."""
    about = {"round": round, "link": full_address(reverse("round", args=[round.code])), **more}
    fields = {"team": round.team, "from_name": round.team.organisation.name}
    letters = [
        write(kind, {"person": each, "by": by, **about}, to=each.email, reply_to=by, **fields)
        for each, by in told.items()
    ]
    return [letter for letter in letters if letter]
