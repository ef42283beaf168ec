"""When people's own words are shown to others: in batches, so that nobody can watch them come in one by one.

Words of a part appear once k more persons have finished it since words last could, and only when results are shown. A
batch counts those persons whether they wrote or not: that nothing came would otherwise say who wrote the next. Whatever
is changed, or shared anew, waits for the next batch, and what its writer takes back is gone at once: the statements in
answering.py see to both. What waits when a round closes isn't shown; if it opens again, it still needs k more.

In a round in the open everybody sees who has finished, so there k more have to have written.
"""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import Case, Count, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import MD5

from assessments.group import Group
from assessments.models import Crowd, Reflection, Round, Sheet
from assessments.models.sheets import ACTIVITY, PRINCIPLE, Whole
from assessments.services.terms import k_of
from teams.prepared import prepared

IS_READ = Q(may_read=Reflection.MayRead.ROUND)
IS_SHARED = IS_READ | Q(may_quote=True)
AS_IT_APPEARED = Q(appeared=MD5("text"))
SHOWN_TO_ROUND = Q(IS_READ, AS_IT_APPEARED, appeared_to_round=True)
SHOWN_TO_QUOTE = Q(AS_IT_APPEARED, may_quote=True, appeared_to_quote=True)
WAITS = (
    (IS_SHARED & ~AS_IT_APPEARED)
    | (IS_READ & Q(appeared_to_round=False))
    | Q(may_quote=True, appeared_to_quote=False)
    | Q(may_quote_outside=True, appeared_to_quote_outside=False)
)


def let_words_appear(round: Round) -> bool:
    """Whether any words did. Called whenever results are shown, also when their figures say the same as before.

    The caller has locked the round's row.
    """
    came = _who_came(round)
    ready = [part for part, crowd in came.items() if crowd.total() >= k_of(round)]
    if not ready:
        return False
    batch = _next_batch(round)
    _remember(round, batch, {part: came[part] for part in ready})
    waiting = _finished(round).filter(WAITS, _of(ready)).exclude(text="")
    appeared = waiting.update(
        appeared_with=Case(When(AS_IT_APPEARED, then=F("appeared_with")), default=Value(batch)),
        appeared=MD5("text"),
        appeared_to_round=Case(When(IS_READ, then=Value(True)), default=Value(False)),
        appeared_to_quote=F("may_quote"),
        appeared_to_quote_outside=F("may_quote_outside"),
    )
    _newcomers(round).filter(_of(ready)).update(came_with=batch)
    return bool(appeared)


@transaction.atomic
def let_open_words_appear(round: Round) -> bool:
    """In a round in the open, where nobody waits for a release to see what others say."""
    locked = Round.objects.select_for_update(of=["self"]).select_related("team__organisation")
    return let_words_appear(locked.get(pk=round.pk))


def words_for_round(round: Round) -> QuerySet[Reflection]:
    """What the people in it may read now."""
    return _finished(round).filter(SHOWN_TO_ROUND).exclude(text="")


@prepared
def texts_for_round(round: Round) -> QuerySet[Reflection]:
    """By the principle's key, or the activity's."""
    return words_for_round(round).values_list("principle__key", "activity__key", "text")


def words_to_quote(round: Round) -> QuerySet[Reflection]:
    """What its facilitators may quote from now."""
    return _finished(round).filter(SHOWN_TO_QUOTE).exclude(text="")


class Crowds:
    """With whom words appeared, by part and batch, as it was then: who is named tells nothing of who has gone since."""

    def __init__(self, round: Round, fewest: int = 0):
        self.fewest = max(fewest, k_of(round))
        self._came: dict[tuple[Whole, int | None], Counter] = {}
        for crowd in _crowds(round):
            self._came.setdefault((crowd.whole, crowd.batch), Counter())[crowd.perspective_id] += crowd.people

    def may_name(self, part: Whole, batch: int | None, group: Group) -> bool:
        """Whether enough of those who came with a batch of words are of the group that would be named beside them.

        Where somebody places an activity is one answer, which their words may say: what is told of their group would
        then be told of the others in it. So one more of it has to have come.
        """
        came = self._came.get((part, batch), Counter())
        of_it = sum(number for perspective, number in came.items() if group.holds(perspective))
        return of_it >= self.fewest + (part[0] == ACTIVITY)


@prepared
def _crowds(round: Round) -> QuerySet[Crowd]:
    return Crowd.objects.filter(round=round)


def _finished(round: Round) -> QuerySet[Reflection]:
    """Of persons: what groups agreed is shown as they were told."""
    theirs = Reflection.objects.filter(sheet__round=round, sheet__kind=Sheet.Kind.PERSON)
    return theirs.exclude(finished_at=None)


def _of(parts: list[Whole]) -> Q:
    by_kind = {kind: [pk for its, pk in parts if its == kind] for kind in (PRINCIPLE, ACTIVITY)}
    return Q(principle__in=by_kind[PRINCIPLE]) | Q(activity__in=by_kind[ACTIVITY])


def _newcomers(round: Round) -> QuerySet[Reflection]:
    rows = _finished(round).filter(came_with=None)
    if round.sharing == Round.Sharing.IN_THE_OPEN:
        return rows.filter(IS_SHARED).exclude(text="")
    return rows


def _who_came(round: Round) -> dict[Whole, Counter]:
    """By part and perspective, how many have finished it since words last could appear."""
    came: dict[Whole, Counter] = {}
    rows = _newcomers(round).order_by().values_list(PRINCIPLE, ACTIVITY, "sheet__perspective_id")
    for principle, activity, perspective, people in rows.annotate(Count("pk")):
        part = (PRINCIPLE, principle) if principle else (ACTIVITY, activity)
        came.setdefault(part, Counter())[perspective] += people
    return came


def _next_batch(round: Round) -> int:
    """Of those that were, whether or not anybody of them is still there."""
    return 1 + (round.crowds.aggregate(last=Max("batch"))["last"] or 0)


def _remember(round: Round, batch: int, came: dict[Whole, Counter]) -> None:
    Crowd.objects.bulk_create(
        Crowd(round=round, batch=batch, perspective_id=perspective, people=people, **dict([part]))
        for part, crowd in came.items()
        for perspective, people in crowd.items()
    )
