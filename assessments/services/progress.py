"""How far a sheet has come, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.models import Answer, Placement, Reflection, Round, Sheet, Standing
from assessments.placing import PlacedActivity, field_of
from assessments.services.activities import activities_of, placed_activities, version_placed_on
from rubric.document import Document, Level, Principle
from rubric.reading import read_version
from teams.prepared import prepared


@dataclass(frozen=True)
class PartProgress:
    """`number` counts from 1; `standing` is what the team has written or chosen about where it stands.

    `needs_another_look`: it holds what was agreed last time, and nobody has confirmed it yet.
    """

    number: int
    principle: Principle
    begun: bool
    finished: bool
    needs_another_look: bool
    level: Level | None
    standing: Standing | None

    @property
    def is_placed(self) -> bool:
        """At a level, or in the team's own words."""
        return bool(self.level or (self.standing and (self.standing.why or self.standing.where_we_differ)))


@dataclass(frozen=True)
class ActivityProgress:
    """The same of an activity, which the team places on no level."""

    number: int
    activity: PlacedActivity
    begun: bool
    finished: bool
    needs_another_look: bool


def read_progress(sheet: Sheet, document: Document) -> list[PartProgress]:
    """Every part in the rubric's order, in three queries."""
    return read_all_progress([(sheet, document)])[sheet.pk]


def read_all_progress(sheets: Sequence[tuple[Sheet, Document]]) -> dict[int, list[PartProgress]]:
    """The same of many sheets, each with its rubric, in three queries for all of them."""
    if not sheets:
        return {}
    these = [sheet.pk for sheet, _ in sheets]
    answered = set(_answered(these))
    reflections = {(r.sheet_id, r.principle_id): r for r in _reflections(these)}
    standings = {(s.sheet_id, s.principle_id): s for s in _standings(these)}
    found = {}
    for sheet, document in sheets:
        levels = {level.id: level for level in document.levels}
        found[sheet.pk] = []
        for number, principle in enumerate(document.principles, start=1):
            place = (sheet.pk, principle.id)
            marked = any((sheet.pk, statement.id) in answered for statement in principle.statements)
            part = _part(number, principle, marked, reflections.get(place), standings.get(place), levels)
            found[sheet.pk].append(part)
    return found


@prepared
def _answered(sheets: list[int]) -> QuerySet:
    answers = Answer.objects.filter(sheet__in=sheets).exclude(value=Answer.Value.NOTHING)
    return answers.values_list("sheet_id", "statement_id")


@prepared
def _reflections(sheets: list[int]) -> QuerySet[Reflection]:
    return Reflection.objects.filter(sheet__in=sheets)


@prepared
def _standings(sheets: list[int]) -> QuerySet[Standing]:
    return Standing.objects.filter(sheet__in=sheets)


def _part(
    number: int,
    principle: Principle,
    marked: bool,
    reflection: Reflection | None,
    standing: Standing | None,
    levels: dict[int, Level],
) -> PartProgress:
    return PartProgress(
        number=number,
        principle=principle,
        begun=marked or bool(reflection and reflection.text),
        finished=bool(reflection and reflection.finished_at),
        needs_another_look=bool(reflection and reflection.needs_another_look),
        level=levels.get(standing.level_id) if standing else None,
        standing=standing,
    )


def read_all_placed(sheets: Sequence[tuple[Sheet, Round]]) -> dict[int, list[ActivityProgress]]:
    """How far each sheet is with its round's activities, in three queries for all; none where nothing is placed."""
    placing = [(sheet, round) for sheet, round in sheets if version_placed_on(round)]
    if not placing:
        return {}
    activities = activities_of([round for _, round in placing])
    of_these = {"sheet__in": [sheet.pk for sheet, _ in placing]}
    placed = set(
        Placement.objects.filter(**of_these)
        .exclude(value=0)
        .values_list("sheet_id", "activity_id")
        .distinct()
    )
    words = {
        (row.sheet_id, row.activity_id): row
        for row in Reflection.objects.filter(**of_these).exclude(activity=None)
    }
    found = {}
    for sheet, round in placing:
        after = len(read_version(round.version_id).principles)
        found[sheet.pk] = [
            _activity(after + number, one, (sheet.pk, one.id) in placed, words.get((sheet.pk, one.id)))
            for number, one in enumerate(activities.get(round.pk, []), start=1)
        ]
    return found


def _activity(
    number: int, activity: PlacedActivity, placed: bool, reflection: Reflection | None
) -> ActivityProgress:
    return ActivityProgress(
        number=number,
        activity=activity,
        begun=placed or bool(reflection and reflection.text),
        finished=bool(reflection and reflection.finished_at),
        needs_another_look=bool(reflection and reflection.needs_another_look),
    )


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
