"""Inviting people: an invitation belongs to an address, and only who reads its e-mail can use it."""

import logging
from smtplib import SMTPException

from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from teams.addresses import full_address
from teams.models import Invitation, Membership, Organisation, OrganisationRole, Team, User
from teams.services import Refused
from teams.words import one_line

log = logging.getLogger(__name__)


@transaction.atomic
def invite(
    email: str, *, organisation: Organisation, team: Team | None = None, role: str, by: User
) -> Invitation:
    """Somebody who was invited already gets the same invitation again, fresh, with the role chosen now."""
    _require_newcomer(email, organisation, team, role)
    same = Invitation.objects.waiting().filter(email=email, organisation=organisation, team=team)
    invitation = (same if team else same.filter(role=role)).first()
    if not invitation:
        invitation = Invitation(email=email, organisation=organisation, team=team)
    invitation.role = role
    return send_again(invitation, by=by)


def send_again(invitation: Invitation, *, by: User) -> Invitation:
    """From now it is good for the whole time again."""
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Refused("This invitation has been used or taken back. Invite the person anew.")
    invitation.invited_by, invitation.created_at = by, timezone.now()
    invitation.save()
    link = full_address(reverse("invitation", args=[invitation.token]))
    transaction.on_commit(lambda: _send(invitation, link))
    return invitation


def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    if invitation.accepted_at:
        raise Refused(f"{invitation.email} has joined already. You can still take them out.")
    Invitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())


@transaction.atomic
def accept_invitation(invitation: Invitation, *, name: str = "", by: User) -> None:
    """A second time changes nothing: somebody who has been removed since isn't let in again."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if by.email != invitation.email:
        raise Refused(f"This invitation is for {invitation.email}.")
    if invitation.accepted_at:
        return
    if not invitation.is_open:
        raise Refused("This invitation can’t be used any more. Ask to be invited again.")
    _let_in(invitation, by)
    if name:
        by.name = name
        by.save(update_fields=["name"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])


def account_for(invitation: Invitation) -> User:
    """The invited person's account. A new one holds nothing but the address, until they have proved it is theirs."""
    no_password = {"password": make_password(None)}
    return User.objects.get_or_create(email=invitation.email, defaults=no_password)[0]


def _let_in(invitation: Invitation, user: User) -> None:
    if invitation.team:
        Membership.objects.get_or_create(team=invitation.team, user=user, defaults={"role": invitation.role})
    else:
        OrganisationRole.objects.get_or_create(
            organisation=invitation.organisation, user=user, role=invitation.role
        )


def _require_newcomer(email: str, organisation: Organisation, team: Team | None, role: str) -> None:
    if team and team.memberships.filter(user__email=email).exists():
        raise Refused(f"{email} is already in {team}. You can change what they may do on the team’s page.")
    if not team and organisation.roles.filter(user__email=email, role=role).exists():
        raise Refused(f"{email} already is {_a(role)} of {organisation}.")


def _a(role: str) -> str:
    label = Invitation.Role(role).label.lower()
    return f"an {label}" if label[0] in "aeio" else f"a {label}"


def _send(invitation: Invitation, link: str) -> None:
    context = {"invitation": invitation, "link": link, "what": _a(invitation.role)}
    subject = one_line(render_to_string("emails/invitation_subject.txt", context))
    try:
        send_mail(subject, render_to_string("emails/invitation.txt", context), None, [invitation.email])
    except (SMTPException, OSError) as error:
        log.exception("An invitation could not be sent.")
        raise Refused(
            f"The invitation for {invitation.email} is made, but our e-mail couldn’t be sent. "
            "Send it again in a few minutes."
        ) from error
