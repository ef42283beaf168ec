"""How far a sheet has come, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.models import Answer, Reflection, Sheet, Standing
from rubric.document import Document, Level, Principle


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


def read_progress(sheet: Sheet, document: Document) -> list[PartProgress]:
    """Every part in the rubric's order, in three queries."""
    return read_all_progress([(sheet, document)])[sheet.pk]


def read_all_progress(sheets: Sequence[tuple[Sheet, Document]]) -> dict[int, list[PartProgress]]:
    """The same of many sheets, each with its rubric, in three queries for all of them."""
    of_these = {"sheet__in": [sheet.pk for sheet, _ in sheets]}
    answers = Answer.objects.filter(**of_these).exclude(value=Answer.Value.NOTHING)
    answered = set(answers.values_list("sheet_id", "statement_id"))
    reflections = {(r.sheet_id, r.principle_id): r for r in Reflection.objects.filter(**of_these)}
    standings = {(s.sheet_id, s.principle_id): s for s in Standing.objects.filter(**of_these)}
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


def next_part(sheet: Sheet, document: Document, *, after: str | None = None) -> Principle | None:
    """The next part that isn't finished, beginning at the first or again at it; None when all are."""
    finished = sheet.reflections.exclude(finished_at=None).values_list("principle_id", flat=True)
    done = set(finished)
    keys = [principle.key for principle in document.principles]
    here = keys.index(after) + 1 if after else 0
    in_order = document.principles[here:] + document.principles[: max(here - 1, 0)]
    return next((principle for principle in in_order if principle.id not in done), None)
