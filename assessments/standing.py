"""What the ticks suggest about where a team stands. Pure.

The team chooses first and always has the last word: this is a prompt for a conversation, never a result.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rubric.document import Document, Level, Principle
from teams.punctuation import quoted

LOOKED_AT = "Looked at, nothing chosen"
NOT_ANSWERED = "Not answered yet"


@dataclass(frozen=True)
class Tally:
    """How many of a level's statements are ticked, and how many somebody was not sure about."""

    level: Level
    ticked: int
    not_sure: int
    of: int

    @property
    def in_words(self) -> str:
        return f"{self.ticked} of {self.of}"


@dataclass(frozen=True)
class Suggestion:
    """`level` is None when there is nothing to suggest; `in_words` then says why."""

    level: Level | None
    in_words: str
    why: str


def has_standing(document: Document) -> bool:
    """A standing needs exactly one warning, one progress and one strength level."""
    return sorted(level.direction for level in document.levels) == ["progress", "strength", "warning"]


def tally(
    document: Document, principle: Principle, ticked: Collection[str], not_sure: Collection[str] = ()
) -> list[Tally]:
    """One for each level at which the principle has statements, in the levels' order."""
    found = []
    for level in document.levels:
        keys = [s.key for s in principle.statements if s.level == level.key]
        if keys:
            yes, unsure = (sum(key in marked for key in keys) for marked in (ticked, not_sure))
            found.append(Tally(level, yes, unsure, of=len(keys)))
    return found


def suggest(
    document: Document, principle: Principle, ticked: Collection[str], *, finished: bool
) -> Suggestion | None:
    """The level that the ticks suggest; None for rubrics in which a team doesn't place itself."""
    if not has_standing(document):
        return None
    tallies = {t.level.direction: t for t in tally(document, principle, ticked)}
    why = in_words(list(tallies.values()))
    if not any(t.ticked for t in tallies.values()):
        return Suggestion(None, LOOKED_AT if finished else NOT_ANSWERED, why)
    direction = _direction(tallies)
    level = next(level for level in document.levels if level.direction == direction)
    return Suggestion(level, level.label, why)


def _direction(tallies: dict[str, Tally]) -> str:
    warnings, steps, strengths = (tallies.get(d) for d in ("warning", "progress", "strength"))
    any_warning, any_step, any_strength = (bool(t and t.ticked) for t in (warnings, steps, strengths))
    if strengths and any_strength and not any_warning and strengths.ticked * 2 >= strengths.of:
        return "strength"
    if any_warning and not any_step and not any_strength:
        return "warning"
    return "progress"


def in_words(tallies: list[Tally]) -> str:
    """“2 of 4 for “Doing really well”, 1 of 3 for “Getting there”, 1 warning sign.” Strengths first."""
    spoken = [_spoken(t) for t in reversed(tallies)]
    return ", ".join(spoken) + "."


def _spoken(t: Tally) -> str:
    if t.level.direction == "warning":
        return {0: "no warning signs", 1: "1 warning sign"}.get(t.ticked, f"{t.ticked} warning signs")
    return f"{t.in_words} for {quoted(t.level.label)}"
