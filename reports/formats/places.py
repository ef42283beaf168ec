"""Placed activities as data, and as rows of a spreadsheet. What was said of each place is among the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from assessments.placing import AIM, NOW
from reports.activities import moment_of
from reports.formats.sources import sources_of
from reports.placing.in_words import named, was_at
from reports.placing.placed import ActivityResult, PlacedStep
from reports.results import Results
from rubric.document.placing import Named

HEADINGS = ("Activity", "Question", "Now", "Aim", "Last time", "Why", "Activity key")
WIDTHS = (26, 30, 24, 24, 24, 48, 18)
TOGETHER = "Together"  # what the answers to several questions lead to


def placed_on(results: Results) -> dict[str, Any] | None:
    on = results.placed_on
    if on is None:
        return None
    return {"title": on.title, "key": on.key, "version": on.version} | sources_of(on.source)


def activity_data(activity: ActivityResult) -> dict[str, Any]:
    return {
        "key": activity.key,
        "name": activity.name,
        "line": activity.line,
        "is_finished": activity.is_finished,
        "reflection": activity.reflection,
        "why": activity.why,
        "where_we_differ": activity.where_we_differ,
        "groups_words": [
            {"who": group.label, "words": group.reflection} for group in activity.groups if group.reflection
        ],
        "quotes": [asdict(quote) for quote in activity.quotes],
        "now": _named(named(activity, NOW)),
        "aim": _named(named(activity, AIM)),
        "then": _named(was_at(activity)),
        "placed": [_step(step) for step in activity.steps],
    }


def _step(step: PlacedStep) -> dict[str, Any]:
    return {
        "key": step.asked.key,
        "moment": moment_of(step),
        "question": step.asked.question.text,
        "place": _named(step.place),
        "is_unsure": step.is_unsure,
        "then": _named(step.then),
    }


def _named(place: Named | None) -> dict[str, str] | None:
    return {"key": place.key, "label": place.label} if place else None


def rows_of(results: Results) -> Iterator[tuple[str, ...]]:
    for activity in results.activities:
        for now, aim in activity.questions:
            told = (now.said, aim.said, _label(now.then))
            yield (activity.name, now.asked.question.text, *told, activity.why, activity.key)
        if activity.now or activity.aim:
            told = (_label(activity.now), _label(activity.aim), _label(activity.was))
            yield (activity.name, TOGETHER, *told, activity.why, activity.key)


def _label(place: Named | None) -> str:
    return place.label if place else ""
