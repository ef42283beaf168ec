"""Sign-in codes can't wait in the outbox: they go out at once, while somebody waits for the answer.

At most two at a time for the whole site, and five seconds each, whatever the mail server does: more would hold the
threads that everybody's pages need. A code is never tried again; its row in the outbox holds no code.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import monotonic, sleep

from django.db import IntegrityError, transaction
from django.utils import timezone

from teams.models import Letter
from teams.services.outbox import NOT_SENT, in_words, message_of
from teams.smtp import transmit

log = logging.getLogger(__name__)

KIND = "code"
SLOTS = (1, 2)
SECONDS = 5  # in all, from the moment somebody asks
SLOW = 1  # seconds: if both have taken longer than this, nobody else waits for them
CLAIM = timedelta(seconds=SECONDS + 1)
PAUSE = 0.1
STOPPED = "The server was stopped while it was sent."
BUSY = "The mail server was too slow for more than two codes at a time."

# A thread of its own each: finding the server's address can take longer than we have, and can't be stopped.
_senders = ThreadPoolExecutor(max_workers=len(SLOTS), thread_name_prefix="code")


class NotSent(Exception):
    """The person is told, and can ask again."""


def send_code(to: str, *, subject: str, body: str) -> None:
    """Raises NotSent if the mail server hasn't accepted it in time."""
    ends = monotonic() + SECONDS
    letter = Letter(kind=KIND, to=to, subject=subject)
    if not _take_slot(letter, ends):
        Letter.objects.create(kind=KIND, to=to, subject=subject, failed_at=timezone.now(), problem=BUSY)
        raise NotSent
    try:
        _transmit(letter, body, ends)
    except NOT_SENT as error:
        log.warning("Code %s was not sent: %s.", letter.pk, type(error).__name__)
        _leave_slot(letter, failed_at=timezone.now(), problem=in_words(error))
        raise NotSent from error
    _leave_slot(letter, sent_at=timezone.now())


def _transmit(letter: Letter, body: str, ends: float) -> None:
    message, left = message_of(letter, body), ends - monotonic()
    sending = _senders.submit(transmit, message, seconds=left)
    try:
        sending.result(timeout=left)
    finally:
        sending.cancel()


def _take_slot(letter: Letter, ends: float) -> bool:
    while monotonic() < ends:
        taken = dict(Letter.objects.exclude(slot=None).values_list("slot", "claimed_until"))
        now = timezone.now()
        free = [slot for slot in SLOTS if slot not in taken or taken[slot] < now]
        if any(_try_slot(letter, slot, now) for slot in free):
            return True
        if not free and _are_slow(taken, now):
            return False
        sleep(PAUSE)
    return False


def _try_slot(letter: Letter, slot: int, now: datetime) -> bool:
    """Whoever held it and was stopped has lost it. Of two who try at once, the constraint lets one in."""
    Letter.objects.filter(slot=slot, claimed_until__lt=now).update(slot=None, failed_at=now, problem=STOPPED)
    letter.pk, letter.slot, letter.claimed_until = None, slot, now + CLAIM
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _are_slow(taken: dict[int, datetime], now: datetime) -> bool:
    return all(until - CLAIM < now - timedelta(seconds=SLOW) for until in taken.values())


def _leave_slot(letter: Letter, **outcome) -> None:
    Letter.objects.filter(pk=letter.pk).update(slot=None, claimed_until=None, **outcome)
