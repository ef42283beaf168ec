"""The outbox: e-mails are written in the transaction that they tell of, and sent afterwards (docs/decisions/0029).

Never twice: a letter is claimed before anybody is talked to, and marked before it is handed over. A sender that was
killed in between leaves a mark after which nobody tries again, since the e-mail may have arrived.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.errors import MessageError
from email.utils import formataddr, parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from threading import Event

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string
from django.utils import timezone

from teams.addresses import site_name
from teams.html_twin import LANGUAGE, to_html
from teams.models import Letter, User
from teams.services.mail_choices import recipient_of, why_unwanted
from teams.services.stopping import SAYS_NOTHING, stop
from teams.smtp import SECONDS, transmit
from teams.words import one_line

log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=4 * SECONDS)  # longer than any conversation, finding the server's address included
MINUTE = timedelta(minutes=1)
PAUSES = [MINUTE * n for n in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)]  # after each try; then it has failed
APART = 10 * MINUTE  # between two e-mails to one address that invite, whoever sends them
KEPT = timedelta(days=30)
HOLDS = timedelta(days=2)  # what these tell: something may be done by then, or somebody else’s
HOLDS_FOR_A_WHILE = {"round_open", "reminder", "open_round", "quotes_wait"}
MAY_HAVE_ARRIVED = (
    "The connection ended while it was handed over. It may have arrived, so it isn’t sent again."
)
NOT_BY_EMAIL = """

Not by e-mail? Open this link, and we send you nothing of this kind any more:

    {}
"""
HAS_ENDED = "What it invited to had ended before it went out."
TOO_LATE = "What it tells may no longer be so."
STOPPED = "Whatever sent it was stopped, time after time."
UNWRITABLE = (ValueError, MessageError)  # an address or a header that can't be put into an e-mail
NOT_SENT = (SMTPException, OSError, *UNWRITABLE)

posted = Event()  # wakes this process's sender at once; others look by themselves


class ClaimLost(Exception):
    """Somebody else has taken this letter over."""


def post(kind: str, context: dict, *, to: str, **fields) -> Letter | None:
    """Goes out when the transaction around this is committed, and not if it isn't. The kind names its templates.

    None, and nothing goes out, where somebody doesn't want this kind by e-mail.
    """
    if letter := write(kind, context, to=to, **fields):
        post_all([letter])
    return letter


def write(kind: str, context: dict, *, to: str, **fields) -> Letter | None:
    """A letter for post_all. Many are written before the transaction in which they are posted: saves wait for it."""
    recipient = recipient_of(kind, to)
    if recipient and not recipient.wants_it:
        return None
    return put_into_words(kind, context, to=to, **fields)


def put_into_words(
    kind: str, context: dict, *, to: str, from_name: str, reply_to: User | None, **fields
) -> Letter:
    """For those of whom it is known that they want it. No kind forgets in whose name it comes, nor who answers."""
    recipient = recipient_of(kind, to)
    subject = one_line(render_to_string(f"emails/{kind}_subject.txt", context))
    body = render_to_string(f"emails/{kind}.txt", context)
    if recipient:
        body = body.rstrip() + NOT_BY_EMAIL.format(recipient.link)
    if kind in HOLDS_FOR_A_WHILE:
        fields["ends_at"] = timezone.now() + HOLDS
    fields |= {"from_name": from_name, "reply_to": written(reply_to)}
    return Letter(kind=kind, to=to, subject=subject[:300], body=body, **fields)


def post_all(letters: list[Letter]) -> None:
    transaction.on_commit(posted.set)
    Letter.objects.bulk_create(letters)


def message_of(letter: Letter, body: str) -> EmailMultiAlternatives:
    """Under one name for life, so that mail servers can tell that two are one."""
    headers = {
        "Message-ID": f"<{letter.pk}.{letter.made_at:%Y%m%d%H%M%S%f}@{site_name()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": LANGUAGE,
    }
    if recipient := recipient_of(letter.kind, letter.to):
        headers["List-Unsubscribe"] = f"<{recipient.link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    answers = [letter.reply_to or settings.EMAIL_REPLY_TO]
    message = EmailMultiAlternatives(
        letter.subject, body, _sender(letter.from_name), [letter.to], headers=headers, reply_to=answers
    )
    message.attach_alternative(to_html(letter.subject, body), "text/html")
    return message


def send_waiting() -> int:
    """Sends what is due, one after the other. Returns how many were accepted."""
    _give_up_on_the_stopped()
    count = 0
    while letter := _claim_next():
        count += _send(letter)
    return count


def send_again(letters) -> int:
    """For whoever has found out that they didn't arrive. Tries are counted on: an old one may still be under way."""
    now = timezone.now()
    fresh = {"failed_at": None, "handed_at": None, "problem": "", "due_at": now}
    transaction.on_commit(posted.set)
    return letters.exclude(failed_at=None).exclude(body="").exclude(ends_at__lte=now).update(**fresh)


