"""A team that isn't needed any more is archived: nothing new begins in it, what was stays, and it can come back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import Round
from teams.models import Team, User
from teams.refusals import Refused
from teams.services.events import CHANGED, keep_event

CLOSE_FIRST = "A round of this team is open. Close it first, then archive the team."


@transaction.atomic
def archive_team(team: Team, *, by: User) -> None:
    """The team's row is locked, as it is where a round opens. Pressed twice, the second changes nothing."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    if team.archived_at:
        return
    if open_rounds_of(team).exists():
        raise Refused(CLOSE_FIRST)
    _set(team, timezone.now())
    keep_event(team, CHANGED, "The team was archived.", by=by)


@transaction.atomic
def bring_back_team(team: Team, *, by: User) -> None:
    team = Team.objects.select_for_update().get(pk=team.pk)
    if team.archived_at:
        _set(team, None)
        keep_event(team, CHANGED, "The team was brought back.", by=by)


def open_rounds_of(team: Team) -> QuerySet[Round]:
    return Round.objects.open().filter(team=team)


def _set(team: Team, moment) -> None:
    team.archived_at = moment
    team.save(update_fields=["archived_at"])
