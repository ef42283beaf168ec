"""What one release says, as every screen and report shows it. Pure dataclasses, made by build.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from assessments.agreed import Room
from assessments.comparison import Comparison, PrincipleChange
from reports.answers import SPOKEN_STATES, GroupAnswers, LevelResult, StatementResult
from reports.hearing import Hearing, hear
from reports.placing.placed import ActivityResult, PlacedOn
from reports.told_quote import ToldQuote
from reports.took_part import TookPart
from reports.voices import Voices
from rubric.document import Source
from teams.keyed import with_key
from teams.punctuation import and_list

PRINCIPLE, ACTIVITY = "principle", "activity"  # what a part is; one of each may have the same key
PartKey = tuple[str, str]


@dataclass(frozen=True)
class Placement:
    """Where the team places itself, in words. `first` and `suggested` only if they are something else. The directions
    are those of the levels; without one the team isn't placed. It `was_asked` last time too, whatever it said."""

    label: str
    first: str = ""
    suggested: str = ""
    why: str = ""
    then: str = ""
    was_asked: bool = False
    direction: str = ""
    then_direction: str = ""

    @property
    def has_moved(self) -> bool:
        return bool(self.then) and self.then != self.label


@dataclass(frozen=True)
class PrincipleResult:
    """`placement` is None for rubrics in which a team doesn't place itself."""

    key: str
    name: str
    title: str
    prompt: str
    levels: tuple[LevelResult, ...]
    is_answered: bool = True
    is_finished: bool = True
    was_answered: bool = False
    reflection: str = ""
    where_we_differ: str = ""
    placement: Placement | None = None
    change: PrincipleChange | None = None
    groups: tuple[GroupAnswers, ...] = ()
    voices: Voices = field(default_factory=Voices)
    quotes: tuple[ToldQuote, ...] = ()

    @property
    def is_placed(self) -> bool:
        """The team has chosen a level, in a hall perhaps before it has ticked anything."""
        return bool(self.placement and self.placement.direction)

    @property
    def is_talked_about(self) -> bool:
        """The team has said something of it together."""
        return self.is_answered or self.is_placed

    @property
    def is_heard(self) -> bool:
        """Others than the team are shown."""
        return bool(self.groups or self.voices.voices)

    @property
    def has_words(self) -> bool:
        return bool(self.reflection or self.where_we_differ or any(g.reflection for g in self.groups))

    @property
    def full_title(self) -> str:
        return self.title if self.name.lower() in self.title.lower() else f"{self.name}: {self.title}"

    @property
    def statements(self) -> tuple[StatementResult, ...]:
        return tuple(statement for level in self.levels for statement in level.statements)

    def statement(self, key: str) -> StatementResult | None:
        """None for one that only the earlier wording had."""
        return with_key(key, self.statements)

    def direction_of(self, key: str) -> str:
        return next(level.direction for level in self.levels for s in level.statements if s.key == key)

    def hear(self, key: str) -> Hearing:
        """What groups say of the statement with this key."""
        if key not in self._heard:
            self._heard[key] = hear(key, self.voices, self.groups)
        return self._heard[key]

    @cached_property
    def _heard(self) -> dict[str, Hearing]:
        """By a statement's key, what was asked for already."""
        return {}

    @property
    def said(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each statement with what every group and perspective said of it, in words, in their order."""
        groups = [[s.now_in_words for level in g.levels for s in level.statements] for g in self.groups]
        voices = [[s.in_words for s in voice.statements] for voice in self.voices.all]
        texts = [s.text for s in self.statements]
        rows = zip(*groups, *voices, strict=True)
        return tuple(zip(texts, rows, strict=False))


@dataclass(frozen=True)
class Earlier:
    """The round that this one is compared with."""

    title: str
    when: datetime
    version: int
    room: Room
    comparison: Comparison
    rubric: str = ""  # its key: of the same, or of a copy; of a report that was kept before, nothing


@dataclass(frozen=True)
class Results:
    """What one release says."""

    team: str
    organisation: str
    round: str
    about: str
    rubric: str
    version: int
    source: Source
    number: int
    made_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    room: Room
    headline: str
    principles: tuple[PrincipleResult, ...]
    levels: tuple[str, ...]
    earlier: Earlier | None = None
    took_part: TookPart = field(default_factory=TookPart)
    code: str = ""  # the round's, which names it in addresses and in tables
    team_code: str = ""
    rubric_key: str = ""
    activities: tuple[ActivityResult, ...] = ()
    placed_on: PlacedOn | None = None
    in_the_open: bool = False  # people in the round saw each other's first names and answers

    def __hash__(self) -> int:
        """To be looked up by: all that it says would take milliseconds. Asked for again, it is the same object."""
        return hash((self.code, self.number, self.made_at, self.took_part.is_inside))

    @property
    def changes(self) -> tuple[PrincipleChange, ...]:
        """As far as groups bear them out; then those of parts that only the earlier wording had."""
        if not self.earlier:
            return ()
        told = {p.key: p.change for p in self.principles if p.change}
        return tuple(told.get(change.key, change) for change in self.earlier.comparison.principles)

    @property
    def is_disputed(self) -> bool:
        """Groups see some of the changes otherwise than the team."""
        return any(one.is_disputed for change in self.changes for one in change.changes)

    @property
    def answered(self) -> int:
        """How many parts the team has said something of together."""
        return sum(p.is_talked_about for p in self.principles)

    @property
    def parts(self) -> tuple[PrincipleResult | ActivityResult, ...]:
        return (*self.principles, *self.activities)

    @property
    def subject(self) -> str:
        """What stands under the team’s name: what people talked about, which is the work where they only placed."""
        return self.rubric if self.principles else and_list([one.name for one in self.activities])

    @property
    def is_answered(self) -> bool:
        """Together, of its parts or of what it places."""
        return bool(self.answered) or self.is_placed

    @property
    def is_placed(self) -> bool:
        return any(one.is_answered for one in self.activities)

    @property
    def has_groups(self) -> bool:
        return any(one.groups for one in self.parts)

    @property
    def shows_voices(self) -> bool:
        return self.compares_statements or any(one.heard for one in self.activities)

    @property
    def compares_statements(self) -> bool:
        return any(p.voices.voices for p in self.principles)

    @property
    def compares_groups(self) -> bool:
        """Of those who answered on their own, on a part at least; the team is no group."""
        return any(len(p.voices.voices) > 1 for p in self.principles)

    @property
    def is_draft(self) -> bool:
        return self.closed_at is None

    @property
    def has_placements(self) -> bool:
        return any(p.placement for p in self.principles)

    @property
    def has_words(self) -> bool:
        return any(one.has_words for one in self.parts)

    @property
    def has_quotes(self) -> bool:
        return any(one.quotes for one in self.parts)

    @property
    def statements_count(self) -> int:
        return sum(len(p.statements) for p in self.principles)

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """The dots that are shown, each state with its words."""
        shown = {s.now for p in self.principles if p.is_answered for s in p.statements}
        shown |= {s.then for p in self.principles if p.was_answered and p.is_answered for s in p.statements}
        shown |= {s.now for p in self.principles for group in p.groups for s in group.statements}
        return tuple((state, words) for state, words in SPOKEN_STATES.items() if state in shown)
