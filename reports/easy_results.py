"""What we see in Easy Read: a picture, a short sentence, one idea at a time. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assessments.news import (
    DISPUTED,
    NEW_WORDING,
    NEWLY_TRUE,
    NO_LONGER_TRUE,
    STILL_SEEN,
    STILL_TRUE,
    UNSURE_NOW,
    WHY_SO,
    WORDS,
)
from reports.agreement import Seen
from reports.answers import NOT_ANSWERED
from reports.bars import Bar
from reports.lines import most_to_say
from reports.results import Placement, PrincipleResult
from reports.topics import APART, ASKED, PERSPECTIVES, UNSURE, UNTOLD, WHO_KNOWS, WHY_DIFFER, WRITTEN
from reports.what_we_see import EveryStatement, Statement, Subject, WhatWeSee
from rubric.document import Document, ShownDrawing, drawing_by_code, drawing_of
from teams.punctuation import sentence

NOT_YET = "The team has not talked about this."
UNFINISHED = "The team has not finished this part."
NOTHING = "The team ticked nothing here."
TRUE_HERE = "The team says that this is true:"
NOT_ALL = "Not everyone agrees."
NOT_CHOSEN = "The team has not chosen a place."
SAME = "It was the same last time."
DIFFER = ("People see this differently.", "Why do people see it differently?")
DISAGREE = ("Not everyone agrees with the team.", "Why do you think that is?")


# What something to talk about is told as, with its question, by what it is called in the standard wording, with its.
LEADS = {
    **{(PERSPECTIVES, asked): DIFFER for asked in ASKED.values()},
    (APART, WHY_SO): DISAGREE,
    (WRITTEN, WHY_DIFFER): ("The team wrote about this.", "What do you think?"),
    (UNTOLD, ASKED["warning"]): ("People see this. It is not a good sign.", "What can we do to stop it?"),
    (UNSURE, WHO_KNOWS): ("The team is not sure about this.", "Who knows more about it?"),
    UNSURE_NOW: ("This was true last time. Now the team is not sure.", "Who knows more about it?"),
    WORDS[NEWLY_TRUE, "warning"]: ("This is new. It is not a good sign.", "What has changed?"),
    WORDS[NEWLY_TRUE, "strength"]: ("This is new. Now it is true.", "What helped?"),
    WORDS[NO_LONGER_TRUE, "warning"]: ("This has stopped. That is good news.", "What helped?"),
    WORDS[NO_LONGER_TRUE, "progress"]: ("This was true. Now it is not.", "Is there something better now?"),
    WORDS[NO_LONGER_TRUE, "strength"]: ("This was true. Now it is not.", "What got in the way?"),
    WORDS[STILL_TRUE, "warning"]: (
        "This is not a good sign. It is still here.",
        "What can we do to stop it?",
    ),
    (DISPUTED[NO_LONGER_TRUE, "warning"], WHY_SO): (
        "The team says that this has stopped. Not everyone agrees.",
        DISAGREE[1],
    ),
    (DISPUTED[NO_LONGER_TRUE, "strength"], WHY_SO): (
        "The team says that this is not true now. Not everyone agrees.",
        DISAGREE[1],
    ),
    (STILL_SEEN, WHY_SO): ("Now the team is not sure about this. Others still see it.", DISAGREE[1]),
    **{
        (words, WHY_SO): ("The team says that this is true now. Not everyone agrees.", DISAGREE[1])
        for (kind, _), words in DISPUTED.items()
        if kind in (NEWLY_TRUE, NEW_WORDING)
    },
}


@dataclass(frozen=True)
class EasyPart:
    """Where the team says it is. `statement` is one that it says is true, where it places itself nowhere."""

    key: str
    name: str
    lines: tuple[str, ...]
    direction: str = ""
    drawing: ShownDrawing | None = None
    statement: str = ""
    after: str = ""


@dataclass(frozen=True)
class EasyStatement:
    """With what everybody says of it. `lead` says why it is something to talk about."""

    text: str
    drawing: ShownDrawing | None
    bars: tuple[Bar, ...]
    key: str = ""
    part: str = ""
    part_key: str = ""
    lead: str = ""
    question: str = ""


@dataclass(frozen=True)
class EasyLevel:
    label: str
    statements: tuple[EasyStatement, ...]


def tell_easily(
    seen: WhatWeSee, document: Document
) -> tuple[tuple[EasyPart, ...], tuple[EasyStatement, ...]]:
    """Each part, and what to talk about."""
    parts = tuple(_part(part.principle, document) for part in seen.parts)
    return parts, tuple(_subject(subject, document) for subject in seen.subjects)


def tell_levels_easily(levels: Sequence[EveryStatement], document: Document) -> tuple[EasyLevel, ...]:
    """Who has given no answer isn’t told of again at every statement."""
    return tuple(
        EasyLevel(
            level.label, tuple(tell_statement_easily(statement, document) for statement in level.statements)
        )
        for level in levels
    )


def tell_statement_easily(statement: Statement, document: Document) -> EasyStatement:
    answers = tuple(bar for bar in statement.bars if bar.state != NOT_ANSWERED)
    return EasyStatement(statement.text, _drawing(statement.key, document), answers)


def _part(principle: PrincipleResult, document: Document) -> EasyPart:
    """A statement stands only where the team has no place: a level says more."""
    picture = drawing_by_code(document, document.principle(principle.key).picture)
    told = EasyPart(principle.key, principle.name, tuple(_lines(principle)), drawing=picture)
    if principle.placement and principle.is_placed:
        return replace(told, direction=principle.placement.direction)
    true = _shortest_true(principle)
    if true is None:
        return told
    return replace(told, statement=true.text, after=NOT_ALL if true.is_doubted else "")


def _lines(principle: PrincipleResult) -> Iterator[str]:
    if not principle.is_talked_about:
        yield NOT_YET
    if principle.placement:
        yield from _placed(principle, principle.placement)
    if principle.is_answered and not principle.is_finished:
        yield UNFINISHED
    if principle.is_answered and not principle.is_placed:
        yield TRUE_HERE if _shortest_true(principle) else NOTHING


def _placed(principle: PrincipleResult, placement: Placement) -> Iterator[str]:
    if principle.is_talked_about:
        yield f"The team says: {sentence(placement.label)}" if placement.direction else NOT_CHOSEN
    if placement.then:
        stayed = placement.direction and not placement.has_moved
        yield SAME if stayed else f"Last time: {sentence(placement.then)}"


def _shortest_true(principle: PrincipleResult) -> Seen | None:
    found = most_to_say(principle) if principle.is_answered else []
    return min(found, key=lambda one: len(one.text), default=None)


def _subject(subject: Subject, document: Document) -> EasyStatement:
    topic = subject.topic
    lead, question = LEADS[topic.lead, topic.question]
    return EasyStatement(
        text=topic.words,
        drawing=_drawing(topic.statement, document),
        bars=subject.bars,
        key=topic.statement,
        part=topic.principle,
        part_key=topic.key,
        lead=lead,
        question=question,
    )


def _drawing(key: str, document: Document) -> ShownDrawing | None:
    """None for what isn't a statement of this wording."""
    for principle in document.principles:
        for statement in principle.statements:
            if statement.key == key:
                return drawing_of(document, principle, statement)
    return None
