"""A round in which people see each other's first names and answers. In any other round, nobody may call this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments.models import Answer, Reflection, Round, Sheet
from assessments.part import NOTHING, SAID, Part, cards, title
from rubric.document import Document

Values = dict[tuple[int, int], int]  # (sheet, statement) → Answer.Value


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


def read_everybody(round: Round, document: Document, wording: str) -> list[OpenPart]:
    """Every part, in two queries."""
    if round.sharing != Round.Sharing.IN_THE_OPEN:
        raise ValueError("This round is without names.")
    theirs = {"sheet__round": round, "sheet__kind__in": (Sheet.Kind.PERSON, Sheet.Kind.GROUP)}
    finished = Reflection.objects.filter(**theirs).exclude(finished_at=None).select_related("sheet")
    by_part: dict[int, list[Reflection]] = {}
    for reflection in finished.order_by("sheet_id"):
        by_part.setdefault(reflection.principle_id, []).append(reflection)
    rows = Answer.objects.filter(**theirs).values_list("sheet_id", "statement_id", "value")
    values = {(sheet, statement): value for sheet, statement, value in rows}
    parts = (Part(document, principle, number) for number, principle in enumerate(document.principles, 1))
    return [_part(part, by_part.get(part.principle.id, []), values, wording) for part in parts]


def _part(part: Part, reflections: list[Reflection], values: Values, wording: str) -> OpenPart:
    sheets = [reflection.sheet for reflection in reflections]
    return OpenPart(
        key=part.principle.key,
        title=title(part.principle, wording),
        names=[_name(sheet) for sheet in sheets],
        levels=_levels(part, sheets, values, wording),
        words=_words(r for r in reflections if r.sheet.kind == Sheet.Kind.PERSON and _is_shared(r)),
        groups_words=_words(r for r in reflections if r.sheet.kind == Sheet.Kind.GROUP),
    )


def _levels(part: Part, sheets: list[Sheet], values: Values, wording: str) -> list[OpenLevel]:
    said = {
        statement.key: [_said(values.get((sheet.pk, statement.id))) for sheet in sheets]
        for statement in part.principle.statements
    }
    nothing = NOTHING * len(part.principle.statements)
    return [
        OpenLevel(
            card["level"]["label"],
            [{"text": row["text"], "said": said[row["key"]]} for row in card["rows"]],
        )
        for card in cards(part, nothing, wording)
    ]


def _said(value: int | None) -> str:
    return SAID[str(value or 0)].capitalize()


def _name(sheet: Sheet) -> str:
    return f"A group of {sheet.people}" if sheet.kind == Sheet.Kind.GROUP else sheet.first_name


def _is_shared(reflection: Reflection) -> bool:
    return reflection.may_read == Reflection.MayRead.ROUND


def _words(reflections: Iterable[Reflection]) -> list[str]:
    """In the alphabet's order, since the order of the names would say whose they are."""
    return sorted(reflection.text for reflection in reflections if reflection.text)