def clear_outbox(*, now: datetime | None = None) -> None:
    """What is over and done with; and the words of what failed, once nobody may send it again."""
    now = now or timezone.now()
    Letter.objects.exclude(failed_at=None).filter(ends_at__lte=now).update(**SAYS_NOTHING)
    Letter.objects.filter(Q(sent_at__lt=now - KEPT) | Q(failed_at__lt=now - KEPT)).delete()


def _claim_next() -> Letter | None:
    for letter in _due().order_by("due_at", "pk")[:20]:
        if why := _why_not(letter):
            stop(Letter.objects.filter(pk=letter.pk), why=why)
        elif _claim(letter):
            letter.tries += 1
            return letter
    return None


def _why_not(letter: Letter) -> str:
    """Why it isn't sent any more, since something has changed while it waited; "" if it is."""
    if letter.invitation and not letter.invitation.is_open:
        return HAS_ENDED
    if letter.ends_at and letter.ends_at <= timezone.now():
        return TOO_LATE
    return why_unwanted(letter.kind, letter.to)


def _due():
    """Without those whose address had an invitation just now: they wait here, and hold up nobody else."""
    now = timezone.now()
    may_have_arrived = Q(sent_at__gt=now - APART) | Q(handed_at__gt=now - APART) | Q(claimed_until__gt=now)
    others = Letter.objects.exclude(invitation=None).filter(may_have_arrived, to=OuterRef("to"))
    due = Letter.objects.waiting().unclaimed().filter(due_at__lte=now, handed_at=None, slot=None)
    return due.filter(Q(invitation=None) | ~Exists(others)).select_related("invitation")


@transaction.atomic
def _claim(letter: Letter) -> int:
    """Of two to one address, whoever comes second sees the first's claim: both have asked for the same rows."""
    if letter.invitation:
        same = Letter.objects.waiting().exclude(invitation=None).filter(to=letter.to)
        list(same.select_for_update().order_by("pk").values_list("pk"))
    claim = {"tries": F("tries") + 1, "claimed_until": timezone.now() + CLAIM}
    return _due().filter(pk=letter.pk, tries=letter.tries).select_related(None).update(**claim)


def _mine(letter: Letter):
    """While nobody else has claimed it since."""
    return Letter.objects.filter(pk=letter.pk, tries=letter.tries, sent_at=None)


def _send(letter: Letter) -> bool:
    try:
        message = message_of(letter, letter.body)
        message.message().as_bytes()  # what fails now is the e-mail itself, and nothing on its way
    except UNWRITABLE as error:
        return _not_sent(letter, error, final=True)
    try:
        transmit(message, seconds=SECONDS, hand_over=lambda: _hand_over(letter))
    except ClaimLost:
        return False
    except NOT_SENT as error:
        return _not_sent(letter, error, final=_is_final(error))
    sent = {"sent_at": timezone.now(), "failed_at": None, "problem": "", "claimed_until": None}
    return bool(_mine(letter).update(**sent, **SAYS_NOTHING))


def _not_sent(letter: Letter, error: Exception, *, final: bool) -> bool:
    log.warning("E-mail %s was not sent: %s.", letter.pk, type(error).__name__)
    _mine(letter).update(**_after(letter, error, final=final))
    return False


def _hand_over(letter: Letter) -> None:
    if not _mine(letter).filter(handed_at=None).update(handed_at=timezone.now()):
        raise ClaimLost


def _after(letter: Letter, error: Exception, *, final: bool) -> dict:
    """What becomes of a letter that wasn't accepted."""
    now = timezone.now()
    if not isinstance(error, SMTPResponseException) and _mine(letter).exclude(handed_at=None).exists():
        return {"failed_at": now, "problem": MAY_HAVE_ARRIVED, "claimed_until": None}
    left = {"problem": in_words(error), "claimed_until": None, "handed_at": None}
    if final or letter.tries > len(PAUSES):
        return left | {"failed_at": now}
    return left | {"due_at": now + PAUSES[letter.tries - 1]}


def _is_final(error: Exception) -> bool:
    """Refused for good, for what it is and whom it is for. Whatever else is wrong may be put right."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _give_up_on_the_stopped() -> None:
    """Whoever sent these was stopped in the middle. What stops its sender again and again isn't tried for ever."""
    lapsed = Letter.objects.waiting().filter(claimed_until__lt=timezone.now())
    over = {"failed_at": timezone.now(), "claimed_until": None}
    lapsed.exclude(handed_at=None).update(problem=MAY_HAVE_ARRIVED, **over)
    lapsed.filter(tries__gt=len(PAUSES)).update(problem=STOPPED, **over)


def in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _sender(from_name: str) -> str:
    """Our own address always; whose name it is in comes before it."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((", through ".join(filter(None, (from_name, name))), address))


def written(person: User | None) -> str:
    """As e-mails name somebody."""
    return formataddr((person.name, person.email)) if person else ""
