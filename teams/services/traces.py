"""What visits leave behind: sessions that have ended, and counters of attempts that count no more."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

COUNTERS = settings.CACHES["default"]["LOCATION"]  # a table that Django's cache has no model for


def clear_traces(*, now: datetime | None = None) -> None:
    """Django itself never looks at them again, and never takes them away."""
    now = now or timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    table = connection.ops.quote_name(COUNTERS)
    with connection.cursor() as cursor:
        over = [connection.ops.adapt_datetimefield_value(now)]
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", over)  # noqa: S608 (the table's name is ours)
