"""A round in which people see each other’s first names and answers. In any other round, nobody may call this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from assessments.models import Answer, Placement, Reflection, Round, Sheet
from assessments.models.sheets import ACTIVITY, PRINCIPLE, Whole
from assessments.part import Part, cards
from assessments.placing import HEADINGS, MOMENTS, PlacedActivity, sayings_of
from assessments.said import NOTHING, TICKS
from assessments.services.activities import placed_activities, version_placed_on
from assessments.services.appearing import SHOWN_TO_ROUND, let_open_words_appear
from assessments.services.keeping import is_over
from assessments.services.terms import k_of
from rubric.document import Document, Question
from rubric.reading import read_in_wording

Values = dict[tuple[int, ...], int]  # (sheet, statement), or a placement’s key → what is stored

ByPart = dict[Whole, list[Reflection]]
NO_ANSWER = "No answer"
PLACED = ("sheet_id", "activity_id", "question_id", "moment")


@dataclass(frozen=True)
class OpenLevel:
    """A level, or a moment of an activity."""

    label: str
    rows: list[dict[str, Any]]  # each: text, and what everybody `said` of it in the order of the names


@dataclass(frozen=True)
class OpenPart:
    """Of those who have finished it. `words` are a person's own, told without a name, as their writers chose."""

    key: str
    title: str
    asked: str  # what each of its rows is
    names: list[str]
    levels: list[OpenLevel]
    words: list[str]
    groups_words: list[str]

    @property
    def columns(self) -> int:
        return len(self.names) + 1


def read_everybody(round: Round, document: Document) -> list[OpenPart]:
    """Every part, in a few queries. Words of persons appear here once enough have written, as appearing.py says.

    No person does once their round's time is over: where quoted words are all that stays, a name would say whose.
    """
    if round.sharing != Round.Sharing.IN_THE_OPEN:
        raise ValueError("This round is without names.")
    by_part = _read_finished(round)
    if round.is_open and _enough_wait(by_part, k_of(round)) and let_open_words_appear(round):
        by_part = _read_finished(round)
    rows = Answer.objects.filter(**_theirs(round)).values_list("sheet_id", "statement_id", "value")
    values = {(sheet, statement): value for sheet, statement, value in rows}
    parts = (Part(document, principle, number) for number, principle in enumerate(document.principles, 1))
    ticked = [_part(part, by_part.get((PRINCIPLE, part.principle.id), []), values) for part in parts]
    return ticked + _activities(round, document, by_part)


def _activities(round: Round, document: Document, by_part: ByPart) -> list[OpenPart]:
    version = version_placed_on(round)
    if version is None:
        return []
    asked = read_in_wording(version, document.wording).questions
    rows = Placement.objects.filter(**_theirs(round))
    values = {tuple(key): value for *key, value in rows.values_list(*PLACED, "value")}
    return [
        _activity(one, asked, by_part.get((ACTIVITY, one.id), []), values) for one in placed_activities(round)
    ]


def _theirs(round: Round) -> dict[str, Any]:
    return {"sheet__round": round, "sheet__kind__in": (Sheet.Kind.PERSON, Sheet.Kind.GROUP)}


def _read_finished(round: Round) -> ByPart:
    finished = Reflection.objects.filter(**_theirs(round)).exclude(finished_at=None).select_related("sheet")
    finished = finished.annotate(is_shown=SHOWN_TO_ROUND).exclude(_gone(round))
    by_part: ByPart = {}
    for reflection in finished.order_by("sheet_id"):
        by_part.setdefault(reflection.whole, []).append(reflection)
    return by_part


def _gone(round: Round) -> Q:
    """Persons whose time is over, and those who were emptied and have no name any more."""
    persons = Q(sheet__kind=Sheet.Kind.PERSON)
    return persons if is_over(round) else persons & Q(sheet__first_name="")


def _enough_wait(by_part: ByPart, k: int) -> bool:
    """Asked before let_open_words_appear(), which writes: looking at a page should seldom do that."""
    return any(sum(map(_waits, rows)) >= k for rows in by_part.values())


def _waits(reflection: Reflection) -> bool:
    is_shared = reflection.may_read == Reflection.MayRead.ROUND or reflection.may_quote
    is_new = reflection.text and reflection.came_with is None
    return bool(is_shared and is_new and reflection.sheet.kind == Sheet.Kind.PERSON)


def _part(part: Part, reflections: list[Reflection], values: Values) -> OpenPart:
    levels = _levels(part, [reflection.sheet for reflection in reflections], values)
    return _open(part.key, part.name, levels, reflections)


def _activity(
    activity: PlacedActivity, asked: Sequence[Question], reflections: list[Reflection], values: Values
) -> OpenPart:
    """Where each has placed it: now, and then aim."""
    sheets = [reflection.sheet for reflection in reflections]

    def said(question: Question, moment: int) -> list[str]:
        where = (activity.id, question.id or 0, moment)
        stored = sayings_of(question).stored
        found = (stored[values.get((sheet.pk, *where), NOTHING.stored)] for sheet in sheets)
        return [saying.button or NO_ANSWER for saying in found]

    levels = [
        OpenLevel(HEADINGS[moment], [{"text": one.text, "said": said(one, moment)} for one in asked])
        for moment, _ in enumerate(MOMENTS)
    ]
    return _open(f"activity-{activity.key}", activity.name, levels, reflections, asked="Question")


def _open(
    key: str, title: str, levels: list[OpenLevel], reflections: list[Reflection], *, asked: str = "Statement"
) -> OpenPart:
    return OpenPart(
        key=key,
        asked=asked,
        title=title,
        names=[_name(reflection.sheet) for reflection in reflections],
        levels=levels,
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
            card.level.label,
            [{"text": row.text, "said": said[row.key]} for row in card.rows],
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
