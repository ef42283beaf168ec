"""An organisation's admin facilitates one of its teams: openly, among the team's people, who are told."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from teams.addresses import full_address
from teams.models import Letter, Membership, Team, User
from teams.refusals import Refused
from teams.roles import FACILITATOR
from teams.services.events import CHANGED, has_happened, keep_event
from teams.services.organisations import why_nothing_begins
from teams.services.outbox import post_all, write
from teams.services.people import members_of

FACILITATES = "An admin facilitates it from now on."
NOT_AGAIN = timedelta(days=1)


def facilitate(team: Team, *, by: User) -> None:
    """Pressed twice, the second changes nothing. The letters are written first: saves wait for what locks.

    Whoever leaves and comes back tells the team once a day.
    """
    letters = [] if facilitates(by, team) else _letters(team, by)
    _begin(team, letters, by)


@transaction.atomic
def _begin(team: Team, letters: list[Letter], by: User) -> None:
    """The team's row is locked, so that nobody is told twice."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    if archived := why_nothing_begins(team):
        raise Refused(archived)
    if facilitates(by, team):
        return
    Membership.objects.update_or_create(team=team, user=by, defaults={"role": FACILITATOR})
    if not has_happened(team, FACILITATES, since=timezone.now() - NOT_AGAIN, by=by):
        post_all(letters)
    keep_event(team, CHANGED, FACILITATES, by=by)


def facilitates(person: User, team: Team) -> bool:
    return team.memberships.filter(user=person, role=FACILITATOR).exists()


def people_beside(person: User, team: Team) -> QuerySet[User]:
    """Whom the team's other e-mails reach."""
    return members_of(team).exclude(pk=person.pk)


def _letters(team: Team, by: User) -> list[Letter]:
    """Not to those who don't want this kind."""
    link = full_address(reverse("team_people", args=[team.code]))
    context = {"team": team, "by": by, "link": link}
    fields = {"team": team, "reply_to": by, "from_name": team.organisation.name}
    told = people_beside(by, team)
    letters = [write("facilitates", {"person": each, **context}, to=each.email, **fields) for each in told]
    return [letter for letter in letters if letter]
