"""How many take part, for a facilitator's pages and for the screen in a hall, which asks every 2 seconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

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

    @property
    def unfinished(self) -> int:
        """Those who have said something, which counts for nothing until they finish a part."""
        return self.begun - self.finished

    def groups(self, key: str) -> int:
        return self.parts.get(key, 0) - self.people.get(key, 0)


def count_taking_part(code: str) -> TakingPart:
    """Of the round with this code, in one query however many there are."""
    rows = _counted(code)
    joined = rows[0][-1] if rows else 0
    begun = idle = 0
    parts, people = {}, {}
    for principle, activity, kind, has_begun, number, _ in rows:
        key = principle or (activity and field_of(activity))
        if key is None:  # these have finished nothing
            idle += number
            begun += number if has_begun else 0
            continue
        parts[key] = parts.get(key, 0) + number
        if kind == Sheet.Kind.PERSON:
            people[key] = number
    finished = joined - idle
    return TakingPart(joined, begun + finished, finished, parts=parts, people=people)


@prepared
def _counted(code: str) -> QuerySet:
    """By part and kind of sheet, how many have finished it. Beside that, how many have finished nothing yet, by whether
    they have begun, and in each row how many joined."""
    finished = FilteredRelation("reflections", condition=Q(reflections__finished_at__isnull=False))
    sheets = voices(round__code=code).order_by()
    joined = sheets.values("round").annotate(number=Count("pk")).values("number")
    # Whoever has finished something has begun, and is asked nothing more.
    begun = Case(When(finished__isnull=False, then=True), default=F("has_begun"))
    rows = sheets.annotate(finished=finished).annotate(begun=begun)
    of = ("finished__principle__key", "finished__activity__key", "kind", "begun")
    counted = rows.values(*of).annotate(number=Count("pk"), joined=Subquery(joined))
    return counted.values_list(*of, "number", "joined")


def count_joined(round: Round) -> dict[str, int]:
    """How many `joined`, and how many of them `finished` a part or more."""
    joined, finished = next(iter(_joined(round.pk)), (None, None))
    return {"joined": joined or 0, "finished": finished or 0}


@prepared
def _joined(round_id: int) -> QuerySet:
    return Round.objects.filter(pk=round_id).values_list(*how_many_joined())


def how_many_joined() -> tuple[Subquery, Subquery]:
    """Of a round, and how many of them have finished a part or more; None for nobody."""
    joined = Sheet.objects.filter(round=OuterRef("pk")).exclude(kind=Sheet.Kind.TOGETHER)
    finished = joined.filter(Exists(_finished(sheet=OuterRef("pk"))))
    return how_many(joined, "round"), how_many(finished, "round")


def how_many(rows: QuerySet, of: str) -> Subquery:
    """Of those that belong to the same; None where there are none."""
    return Subquery(rows.order_by().values(of).annotate(how_many=Count("pk")).values("how_many"))


def voices(**of) -> QuerySet[Sheet]:
    """The sheets of people and groups who joined, each with whether it `has_begun`."""
    answers = Answer.objects.exclude(value=Answer.Value.NOTHING)
    placed = Placement.objects.exclude(value=0)
    words = Reflection.objects.filter(~Q(text="") | Q(finished_at__isnull=False))
    said = (Exists(rows.filter(sheet=OuterRef("pk"))) for rows in (words, placed, answers))
    joined = Sheet.objects.filter(**of).exclude(kind=Sheet.Kind.TOGETHER)
    return joined.annotate(has_begun=ExpressionWrapper(reduce(or_, said), output_field=BooleanField()))


def note_that_they_answered(sheets: QuerySet[Sheet]) -> None:
    """These are about to go for good: from now on, their round isn't a try-out in which nobody has answered."""
    begun = voices(pk__in=sheets.values("pk")).filter(has_begun=True)
    Round.objects.filter(pk__in=begun.values("round")).update(was_answered=True)


def _finished(**of) -> QuerySet[Reflection]:
    return Reflection.objects.filter(**of).exclude(finished_at=None)
