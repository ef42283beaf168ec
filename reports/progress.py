"""A team over all its rounds with one rubric: where it stood each time. Pure.

What a round didn't say stays unsaid: a statement that its wording hadn't got reads “Not asked”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from assessments.comparison import Comparison, Look
from reports.answers import NOT_ANSWERED, NOT_ASKED, SPOKEN_STATES, LevelResult, StatementResult
from reports.placing.strips import Strip
from reports.promises import Kept
from reports.telling import placed_at, states_of
from reports.took_part import TookPart
from reports.voices import Voices
from rubric.document import Document, Level, Statement
from teams.punctuation import sentence


@dataclass(frozen=True)
class ToldRound:
    """One round as its latest release tells it; `when` it closed, or for an open one was last shown."""

    code: str
    title: str
    opened_at: datetime
    when: datetime
    is_open: bool
    rubric: int
    rubric_title: str
    version: int
    look: Look
    took_part: TookPart
    voices: dict[str, Voices] = field(default_factory=dict)
    about: str = ""


@dataclass(frozen=True)
class PastRow:
    """A principle in one round. Where `says` has words, nothing was answered, and there is nothing to draw."""

    round: ToldRound
    placement: str
    levels: tuple[LevelResult, ...]
    says: str = ""


@dataclass(frozen=True)
class PrincipleHistory:
    """Oldest first. In every row a place is the same statement."""

    key: str
    name: str
    levels: tuple[Level, ...]
    rows: tuple[PastRow, ...]

    @property
    def placements(self) -> tuple[str, ...]:
        """Where the team placed itself, one after the other, each said once for as long as it lasted."""
        return tuple(label for label, _ in groupby(row.placement for row in self.rows if row.placement))

    @property
    def columns(self) -> int:
        """Of its table, the rounds' own column left out."""
        return len(self.levels) + bool(self.placements)

    @property
    def stayed(self) -> bool:
        """It placed itself more than once, and each time there, in the newest round too."""
        many = sum(bool(row.placement) for row in self.rows)
        return len(self.placements) == 1 and many > 1 and self.behind is None

    @property
    def behind(self) -> ToldRound | None:
        """The round of its last place, where the newest has none."""
        placed = [row.round for row in self.rows if row.placement]
        return placed[-1] if placed and not self.rows[-1].placement else None


@dataclass(frozen=True)
class PlacedRow:
    """Where an activity was placed in one round, in the words of that round’s rubric."""

    round: ToldRound
    now: str
    aim: str


@dataclass(frozen=True)
class ActivityHistory:
    """Oldest first. The strips draw the later of two rounds beside the one before, or the latest; `drawn` says which,
    if that isn’t the newest."""

    key: str
    name: str
    rows: tuple[PlacedRow, ...]
    strips: tuple[Strip, ...]
    drawn: str = ""


@dataclass(frozen=True)
class Pair:
    """Two rounds beside each other, with what makes that less sure."""

    then: ToldRound
    now: ToldRound
    comparison: Comparison

    @property
    def is_other_rubric(self) -> bool:
        """One of the two is a copy that an organisation adapted."""
        return self.then.rubric != self.now.rubric

    @property
    def is_other_version(self) -> bool:
        return not self.is_other_rubric and self.then.version != self.now.version

    @property
    def room_sizes(self) -> tuple[int, int] | None:
        """How many were in the room then and now; None if they were as many, or if nobody counted."""
        then, now = self.then.look.agreed.room.people, self.now.look.agreed.room.people
        return (then, now) if then and now and then != now else None

    @property
    def heard_only_then(self) -> tuple[str, ...]:
        return self._heard(self.then, self.now)

    @property
    def heard_only_now(self) -> tuple[str, ...]:
        return self._heard(self.now, self.then)

    @staticmethod
    def _heard(here: ToldRound, there: ToldRound) -> tuple[str, ...]:
        """Groups that one release shows of those who answered on their own, and the other has nobody of."""
        known = frozenset[int]().union(*there.took_part.shown_ids)
        shown = zip(here.took_part.shown_ids, here.took_part.shown, strict=True)
        return tuple(name for group, name in shown if group.isdisjoint(known))


