"""How far a sheet has come, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    Expression,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from assessments.models import Activity, Answer, Placement, Reflection, Round, Sheet, Standing
from assessments.placing import PlacedActivity, field_of
from assessments.services.activities import placed_activities, version_placed_on
from rubric.document import Document, Level, Principle
from rubric.reading import read_version
from teams.prepared import prepared

YES, NO = (Value(whether, output_field=BooleanField()) for whether in (True, False))
NONE = Cast(None, BigIntegerField())


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


class Said(NamedTuple):
    """What stands of one part of a sheet. `level` is the id of where the team stands; `in_own_words`, there are words
    about it."""

    begun: bool = False
    finished: bool = False
    needs_another_look: bool = False
    level: int | None = None
    in_own_words: bool = False

    def and_also(self, other: Said) -> Said:
        """Each table says something of it, and nothing of the rest."""
        return Said(
            begun=self.begun or other.begun,
            finished=self.finished or other.finished,
            needs_another_look=self.needs_another_look or other.needs_another_look,
            level=self.level or other.level,
            in_own_words=self.in_own_words or other.in_own_words,
        )


NOTHING = Said()


class Found(NamedTuple):
    """What is said of each part of sheets, by its sheet and its principle, and by its sheet and its activity."""

    principles: dict[tuple[int, int | None], Said]
    activities: dict[tuple[int, int], Said]


def read_said(sheets: Sequence[int]) -> Found:
    """In one query, and in none where there are no sheets."""
    found = Found({}, {})
    for sheet, principle, activity, *said in _said(sheets) if sheets else ():
        parts, part = (found.principles, principle) if activity is None else (found.activities, activity)
        before = parts.get((sheet, part))
        parts[sheet, part] = before.and_also(Said(*said)) if before else Said(*said)
    return found


def read_progress(sheet: Sheet, document: Document) -> list[PartProgress]:
    """Every part in the rubric's order, in one query."""
    return progress_in(document, sheet.pk, read_said([sheet.pk]))


def progress_in(document: Document, sheet: int, said: Found) -> list[PartProgress]:
    """The same of one among many sheets, of which all that is said has been read."""
    levels = {level.id: level for level in document.levels}
    found = []
    for number, principle in enumerate(document.principles, start=1):
        told = said.principles.get((sheet, principle.id), NOTHING)
        part = PartProgress(
            number=number,
            principle=principle,
            begun=told.begun,
            finished=told.finished,
            needs_another_look=told.needs_another_look,
            level=levels.get(told.level) if told.level else None,
            is_placed=told.in_own_words or told.level in levels,
        )
        found.append(part)
    return found


def read_all_placed(sheets: Sequence[tuple[int, Round]], said: Found) -> dict[int, list[ActivityProgress]]:
    """How far each sheet is with its round's activities, in one query for all; none where nothing is placed."""
    placing = {round.pk: (sheet, round) for sheet, round in sheets if version_placed_on(round)}
    if not placing:
        return {}
    found: dict[int, list[ActivityProgress]] = {sheet: [] for sheet, _ in placing.values()}
    for of, placed, *about in _activities(list(placing), list(found)):
        sheet, round = placing[of]
        after = len(read_version(round.version_id).principles)
        activity = PlacedActivity(*about)
        told = said.activities.get((sheet, activity.id), NOTHING)
        one = ActivityProgress(
            number=after + len(found[sheet]) + 1,
            activity=activity,
            begun=placed or told.begun,
            finished=told.finished,
            needs_another_look=told.needs_another_look,
        )
        found[sheet].append(one)
    return found


@prepared
def _said(sheets: list[int]) -> QuerySet:
    """Where the team stands, what stands beside parts, and on which parts something is ticked, in one query of three
    tables."""
    standings = Standing.objects.filter(sheet__in=sheets, principle__isnull=False)
    reflections = Reflection.objects.filter(sheet__in=sheets)
    answers = Answer.objects.filter(sheet__in=sheets).exclude(value=Answer.Value.NOTHING)
    return _in_columns(
        standings, level="level_id", in_own_words=_whether(~Q(why="") | ~Q(where_we_differ=""))
    ).union(
        _in_columns(
            reflections,
            activity="activity_id",
            begun=_whether(~Q(text="")),
            finished=_whether(Q(finished_at__isnull=False)),
            needs_another_look="needs_another_look",
        ),
        _in_columns(answers, principle="statement__principle_id", begun=YES).distinct(),
        all=True,
    )


def _in_columns(
    rows: QuerySet,
    *,
    principle: str = "principle_id",
    activity: str | Expression = NONE,
    begun: Expression = NO,
    finished: Expression = NO,
    needs_another_look: str | Expression = NO,
    level: str | Expression = NONE,
    in_own_words: Expression = NO,
) -> QuerySet:
    """Those of `Said`, after the sheet and the part that it is said of."""
    of = ("sheet_id", principle, activity)
    return rows.values_list(*of, begun, finished, needs_another_look, level, in_own_words)


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
    return fields | {field_of(one.key): (None, one.id) for one in placed_activities(round)}


def next_part(sheet: Sheet, *, after: str | None = None) -> str | None:
    """The next part that isn't finished, beginning at the first or again at it; None when all are.

    Parts are called as in forms (`field`), what is ticked first.
    """
    done = set(_finished_of(sheet))
    fields = fields_of(sheet.round)
    keys = list(fields)
    here = keys.index(after) + 1 if after else 0
    in_order = keys[here:] + keys[: max(here - 1, 0)]
    return next((key for key in in_order if fields[key] not in done), None)


@prepared
def _finished_of(sheet: Sheet) -> QuerySet:
    finished = Reflection.objects.filter(sheet=sheet).exclude(finished_at=None)
    return finished.values_list("principle_id", "activity_id")
