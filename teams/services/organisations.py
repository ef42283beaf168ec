"""Organisations, their settings and their teams."""

import logging
from collections.abc import Collection

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from teams.codes import new_code, new_token
from teams.meanwhile import as_text, as_texts, changed_names
from teams.models import Organisation, Team, User
from teams.punctuation import sentence
from teams.refusals import Refused
from teams.roles import FACILITATOR
from teams.services.events import CHANGED, keep_event
from teams.services.perspectives import add_default_perspectives
from teams.words import same_name

log = logging.getLogger(__name__)
NO_ROOM = "We couldn’t keep this picture: something is wrong on our side. The old one stays. Please try again later."


@transaction.atomic
def create_organisation(name: str, *, slug: str, **settings) -> Organisation:
    """With the perspectives that organisations start from."""
    organisation = Organisation.objects.create(name=name, slug=slug, **settings)
    add_default_perspectives(organisation)
    return organisation


@transaction.atomic
def change_settings(
    organisation: Organisation, *, by: User, shown: dict[str, str] | None = None, **values
) -> None:
    """Saves only what differs from what was `shown`, or else from what `organisation` says. A `logo` is the bytes of a
    PNG; None takes it away.

    Raises WrittenMeanwhile, and saves nothing, when somebody else has changed one of the same fields to something else.
    """
    shown = _texts(organisation, values) if shown is None else shown
    now = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    wanted = {name: _wanted(value, now) for name, value in values.items()}
    changed = changed_names(_texts(now, values), shown, wanted)
    for name in {*changed} - {"logo"}:
        setattr(organisation, name, values[name])
    organisation.save(update_fields={*changed} - {"logo"})
    if "logo" in changed and wanted["logo"] != now.logo_token:
        organisation.logo = now.logo
        change_logo(organisation, png=values["logo"], by=by)


def _texts(organisation: Organisation, names: Collection[str]) -> dict[str, str]:
    """Each logo is told by a name of its own."""
    return as_texts(organisation, names) | ({"logo": organisation.logo_token} if "logo" in names else {})


def _wanted(value: object, now: Organisation) -> str:
    """The same picture sent twice is the one that is there."""
    if isinstance(value, bytes):
        return now.logo_token if value == _stored_logo(now) else new_token()
    return as_text(value)


def _stored_logo(organisation: Organisation) -> bytes | None:
    try:
        return organisation.logo.read() if organisation.logo else None
    except OSError:  # whatever took the file away, another may be kept
        return None


def change_logo(organisation: Organisation, *, png: bytes | None, by: User) -> None:
    """None takes it away. The old file goes once the new one is committed."""
    old = organisation.logo.name
    if png:
        _store_logo(organisation, png)
    else:
        organisation.logo = ""
    organisation.save(update_fields=["logo"])
    if old:
        storage = organisation.logo.storage
        transaction.on_commit(lambda: storage.delete(old))


def _store_logo(organisation: Organisation, png: bytes) -> None:
    """On a disk that is full, half a picture would stay."""
    logo, name = organisation.logo, f"{new_token()}.png"
    try:
        logo.save(name, ContentFile(png), save=False)
    except OSError as error:
        log.exception("A logo couldn’t be kept.")
        logo.storage.delete(logo.field.generate_filename(organisation, name))
        raise Refused(NO_ROOM) from error


def why_nothing_begins(team: Team) -> str:
    """In a team that is archived; "" in any other."""
    archived = sentence(f"{team} is archived, so nothing new can begin in it")
    return f"{archived} Bring the team back first, on its page." if team.archived_at else ""


@transaction.atomic
def create_team(
    organisation: Organisation, *, name: str, by: User, code: str, facilitates: bool = False
) -> Team:
    """Nobody is in it yet, but for whoever makes it if they say that they facilitate it.

    A form that is sent twice brings the same `code`, and makes one team; sent with another name, it makes that too. Who
    is in a team that is there already stays as it is.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one at a time
    sent_before = organisation.teams.filter(code=code).first()
    if sent_before and same_name(sent_before.name) == same_name(name):
        return sent_before
    team = _save_named(Team(organisation=organisation, name=name, code=new_code() if sent_before else code))
    if facilitates:
        team.memberships.create(user=by, role=FACILITATOR)
    return team


@transaction.atomic
def rename_team(team: Team, *, name: str, by: User, shown: dict[str, str] | None = None) -> Team:
    """Raises WrittenMeanwhile when somebody else has given it another name since it was `shown`, or read."""
    shown = as_texts(team, ["name"]) if shown is None else shown
    now = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    changed = changed_names(as_texts(now, ["name"]), shown, {"name": name})
    if not changed:
        return now
    now.name = name
    keep_event(_save_named(now), CHANGED, "The team was renamed.", by=by)
    return now


def _save_named(team: Team) -> Team:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise Refused(
            f"{sentence(f'There is already a team called {team.name}')} Choose another name."
        ) from error
    return team
