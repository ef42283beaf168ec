"""Each statement as the team sees it and as the others do: what is good, doubted, seen by others. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.comparison import NOT_TICKED
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from reports.answers import StatementResult
from reports.hearing import Hearing, Said
from reports.results import PrincipleResult

# “… but nobody actively encourages it”: a statement that says itself what is missing is no praise for anybody.
IN_PART = re.compile(
    r"\b(but|nobody|no one|not|never|only|less|some|sometimes|a little|now and then|from time to time)\b",
    re.I,
)
SAYS_TRUE = "The team says that this is true"
ONLY_OTHERS = {
    NOT_TICKED: "The team doesn’t see this warning sign",
    NOT_TRUE: "The team doesn’t see this warning sign",
    NOT_SURE: "The team isn’t sure about this warning sign",
}
NOT_YET_SAID = "The team hasn’t answered this yet, and others see a warning sign"


@dataclass(frozen=True)
class Seen:
    """One statement, with what was agreed of it and what groups say of it."""

    principle: PrincipleResult
    statement: StatementResult
    direction: str
    hearing: Hearing
    level: int = 0  # its place among the principle's levels

    @property
    def key(self) -> str:
        return self.statement.key

    @property
    def text(self) -> str:
        return self.statement.text

    @property
    def is_ticked(self) -> bool:
        return self.statement.now == TICKED

    @property
    def is_warning(self) -> bool:
        """The team ticks a warning sign."""
        return self.is_ticked and self.direction == "warning"

    @property
    def is_agreed(self) -> bool:
        """Good, and nobody who is shown doubts it. A step is good only where they are shown, and say so, and never
        where it says itself that it goes half of the way."""
        if not self.is_ticked or self.direction == "warning":
            return False
        if self.direction == "progress":
            return self.is_whole and self.hearing.is_agreed
        return not self.hearing.doubted_by

    @property
    def is_whole(self) -> bool:
        return not IN_PART.search(self.text)

    @property
    def is_doubted(self) -> bool:
        """The team says that it is true, and fewer than half of a group do."""
        return self.is_ticked and self.direction != "warning" and bool(self.hearing.doubted_by)

    @property
    def is_denied(self) -> bool:
        """The team says that it is true, and most of those it is about say otherwise."""
        return self.is_doubted and bool(self.hearing.denied_by)

    @property
    def is_seen_by_others(self) -> bool:
        """A warning sign that the team doesn’t tick, and half of a group or more do."""
        return not self.is_ticked and self.direction == "warning" and bool(self.hearing.seen_by)

    @property
    def lead(self) -> str:
        """What the team says of it, where others say something else."""
        return SAYS_TRUE if self.is_ticked else ONLY_OTHERS.get(self.statement.now, NOT_YET_SAID)

    @property
    def against(self) -> str:
        """“Few or nobody say so: “Family carers””; nothing where nobody says otherwise."""
        if self.is_doubted:
            return self.hearing.doubted_by[0].in_words("say so")
        return self.hearing.seen_by[0].in_words("see it") if self.is_seen_by_others else ""

    @property
    def for_and_against(self) -> str:
        """Who says so first, then who doesn’t."""
        agreed = [one.in_words("say so") for one in self.hearing.borne_out_by[:1]]
        return "".join(f"{one}. " for one in (*agreed, self.against)).strip()

    @property
    def place(self) -> tuple[bool, float]:
        """To sort by what is against the team: lived experience first, then where most say otherwise."""
        against = self._against()
        return not against.is_lived, -abs(against.share - self.is_ticked)

    def _against(self) -> Said:
        return (self.hearing.doubted_by if self.is_doubted else self.hearing.seen_by)[0]


def see(principles: Sequence[PrincipleResult]) -> Iterator[Seen]:
    """Every statement, in the order in which it is told."""
    for p in principles:
        for place, level in enumerate(p.levels):
            for statement in level.statements:
                yield Seen(p, statement, level.direction, p.hear(statement.key), place)


def doubted(principles: Sequence[PrincipleResult]) -> list[Seen]:
    return sorted((one for one in see(principles) if one.is_doubted), key=lambda one: one.place)


def seen_by_others(principles: Sequence[PrincipleResult]) -> list[Seen]:
    return sorted((one for one in see(principles) if one.is_seen_by_others), key=lambda one: one.place)
