"""The organisations of a site, and who looks after each."""

from itertools import chain, count

from django.db import IntegrityError, transaction
from django.db.models import Count, Prefetch, QuerySet
from django.utils.text import slugify

from teams.models import Invitation, Organisation, OrganisationRole, User
from teams.punctuation import sentence
from teams.refusals import Refused
from teams.roles import ADMIN
from teams.services.invitations import with_undelivered
from teams.services.inviting import invite
from teams.services.organisations import create_organisation
from teams.words import same_name

SLUG_LETTERS = 50


@transaction.atomic
def add_organisation(name: str, *, email: str, by: User, **settings) -> Organisation:
    """With whoever looks after it: invited, or at once where that is whoever adds it. Sent twice, it is added once."""
    if _named(name):
        return _sent_before(name, email, settings)
    try:
        with transaction.atomic():
            organisation = create_organisation(name, slug=_free_slug(name), **settings)
    except IntegrityError:
        return _sent_before(name, email, settings)
    ask_to_look_after(organisation, email=email, by=by)
    return organisation


def _named(name: str) -> Organisation | None:
    wanted = same_name(name)
    return next((each for each in Organisation.objects.all() if same_name(each.name) == wanted), None)


def _sent_before(name: str, email: str, settings: dict) -> Organisation:
    """The one that is there, if it was added with the very same words; any other keeps its name for itself."""
    there = _named(name)
    if there and _says(there, settings) and email in _asked_to_look_after(there):
        return there
    raise Refused(f"There is already an organisation called {sentence(name)} Choose another name.")


def _says(organisation: Organisation, settings: dict) -> bool:
    return all(getattr(organisation, name) == value for name, value in settings.items())


def _asked_to_look_after(organisation: Organisation) -> set[str]:
    """And who has come to do so."""
    asked = organisation.invitations.filter(role=ADMIN, withdrawn_at=None)
    admins = organisation.roles.filter(role=ADMIN)
    return {*asked.values_list("email", flat=True), *admins.values_list("user__email", flat=True)}


def ask_to_look_after(organisation: Organisation, *, email: str, by: User) -> None:
    if email == by.email:
        organisation.roles.get_or_create(user=by, role=ADMIN)
    else:
        invite(email, organisation=organisation, role=ADMIN, by=by)


def with_who_looks_after() -> QuerySet[Organisation]:
    """All there are, by name, each with its `admins` and those who are `asked` to be one."""
    admins = OrganisationRole.objects.filter(role=ADMIN, user__is_active=True).select_related("user")
    asked = with_undelivered(Invitation.objects.waiting()).filter(role=ADMIN)
    counted = Organisation.objects.annotate(team_count=Count("teams")).order_by("name")
    return counted.prefetch_related(
        Prefetch("roles", admins, to_attr="admins"), Prefetch("invitations", asked, to_attr="asked")
    )


def _free_slug(name: str) -> str:
    """What its addresses say: the name in small letters, with a number where that is taken."""
    wanted = slugify(name)[:SLUG_LETTERS].strip("-") or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)
