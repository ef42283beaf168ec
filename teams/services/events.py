"""Who did what to which object, and when, without its contents: Django's own log, which site administrators read."""

from __future__ import annotations

from datetime import datetime

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from teams.models import User

CHANGED, DELETED = CHANGE, DELETION


def has_happened(row: Model, words: str, *, since: datetime, by: User) -> bool:
    """Has this person done that to it since then?"""
    about = {"content_type": ContentType.objects.get_for_model(row), "object_id": str(row.pk)}
    return LogEntry.objects.filter(**about, user=by, change_message=words, action_time__gte=since).exists()


def keep_event(row: Model, what: int, words: str, *, by: User | None) -> None:
    """In the transaction that it tells of. What nobody did by themselves isn't told."""
    if by:
        LogEntry.objects.log_actions(by.pk, [row], what, words, single_object=True)
