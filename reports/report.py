"""A round, told: what the results page and every report show. Pure dataclasses, made by build.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from assessments.agreed import Room
from assessments.comparison import Comparison, PrincipleChange
from reports.answers import SPOKEN_STATES, GroupAnswers, LevelResult, StatementResult
from reports.details import IMPLICATIONS, Details
from reports.drafts import Drafts, Implication, Stamp, Summary
from reports.voices import SPOKEN_SHADES, TookPart, Voices
from rubric.document import Source

NOT_A_VIEW = "prefer not to say"


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
class ToldQuote:
    """Somebody's own words, approved for this edition. `who`: their perspective, if the release shows it as a group."""

    text: str
    who: str = ""


@dataclass(frozen=True)
class ToldAction:
    """`principle` and `statement` are in the words of this round's rubric, or blank. `status` is Action.status."""

    what: str
    status: str = "planned"
    stage: str = ""
    why: str = ""
    principle: str = ""
    statement: str = ""
    led_by: str = ""
    co_lead: str = ""
    due_on: date | None = None
    cost: str = ""
    how_known: str = ""
    stopped_because: str = ""
    latest_note: str = ""


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
    def has_words(self) -> bool:
        return bool(self.reflection or self.where_we_differ or any(g.reflection for g in self.groups))

    @property
    def full_title(self) -> str:
        return self.title if self.name.lower() in self.title.lower() else f"{self.name}: {self.title}"

    @property
    def statements(self) -> tuple[StatementResult, ...]:
        return tuple(statement for level in self.levels for statement in level.statements)

    @property
    def said(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each statement with what every group and perspective said of it, in words, in their order."""
        groups = [[s.now_in_words for level in g.levels for s in level.statements] for g in self.groups]
        voices = [[s.in_words for s in voice.statements] for voice in self.voices.all]
        texts = [s.text for s in self.statements]
        rows = zip(*groups, *voices, strict=True)
        return tuple(zip(texts, rows, strict=False))


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
    code: str = ""  # the round's, which names it in addresses

    @property
    def answered(self) -> int:
        """How many parts the team has said something of together."""
        return sum(p.is_answered for p in self.principles)

    @property
    def has_groups(self) -> bool:
        return any(p.groups for p in self.principles)

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
        return tuple((state, words) for state, words in SPOKEN_STATES.items() if state in shown)

    @property
    def voices_key(self) -> tuple[tuple[str, str], ...]:
        """The squares that are shown, each with its words."""
        shown = {s.shade for p in self.principles for v in p.voices.all for s in v.statements}
        return tuple((shade, words) for shade, words in SPOKEN_SHADES.items() if shade in shown)


@dataclass(frozen=True)
class Reopened:
    at: datetime
    reason: str


@dataclass(frozen=True)
class Report:
    """`plan` is what the team will do from now on; `promised` what it had said before this round that it would do."""

    results: Results
    details: Details
    summary: Summary
    reopenings: tuple[Reopened, ...] = ()
    plan: tuple[ToldAction, ...] = ()
    promised: tuple[ToldAction, ...] = ()
    left_out: tuple[str, ...] = ()
    stamp: Stamp = field(default_factory=Stamp)
    brand_colour: str = ""
    logo: str = field(default="", repr=False)  # a data: address, so that the document holds all it needs
    drafts: Drafts = field(default_factory=Drafts)

    @property
    def requests(self) -> tuple[str, ...]:
        return self.details.requests or self.drafts.requests

    @property
    def hear_back(self) -> str:
        return self.details.hear_back or self.drafts.hear_back

    @property
    def implications(self) -> tuple[Implication, ...]:
        """Those that are wanted: as they were written, else as they are drafted."""
        wanted = {name: heading for name, heading in IMPLICATIONS.items() if name not in self.left_out}
        written = {name: getattr(self.details, name) for name in wanted}
        told = {name: text or getattr(self.drafts, name) for name, text in written.items()}
        return tuple(
            Implication(wanted[name], text, not written[name]) for name, text in told.items() if text
        )

    @property
    def still_drafted(self) -> tuple[str, ...]:
        """What nobody has written themselves, in words."""
        found = ["the summary"] if not self.details.summary else []
        found += ["what you ask for"] if self.drafts.requests and not self.details.requests else []
        return (*found, *(each.heading.lower() for each in self.implications if each.is_drafted))
