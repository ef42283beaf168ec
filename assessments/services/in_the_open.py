"""A round in which people see each other's first names and answers. In any other round, nobody may call this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments.models import Answer, Reflection, Round, Sheet
from assessments.part import Part, cards
from assessments.said import NOTHING, TICKS
from assessments.services.appearing import SHOWN_TO_ROUND, let_open_words_appear
from assessments.services.terms import k_of
from rubric.document import Document

Values = dict[tuple[int, int], int]  # (sheet, statement) → what is stored


@dataclass(frozen=True)
class OpenLevel:
    label: str
    rows: list[dict[str, Any]]  # each: text, and what everybody `said` of it in the order of the names


@dataclass(frozen=True)
class OpenPart:
    """Of those who have finished it. `words` are a person's own, told without a name, as their writers chose."""

    key: str
    title: str
    names: list[str]
    levels: list[OpenLevel]
    words: list[str]
    groups_words: list[str]

    @property
    def columns(self) -> int:
        return len(self.names) + 1


def read_everybody(round: Round, document: Document) -> list[OpenPart]:
    """Every part, in two queries. Words of persons appear here once enough have written, as appearing.py says."""
    if round.sharing != Round.Sharing.IN_THE_OPEN:
        raise ValueError("This round is without names.")
    by_part = _read_finished(round)
    if round.is_open and _enough_wait(by_part, k_of(round)) and let_open_words_appear(round):
        by_part = _read_finished(round)
    rows = Answer.objects.filter(**_theirs(round)).values_list("sheet_id", "statement_id", "value")
    values = {(sheet, statement): value for sheet, statement, value in rows}
    parts = (Part(document, principle, number) for number, principle in enumerate(document.principles, 1))
    return [_part(part, by_part.get(part.principle.id, []), values) for part in parts]


def _theirs(round: Round) -> dict[str, Any]:
    return {"sheet__round": round, "sheet__kind__in": (Sheet.Kind.PERSON, Sheet.Kind.GROUP)}


def _read_finished(round: Round) -> dict[int, list[Reflection]]:
    finished = Reflection.objects.filter(**_theirs(round)).exclude(finished_at=None).select_related("sheet")
    finished = finished.annotate(is_shown=SHOWN_TO_ROUND)
    by_part: dict[int, list[Reflection]] = {}
    for reflection in finished.order_by("sheet_id"):
        by_part.setdefault(reflection.principle_id, []).append(reflection)
    return by_part


def _enough_wait(by_part: dict[int, list[Reflection]], k: int) -> bool:
    """Asked before let_open_words_appear(), which writes: looking at a page should seldom do that."""
    return any(sum(map(_waits, rows)) >= k for rows in by_part.values())


def _waits(reflection: Reflection) -> bool:
    is_shared = reflection.may_read == Reflection.MayRead.ROUND or reflection.may_quote
    is_new = reflection.text and reflection.came_with is None
    return bool(is_shared and is_new and reflection.sheet.kind == Sheet.Kind.PERSON)


def _part(part: Part, reflections: list[Reflection], values: Values) -> OpenPart:
    sheets = [reflection.sheet for reflection in reflections]
    return OpenPart(
        key=part.principle.key,
        title=part.principle.name,
        names=[_name(sheet) for sheet in sheets],
        levels=_levels(part, sheets, values),
        words=_words(r for r in reflections if r.sheet.kind == Sheet.Kind.PERSON and r.is_shown),
        groups_words=_words(r for r in reflections if r.sheet.kind == Sheet.Kind.GROUP),
    )


def _levels(part: Part, sheets: list[Sheet], values: Values) -> list[OpenLevel]:
    said = {
        statement.key: [_said(values.get((sheet.pk, statement.id), NOTHING.stored)) for sheet in sheets]
        for statement in part.principle.statements
    }
    nothing = NOTHING.mark * len(part.principle.statements)
    return [
        OpenLevel(
            card["level"]["label"],
            [{"text": row["text"], "said": said[row["key"]]} for row in card["rows"]],
        )
        for card in cards(part, nothing)
    ]


def _said(value: int) -> str:
    return TICKS.stored[value].words.capitalize()


def _name(sheet: Sheet) -> str:
    return f"A group of {sheet.people}" if sheet.kind == Sheet.Kind.GROUP else sheet.first_name


def _words(reflections: Iterable[Reflection]) -> list[str]:
    """In the alphabet's order, since the order of the names would say whose they are."""
    return sorted(reflection.text for reflection in reflections if reflection.text)
