"""How many take part, for a facilitator's pages and for the screen in a hall, which asks every 2 seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from assessments.models import Answer, Placement, Reflection, Round, Sheet
from assessments.placing import field_of
from teams.prepared import prepared


@dataclass(frozen=True)
class TakingPart:
    """How many joined, began and finished a part or more, and how many finished each part. Never who, or what.

    A group counts once. Parts go by what they are called in forms (`field`);
    `people` leaves groups out, since releases don't count them.
    """

    joined: int
    begun: int
    finished: int
    parts: dict[str, int]
    people: dict[str, int]

    def groups(self, key: str) -> int:
        return self.parts.get(key, 0) - self.people.get(key, 0)


def count_taking_part(code: str) -> TakingPart:
    """Of the round with this code, in two queries however many there are."""
    joined, begun, finished = next(iter(_counted(code)), (0, 0, 0))
    parts, people = {}, {}
    for principle, activity, kind, number in _finished_parts(code):
        key = principle or field_of(activity)
        parts[key] = parts.get(key, 0) + number
        if kind == Sheet.Kind.PERSON:
            people[key] = number
    return TakingPart(joined, begun, finished, parts=parts, people=people)


@prepared
def _counted(code: str) -> QuerySet:
    finished = Q(pk__in=_finished(sheet__round__code=code).values("sheet"))
    begun = Count("pk", filter=Q(has_begun=True))
    rows = voices(round__code=code).order_by().values("round")
    counted = rows.annotate(joined=Count("pk"), begun=begun, finished=Count("pk", filter=finished))
    return counted.values_list("joined", "begun", "finished")


@prepared
def _finished_parts(code: str) -> QuerySet:
    """By part and kind of sheet, how many."""
    finished = _finished(sheet__round__code=code).exclude(sheet__kind=Sheet.Kind.TOGETHER)
    of = ("principle__key", "activity__key", "sheet__kind")
    return finished.order_by().values(*of).annotate(number=Count("pk")).values_list(*of, "number")


def count_joined(rounds: Sequence[Round]) -> dict[int, dict[str, int]]:
    """By the round's id: how many `joined`, and how many of them `finished` a part or more. One query."""
    return {row.pop("round"): row for row in _joined([round.pk for round in rounds])}


@prepared
def _joined(rounds: list[int]) -> QuerySet:
    joined = Sheet.objects.filter(round__in=rounds).exclude(kind=Sheet.Kind.TOGETHER).order_by()
    finished = Q(pk__in=_finished(sheet__round__in=rounds).values("sheet"))
    return joined.values("round").annotate(joined=Count("pk"), finished=Count("pk", filter=finished))


def voices(**of) -> QuerySet[Sheet]:
    """The sheets of people and groups who joined, each with whether it `has_begun`.

    Sets of sheets, and no question for each: PostgreSQL would look through a small table once for every sheet.
    """
    on_these = {f"sheet__{name}": value for name, value in of.items()}
    answers = Answer.objects.filter(**on_these).exclude(value=Answer.Value.NOTHING)
    placed = Placement.objects.filter(**on_these).exclude(value=0)
    words = Reflection.objects.filter(~Q(text="") | Q(finished_at__isnull=False), **on_these)
    said = (answers, placed, words)
    has_begun = reduce(or_, (Q(pk__in=rows.values("sheet")) for rows in said))
    joined = Sheet.objects.filter(**of).exclude(kind=Sheet.Kind.TOGETHER)
    return joined.annotate(has_begun=ExpressionWrapper(has_begun, output_field=BooleanField()))


def note_that_they_answered(sheets: QuerySet[Sheet]) -> None:
    """These are about to go for good: from now on, their round isn't a try-out in which nobody has answered."""
    begun = voices(pk__in=sheets.values("pk")).filter(has_begun=True)
    Round.objects.filter(pk__in=begun.values("round")).update(was_answered=True)


def _finished(**of) -> QuerySet[Reflection]:
    return Reflection.objects.filter(**of).exclude(finished_at=None)
