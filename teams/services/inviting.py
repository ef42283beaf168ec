"""Inviting people, one or many at once.

Their e-mails are put into words before the transaction in which they are posted: on SQLite, everybody's saves wait for
it. It looks once more at whom they are for, and takes as many queries for a hundred as for one. Where somebody was
invited or joined in between, all are written anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from teams.models import Invitation, Letter, Organisation, Team, User
from teams.punctuation import sentence
from teams.refusals import Refused
from teams.services.invitations import (
    FULL,
    MOST_WAITING,
    NEWER,
    NOT_WANTED,
    as_what,
    is_new,
    letter_of,
    wait_for_turn,
    waiting_in,
)
from teams.services.mail_choices import unwanted_among
from teams.services.organisations import why_nothing_begins
from teams.services.outbox import post_all
from teams.services.stopping import stop_letters

YOURSELF = (
    "{email} is your own address. To be among the people of {team}, say on its page that you facilitate it. We tell "
    "everybody in it."
)
MAY_CHANGE = "You can change what they may do on the team’s page."


class CannotInvite(Exception):
    """Nobody was invited; `each` says what is in the way, by address."""

    def __init__(self, each: dict[str, str]):
        super().__init__(" ".join(each.values()))
        self.each = each


class Overtaken(Exception):
    """Something has happened to an invitation since its e-mail was written."""


@dataclass(frozen=True)
class Offer:
    """To what people are invited, and as what."""

    organisation: Organisation
    role: str
    team: Team | None = None

    def waiting(self, emails: list[str]) -> dict[str, Invitation]:
        """Whom something waits for already: whoever joins a team can have one role in it."""
        one_of = {"organisation": self.organisation, "team": self.team}
        found = Invitation.objects.waiting().filter(email__in=emails, **one_of)
        return {each.email: each for each in (found if self.team else found.filter(role=self.role))}

    def already_there(self, emails: list[str]) -> set[str]:
        people = self.team.memberships if self.team else self.organisation.roles.filter(role=self.role)
        return set(people.filter(user__email__in=emails).values_list("user__email", flat=True))

    def why_not(self, email: str, *, is_there: bool, by: User) -> str:
        """ "" where nothing is in the way."""
        if archived := self.team and why_nothing_begins(self.team):
            return archived
        if is_there:
            return self._is_there(email)
        return YOURSELF.format(email=email, team=self.team) if self.team and email == by.email else ""

    def _is_there(self, email: str) -> str:
        if self.team:
            return f"{sentence(f'{email} is already in {self.team}')} {MAY_CHANGE}"
        return sentence(f"{email} already is {as_what(self.role)} of {self.organisation}")


def invite_all(emails: list[str], *, by: User, **offer) -> list[str]:
    """All of them, or nobody: whoever invites mends the list and sends it once more. Returns whose e-mail went out
    just before, and who gets no second one."""
    _, just_sent = _invite(emails, Offer(**offer), by)
    return [email for email in emails if email in just_sent]


def invite(email: str, *, by: User, **offer) -> Invitation:
    """Somebody who was invited already gets the same invitation again, fresh, with the role chosen now.

    Not within ten minutes, though: pressing twice makes one invitation and one e-mail.
    """
    try:
        sent, just_sent = _invite([email], Offer(**offer), by)
    except CannotInvite as refused:
        raise Refused(refused.each[email]) from refused
    return (sent | just_sent)[email]


def _invite(emails: list[str], offer: Offer, by: User) -> tuple[dict[str, Invitation], dict[str, Invitation]]:
    while True:
        letters = _write(emails, offer, by)
        try:
            return _post(letters, offer, by)
        except Overtaken:
            continue


def _write(emails: list[str], offer: Offer, by: User) -> list[Letter]:
    """To each, about what waits for them already or something new."""
    waiting = offer.waiting(emails)
    invitations = [waiting.get(email) or Invitation(email=email) for email in dict.fromkeys(emails)]
    for each in invitations:
        each.organisation, each.team, each.role, each.invited_by = (
            offer.organisation,
            offer.team,
            offer.role,
            by,
        )
    return [letter_of(each, by) for each in invitations]


@transaction.atomic
def _post(
    letters: list[Letter], offer: Offer, by: User
) -> tuple[dict[str, Invitation], dict[str, Invitation]]:
    """Those who were written to, and those who have had an e-mail just now."""
    wait_for_turn(offer.organisation)
    waiting = _require_as_written(letters, offer)
    counted = set(waiting_in(offer.organisation).values_list("pk", flat=True))
    just_sent = {email: each for email, each in waiting.items() if each.pk in counted and is_new(each)}
    if refused := _refusals(letters, just_sent, counted, offer, by):
        raise CannotInvite(refused)
    _change_role(just_sent.values(), offer.role)
    return _send([letter for letter in letters if letter.to not in just_sent]), just_sent


def _require_as_written(letters: list[Letter], offer: Offer) -> dict[str, Invitation]:
    """What waits now, if it is what was there when they were written."""
    waiting = offer.waiting([letter.to for letter in letters])
    written = {each.to: _sent(each.invitation) for each in letters if each.invitation.pk}
    if {email: _sent(each) for email, each in waiting.items()} != written:
        raise Overtaken
    return waiting


def _sent(invitation: Invitation) -> tuple:
    return invitation.pk, invitation.created_at


def _refusals(letters: list[Letter], just_sent, counted: set[int], offer: Offer, by: User) -> dict[str, str]:
    emails = [letter.to for letter in letters]
    there, unwanted = offer.already_there(emails), unwanted_among(emails).difference(just_sent)
    told = {email: NOT_WANTED.format(email=email) for email in unwanted}
    told |= {email: why for email in emails if (why := offer.why_not(email, is_there=email in there, by=by))}
    free = [letter for letter in letters if letter.to not in just_sent and letter.to not in told]
    return told | _lacks_room(free, counted, offer.organisation)


def _lacks_room(letters: list[Letter], counted: set[int], organisation: Organisation) -> dict[str, str]:
    """The first for whom there is no room, if any: what is counted already takes no second place."""
    newcomers = [letter.to for letter in letters if letter.invitation.pk not in counted]
    room = max(MOST_WAITING - len(counted), 0)
    if len(newcomers) <= room:
        return {}
    words, first = FULL.format(most=MOST_WAITING, organisation=organisation), newcomers[room]
    return {first: f"{words} There is no room for {first} and those after it." if len(letters) > 1 else words}


def _change_role(just_sent: Iterable[Invitation], role: str) -> None:
    Invitation.objects.filter(pk__in=[each.pk for each in just_sent]).update(role=role)


def _send(letters: list[Letter]) -> dict[str, Invitation]:
    """Good for the whole time from now. An older e-mail that still waits for the mail server stays here: nobody gets
    both."""
    invitations, now = [letter.invitation for letter in letters], timezone.now()
    for letter in letters:
        letter.made_at = letter.invitation.created_at = now
    new, again = [each for each in invitations if not each.pk], [each for each in invitations if each.pk]
    Invitation.objects.bulk_update(again, ["role", "invited_by", "created_at"])
    Invitation.objects.bulk_create(new)
    stop_letters(*again, why=NEWER)
    post_all(letters)
    return {each.email: each for each in invitations}
