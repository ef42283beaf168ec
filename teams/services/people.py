"""People in teams, and the roles that they have. Nobody takes away the last who can look after something."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from teams.models import Membership, Organisation, OrganisationRole, Perspective, Team, User
from teams.punctuation import quoted, sentence
from teams.refusals import Refused
from teams.roles import ADMIN, FACILITATOR
from teams.services.stopping import stop_letters_about
from teams.sides import SIDES, SUPPORT
from teams.words import same_name

OPENLY = (
    "You can do that for yourself on the team’s page, where we tell everybody in it that you facilitate it."
)
LEFT = "Whoever it goes to isn’t in the team any more."
IS_ACTIVE = {"user__is_active": True}  # a closed account looks after nothing


@dataclass(frozen=True)
class LookedAfter:
    """The teams with a facilitator, the organisations with an admin and those with the perspective they need; is there
    a site administrator? Each by id."""

    teams: frozenset[int]
    organisations: frozenset[int]
    asked: frozenset[int]
    site: bool


def change_name(user: User, *, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])


def who_answers(address: str, team: Team) -> User | None:
    """Who reads what is written back from there: another facilitator of the team, or an admin of its organisation."""
    asked = (facilitators_of(team), admins_of(team.organisation))
    others = (people.exclude(email=address).order_by("pk").first() for people in asked)
    return next(filter(None, others), None)


def facilitators_of(team: Team) -> QuerySet[User]:
    return User.objects.filter(is_active=True, memberships__team=team, memberships__role=FACILITATOR)


def members_of(team: Team) -> QuerySet[User]:
    """Everybody in it, whoever facilitates included."""
    return User.objects.filter(is_active=True, memberships__team=team).order_by("pk")


def admins_of(organisation: Organisation) -> QuerySet[User]:
    mine = {"organisation_roles__organisation": organisation, "organisation_roles__role": ADMIN}
    return User.objects.filter(is_active=True, **mine)


def people_of(organisation: Organisation, *, named: str = "") -> QuerySet[User]:
    """Everybody with an account there, closed ones too, whose name or address has these letters in it. Each has
    `places`, which are their memberships there, and `posts`, their roles in the organisation itself."""
    there = Q(memberships__team__organisation=organisation) | Q(organisation_roles__organisation=organisation)
    memberships = Membership.objects.filter(team__organisation=organisation).select_related("team")
    places = Prefetch("memberships", memberships.order_by("team__name"), "places")
    posts = Prefetch("organisation_roles", organisation.roles.order_by("role"), "posts")
    found = User.objects.filter(there).distinct().prefetch_related(places, posts)
    called = Q(name_key__contains=same_name(named)) | Q(email__contains=named.lower())
    return found.filter(called).order_by("name", "email")


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User) -> None:
    """Whoever makes themselves a facilitator does it where the team hears of it: facilitating.py."""
    if role != FACILITATOR:
        _require_another_facilitator(membership)
    elif membership.role != FACILITATOR and membership.user == by:
        raise Refused(OPENLY)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """Takes somebody out of the team. Their account stays, and so do the sheets, which nothing links to it."""
    _require_another_facilitator(membership)
    stop_letters_about(membership.team, membership.user, why=LEFT)
    membership.delete()


@transaction.atomic
def remove_organisation_role(role: OrganisationRole, *, by: User) -> None:
    Organisation.objects.select_for_update().get(pk=role.organisation_id)
    admins = OrganisationRole.objects.filter(organisation=role.organisation, role=ADMIN, **IS_ACTIVE)
    others = admins.exclude(pk=role.pk)
    if role.role == ADMIN and not others.exists():
        raise Refused(
            sentence(f"{role.user} is the only admin of {role.organisation}")
            + " Invite another admin first, and wait until they have joined."
        )
    role.delete()


def _require_another_facilitator(membership: Membership) -> None:
    """The team's row is locked, so that two facilitators can't take the role from each other at once."""
    team = Team.objects.select_for_update().get(pk=membership.team_id)
    others = team.memberships.filter(role=FACILITATOR, **IS_ACTIVE).exclude(pk=membership.pk)
    if membership.role == FACILITATOR and not others.exists():
        raise Refused(
            sentence(f"{membership.user} is the only facilitator of {team}")
            + " Make somebody else a facilitator first, so that the team can go on."
        )


def looked_after() -> LookedAfter:
    """What is looked after now. The caller is in a transaction, and then asks require_still()."""
    for rows in (Organisation.objects, Team.objects, User.objects.filter(is_superuser=True)):
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return _looked_after()


def require_still(before: LookedAfter) -> None:
    """Whatever was looked after before and is still there has somebody who can."""
    now = _looked_after()
    team = Team.objects.filter(pk__in=before.teams - now.teams).first()
    if team:
        raise Refused(f"{team} would have no facilitator left. Make somebody else a facilitator first.")
    organisation = Organisation.objects.filter(pk__in=before.organisations - now.organisations).first()
    if organisation:
        raise Refused(f"{organisation} would have no admin left. Make somebody else an admin first.")
    asked = Organisation.objects.filter(pk__in=before.asked - now.asked).first()
    if asked:
        raise Refused(f"{asked} would have nothing left in its list on the side {quoted(SIDES[SUPPORT])}.")
    if before.site and not now.site:
        raise Refused("There would be no site administrator left. Make somebody else one first.")


def _looked_after() -> LookedAfter:
    facilitators = Membership.objects.filter(role=FACILITATOR, team__archived_at=None, **IS_ACTIVE)
    admins = OrganisationRole.objects.filter(role=ADMIN, **IS_ACTIVE)
    asked = Perspective.objects.in_use().filter(side=SUPPORT)
    return LookedAfter(
        teams=frozenset(facilitators.values_list("team", flat=True)),
        organisations=frozenset(admins.values_list("organisation", flat=True)),
        asked=frozenset(asked.values_list("organisation", flat=True)),
        site=User.objects.filter(is_superuser=True, is_active=True).exists(),
    )
