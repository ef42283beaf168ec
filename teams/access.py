"""May this person? Fetching is authorising: strangers get 404, and members with too low a role 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from teams.models import Invitation, Membership, Organisation, OrganisationRole, Team

ADMIN = OrganisationRole.Role.ADMIN
RUBRIC_EDITOR = OrganisationRole.Role.RUBRIC_EDITOR
MEMBER = Membership.Role.MEMBER
FACILITATOR = Membership.Role.FACILITATOR


def organisations_of(user):
    """Every organisation in which this person has a role or a team. No joins: those would multiply teams by people."""
    has_role = Exists(OrganisationRole.objects.filter(organisation=OuterRef("pk"), user=user))
    has_team = Exists(Membership.objects.filter(team__organisation=OuterRef("pk"), user=user))
    return Organisation.objects.filter(has_role | has_team)


def teams_of(user):
    """Every team this person belongs to, and all teams of organisations they look after."""
    looked_after = Q(organisation__roles__user=user, organisation__roles__role=ADMIN)
    return Team.objects.filter(Q(memberships__user=user) | looked_after).distinct()


def roles_in_organisation(user, organisation) -> set[str]:
    return set(organisation.roles.filter(user=user).values_list("role", flat=True))


def get_organisation(request, slug: str, *, role: str | None = None) -> Organisation:
    """The organisation, if this person belongs to it; with `role`, only if they have that role in it."""
    has_role = OrganisationRole.objects.filter(organisation=OuterRef("pk"), user=request.user, role=role)
    found = organisations_of(request.user).annotate(has_role=Exists(has_role))
    organisation = get_object_or_404(found, slug=slug)
    if role and not organisation.has_role:
        raise PermissionDenied
    return organisation


def get_team(request, code: str, *, role: str | None = None) -> Team:
    """The team, for its members and its organisation's admins.

    `role=FACILITATOR` asks for a facilitator; `role=ADMIN` for somebody who may manage people: one of the team's
    facilitators, or an admin of its organisation.
    """
    team = get_object_or_404(teams_of(request.user).select_related("organisation"), code=code)
    if role and not _may(request.user, team, role):
        raise PermissionDenied
    return team


def may_manage(user, team) -> bool:
    """Invite people to this team, change what they may do, and take them out."""
    return _may(user, team, ADMIN)


def get_invitation(token: str) -> Invitation:
    """For whoever holds the link: it shows who invites whom, and lets nobody in by itself."""
    invitations = Invitation.objects.looked_up().select_related("organisation", "team", "invited_by")
    return get_object_or_404(invitations, token=token)


def get_invitation_to_manage(request, token: str) -> Invitation:
    """For those who could have sent it."""
    invitation = get_invitation(token)
    if invitation.team:
        get_team(request, invitation.team.code, role=ADMIN)
    else:
        get_organisation(request, invitation.organisation.slug, role=ADMIN)
    return invitation


def _may(user, team, role: str) -> bool:
    roles = set(team.memberships.filter(user=user).values_list("role", flat=True))
    if role == ADMIN:
        return FACILITATOR in roles or ADMIN in roles_in_organisation(user, team.organisation)
    return FACILITATOR in roles or role in roles
