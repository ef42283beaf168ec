"""Which shape stands before a statement in a report, so that it says what it is in grey too. Pure."""

from __future__ import annotations

from assessments.comparison import NOT_TICKED, Change
from assessments.news import NO_LONGER_TRUE
from assessments.said import NOT_SURE, NOT_TRUE
from reports.agreement import Seen

UNTRUE = (NOT_TICKED, NOT_TRUE)
TRUE, STEP, NOT_YET, UNSURE, WARNING, SEEN, GONE = (
    "true",
    "step",
    "not-yet",
    NOT_SURE,
    "warning",
    "seen",
    "gone",
)
# What each means, said once before the first of them; in this order they stand.
SHAPES = {
    TRUE: "True here",
    STEP: "A step on the way",
    NOT_YET: "Not true yet",
    UNSURE: NOT_SURE.label,
    WARNING: "A warning sign",
    SEEN: "A warning sign that others see",
    GONE: "A warning sign that has gone, the team says",
}
PLACES = tuple(SHAPES)


def place_of(one: Seen) -> str:
    """A step on the way isn't drawn like what good looks like, nor a warning sign that is there like one that isn't."""
    if one.statement.now == NOT_SURE:
        return UNSURE
    if one.direction == "warning":
        return WARNING if one.is_ticked else SEEN
    good = STEP if one.direction == "progress" else TRUE
    return good if one.is_ticked else NOT_YET


def has_gone(one: Seen, change: Change) -> bool:
    """A warning sign that the team ticked last time, and doesn't now."""
    return one.direction == "warning" and change.kind == NO_LONGER_TRUE and one.statement.now in UNTRUE
