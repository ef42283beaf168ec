"""How long remarks are kept: until they are closed, and then as many months as their organisation keeps words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from rubric.models import Remark, RemarksOfDay, Rubric
from teams.models import MOST_MONTHS
from teams.one_by_one import one_by_one

MONTH = timedelta(days=365) / 12
SHARED_MONTHS = 12  # for rubrics that are nobody's own


def erase_old_remarks(*, now: datetime | None = None) -> int:
    """Returns how many went. One that nobody ever closed goes after the most months that there are."""
    today = timezone.localdate(now or timezone.now())
    RemarksOfDay.objects.filter(day__lt=today).delete()
    unread, _ = Remark.objects.waiting().filter(appears_on__lt=today - MOST_MONTHS * MONTH).delete()
    with_closed = Rubric.objects.exclude(remarks__closed_on=None).distinct().select_related("organisation")
    return unread + one_by_one(lambda rubric: _erase_closed(rubric, today), with_closed)


def _erase_closed(rubric: Rubric, today) -> int:
    months = rubric.organisation.retention_months if rubric.organisation else SHARED_MONTHS
    count, _ = rubric.remarks.filter(closed_on__lt=today - months * MONTH).delete()
    return count
