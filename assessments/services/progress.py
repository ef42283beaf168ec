"""How far a sheet has come, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from assessments.models import Activity, Answer, Placement, Reflection, Round, Sheet, Standing
from assessments.placing import PlacedActivity, field_of
from assessments.services.activities import placed_activities, version_placed_on
from rubric.document import Document, Level, Principle
from rubric.reading import read_version
from teams.prepared import prepared


@dataclass(frozen=True)
class PartProgress:
    """`number` counts from 1. The team `is_placed` at a level, or in its own words.

    `needs_another_look`: it holds what was agreed last time, and nobody has confirmed it yet.
    """

    number: int
    principle: Principle
    begun: bool
    finished: bool
    needs_another_look: bool
    level: Level | None
    is_placed: bool


@dataclass(frozen=True)
class ActivityProgress:
    """The same of an activity, which the team places on no level."""

    number: int
    activity: PlacedActivity
    begun: bool
    finished: bool
    needs_another_look: bool


class Beside(NamedTuple):
    """What stands beside a part: whether words do, whether it is finished, and whether it needs another look."""

    words: bool = False
    finished: bool = False
    needs_another_look: bool = False


class Found(NamedTuple):
    """What is beside each part of sheets, by its sheet and its principle, and by its sheet and its activity."""

    principles: dict[tuple[int, int], Beside]
    activities: dict[tuple[int, int], Beside]


def read_beside(sheets: Sequence[int]) -> Found:
    found = Found({}, {})
    for sheet, principle, activity, *beside in _beside(sheets):
        if activity is None:
            found.principles[sheet, principle] = Beside(*beside)
        else:
            found.activities[sheet, activity] = Beside(*beside)
    return found


def read_progress(sheet: Sheet, document: Document) -> list[PartProgress]:
    """Every part in the rubric's order, in three queries."""
    return read_all_progress([(sheet.pk, document)], read_beside([sheet.pk]))[sheet.pk]


def read_all_progress(sheets: Sequence[tuple[int, Document]], beside: Found) -> dict[int, list[PartProgress]]:
    """The same of many sheets, each with its rubric, in two queries more for all of them."""
    if not sheets:
        return {}
    these = [sheet for sheet, _ in sheets]
    answered = set(_answered(these))
    standings = {(sheet, principle): where for sheet, principle, *where in _standings(these)}
    found = {}
    for sheet, document in sheets:
        levels = {level.id: level for level in document.levels}
        found[sheet] = []
        for number, principle in enumerate(document.principles, start=1):
            place = (sheet, principle.id)
            level, in_own_words = standings.get(place, (None, False))
            told = beside.principles.get(place, Beside())
            part = PartProgress(
                number=number,
                principle=principle,
                begun=place in answered or told.words,
                finished=told.finished,
                needs_another_look=told.needs_another_look,
                level=levels.get(level),
                is_placed=in_own_words or level in levels,
            )
            found[sheet].append(part)
    return found


def read_all_placed(sheets: Sequence[tuple[int, Round]], beside: Found) -> dict[int, list[ActivityProgress]]:
    """How far each sheet is with its round's activities, in one query for all; none where nothing is placed."""
    placing = {round.pk: (sheet, round) for sheet, round in sheets if version_placed_on(round)}
    if not placing:
        return {}
    found: dict[int, list[ActivityProgress]] = {sheet: [] for sheet, _ in placing.values()}
    for of, placed, *about in _activities(list(placing), list(found)):
        sheet, round = placing[of]
        after = len(read_version(round.version_id).principles)
        activity = PlacedActivity(*about)
        told = beside.activities.get((sheet, activity.id), Beside())
        one = ActivityProgress(
            number=after + len(found[sheet]) + 1,
            activity=activity,
            begun=placed or told.words,
            finished=told.finished,
            needs_another_look=told.needs_another_look,
        )
        found[sheet].append(one)
    return found


@prepared
def _answered(sheets: list[int]) -> QuerySet:
    answers = Answer.objects.filter(sheet__in=sheets).exclude(value=Answer.Value.NOTHING)
    return answers.values_list("sheet_id", "statement__principle_id").distinct()


@prepared
def _beside(sheets: list[int]) -> QuerySet:
    told = {"words": _whether(~Q(text="")), "finished": _whether(Q(finished_at__isnull=False))}
    of = ("sheet_id", "principle_id", "activity_id")
    return (
        Reflection.objects.filter(sheet__in=sheets)
        .annotate(**told)
        .values_list(*of, *told, "needs_another_look")
    )


@prepared
def _standings(sheets: list[int]) -> QuerySet:
    in_own_words = _whether(~Q(why="") | ~Q(where_we_differ=""))
    of_principles = Standing.objects.filter(sheet__in=sheets, principle__isnull=False)
    return of_principles.annotate(in_own_words=in_own_words).values_list(
        "sheet_id", "principle_id", "level_id", "in_own_words"
    )


@prepared
def _activities(rounds: list[int], sheets: list[int]) -> QuerySet:
    """Each with whether one of the sheets places it, of which each has another round."""
    said = Placement.objects.filter(activity=OuterRef("pk"), sheet__in=sheets).exclude(value=0)
    rows = Activity.objects.filter(round__in=rounds).order_by("round_id", "position")
    about = ("pk", "key", "name", "line", "drawing")
    return rows.annotate(placed=Exists(said)).values_list("round_id", "placed", *about)


def _whether(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def fields_of(round: Round) -> dict[str, tuple[int | None, int | None]]:
    """Each part by what it is called in forms, what is ticked first: the ids of its principle and of its activity."""
    fields: dict[str, tuple[int | None, int | None]] = {
        one.key: (one.id, None) for one in read_version(round.version_id).principles
    }
    if version_placed_on(round):
        fields |= {field_of(one.key): (None, one.id) for one in placed_activities(round)}
    return fields


def next_part(sheet: Sheet, *, after: str | None = None) -> str | None:
    """The next part that isn't finished, beginning at the first or again at it; None when all are.

    Parts are called as in forms (`field`), what is ticked first.
    """
    finished = sheet.reflections.exclude(finished_at=None).values_list("principle_id", "activity_id")
    done = set(finished)
    fields = fields_of(sheet.round)
    keys = list(fields)
    here = keys.index(after) + 1 if after else 0
    in_order = keys[here:] + keys[: max(here - 1, 0)]
    return next((key for key in in_order if fields[key] not in done), None)
