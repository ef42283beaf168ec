"""How many sign-in codes may be asked for, so that nobody's requests lock somebody else out (docs/decisions/0030).

Requests are counted by mailbox and visitor together, so that a stranger's don't count against its owner. What
everybody may ask for one mailbox is capped, so that it isn't filled; a browser that has signed in there before, and
the link of an invitation, are counted by themselves and never meet that cap.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from teams.models import CodeRequest

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ONE_VISITOR = [(3, MINUTE), (8, HOUR)]  # for one mailbox
ONE_ADDRESS = [(60, MINUTE), (400, HOUR)]  # for all mailboxes: a whole council may sit behind one address
ONE_MAILBOX = [(20, HOUR)]


def ask_for_code(mailbox: str, *, address: str | None, known: str = "") -> timedelta | None:
    """None if it may be sent; otherwise how long to wait. What is refused isn't counted.

    `mailbox` and `address` are marks; `known` names a browser or an invitation that is counted by itself.
    """
    now = timezone.now()
    asked = CodeRequest.objects.create(mailbox=mailbox, visitor=known or address or "", made_at=now)
    wait = _wait(asked, address, known)
    if wait:
        asked.delete()
    return wait


def clear_code_requests(*, now: datetime | None = None) -> None:
    CodeRequest.objects.filter(made_at__lt=(now or timezone.now()) - HOUR).delete()


def _wait(asked: CodeRequest, address: str | None, known: str) -> timedelta | None:
    """Written first and counted then: of many at once, each sees those before it."""
    to_here = CodeRequest.objects.filter(pk__lte=asked.pk)
    of_mailbox = to_here.filter(mailbox=asked.mailbox)
    limits = [(of_mailbox.filter(visitor=asked.visitor), ONE_VISITOR)] if asked.visitor else []
    if not known:
        limits.append((of_mailbox, ONE_MAILBOX))
    if address and not known:
        limits.append((to_here.filter(visitor=address), ONE_ADDRESS))
    return max(filter(None, (_over(rows, rates, asked.made_at) for rows, rates in limits)), default=None)


def _over(rows, rates: list[tuple[int, timedelta]], now: datetime) -> timedelta | None:
    over = [within for most, within in rates if rows.filter(made_at__gt=now - within).count() > most]
    return max(over, default=None)
