"""People in teams, and the roles that they have."""

from django.db import transaction

from teams.models import Membership, Organisation, OrganisationRole, Team, User
from teams.services import Refused

FACILITATOR = Membership.Role.FACILITATOR
ADMIN = OrganisationRole.Role.ADMIN


def change_name(user: User, *, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User) -> None:
    if role != FACILITATOR:
        _require_another_facilitator(membership)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """Takes somebody out of the team. Their account stays, and so do the sheets, which nothing links to it."""
    _require_another_facilitator(membership)
    membership.delete()


@transaction.atomic
def remove_organisation_role(role: OrganisationRole, *, by: User) -> None:
    Organisation.objects.select_for_update().get(pk=role.organisation_id)
    others = OrganisationRole.objects.filter(organisation=role.organisation, role=ADMIN).exclude(pk=role.pk)
    if role.role == ADMIN and not others.exists():
        raise Refused(
            f"{role.user} is the only admin of {role.organisation}. Invite another admin first, "
            "and wait until they have joined."
        )
    role.delete()


def _require_another_facilitator(membership: Membership) -> None:
    """The team's row is locked, so that two facilitators can't take the role from each other at once."""
    team = Team.objects.select_for_update().get(pk=membership.team_id)
    others = team.memberships.filter(role=FACILITATOR).exclude(pk=membership.pk)
    if membership.role == FACILITATOR and not others.exists():
        raise Refused(
            f"{membership.user} is the only facilitator of {team}. "
            "Make somebody else a facilitator first, so that the team can go on."
        )
