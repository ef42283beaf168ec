"""Where activities are placed, as rows of the tidy table. Pure.

The team and groups that answered as one have a row for each question at each moment; people on their own one for each
of its places, in words alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from assessments.placing import MOMENTS
from reports.activities import moment_of
from reports.placing.differences import Heard
from reports.placing.placed import ActivityResult, PlacedStep
from reports.results import Results
from reports.voices import SPOKEN_SHADES
from reports.who_said import ON_THEIR_OWN, of_group, of_team
from rubric.document import PLACE


def rows_of_places(results: Results, order: count[int]) -> Iterator[dict[str, Any]]:
    for activity in results.activities:
        for n, step in enumerate(activity.steps):
            about = _about(activity, step, results, next(order))
            yield from (about | row for row in _of_step(activity, n, step, results))


def _about(activity: ActivityResult, step: PlacedStep, results: Results, order: int) -> dict[str, Any]:
    told = {
        "response": PLACE,
        "part": activity.name,
        "part_key": activity.key,
        "level": moment_of(step),
        "level_key": MOMENTS[step.moment],
        "direction": "",
        "order": order,
        "key": step.asked.key,
        "statement": step.asked.question.text,
    }
    on = results.placed_on
    return told | ({"rubric": on.title, "rubric_key": on.key, "version": on.version} if on else {})


def _of_step(
    activity: ActivityResult, n: int, step: PlacedStep, results: Results
) -> Iterator[dict[str, Any]]:
    last_time = {"last_time": step.then.label} if step.then else {}
    yield of_team(results) | last_time | {"said": step.said}
    for group in activity.groups:
        yield of_group(group) | {"said": group.steps[n].said}
    for at, place in enumerate(step.asked.question.places):
        asked = f"{step.asked.question.text} {step.asked.place(at)}"
        for heard in activity.everybody:
            yield {"statement": asked, "key": f"{step.asked.key}.{place.key}"} | _said(heard, step, at)


def _said(heard: Heard, step: PlacedStep, at: int) -> dict[str, Any]:
    told = {
        "how": ON_THEIR_OWN,
        "who": heard.label,
        "people": heard.size,
        "people_number": heard.n,
        "said": SPOKEN_SHADES[heard.word(step.asked, at)],
    }
    return told | ({"shown_on": heard.counted_on} if heard.counted_on else {})
