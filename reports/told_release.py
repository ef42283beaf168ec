"""All that a release tells, beside the one before. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from assessments.comparison import Comparison, Look, compare
from assessments.counted import Counts
from reports.placed import ActivityResult, tell_activities
from reports.results import Earlier, PrincipleResult, Results
from reports.summary import headline
from reports.summary_of_places import headline_of
from reports.telling import tell_principles
from reports.told_quote import ToldQuote
from reports.took_part import TookPart, tell_took_part
from reports.voices import tell_voices
from teams.remembered import remembered


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


@remembered(megabytes=8, shared=(ToldRelease,))
def tell_results(
    told: ToldRelease, quotes: tuple[tuple[str, ToldQuote], ...], last_time: LastTime | None, **facts: Any
) -> Results:
    """With the round's own `facts`, and with `quotes` by their principle's key."""
    document = told.now.document
    return Results(
        rubric=document.title,
        source=document.source,
        rubric_key=document.slug,
        room=told.now.agreed.room,
        headline=told.headline,
        principles=_with_quotes(told.principles, quotes),
        levels=tuple(level.label for level in document.levels),
        earlier=_earlier(told, last_time),
        took_part=told.took_part,
        activities=told.activities,
        **facts,
    )


def _with_quotes(
    principles: tuple[PrincipleResult, ...], quotes: tuple[tuple[str, ToldQuote], ...]
) -> tuple[PrincipleResult, ...]:
    if not quotes:
        return principles
    return tuple(
        replace(principle, quotes=tuple(quote for key, quote in quotes if key == principle.key))
        for principle in principles
    )


def _earlier(told: ToldRelease, last_time: LastTime | None) -> Earlier | None:
    if last_time is None or told.then is None or told.comparison is None:
        return None
    return Earlier(*last_time, room=told.then.agreed.room, comparison=told.comparison)
