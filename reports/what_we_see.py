"""What the page *What we see* shows: one glance, what to talk about, then each part. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.comparison import NOT_TICKED, Change, PrincipleChange
from assessments.news import GONE_WORDING, STILL_TRUE
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from reports.answers import NOT_ANSWERED, LevelResult, StatementResult
from reports.bars import Bar, bar, bar_of, in_order, of_last_time, of_one_sheet
from reports.facts import day_of
from reports.lines import lede, line
from reports.placing.told import AtAGlance, at_a_glance
from reports.placing.told import lede as lede_of_activities
from reports.results import PRINCIPLE, PartKey, PrincipleResult, Results
from reports.topics import Topic, choose_differences, choose_statements
from reports.voices import Voice
from teams.remembered import A_WHILE, remembered

# What is said of statements, in the order in which it is told: the shape of its dot, and words.
STATES = (
    (TICKED, TICKED.button),
    (NOT_SURE, NOT_SURE.button),
    (NOT_TICKED, "Not true yet"),
    (NOT_ANSWERED, "Not answered yet"),
)
NOT_SEEN = NOT_TRUE.label  # of a warning sign, which nobody waits for
TOGETHER, THEN = "The team, together", "The team, last time"


@dataclass(frozen=True)
class Told:
    """A statement of a part, and what has changed. A question stands with the first that it is asked of."""

    text: str
    change: Change | None = None
    question: str = ""

    @property
    def is_news(self) -> bool:
        """What is still true is no news, unless it is a warning sign."""
        return bool(self.change and (self.change.kind != STILL_TRUE or self.change.question))


@dataclass(frozen=True)
class State:
    """Statements of a level of which the same is said."""

    state: str
    label: str
    statements: tuple[Told, ...]


@dataclass(frozen=True)
class Level:
    label: str
    direction: str
    in_words: str
    states: tuple[State, ...]


@dataclass(frozen=True)
class Part:
    """A principle as it is told: a line at a glance, and on demand every statement in words.

    `gone` are statements that only the earlier wording had; `shared` are people's words that those in the round read.
    """

    principle: PrincipleResult
    line: str
    levels: tuple[Level, ...]
    gone: tuple[Change, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """“Doing really well: 3 of 4. Getting there: 3 of 3.” Nothing where that would be a list."""
        told = [f"{level.label}: {level.in_words}." for level in self.levels]
        return " ".join(told) if self.principle.placement else ""

    @property
    def sizes(self) -> tuple[tuple[str, str], ...]:
        return tuple((voice.label, voice.size) for voice in in_order(self.principle.voices.voices))


@dataclass(frozen=True)
class Subject:
    """Something to talk about, with what everybody who is shown says of it."""

    topic: Topic
    bars: tuple[Bar, ...] = ()

    @property
    def about(self) -> str:
        """As a link says it, and no other on the page."""
        topic = self.topic
        return topic.words if topic.statement else f"{topic.lead}, {topic.principle}"


@dataclass(frozen=True)
class WhatWeSee:
    """`gone` are parts that only the earlier wording had."""

    lede: str
    parts: tuple[Part, ...]
    subjects: tuple[Subject, ...]
    gone: tuple[PrincipleChange, ...] = ()
    has_earlier_figures: bool = False  # told first on an earlier day
    activities: tuple[AtAGlance, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A statement with what everybody says of it."""

    text: str
    bars: tuple[Bar, ...]
    key: str = ""


@dataclass(frozen=True)
class EveryStatement:
    """Of a level. `halves` say of how many statements about half of a group or more say that they are true."""

    label: str
    in_words: str
    statements: tuple[Statement, ...]
    halves: tuple[tuple[str, str], ...] = ()


def tell_page(results: Results, shared: Mapping[PartKey, Sequence[str]]) -> WhatWeSee:
    """`shared` are people's words, by part."""
    principles = {p.key: p for p in results.principles}
    kept = day_of(results.made_at)
    days = [voice.counted_on for p in results.principles for voice in p.voices.voices if voice.counted_on]
    return WhatWeSee(
        lede=lede(results) if results.principles else lede_of_activities(results.activities),
        parts=tuple(_part(p, tuple(shared.get((PRINCIPLE, p.key), ()))) for p in results.principles),
        subjects=_subjects(results.principles, results.changes),
        gone=tuple(c for c in results.changes if c.key not in principles and (c.changes or c.why_not)),
        has_earlier_figures=any(day < kept for day in days),
        activities=tuple(at_a_glance(activity) for activity in results.activities),
    )


