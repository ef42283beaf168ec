"""What people don’t want by e-mail, by kind (docs/decisions/0029).

Whoever has an account chooses for it. An address without one can be kept from invitations: by a keyed mark, which
says nothing about whose it is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.urls import reverse

from teams.addresses import full_address
from teams.models import Letter, Uninvited, User
from teams.services.stopping import stop
from teams.visitors import mark

# Every kind that somebody may not want, in the words of the page on which they choose. Sign-in codes aren’t among
# them: one comes only when somebody has just asked for it. Nor is what people need to take part:
# whoever asks must be heard.
KINDS = {
    "round_open": "A round has opened in your team",
    "closing_soon": "A round in your team closes soon",
    "facilitates": "Somebody else facilitates your team from now on",
    "reminder": "An action that you lead is due",
    "quotes_wait": "Quotes wait for a second person, which you can be",
    "open_round": "A round that you facilitate is still open after its closing day",
    "remarks": "There are new remarks on words of a rubric that you edit",
    "invitation": "Somebody invites you to a team or an organisation",
}
INVITATION = "invitation"
SALT = "teams.not-by-email"
NOT_WANTED = "This kind isn’t wanted at this address any more."
NOBODYS = "Nobody has this address any more."


@dataclass(frozen=True)
class Recipient:
    """Of one kind: a person by their id or, of invitations, the mark of an address."""

    kind: str
    who: int | str

    @property
    def link(self) -> str:
        """Works without signing in, for whoever reads the e-mail, and never ends."""
        token = signing.dumps([self.kind, self.who], salt=SALT)
        return full_address(reverse("not_by_email", args=[token]))

    @property
    def wants_it(self) -> bool:
        if self.kind == INVITATION:
            return not Uninvited.objects.filter(mark=self.who).exists()
        person = User.objects.filter(pk=self.who, is_active=True).first()
        return person is not None and self.kind not in person.unwanted_mail


def recipient_of(kind: str, address: str) -> Recipient | None:
    """None where there is nothing to choose: of a sign-in code, and of an address without an account."""
    if kind == INVITATION:
        return Recipient(kind, _mark(address))
    person = User.objects.with_email(address).values_list("pk", flat=True).first() if kind in KINDS else None
    return Recipient(kind, person) if person else None


def why_unwanted(kind: str, address: str) -> str:
    """Asked of what has waited; "" if it may be sent. Its account may be gone by now, or have another address."""
    recipient = recipient_of(kind, address)
    if recipient is None:
        return NOBODYS if kind in KINDS else ""
    return "" if recipient.wants_it else NOT_WANTED


def unwanted_among(addresses: Collection[str]) -> set[str]:
    """Those at which nobody wants to be invited."""
    marks = {_mark(address): address for address in addresses}
    found = Uninvited.objects.filter(mark__in=marks).values_list("mark", flat=True)
    return {marks[mark] for mark in found}


def read_link(token: str) -> Recipient | None:
    try:
        kind, who = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Recipient(kind, who) if kind in KINDS else None


@transaction.atomic
def choose(recipient: Recipient, *, wanted: bool) -> None:
    """Twice is the same as once."""
    if recipient.kind == INVITATION:
        _choose_for_address(recipient.who, wanted=wanted)
        return
    person = User.objects.select_for_update(no_key=True).filter(pk=recipient.who).first()
    if person:
        without = set(person.unwanted_mail) - {recipient.kind}
        _keep(person, without if wanted else without | {recipient.kind})


@transaction.atomic
def choose_all(person: User, *, shown: Collection[str], wanted: Collection[str]) -> None:
    """On the page of whoever is signed in: what differs from what was `shown` as wanted, and nothing else."""
    for kind in KINDS:
        if (kind in shown) != (kind in wanted):
            choose(_recipient(kind, person), wanted=kind in wanted)


def _recipient(kind: str, person: User) -> Recipient:
    return Recipient(kind, _mark(person.email) if kind == INVITATION else person.pk)


def wanted_by(person: User) -> list[str]:
    unwanted = set(person.unwanted_mail)
    if Uninvited.objects.filter(mark=_mark(person.email)).exists():
        unwanted.add(INVITATION)
    return [kind for kind in KINDS if kind not in unwanted]


def _mark(address: str) -> str:
    return mark(INVITATION, address.strip().lower())


def _keep(person: User, unwanted: Collection[str]) -> None:
    """What waits for the mail server of these kinds isn’t sent either."""
    person.unwanted_mail = sorted(unwanted)
    person.save(update_fields=["unwanted_mail"])
    stop(Letter.objects.filter(to=person.email, kind__in=unwanted), why=NOT_WANTED)


def _choose_for_address(mark: int | str, *, wanted: bool) -> None:
    if wanted:
        Uninvited.objects.filter(mark=mark).delete()
    else:
        Uninvited.objects.get_or_create(mark=mark)
