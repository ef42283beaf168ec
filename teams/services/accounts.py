"""Closing somebody's account, and opening it again. What they did stays under their name."""

from __future__ import annotations

from django.db import transaction

from teams.models import User
from teams.refusals import Refused
from teams.services.events import CHANGED, keep_event
from teams.services.people import looked_after, require_still

CLOSED_BY_SITE = "A site administrator closed this account. Only they can open it again."
NOT_YOURSELF = "You can’t close your own account. Ask another admin to do it."


@transaction.atomic
def close_account(person: User, *, by: User) -> None:
    """Nobody can sign in with it. What they were signed in to ends at once, and stays ended: sessions hang on the
    password, of which nobody knows the new one. Refused where a team or an organisation would be left with nobody."""
    if person == by:
        raise Refused(NOT_YOURSELF)
    before = looked_after()
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        return
    person.is_active, person.closed_by_site = False, by.is_superuser
    person.set_unusable_password()
    person.save(update_fields=["is_active", "closed_by_site", "password"])
    require_still(before)
    keep_event(person, CHANGED, "The account was closed.", by=by)


@transaction.atomic
def open_account(person: User, *, by: User) -> None:
    """With the teams and roles that it had. What a site administrator has closed stays closed for everybody else."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_active:
        return
    if person.closed_by_site and not by.is_superuser:
        raise Refused(CLOSED_BY_SITE)
    person.is_active, person.closed_by_site = True, False
    person.save(update_fields=["is_active", "closed_by_site"])
    keep_event(person, CHANGED, "The account was opened again.", by=by)