def tell_differences(results: Results) -> tuple[Subject, ...]:
    """At most three, with what everybody says of each."""
    by_key = {p.key: p for p in results.principles}
    topics = choose_differences(results.principles, results.changes)
    return tuple(_subject(topic, by_key.get(topic.key)) for topic in topics)


def tell_every_statement(principle: PrincipleResult, *, since_last_time: bool) -> tuple[EveryStatement, ...]:
    """Level by level: what the team and everybody who is shown says of each statement."""
    looks_back = since_last_time and principle.was_answered
    return tuple(_every(principle, place, looks_back) for place in range(len(principle.levels)))


def _every(principle: PrincipleResult, place: int, looks_back: bool) -> EveryStatement:
    level = principle.levels[place]
    groups = [group.levels[place].statements for group in principle.groups]
    voices = [(voice, voice.levels[place]) for voice in _voices(principle)]
    told = []
    for number, statement in enumerate(level.statements):
        bars = [of_last_time(THEN, statement)] if looks_back else []
        bars += [of_one_sheet(TOGETHER, statement)]
        bars += [
            of_one_sheet(g.label, said[number]) for g, said in zip(principle.groups, groups, strict=True)
        ]
        bars += [bar(voice, its.statements[number]) for voice, its in voices]
        told.append(Statement(statement.text, tuple(bars), statement.key))
    halves = [(voice.label, its.in_words) for voice, its in voices if its.adds_up]
    return EveryStatement(level.label, level.in_words, tuple(told), tuple(halves))


def _voices(principle: PrincipleResult) -> list[Voice]:
    together = principle.voices.together
    return [*in_order(principle.voices.voices), *([together] if together else [])]


def _part(principle: PrincipleResult, shared: tuple[str, ...]) -> Part:
    changes = {c.key: c for c in principle.change.changes} if principle.change else {}
    levels = reversed(principle.levels) if principle.placement else principle.levels
    return Part(
        principle=principle,
        line=line(principle),
        levels=tuple(_level(level, changes) for level in levels) if principle.is_answered else (),
        gone=tuple(change for change in changes.values() if change.kind == GONE_WORDING),
        shared=shared,
    )


def _level(level: LevelResult, changes: Mapping[str, Change]) -> Level:
    return Level(level.label, level.direction, level.in_words, tuple(_states(level, changes)))


def _states(level: LevelResult, changes: Mapping[str, Change]) -> Iterator[State]:
    for state, label in STATES:
        found = [s for s in level.statements if s.now in _alike(state)]
        if found:
            seen = NOT_SEEN if (state, level.direction) == (NOT_TICKED, "warning") else label
            yield State(state, seen, tuple(_told(found, changes)))


def _alike(state: str) -> tuple[str, ...]:
    """On a finished part, what nobody marked and what somebody said isn't true read the same."""
    return (NOT_TICKED, NOT_TRUE) if state == NOT_TICKED else (state,)


def _told(statements: Sequence[StatementResult], changes: Mapping[str, Change]) -> Iterator[Told]:
    asked: set[str] = set()
    for statement in statements:
        change = changes.get(statement.key)
        question = change.question if change and change.question not in asked else ""
        asked.add(question)
        yield Told(statement.text, change, question)


@remembered(megabytes=2, shared=(PrincipleResult,), seconds=A_WHILE)
def _subjects(
    principles: tuple[PrincipleResult, ...], changes: tuple[PrincipleChange, ...]
) -> tuple[Subject, ...]:
    """The same principles always have the same: they are looked for once."""
    by_key = {p.key: p for p in principles}
    topics = choose_statements(principles, changes)
    return tuple(_subject(topic, by_key.get(topic.key)) for topic in topics)


def _subject(topic: Topic, principle: PrincipleResult | None) -> Subject:
    """A statement that only the earlier wording had was put to nobody this time."""
    asked = principle.statement(topic.statement) if principle else None
    return Subject(topic, tuple(_bars(principle, asked)) if principle and asked else ())


def _bars(principle: PrincipleResult, statement: StatementResult) -> Iterator[Bar]:
    if principle.is_answered:
        yield of_one_sheet(TOGETHER, statement)
    yield from what_others_say(principle, statement)


def what_others_say(principle: PrincipleResult, statement: StatementResult) -> Iterator[Bar]:
    """Those who answered as one, then everybody who is shown."""
    for group in principle.groups:
        yield from (of_one_sheet(group.label, s) for s in group.statements if s.key == statement.key)
    for voice in in_order(principle.voices.voices):
        yield bar_of(voice, statement.key)
