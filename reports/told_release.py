"""All that a release tells, beside the one before. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from assessments.comparison import Comparison, Look, compare
from assessments.counted import Counts
from reports.placing.placed import ActivityResult, tell_activities
from reports.placing.summary import headline_of
from reports.results import ACTIVITY, PRINCIPLE, Earlier, PartKey, PrincipleResult, Results
from reports.summary import headline
from reports.telling import tell_principles
from reports.told_quote import ToldQuote
from reports.took_part import TookPart, tell_took_part
from reports.voices import tell_voices
from teams.remembered import A_WHILE, remembered

QuotesOfParts = tuple[tuple[PartKey, ToldQuote], ...]
Told = TypeVar("Told", PrincipleResult, ActivityResult)


@dataclass(frozen=True, eq=False)
class ToldRelease:
    """Quotes come and go, so they aren’t in it. Each is itself and no other: to compare two would take milliseconds."""

    now: Look
    then: Look | None
    comparison: Comparison | None
    counts: Counts
    principles: tuple[PrincipleResult, ...]
    headline: str
    took_part: TookPart
    activities: tuple[ActivityResult, ...] = ()


class LastTime(NamedTuple):
    """Of the round before, what can be renamed or moved."""

    title: str
    when: datetime
    version: int


def tell_look(now: Look, then: Look | None, counts: Counts, edition: str) -> ToldRelease:
    document = now.document
    comparison = compare(then, now) if then else None
    principles = tell_principles(now, then, comparison, tell_voices(document, counts, edition))
    activities = tell_activities(now, then, counts, edition)
    levels = tuple(level.label for level in document.levels)
    return ToldRelease(
        now=now,
        then=then,
        comparison=comparison,
        counts=counts,
        principles=principles,
        headline=headline(principles, levels) if principles else headline_of(activities),
        took_part=tell_took_part(counts, edition),
        activities=activities,
    )


@remembered(megabytes=8, shared=(ToldRelease,), seconds=A_WHILE)
def tell_results(
    told: ToldRelease, quotes: QuotesOfParts, last_time: LastTime | None, **facts: Any
) -> Results:
    """With the round's own `facts`, and with `quotes` by the part that they are about."""
    document = told.now.document
    return Results(
        rubric=document.title,
        source=document.source,
        rubric_key=document.slug,
        room=told.now.agreed.room,
        headline=told.headline,
        principles=_with_quotes(PRINCIPLE, told.principles, quotes),
        levels=tuple(level.label for level in document.levels),
        earlier=_earlier(told, last_time),
        took_part=told.took_part,
        activities=_with_quotes(ACTIVITY, told.activities, quotes),
        **facts,
    )


def _with_quotes(kind: str, told: tuple[Told, ...], quotes: QuotesOfParts) -> tuple[Told, ...]:
    """What is told of each part of this kind, with its own."""
    if not quotes:
        return told
    return tuple(
        replace(one, quotes=tuple(quote for part, quote in quotes if part == (kind, one.key))) for one in told
    )


def _earlier(told: ToldRelease, last_time: LastTime | None) -> Earlier | None:
    if last_time is None or told.then is None or told.comparison is None:
        return None
    rubric = told.then.document.slug
    return Earlier(*last_time, room=told.then.agreed.room, comparison=told.comparison, rubric=rubric)