@dataclass(frozen=True)
class Progress:
    """`rounds` oldest first; `others` is the latest round with every other rubric, or about something else."""

    rounds: tuple[ToldRound, ...]
    histories: tuple[PrincipleHistory, ...]
    pair: Pair | None = None
    kept: tuple[Kept, ...] = ()
    others: tuple[ToldRound, ...] = ()
    cannot_compare: bool = False
    until: datetime | None = None  # how promises stood then; None if today
    activities: tuple[ActivityHistory, ...] = ()

    @property
    def latest(self) -> ToldRound:
        return self.rounds[-1]

    @property
    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """The two fields in which rounds are chosen: their names, labels and values."""
        if self.pair is None:
            return ()
        return ("then", "Then", self.pair.then.code), ("now", "Now", self.pair.now.code)

    @property
    def has_placements(self) -> bool:
        return any(history.placements for history in self.histories)

    @property
    def stayed(self) -> str:
        """Once for all parts in which the team placed itself at the same level each time."""
        names = [history.name for history in self.histories if history.stayed]
        if len(names) == len(self.histories) > 1:
            return "It was the same each time."
        return sentence(f"The same each time: {', '.join(names)}") if names else ""

    @property
    def several_wordings(self) -> bool:
        return len({(one.rubric, one.version) for one in self.rounds}) > 1

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """The dots that are shown, each state with its words."""
        drawn = [row for history in self.histories for row in history.rows if not row.says]
        shown = {s.now for row in drawn for level in row.levels for s in level.statements}
        return tuple((state, words) for state, words in SPOKEN_STATES.items() if state in shown)


def tell_histories(rounds: Sequence[ToldRound]) -> tuple[PrincipleHistory, ...]:
    """`rounds` oldest first. By the newest wording's principles, then those that only earlier ones had."""
    documents = [one.look.document for one in reversed(rounds)]
    names = {p.key: p.name for document in reversed(documents) for p in document.principles}
    keys = dict.fromkeys(p.key for document in documents for p in document.principles)
    return tuple(_history(key, names[key], documents, rounds) for key in keys)


def _history(key: str, name: str, documents: list[Document], rounds: Sequence[ToldRound]) -> PrincipleHistory:
    places = _places(key, documents)
    rows = tuple(_row(key, one, places) for one in rounds)
    return PrincipleHistory(key, name, tuple(level for level, _ in places), rows)


def _places(key: str, documents: list[Document]) -> list[tuple[Level, tuple[Statement, ...]]]:
    """Each level with every statement that was ever asked at it, as it reads in the newest wording that has it."""
    levels = {level.key: level for document in reversed(documents) for level in document.levels}
    order = dict.fromkeys(level.key for document in documents for level in document.levels)
    asked = _asked_of(key, documents)
    at = {one: tuple(s for s in asked if s.level == one) for one in order}
    return [(levels[one], statements) for one, statements in at.items() if statements]


def _asked_of(key: str, documents: list[Document]) -> list[Statement]:
    asked = [(p.key, s) for document in documents for p in document.principles for s in p.statements]
    newest = {s.key: (part, s) for part, s in reversed(asked)}
    order = dict.fromkeys(s.key for _, s in asked)
    return [s for part, s in (newest[one] for one in order) if part == key]


def _row(key: str, one: ToldRound, places: list[tuple[Level, tuple[Statement, ...]]]) -> PastRow:
    states = states_of(one.look)
    levels = tuple(
        LevelResult(
            level.label,
            level.direction,
            tuple(StatementResult(s.text, states.get(s.key, NOT_ASKED)) for s in statements),
            adds_up=one.look.document.has_standing,
        )
        for level, statements in places
    )
    return PastRow(one, _placement(key, one), levels, _says(levels, one))


def _says(levels: tuple[LevelResult, ...], one: ToldRound) -> str:
    shown = {s.now for level in levels for s in level.statements}
    if shown <= {NOT_ASKED}:
        return "Not asked"
    if shown <= {NOT_ASKED, NOT_ANSWERED}:
        return "Not answered yet" if one.is_open else "Not answered"
    return ""


def _placement(key: str, one: ToldRound) -> str:
    """In words; "" where the team didn't place itself."""
    document, agreed = one.look.document, one.look.agreed.principle(key)
    chosen = agreed.standing.level or agreed.standing.first_level
    return placed_at(document, agreed) if document.has_standing and chosen else ""
