"""How a report lays out the activities that a round places: drawn, in words, and as tables in the appendix. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.placing import AIM, NOW
from reports.placing.differences import Heard
from reports.placing.in_words import LAST_TIME, Said, ago, in_short, named, tell_activity, was_at
from reports.placing.placed import ActivityResult, PlacedStep
from reports.placing.strips import Strip, strips_of
from reports.results import Results
from reports.said_tables import columns_of
from reports.voices import SPOKEN_SHADES
from rubric.document.placing import Named

MOMENTS = ("Now", "Aim")


@dataclass(frozen=True)
class Answer:
    """What the team, or a group as one, says of a question at a moment."""

    moment: str
    question: str
    who: str
    last_time: str
    said: str


@dataclass(frozen=True)
class HeardTable:
    """What some of the groups say of each place, side by side: as many as fit without breaking a word."""

    moment: str
    question: str
    columns: tuple[Heard, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class LaidOut:
    activity: ActivityResult
    strips: tuple[Strip, ...]
    said: tuple[Said, ...]
    short: str
    was: str
    now: str
    aim: str
    answers: tuple[Answer, ...]
    heard: tuple[HeardTable, ...]


def lay_out_activities(results: Results) -> tuple[LaidOut, ...]:
    when = ago(results.earlier.when, results.made_at) if results.earlier else LAST_TIME
    return tuple(_lay_out(activity, when) for activity in results.activities)


def _lay_out(activity: ActivityResult, when: str) -> LaidOut:
    return LaidOut(
        activity,
        strips=strips_of(activity),
        said=tell_activity(activity, when),
        short=in_short(activity),
        was=_label(was_at(activity)),
        now=_label(named(activity, NOW)),
        aim=_label(named(activity, AIM)),
        answers=tuple(_answers(activity)),
        heard=tuple(_heard(activity)),
    )


def _label(place: Named | None) -> str:
    return place.label if place else ""


def _answers(activity: ActivityResult) -> Iterator[Answer]:
    for n, step in enumerate(activity.steps):
        yield _answer("The team", step)
        for group in activity.groups:
            yield _answer(group.label, group.steps[n])


def _answer(who: str, step: PlacedStep) -> Answer:
    then = step.then.label if step.then else ""
    return Answer(moment_of(step), step.asked.question.text, who, then, step.said)


def moment_of(step: PlacedStep) -> str:
    return MOMENTS[step.moment != NOW]


def _heard(activity: ActivityResult) -> Iterator[HeardTable]:
    everybody = activity.everybody
    for step in activity.steps:
        for start, end in columns_of([one.label for one in everybody]):
            columns = everybody[start:end]
            rows = tuple(
                (step.asked.place(n), tuple(SPOKEN_SHADES[one.word(step.asked, n)] for one in columns))
                for n in range(len(step.asked.question.places))
            )
            yield HeardTable(moment_of(step), step.asked.question.text, columns, rows)
