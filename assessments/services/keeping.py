"""How long persons' sheets are kept: some months after their round closed, or after the last answer in it.

What was released and agreed stays.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from assessments.models import Answer, Counted, Quote, Reflection, Round, Sheet
from assessments.services.joining import remove_unanswered
from assessments.services.taking_part import voices
from assessments.services.terms import months_of

MONTH = timedelta(days=365) / 12
UNANSWERED = timedelta(days=30)  # for which a sheet waits for its first answer


@transaction.atomic
def erase_expired(*, now: datetime | None = None) -> int:
    """Erases what is kept no longer. Returns how many sheets went or were emptied.

    Of a sheet with a quote in use, only the quoted words stay: they are published, and their writer can still
    withdraw them with the return code.
    """
    now = now or timezone.now()
    opened = _with_last_day(Round.objects.exclude(opened_at=None)).select_related("team__organisation")
    over = [round.pk for round in opened if round.last_day + months_of(round) * MONTH < now]
    # Locked, so that no release counts them meanwhile.
    locked = Round.objects.filter(pk__in=over).order_by("pk").select_for_update()
    count = _erase(Sheet.objects.filter(kind=Sheet.Kind.PERSON, round__in=list(locked)))
    return count + remove_unanswered(_waiting_in_vain(now))


def kept_until(round: Round) -> datetime | None:
    """Until then, a person can read, download and erase their sheet. None while the round isn't closed."""
    return round.closed_at and round.closed_at + months_of(round) * MONTH


def _waiting_in_vain(now: datetime) -> QuerySet[Sheet]:
    """What a group agreed to say stays once its round has closed, and be it nothing."""
    sheets = voices(created_at__lt=now - UNANSWERED)
    return sheets.exclude(kind=Sheet.Kind.GROUP, round__closed_at__isnull=False)


def _with_last_day(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Each with its `last_day`: when it closed; of one that nobody has closed, when somebody last joined or said
    anything."""
    said = Answer.objects.filter(sheet__round=OuterRef("pk"))
    finished = Reflection.objects.filter(sheet__round=OuterRef("pk"))
    joined = Sheet.objects.filter(round=OuterRef("pk"))
    times = (_last(said, "changed_at"), _last(finished, "finished_at"), _last(joined, "created_at"))
    since = (Coalesce(time, F("opened_at")) for time in times)
    return rounds.annotate(last_day=Coalesce(F("closed_at"), Greatest(*since)))


def _last(rows: QuerySet, time: str) -> Subquery:
    of_all = rows.order_by().values("sheet__round" if rows.model is not Sheet else "round")
    return Subquery(of_all.annotate(last=Max(time)).values("last"), output_field=DateTimeField())


def _erase(expired: QuerySet[Sheet]) -> int:
    quoted = Quote.objects.filter(withdrawn_at=None)
    emptied = expired.filter(reflections__quotes__in=quoted).distinct()
    count = _empty(list(emptied.values_list("pk", flat=True)), quoted)
    gone = expired.exclude(reflections__quotes__in=quoted)
    count += gone.count()
    gone.delete()
    return count


def _empty(sheets: list[int], quoted) -> int:
    """All but the quoted words. Counts those on which there was something to take away."""
    of_these = {"sheet__in": sheets}
    for quote in quoted.filter(reflection__sheet__in=sheets):
        Reflection.objects.filter(pk=quote.reflection_id).update(text=quote.text)
    removed = [
        Answer.objects.filter(**of_these).delete()[0],
        Counted.objects.filter(**of_these).delete()[0],
        Reflection.objects.filter(**of_these).exclude(quotes__in=quoted).delete()[0],
    ]
    return len(sheets) if any(removed) else 0
