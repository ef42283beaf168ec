"""How many statements of a part have changed, and how, in words. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assessments.comparison import Change, PrincipleChange
from assessments.news import GONE_WORDING, NEW_WORDING, NEWLY_TRUE, NO_LONGER_TRUE

# Of one, and of more.
SIGN, SIGNS = "{} warning sign", "{} warning signs"
ONE, MORE = "{} statement", "{} statements"
HOW = {
    (NEWLY_TRUE, "warning"): ("is new", "are new"),
    (NEWLY_TRUE, ""): ("is newly true", "are newly true"),
    (NO_LONGER_TRUE, "warning"): ("has gone", "have gone"),
    (NO_LONGER_TRUE, ""): ("is no longer true", "are no longer true"),
    (NEW_WORDING, "warning"): ("is new in this wording", "are new in this wording"),
    (NEW_WORDING, ""): ("is true and new in this wording", "are true and new in this wording"),
    (GONE_WORDING, "warning"): ("isn’t asked about any more", "aren’t asked about any more"),
    (GONE_WORDING, ""): (
        "that was true isn’t asked about any more",
        "that were true aren’t asked about any more",
    ),
}
UNSURE = (
    "was true last time, and the team isn’t sure now",
    "were true last time, and the team isn’t sure now",
)
DISPUTED = {
    "warning": ("but others still see it", "but others still see them"),
    "": ("but others doubt it", "but others doubt them"),
}


@dataclass(frozen=True)
class Changed:
    """What has changed in one part."""

    name: str
    in_words: str


def count_changes(change: PrincipleChange, *, exactly: bool) -> Changed:
    """Not `exactly` where statements don't add up: there it is one or some."""
    if change.why_not:
        return Changed(change.name, change.why_not)
    found = Counter(_kind(one) for group in change.groups for one in group.changes)
    told = [_told(kind, number, exactly=exactly) for kind, number in found.items()]
    same = "The same is ticked as last time." if change.still_true else "Nothing was ticked, then or now."
    return Changed(change.name, f"{'; '.join(told)}." if told else same)


def _kind(one: Change) -> tuple[str, str, bool, bool]:
    """A step or a strength that came is told alike."""
    direction = one.direction if one.direction == "warning" else ""
    return one.kind, direction, one.unsure_now, one.is_disputed


def _told(kind: tuple[str, str, bool, bool], number: int, *, exactly: bool) -> str:
    news, direction, unsure, disputed = kind
    is_more = number > 1
    noun = ((SIGN, SIGNS) if direction else (ONE, MORE))[is_more]
    how = (UNSURE if unsure else HOW[news, direction])[is_more]
    told = f"{noun.format(_how_many(number, exactly=exactly))} {how}"
    return f"{told}, says the team, {DISPUTED[direction][is_more]}" if disputed else told


def _how_many(number: int, *, exactly: bool) -> str:
    return str(number) if exactly else "some" if number > 1 else "one"
