"""Letters that aren’t sent any more, since something has changed while they waited (docs/decisions/0029)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from teams.models import Invitation, Letter, Team, User

SAYS_NOTHING = {"body": "", "reply_to": ""}  # nor to whom


def stop(letters: QuerySet[Letter], *, why: str) -> None:
    """Those that nobody is sending at this moment. What they say isn’t kept."""
    letters = letters.waiting().unclaimed().filter(handed_at=None)
    letters.update(failed_at=timezone.now(), problem=why, **SAYS_NOTHING)


def stop_letters(*invitations: Invitation, why: str) -> None:
    stop(Letter.objects.filter(invitation__in=invitations), why=why)


def stop_letters_about(team: Team, person: User, *, why: str) -> None:
    stop(team.letters.filter(to=person.email), why=why)


def stop_letters_with(address: str, *, why: str) -> None:
    """All that lead to a page that is there no longer."""
    stop(Letter.objects.filter(body__contains=address), why=why)
