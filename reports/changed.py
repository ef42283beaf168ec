"""How many statements of a part have changed, and how, in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.comparison import Change, PrincipleChange
from assessments.news import GONE_WORDING, NEW_WORDING, NEWLY_TRUE, NO_LONGER_TRUE
from teams.punctuation import and_list

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
STILL_SEEN = "which is still seen by", "which are still seen by"
UNSURE = (
    "was true last time, and the team isn’t sure now",
    "were true last time, and the team isn’t sure now",
)


@dataclass(frozen=True)
class Changed:
    """What has changed in one part."""

    name: str
    in_words: str


def count_changes(change: PrincipleChange, *, exactly: bool) -> Changed:
    """What others see otherwise first. Not `exactly` where statements don't add up: there it is one or some."""
    if change.why_not:
        return Changed(change.name, change.why_not)
    found = [one for group in change.groups for one in group.changes]
    disputed = [one for one in found if one.is_disputed and not one.unsure_now]
    still_seen = [one for one in found if one.is_disputed and one.unsure_now]
    agreed = [one for one in found if not one.is_disputed]
    told = [f"The team says that {_count(disputed, exactly)}{_but(disputed)}."] if disputed else []
    told += [_not_sure_any_more(still_seen, exactly)] if still_seen else []
    told += [f"{_upper_first(_count(agreed, exactly))}."] if agreed else []
    same = "The same is ticked as last time." if change.still_true else "Nothing was ticked, then or now."
    return Changed(change.name, " ".join(told) or same)


def _count(changes: Sequence[Change], exactly: bool) -> str:
    return and_list([_told(kind, number, exactly) for kind, number in Counter(map(_kind, changes)).items()])


def _but(disputed: Sequence[Change]) -> str:
    """Who sees it otherwise, and not that there are others: how many, and of which statement, is said in the part."""
    names = dict.fromkeys(one.by for one in disputed)
    if "" in names:
        return ", but not everybody agrees"
    return f". It is seen differently by {and_list(list(names))}"


def _not_sure_any_more(still_seen: Sequence[Change], exactly: bool) -> str:
    """Of warning signs: nobody says that one has gone."""
    names = dict.fromkeys(one.by for one in still_seen)
    by = "others" if "" in names else and_list(list(names))
    number = len(still_seen)
    signs = (SIGN, SIGNS)[number > 1].format(_how_many(number, exactly))
    return f"The team isn’t sure any more about {signs}, {STILL_SEEN[number > 1]} {by}."


def _kind(one: Change) -> tuple[str, str, bool]:
    """A step or a strength that came is told alike."""
    return one.kind, one.direction if one.direction == "warning" else "", one.unsure_now


def _told(kind: tuple[str, str, bool], number: int, exactly: bool) -> str:
    news, direction, unsure = kind
    is_more = number > 1
    noun = ((SIGN, SIGNS) if direction else (ONE, MORE))[is_more]
    how = (UNSURE if unsure else HOW[news, direction])[is_more]
    return f"{noun.format(_how_many(number, exactly))} {how}"


def _how_many(number: int, exactly: bool) -> str:
    return str(number) if exactly else "some" if number > 1 else "one"


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
