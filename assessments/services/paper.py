"""Sheets that people filled in on paper, or said on the telephone, typed in by somebody else. Nothing says by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.models import Answer, Reflection, Round, Sheet
from assessments.part import Sharing
from assessments.services.answering import RoundClosed
from assessments.services.joining import begin_sheet, find_sheet, return_code_of


class TypedAlready(Exception):
    """This nonce has brought a sheet that says something else."""


@dataclass(frozen=True)
class TypedPart:
    """What the paper says of a principle, by ids. A part that was left out, or broken off, isn't finished."""

    principle: int
    values: dict[int, int]
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
    typed = {statement: value for part in parts for statement, value in part.values.items()}
    words = {part.principle: part.text for part in parts if part.is_kept}
    return (
        all(getattr(sheet, name) == value for name, value in about.items())
        and dict(sheet.answers.values_list("statement_id", "value")) == typed
        and dict(sheet.reflections.values_list("principle_id", "text")) == words
    )


def _fill_in(sheet: Sheet, parts: list[TypedPart]) -> None:
    """Of two requests at once the second finds everything there, and changes nothing."""
    now = timezone.now()
    answers = [
        Answer(sheet=sheet, statement_id=statement, value=value, changed_at=now)
        for part in parts
        for statement, value in part.values.items()
    ]
    Answer.objects.bulk_create(answers, ignore_conflicts=True)
    words = [_reflection(sheet, part, now) for part in parts if part.is_kept]
    Reflection.objects.bulk_create(words, ignore_conflicts=True)


def _reflection(sheet: Sheet, part: TypedPart, now) -> Reflection:
    return Reflection(
        sheet=sheet,
        principle_id=part.principle,
        text=part.text,
        revision=1 if part.text else 0,
        finished_at=now if part.finished else None,
        may_read=part.sharing.may_read,
        may_quote=part.sharing.may_quote,
        may_quote_outside=part.sharing.may_quote_outside,
    )
