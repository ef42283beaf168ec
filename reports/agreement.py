"""Each statement as the team sees it and as the others do: what is good, doubted, seen by others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.agreed import NOT_SURE, NOT_TRUE, TICKED
from assessments.comparison import NOT_TICKED
from reports.answers import StatementResult
from reports.hearing import Hearing, Said
from reports.results import PrincipleResult

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
        """Good, and nobody who is shown doubts it. A half-measure is good only where they are shown, and say so."""
        if not self.is_ticked or self.direction == "warning":
            return False
        return self.hearing.is_agreed if self.direction == "progress" else not self.hearing.doubted_by

    @property
    def is_doubted(self) -> bool:
        """The team says that it is true, and fewer than half of a group do."""
        return self.is_ticked and self.direction != "warning" and bool(self.hearing.doubted_by)

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
        return self.hearing.seen_by[0].in_words("do") if self.is_seen_by_others else ""

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
