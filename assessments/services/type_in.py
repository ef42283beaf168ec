"""Sheets that people filled in on paper, or said on the telephone, typed in by somebody else. Nothing says by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.models import Answer, Placement, Reflection, Round, Sheet
from assessments.part import Sharing
from assessments.services.answering import RoundClosed
from assessments.services.joining import begin_sheet, find_sheet, return_code_of


class TypedAlready(Exception):
    """This nonce has brought a sheet that says something else."""


@dataclass(frozen=True)
class TypedPart:
    """What the paper says of a part: its `owner`, and `values` beside where each stands, as in assessments/part.py.

    A part that was left out, or broken off, isn't finished.
    """

    owner: dict[str, int]
    values: list[tuple[dict[str, int], int]]
    text: str
    sharing: Sharing
    finished: bool

    @property
    def is_kept(self) -> bool:
        return self.finished or bool(self.text)


@transaction.atomic
def record_paper_sheet(round: Round, *, nonce: str, parts: list[TypedPart], **about) -> tuple[Sheet, str]:
    """The sheet and its return code, which is for whoever filled in the paper: to read it, or to take it back.

    Pressing twice brings the same sheet. Raises TypedAlready when the same page is sent with another person's answers.
    """
    if not Round.objects.open().filter(pk=round.pk).exists():
        raise RoundClosed
    nonce = f"paper:{round.code}:{nonce}"
    earlier = find_sheet(return_code_of(nonce))
    if earlier and not _says(earlier, parts, about):
        raise TypedAlready
    sheet, return_code = begin_sheet(round, nonce, kind=Sheet.Kind.PERSON, on_paper=True, **about)
    if not earlier:
        _fill_in(sheet, parts)
    return sheet, return_code


def _says(sheet: Sheet, parts: list[TypedPart], about: dict) -> bool:
    words = {
        tuple(part.owner.items()): (part.text, part.sharing, part.finished) for part in parts if part.is_kept
    }
    kept = {_owner(row): _kept(row) for row in sheet.reflections.all()}
    return (
        all(getattr(sheet, name) == value for name, value in about.items())
        and sorted(sheet.answers.values_list("statement_id", "value")) == sorted(_typed(parts, "statement"))
        and sorted(sheet.placements.values_list("activity_id", "question_id", "moment", "value"))
        == sorted(_typed(parts, "activity"))
        and kept == words
    )


def _typed(parts: list[TypedPart], kind: str) -> list[tuple[int, ...]]:
    """Of statements, or of activities: each value behind the ids of where it stands."""
    return [(*where.values(), value) for part in parts for where, value in part.values if kind in where]


def _owner(reflection: Reflection) -> tuple[tuple[str, int], ...]:
    if reflection.activity_id:
        return (("activity", reflection.activity_id),)
    return (("principle", reflection.principle_id),)


def _kept(reflection: Reflection) -> tuple[str, Sharing, bool]:
    """Its words, who may read them, and whether the part is finished."""
    sharing = Sharing(reflection.may_read, reflection.may_quote, reflection.may_quote_outside)
    return reflection.text, sharing, bool(reflection.finished_at)


def _fill_in(sheet: Sheet, parts: list[TypedPart]) -> None:
    """Of two requests at once the second finds everything there, and changes nothing."""
    now = timezone.now()
    answers = [
        Answer(sheet=sheet, statement_id=statement, value=value, changed_at=now)
        for statement, value in _typed(parts, "statement")
    ]
    Answer.objects.bulk_create(answers, ignore_conflicts=True)
    placed = [
        Placement(
            sheet=sheet,
            activity_id=activity,
            question_id=question,
            moment=moment,
            value=value,
            changed_at=now,
        )
        for activity, question, moment, value in _typed(parts, "activity")
    ]
    Placement.objects.bulk_create(placed, ignore_conflicts=True)
    words = [_reflection(sheet, part, now) for part in parts if part.is_kept]
    Reflection.objects.bulk_create(words, ignore_conflicts=True)


def _reflection(sheet: Sheet, part: TypedPart, now) -> Reflection:
    return Reflection(
        sheet=sheet,
        **{f"{kind}_id": pk for kind, pk in part.owner.items()},
        text=part.text,
        revision=1 if part.text else 0,
        finished_at=now if part.finished else None,
        may_read=part.sharing.may_read,
        may_quote=part.sharing.may_quote,
        may_quote_outside=part.sharing.may_quote_outside,
    )
