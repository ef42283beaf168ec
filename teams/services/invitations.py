"""Invitations: each belongs to an address, and only who reads its e-mail can use it. inviting.py makes them."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from teams.addresses import full_address
from teams.models import (
    INVITATION_DAYS,
    Invitation,
    Letter,
    Membership,
    Organisation,
    OrganisationRole,
    Team,
    User,
)
from teams.prepared import prepared
from teams.refusals import Refused
from teams.services.mail_choices import unwanted_among
from teams.services.organisations import why_nothing_begins
from teams.services.outbox import APART, post_all, put_into_words
from teams.services.stopping import stop_letters

MOST_WAITING = 500  # of an organisation
KIND = "invitation"
NEWER = "A newer e-mail took its place."
TAKEN_BACK = "The invitation was taken back before its e-mail went out."
FULL = (
    "{most} invitations of {organisation} are waiting, and that is the most there can be. Take back some that nobody "
    "will use, then invite again."
)
NOT_WANTED = (
    "{email} has asked us not to send invitations there. Ask them in person whether they want one, and for another "
    "address. They can take part in a round without an account."
)
JUST_SENT = (
    "We sent this invitation to {email} less than 10 minutes ago, and it may still be on its way. "
    "Wait until then, and look at the address."
)


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> Invitation:
    """From now it is good for the whole time again, and stands on the right of who sends it."""
    wait_for_turn(invitation.organisation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Refused("This invitation has been used or taken back. Invite the person anew.")
    if archived := invitation.team and why_nothing_begins(invitation.team):
        raise Refused(archived)
    if was_just_sent(invitation):
        raise Refused(JUST_SENT.format(email=invitation.email))
    return _send(invitation, by)


def was_just_sent(invitation: Invitation) -> bool:
    """One that isn't backed any more, or whose e-mail is lost, can be sent again at once."""
    return is_new(invitation) and invitation.is_backed and not _is_lost(invitation)


def is_new(invitation: Invitation) -> bool:
    return timezone.now() - invitation.created_at < APART


def invitations_of(email: str) -> list[Invitation]:
    """What somebody is invited to and hasn't joined yet."""
    return _open_invitations(email, timezone.now() - timedelta(days=INVITATION_DAYS))


@prepared
def _open_invitations(email: str, since: datetime) -> QuerySet[Invitation]:
    found = Invitation.objects.sent_since(since).filter(email=email).order_by("pk")
    return found.select_related("organisation", "team", "invited_by")


def waiting_for(email: str) -> list[dict]:
    """The same with the link that leads there, as an e-mail says it."""
    found = invitations_of(email)
    return [{"invitation": each, "link": link_of(each), "what": as_what(each.role)} for each in found]


@prepared
def waiting_in_team(team: Team) -> QuerySet[Invitation]:
    found = with_undelivered(Invitation.objects.waiting()).filter(team=team)
    return found.select_related("team").order_by("email")


@prepared
def waiting_anywhere_in(organisation: Organisation) -> QuerySet[Invitation]:
    """In its teams too, each with the team."""
    found = with_undelivered(Invitation.objects.waiting()).filter(organisation=organisation)
    return found.select_related("team").order_by("email")


def with_undelivered(invitations):
    """With whether our e-mail came back, so that whoever invited looks at the address."""
    failed = _letters_since_it_was_sent().exclude(failed_at=None)
    return invitations.looked_up().annotate(is_undelivered=Exists(failed))


def link_of(invitation: Invitation) -> str:
    return full_address(reverse("invitation", args=[invitation.token]))


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    if invitation.accepted_at:
        raise Refused(f"{invitation.email} has joined already. You can still take them out.")
    Invitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    stop_letters(invitation, why=TAKEN_BACK)


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


def as_what(role: str) -> str:
    label = Invitation.Role(role).label.lower()
    return f"an {label}" if label[0] in "aeio" else f"a {label}"


def wait_for_turn(organisation: Organisation) -> None:
    """Until nobody else changes its invitations: they are counted, and none is made twice."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _letters_since_it_was_sent():
    return Letter.objects.filter(invitation=OuterRef("pk"), made_at__gte=OuterRef("created_at"))


def _is_lost(invitation: Invitation) -> bool:
    return invitation.letters.lost().filter(made_at__gte=invitation.created_at).exists()


def waiting_in(organisation: Organisation):
    """Invitations that have ended, and those that never reached anybody, are in nobody's way."""
    return organisation.invitations.open().exclude(Exists(_letters_since_it_was_sent().lost()))


def letter_of(invitation: Invitation, by: User) -> Letter:
    context = {"invitation": invitation, "link": link_of(invitation), "what": as_what(invitation.role)}
    about = {"from_name": str(invitation.organisation), "invitation": invitation}
    return put_into_words(KIND, context, to=invitation.email, reply_to=by, **about)


def _require_room(invitation: Invitation) -> None:
    organisation = invitation.organisation
    if waiting_in(organisation).exclude(pk=invitation.pk).count() >= MOST_WAITING:
        raise Refused(FULL.format(most=MOST_WAITING, organisation=organisation))


def _send(invitation: Invitation, by: User) -> Invitation:
    """An older e-mail that still waits for the mail server stays here: nobody gets both."""
    _require_room(invitation)
    if unwanted_among([invitation.email]):
        raise Refused(NOT_WANTED.format(email=invitation.email))
    invitation.invited_by, invitation.created_at = by, timezone.now()
    invitation.save()
    vars(invitation).pop("is_backed", None)
    stop_letters(invitation, why=NEWER)
    post_all([letter_of(invitation, by)])
    return invitation
