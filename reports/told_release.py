"""All that a release tells, beside the one before. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.comparison import Comparison, Look, compare
from assessments.counted import Counts
from reports.placed import ActivityResult, tell_activities
from reports.results import PrincipleResult
from reports.summary import headline
from reports.summary_of_places import headline_of
from reports.telling import tell_principles
from reports.took_part import TookPart, tell_took_part
from reports.voices import tell_voices


@dataclass(frozen=True)
class ToldRelease:
    """Quotes come and go, so they aren’t in it."""

    now: Look
    then: Look | None
    comparison: Comparison | None
    counts: Counts
    principles: tuple[PrincipleResult, ...]
    headline: str
    took_part: TookPart
    activities: tuple[ActivityResult, ...] = ()


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
