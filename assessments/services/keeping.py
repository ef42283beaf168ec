"""How long persons' sheets are kept: some months after their round closed, or after the last answer in it.

What was released and agreed stays.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from assessments.models import Answer, Counted, Placement, Quote, Reflection, Round, Sheet
from assessments.services.joining import remove_unanswered
from assessments.services.taking_part import note_that_they_answered, voices
from assessments.services.terms import months_of
from teams.one_by_one import one_by_one

MONTH = timedelta(days=365) / 12
UNANSWERED = timedelta(days=30)  # for which a sheet waits for its first answer
AT_ONCE = 100  # sheets


def erase_expired(*, now: datetime | None = None) -> int:
    """Erases what is kept no longer. Returns how many sheets went or were emptied.

    Of a sheet with an approved quote, only the quoted words and the perspective that names them stay: they are
    published, and their writer can still withdraw them with the return code.
    """
    now = now or timezone.now()
    opened = _with_last_day(Round.objects.exclude(opened_at=None)).select_related("team__organisation")
    over = [round.pk for round in opened if round.last_day + months_of(round) * MONTH < now]
    expired = Sheet.objects.filter(kind=Sheet.Kind.PERSON, round__in=over)
    kinds = [(expired, _erase), (_waiting_in_vain(now), remove_unanswered)]
    return one_by_one(lambda kind: _by_batches(*kind), kinds)


def is_over(round: Round) -> bool:
    """Whether it's time for what persons said in it to go, be it erased by now or not."""
    before = timezone.now() - months_of(round) * MONTH
    if round.closed_at:
        return round.closed_at < before
    if not round.opened_at or round.opened_at >= before:
        return False
    return _with_last_day(Round.objects.filter(pk=round.pk)).get().last_day < before


def _waiting_in_vain(now: datetime) -> QuerySet[Sheet]:
    """What a group agreed to say stays once its round has closed, and be it nothing."""
    sheets = voices(created_at__lt=now - UNANSWERED).filter(has_begun=False)
    return sheets.exclude(kind=Sheet.Kind.GROUP, round__closed_at__isnull=False)


def _with_last_day(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Each with its `last_day`: when it closed; of one that nobody has closed, when somebody last joined or said
    anything."""
    said = Answer.objects.filter(sheet__round=OuterRef("pk"))
    placed = Placement.objects.filter(sheet__round=OuterRef("pk"))
    finished = Reflection.objects.filter(sheet__round=OuterRef("pk"))
    joined = Sheet.objects.filter(round=OuterRef("pk"))
    times = (
        _last(said, "changed_at"),
        _last(placed, "changed_at"),
        _last(finished, "finished_at"),
        _last(joined, "created_at"),
    )
    since = (Coalesce(time, F("opened_at")) for time in times)
    return rounds.annotate(last_day=Coalesce(F("closed_at"), Greatest(*since)))


def _last(rows: QuerySet, time: str) -> Subquery:
    of_all = rows.order_by().values("sheet__round" if rows.model is not Sheet else "round")
    return Subquery(of_all.annotate(last=Max(time)).values("last"), output_field=DateTimeField())


def _by_batches(sheets: QuerySet[Sheet], erase: Callable[[QuerySet[Sheet]], int]) -> int:
    """So few at once that nobody's save waits long. What is killed halfway goes on the next day."""
    pks = list(sheets.order_by("pk").values_list("pk", flat=True))
    batches = [pks[first : first + AT_ONCE] for first in range(0, len(pks), AT_ONCE)]
    return one_by_one(lambda batch: transaction.atomic(erase)(sheets.filter(pk__in=batch)), batches)


def _erase(expired: QuerySet[Sheet]) -> int:
    """Their rounds are locked, so that no release counts them meanwhile."""
    list(Round.objects.filter(pk__in=expired.values("round")).order_by("pk").select_for_update())
    note_that_they_answered(expired)
    quoted = Quote.objects.inside()
    emptied = expired.filter(reflections__quotes__in=quoted).distinct()
    count = _empty(list(emptied.values_list("pk", flat=True)), quoted)
    gone = expired.exclude(reflections__quotes__in=quoted)
    count += gone.count()
    gone.delete()
    return count


def _empty(sheets: list[int], quoted: QuerySet[Quote]) -> int:
    """All but the quoted words and their perspective. Counts those on which there was something to take away."""
    of_these = {"sheet__in": sheets}
    for quote in quoted.filter(reflection__sheet__in=sheets):
        Reflection.objects.filter(pk=quote.reflection_id).update(text=quote.text)
    rest = (
        Answer.objects.filter(**of_these),
        Placement.objects.filter(**of_these),
        Counted.objects.filter(**of_these),
        Reflection.objects.filter(**of_these).exclude(quotes__in=quoted),
    )
    changed = {sheet for rows in rest for sheet in rows.values_list("sheet", flat=True)}
    for rows in rest:
        rows.delete()
    # Where releases are still made, what was finished would count as if nothing had been ticked.
    Reflection.objects.filter(**of_these, sheet__round__closed_at=None).update(finished_at=None)
    named = Sheet.objects.filter(pk__in=sheets).exclude(first_name="", how="")
    changed.update(named.values_list("pk", flat=True))
    named.update(first_name="", how="")
    return len(changed)
