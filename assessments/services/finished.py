"""What persons have said of the parts that they have finished, as counting reads it: plain values."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.models import Answer, Placement, Reflection, Round, Sheet
from assessments.models.sheets import ACTIVITY, PRINCIPLE, Whole
from assessments.placing import steps_in
from rubric.document import Document

Said = tuple[int, Whole, str]  # a sheet, a part, and a digit for each thing that is said of it
Thing = int | tuple[int, int, int]  # a statement; or an activity, a question and a moment
ONE_PERSON = {"sheet__kind": Sheet.Kind.PERSON}
WITHOUT_HELP = ("", Sheet.How.ALONE)


@dataclass(frozen=True)
class Placed:
    """What the round places: the ids of its activities, and on what."""

    activities: list[int]
    document: Document


@dataclass(frozen=True)
class Person:
    perspective: int | None
    helped: bool
    on_paper: bool


def read_finished(
    round: Round, document: Document, placed: Placed | None
) -> tuple[dict[int, Person], list[Said]]:
    rows = Reflection.objects.filter(sheet__round=round, **ONE_PERSON).exclude(finished_at=None)
    who = ("sheet__perspective_id", "sheet__how", "sheet__on_paper")
    people, said = {}, []
    things = _things(document, placed)
    values = _read_values(round, placed)
    for sheet, principle, activity, perspective, how, on_paper in rows.values_list(
        "sheet_id", PRINCIPLE, ACTIVITY, *who
    ):
        people[sheet] = Person(perspective, how not in WITHOUT_HELP, on_paper)
        part = (PRINCIPLE, principle) if principle else (ACTIVITY, activity)
        mine = values.get(sheet, {})
        said.append((sheet, part, "".join(str(mine.get(thing, 0)) for thing in things[part])))
    return people, said


def _things(document: Document, placed: Placed | None) -> dict[Whole, list[Thing]]:
    """What is said of each part, in the order of its marks."""
    of_principles = {(PRINCIPLE, one.id): [s.id for s in one.statements] for one in document.principles}
    if not placed:
        return of_principles
    steps = steps_in(placed.document)
    return of_principles | {
        (ACTIVITY, pk): [(pk, step.question.id, step.moment) for step in steps] for pk in placed.activities
    }


def _read_values(round: Round, placed: Placed | None) -> dict[int, dict[Thing, int]]:
    values: dict[int, dict[Thing, int]] = {}
    ticks = Answer.objects.filter(sheet__round=round, **ONE_PERSON).exclude(value=Answer.Value.NOTHING)
    for sheet, statement, value in ticks.values_list("sheet_id", "statement_id", "value"):
        values.setdefault(sheet, {})[statement] = value
    if placed:
        rows = Placement.objects.filter(sheet__round=round, **ONE_PERSON)
        for sheet, *thing, value in rows.values_list(
            "sheet_id", "activity_id", "question_id", "moment", "value"
        ):
            values.setdefault(sheet, {})[tuple(thing)] = value
    return values
