"""An activity as a part of a sheet: its steps, what can be said at each, and what its pages show. Pure.

A step is a question and a moment. All of *now* come first, and then all of *aim*: a part has a mark for each, in this
order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assessments.part import Row
from assessments.said import NOTHING, Saying, Sayings
from assessments.telling_places import Asked
from rubric.document import EASY_READ, Document, Question, drawing_by_code
from rubric.document.placing import named

UNSURE = Saying("not-sure", 9, label="Not sure", words="not sure", button="Not sure")
NOW, AIM = 0, 1  # as the database has them
MOMENTS = ("now", "aim")
HEADINGS = {NOW: "Where is it now?", AIM: "Where would you like it to be?"}
STAYING = "Not everything has to be at the top. You can also choose where it is now."
EASY_STAYING = "It is OK to choose where it is now."


@dataclass(frozen=True)
class PlacedActivity:
    """What is placed, as people see it. `drawing` is the digest of its picture."""

    id: int
    key: str
    name: str
    line: str = ""
    drawing: str = ""


@dataclass(frozen=True)
class Step:
    """`key` names it in pages and changes; keys hold no full stop."""

    question: Question
    moment: int

    @property
    def key(self) -> str:
        return f"{self.question.key}.{MOMENTS[self.moment]}"


@dataclass(frozen=True)
class ActivityPart:
    """An activity and its place among the parts of a sheet; `number` counts from 1, of `of`."""

    document: Document
    activity: PlacedActivity
    number: int
    of: int

    @property
    def key(self) -> str:
        return self.activity.key

    @property
    def rows(self) -> list[Row]:
        mine = {"activity": self.activity.id}
        return [
            Row(
                step.key,
                sayings_of(step.question),
                {**mine, "question": step.question.id or 0, "moment": step.moment},
            )
            for step in self.steps
        ]

    @property
    def owner(self) -> dict[str, int]:
        return {"activity": self.activity.id}

    @property
    def name(self) -> str:
        return self.activity.name

    @property
    def prompt(self) -> str:
        return prompt(self.document)

    @property
    def field(self) -> str:
        return field_of(self.activity.key)

    def answer(self, row: Row) -> str:
        return f"answer-{self.activity.key}.{row.key}"

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps_in(self.document)


def field_of(key: str) -> str:
    """What an activity is called among the parts of a sheet. Keys hold no full stop, so no principle is called so."""
    return f"activity.{key}"


def activity_in(field: str) -> str:
    """Its key; “” where a principle is called so."""
    before, dot, key = field.partition(".")
    return key if dot and before == "activity" else ""


def steps_in(document: Document) -> tuple[Step, ...]:
    return tuple(Step(question, moment) for moment in (NOW, AIM) for question in document.questions)


def asked_of(document: Document) -> tuple[Asked, ...]:
    """Each step as it is counted. Places that lead to cells have no order; otherwise the first is the lowest."""
    return tuple(
        Asked(step.key, len(step.question.places), not document.cells) for step in steps_in(document)
    )


def placed_by(document: Document, marks: str) -> dict[str, int]:
    """At which place each step has it, counted from 1; whoever isn't sure, or says nothing, is left out."""
    steps = zip(steps_in(document), marks, strict=True)
    return {step.key: int(mark) for step, mark in steps if mark not in (NOTHING.mark, UNSURE.mark)}


@lru_cache(maxsize=256)  # less than 4 kB each
def sayings_of(question: Question) -> Sayings:
    """Nothing, each of its places from the lowest, and not sure: exactly one of them at a time."""
    places = [
        Saying(place.key, number, label=place.label, words=place.label, button=place.label)
        for number, place in enumerate(question.places, start=1)
    ]
    return Sayings(NOTHING, *places, UNSURE)


def steps_of(part: ActivityPart, marks: str, last: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Each with the answers to choose from, read from the top: of a ladder the highest comes first.

    `last` says where it was last time, by step, where that is shown.
    """
    now = {question.key: mark for question, mark in zip(part.document.questions, marks, strict=False)}
    return [
        {
            "number": number,
            "key": step.key,
            "is_aim": step.moment == AIM,
            "heading": HEADINGS[step.moment],
            "question": step.question.text,
            "is_asked_by_heading": step.moment == AIM and len(part.document.questions) == 1,
            "runs": _runs(part.document, step, mark, now[step.question.key], (last or {}).get(step.key)),
            "was_unsure": (last or {}).get(step.key) == UNSURE,
            "is_ladder": step.question.is_ladder,
            "values": _values(step.question),
            "said": sayings_of(step.question).marked[mark],
            "answer": sayings_of(step.question).marked[mark].button,
        }
        for number, (step, mark) in enumerate(zip(part.steps, marks, strict=True), start=1)
    ]


def _values(question: Question) -> str:
    """What can be said, by its digit: for scripts."""
    stored = sayings_of(question).stored
    return " ".join(stored.get(digit, "-") for digit in range(UNSURE.stored + 1))


def prompt(document: Document) -> str:
    return document.reflection_prompt or "What makes you say that?"


def _runs(document: Document, step: Step, mark: str, now: str, last: str | None) -> list[dict[str, Any]]:
    question = step.question
    numbers = {place.key: str(number) for number, place in enumerate(question.places, start=1)}
    groups = {group.key: named(group) for group in document.groups}
    return [
        {
            "group": groups.get(key),
            "places": [
                named(place)
                | {
                    "is_chosen": numbers[place.key] == mark,
                    "was_last": place.key == last,
                    "was_said": step.moment == AIM and numbers[place.key] == now,
                    "drawing": drawing_by_code(document, place.picture),
                }
                for place in places
            ],
        }
        for key, places in question.runs_from_the_top()
    ]


def staying(document: Document) -> str:
    """Beside the question about the aim: no place is a target."""
    return EASY_STAYING if document.wording == EASY_READ else STAYING
