"""When somebody who leads an action, or facilitates a round, is reminded of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

WHEN = (
    timedelta(days=-7),
    timedelta(0),
    timedelta(days=14),
)  # from the day it is due; after the last, never again
WHEN_NOT_CLOSED = (timedelta(days=14), timedelta(days=60))  # from the day on which a round should have closed


def is_owed(due_on: date, *, since: date, today: date, when: Sequence[timedelta] = WHEN) -> bool:
    """Whether a day for reminding has come `since` (when it was planned, or last reminded of).

    A day on which nothing could be sent is made up for, and several of them with one reminder.
    """
    return any(since < due_on + after <= today for after in when)


def closes_soon(closes_on: date, *, days: int, opened_on: date, today: date) -> bool:
    """From so many days before it closes until then; not on the day it opened, on which people were just told."""
    return closes_on - timedelta(days=days) <= today <= closes_on and opened_on < today


def in_words(due_on: date, *, today: date) -> str:
    """“due in 7 days”, “due today”, “was due 14 days ago”."""
    days = (due_on - today).days
    if days == 0:
        return "due today"
    return f"due in {_days(days)}" if days > 0 else f"was due {_days(-days)} ago"


def _days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"
