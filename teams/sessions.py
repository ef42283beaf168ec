"""Django's sessions, except that the query which reads one is written once, as every page of everybody who is signed in
begins with it."""

import re
from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from teams.prepared import prepared

KEY = re.compile("[a-z0-9]+")  # any other is no session, and PostgreSQL refuses to look for some


class SessionStore(db.SessionStore):
    """Its name is part of how sessions are signed: under another one, nobody would be signed in any more."""

    def load(self):
        found = _data(self.session_key, timezone.now()) if KEY.fullmatch(self.session_key) else None
        if not found:
            self._session_key = None
        return self.decode(found[0]) if found else {}


@prepared
def _data(session_key: str, now: datetime) -> QuerySet:
    """Of one that hasn't expired."""
    there = Session.objects.filter(session_key=session_key, expire_date__gt=now)
    return there.values_list("session_data", flat=True)
