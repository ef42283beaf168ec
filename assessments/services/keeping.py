"""How long persons' sheets are kept once their round has closed. What was released and agreed stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from assessments.models import Answer, Counted, Quote, Reflection, Round, Sheet
from teams.models import Organisation

MONTH = timedelta(days=365) / 12


@transaction.atomic
def erase_expired(*, now: datetime | None = None) -> int:
    """Erases what an organisation keeps no longer. Returns how many sheets went or were emptied.

    Of a sheet with a quote in use, only the quoted words stay: they are published, and their writer can still
    withdraw them with the return code.
    """
    now = now or timezone.now()
    return sum(_erase_of(organisation, now) for organisation in Organisation.objects.all())


def kept_until(round: Round) -> datetime | None:
    """Until then, a person can read, download and erase their sheet. None while the round isn't closed."""
    months = round.team.organisation.retention_months
    return round.closed_at and round.closed_at + months * MONTH


def _erase_of(organisation: Organisation, now: datetime) -> int:
    last = now - organisation.retention_months * MONTH
    sheets = Sheet.objects.filter(kind=Sheet.Kind.PERSON, round__team__organisation=organisation)
    expired = sheets.filter(round__closed_at__lt=last)
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
