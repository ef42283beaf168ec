"""What a team said it would do, and what became of it by a certain day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

# What became of a promise, in the order it is told.
KEPT_WORDS = {
    "done": "Done",
    "going-on": "Going on",
    "planned": "Not begun yet",
    "stopped": "Stopped",
}


@dataclass(frozen=True)
class Promise:
    """An action by its dates, so that it can be told as it was on any day."""

    what: str
    created_at: datetime
    started_at: datetime | None = None
    done_at: datetime | None = None
    stopped_at: datetime | None = None
    stopped_because: str = ""
    due_on: date | None = None
    led_by: str = ""

    def status(self, at: datetime) -> str:
        if self.stopped_at and self.stopped_at <= at:
            return "stopped"
        if self.done_at and self.done_at <= at:
            return "done"
        return "going-on" if self.started_at and self.started_at <= at else "planned"

    def is_late(self, at: datetime) -> bool:
        is_over = self.status(at) in ("done", "stopped")
        return self.due_on is not None and self.due_on < at.date() and not is_over


@dataclass(frozen=True)
class KeptPromise:
    promise: Promise
    is_late: bool


@dataclass(frozen=True)
class Kept:
    """What became of promises that share a status."""

    status: str
    promises: tuple[KeptPromise, ...]

    @property
    def heading(self) -> str:
        return KEPT_WORDS[self.status]


def tell_kept(
    promises: Sequence[Promise], *, since: datetime, before: datetime, at: datetime
) -> tuple[Kept, ...]:
    """What was promised `before` a round opened, and wasn't over `since` an earlier one, as it stood `at` that time."""
    told = [p for p in promises if p.created_at < before and p.status(since) not in ("done", "stopped")]
    by_status = {
        status: tuple(KeptPromise(p, p.is_late(at)) for p in told if p.status(at) == status)
        for status in KEPT_WORDS
    }
    return tuple(Kept(status, found) for status, found in by_status.items() if found)
