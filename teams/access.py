"""May this person? Fetching is authorising: strangers get 404, and members with too low a role 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from teams.models import Invitation, Membership, Organisation, OrganisationRole, Team, User
from teams.prepared import prepared
from teams.roles import ADMIN, FACILITATOR


def organisations_of(user):
    """Every organisation in which this person has a role or a team. No joins: those would multiply teams by people."""
    has_role = Exists(OrganisationRole.objects.filter(organisation=OuterRef("pk"), user=user))
    has_team = Exists(Membership.objects.filter(team__organisation=OuterRef("pk"), user=user))
    return Organisation.objects.filter(has_role | has_team)


@prepared
def memberships_of(user: User) -> QuerySet[Membership]:
    """In archived teams too, each with its team and organisation."""
    mine = Membership.objects.filter(user=user)
    return mine.select_related("team__organisation").order_by("team__name")


@prepared
def people_in(team: Team) -> QuerySet[Membership]:
    """Whose accounts are open, each with it, by name."""
    active = Membership.objects.filter(team=team, user__is_active=True)
    return active.select_related("user").order_by("user__name", "user__email")


@prepared
def everybody_in(team: Team) -> QuerySet[Membership]:
    """Those whose accounts are closed too, facilitators first."""
    return (
        Membership.objects.filter(team=team)
        .select_related("user")
        .order_by("role", "user__name", "user__email")
    )


@prepared
def posts_in(organisation: Organisation) -> QuerySet[OrganisationRole]:
    """Who has which role in the organisation itself."""
    posts = OrganisationRole.objects.filter(organisation=organisation)
    return posts.select_related("user").order_by("role", "user__name", "user__email")


@prepared
def roles_of(user: User) -> QuerySet[OrganisationRole]:
    return OrganisationRole.objects.filter(user=user).select_related("organisation")


def teams_of(user):
    """Every team this person belongs to, and all teams of organisations they look after."""
    looked_after = Q(organisation__roles__user=user, organisation__roles__role=ADMIN)
    return Team.objects.filter(Q(memberships__user=user) | looked_after).distinct()


@prepared
def teams_in(user: User, organisation: Organisation) -> QuerySet[Team]:
    return teams_of(user).filter(organisation=organisation)


@prepared
def every_team_of(organisation: Organisation) -> QuerySet[Team]:
    """By name, each with how many `people` are in it, whose accounts are open."""
    people = Count("memberships", filter=Q(memberships__user__is_active=True))
    return Team.objects.filter(organisation=organisation).annotate(people=people).order_by("name")


def roles_in_organisation(user, organisation) -> set[str]:
    return set(_roles_in(user, organisation))


@prepared
def _roles_in(user: User, organisation: Organisation) -> QuerySet[str]:
    return OrganisationRole.objects.filter(user=user, organisation=organisation).values_list(
        "role", flat=True
    )


@prepared
def roles_in_team(user: User, team: Team) -> QuerySet[str]:
    """The one that they have; none of whoever isn't in it."""
    return Membership.objects.filter(user=user, team=team).values_list("role", flat=True)


def get_organisation(request, slug: str, *, role: str | None = None) -> Organisation:
    """The organisation, if this person belongs to it; with `role`, only if they have that role in it."""
    organisation = first_or_404(_organisation_of(request.user, slug, role or ""))
    if role and not organisation.has_role:
        raise PermissionDenied
    return organisation


@prepared
def _organisation_of(user: User, slug: str, role: str) -> QuerySet[Organisation]:
    has_role = OrganisationRole.objects.filter(organisation=OuterRef("pk"), user=user, role=role)
    return organisations_of(user).filter(slug=slug).annotate(has_role=Exists(has_role))


def get_team(request, code: str, *, role: str | None = None) -> Team:
    """The team, for its members and its organisation's admins.

    `role=FACILITATOR` asks for a facilitator; `role=ADMIN` for somebody who may manage people: one of the team's
    facilitators, or an admin of its organisation.
    """
    team = first_or_404(_team_of(request.user, code))
    if role and not _may(request.user, team, role):
        raise PermissionDenied
    return team


@prepared
def _team_of(user: User, code: str) -> QuerySet[Team]:
    return teams_of(user).filter(code=code).select_related("organisation")


def get_team_looked_after(request, code: str) -> Team:
    """The team, for its organisation's admins."""
    team = get_team(request, code)
    if ADMIN not in roles_in_organisation(request.user, team.organisation):
        raise PermissionDenied
    return team


def get_person(request, pk: int) -> User:
    """Somebody with an account, for site administrators and for admins of an organisation of theirs.

    `may_be_closed` says whether it is theirs to close: an account that is used beyond their organisations
    isn't, nor one that a site administrator has closed.
    """
    person = get_object_or_404(User, pk=pk)
    if request.user.is_superuser:
        person.may_be_closed = True
        return person
    places = set(organisations_of(person))
    shared = places & set(organisations_of(request.user))
    mine = {each for each in shared if ADMIN in roles_in_organisation(request.user, each)}
    if not shared:
        raise Http404
    if not mine:
        raise PermissionDenied
    is_sites = person.is_superuser or person.is_site_editor or person.closed_by_site
    person.may_be_closed = places == mine and not is_sites
    return person


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
    if invitation.role == ADMIN and request.user.is_superuser:
        return invitation  # site administrators see to it that each organisation has somebody
    if invitation.team:
        get_team(request, invitation.team.code, role=ADMIN)
    else:
        get_organisation(request, invitation.organisation.slug, role=ADMIN)
    return invitation


def _may(user, team, role: str) -> bool:
    roles = set(roles_in_team(user, team))
    if role == ADMIN:
        return FACILITATOR in roles or ADMIN in roles_in_organisation(user, team.organisation)
    return FACILITATOR in roles or role in roles


def first_or_404(found: list):
    """Of what a prepared query found."""
    if not found:
        raise Http404
    return found[0]
