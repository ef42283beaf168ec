"""A round, told: what the results page and every report show. Pure dataclasses, made by build.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from assessments.agreed import NOT_SURE, NOT_TRUE, TICKED, Room
from assessments.comparison import NOT_TICKED, Comparison, PrincipleChange
from reports.details import Details
from reports.voices import SPOKEN_SHADES, TookPart, Voices
from rubric.document import Source

NOT_ANSWERED = "not-answered"  # nobody marked it, and the part isn't finished
NOT_ASKED = "not-asked"  # the earlier round's wording hasn't got this statement
NOT_A_VIEW = "prefer not to say"

SPOKEN_STATES = {
    TICKED: "Ticked",
    NOT_TICKED: "Not ticked",
    NOT_TRUE: "Not true",
    NOT_SURE: "Not sure",
    NOT_ANSWERED: "Not answered yet",
    NOT_ASKED: "Not asked",
}


@dataclass(frozen=True)
class StatementResult:
    """`then` is "" when there is no earlier round to look back to."""

    text: str
    now: str
    then: str = ""

    @property
    def now_in_words(self) -> str:
        return SPOKEN_STATES[self.now]

    @property
    def then_in_words(self) -> str:
        return SPOKEN_STATES[self.then]


@dataclass(frozen=True)
class LevelResult:
    label: str
    direction: str
    statements: tuple[StatementResult, ...]

    @property
    def in_words(self) -> str:
        return _in_words([s.now for s in self.statements])

    @property
    def then_in_words(self) -> str:
        return _in_words([s.then for s in self.statements])

    @property
    def ticked(self) -> int:
        return sum(s.now == TICKED for s in self.statements)


def _in_words(states: list[str]) -> str:
    """“2 of 4”, “2 of 4 so far”, “1 of 3, 1 not sure”. Statements that weren't asked don't count."""
    asked = [state for state in states if state != NOT_ASKED]
    if not asked:
        return "Not asked"
    if set(asked) == {NOT_ANSWERED}:
        return "Not answered yet"
    words = f"{asked.count(TICKED)} of {len(asked)}"
    if NOT_ANSWERED in asked:
        words += " so far"
    return f"{words}, {asked.count(NOT_SURE)} not sure" if NOT_SURE in asked else words


@dataclass(frozen=True)
class Placement:
    """Where the team places itself, in words. `first` and `suggested` only if they are something else."""

    label: str
    first: str = ""
    suggested: str = ""
    why: str = ""
    then: str = ""

    @property
    def has_moved(self) -> bool:
        return bool(self.then) and self.then != self.label


@dataclass(frozen=True)
class GroupAnswers:
    """What people who answered as one say of a principle. They were told that it would be shown as theirs."""

    label: str
    levels: tuple[LevelResult, ...]
    reflection: str = ""


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

    @property
    def has_words(self) -> bool:
        return bool(self.reflection or self.where_we_differ or any(g.reflection for g in self.groups))

    @property
    def full_title(self) -> str:
        return self.title if self.name.lower() in self.title.lower() else f"{self.name}: {self.title}"

    @property
    def statements(self) -> tuple[StatementResult, ...]:
        return tuple(statement for level in self.levels for statement in level.statements)


@dataclass(frozen=True)
class Topic:
    """Something to talk about: what was said about which principle, and a question."""

    principle: str
    lead: str
    question: str
    words: str = ""


@dataclass(frozen=True)
class Earlier:
    """The round that this one is compared with."""

    title: str
    when: date
    version: int
    room: Room
    comparison: Comparison


@dataclass(frozen=True)
class Results:
    """What one release says. `team` is who “you” means in the statements."""

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
    topics: tuple[Topic, ...] = ()
    took_part: TookPart = field(default_factory=TookPart)

    @property
    def shows_voices(self) -> bool:
        return any(p.voices.voices for p in self.principles)

    @property
    def is_draft(self) -> bool:
        return self.closed_at is None

    @property
    def some_preferred_not_to_say(self) -> bool:
        return any(NOT_A_VIEW in label.lower() for label in self.room.present)

    @property
    def nobody_draws_on_support(self) -> bool:
        """Not when somebody preferred not to say: then nobody can know."""
        return self.room.asked and not self.room.draws_on_support and not self.some_preferred_not_to_say

    @property
    def has_placements(self) -> bool:
        return any(p.placement for p in self.principles)

    @property
    def has_words(self) -> bool:
        return any(p.has_words for p in self.principles)

    @property
    def statements_count(self) -> int:
        return sum(len(p.statements) for p in self.principles)

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """The dots that are shown, each state with its words."""
        shown = {s.now for p in self.principles if p.is_answered for s in p.statements}
        shown |= {s.then for p in self.principles if p.was_answered and p.is_answered for s in p.statements}
        shown |= {
            s.now for p in self.principles for g in p.groups for level in g.levels for s in level.statements
        }
        shown |= {s.shade for p in self.principles for v in p.voices.all for s in v.statements}
        return tuple((s, words) for s, words in (SPOKEN_STATES | SPOKEN_SHADES).items() if s in shown)


@dataclass(frozen=True)
class Summary:
    """At most 150 words: how it began, one strength, one hard truth, one request."""

    opening: str
    strength: str
    hard_truth: str
    request: str


@dataclass(frozen=True)
class Reopened:
    at: datetime
    reason: str


@dataclass(frozen=True)
class Report:
    results: Results
    details: Details
    summary: Summary
    reopenings: tuple[Reopened, ...] = ()
    brand_colour: str = ""
    logo: str = field(default="", repr=False)  # a data: address, so that the document holds all it needs
