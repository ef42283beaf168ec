"""Two people who write in the same fields at once: neither's words are lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Model, QuerySet
from django.utils import timezone

from teams.refusals import Refused

AN_HOUR = timedelta(hours=1)


class WrittenMeanwhile(Refused):
    """Somebody else changed the same fields. `theirs` is what each says now."""

    def __init__(self, theirs: dict[str, str]):
        super().__init__("Somebody else changed these words while you were writing.")
        self.theirs = theirs


class GoneMeanwhile(Refused):
    """Somebody else took it out, or gave it another key."""

    def __init__(self):
        super().__init__("This has been taken out by somebody else.")


def changed_names(stored: dict[str, str], shown: dict[str, str], wanted: dict[str, str]) -> list[str]:
    """Which fields to save: those that differ from what was `shown`, so that a form opened long ago undoes no work.

    Raises WrittenMeanwhile when somebody else has changed one of them to something else since it was shown. Of what an
    older page doesn't say it was `shown` with, whatever stands there may be somebody else's.
    """
    changed = [name for name, text in wanted.items() if text != shown.get(name, stored[name])]
    theirs = {
        name: stored[name] for name in changed if stored[name] not in (shown.get(name, ""), wanted[name])
    }
    if theirs:
        raise WrittenMeanwhile(theirs)
    return changed


def as_text(value: object) -> str:
    """As a form's hidden copy has it; of a list, its rows with all that they hold."""
    if isinstance(value, list):
        return json.dumps([_tidy(row) for row in value], ensure_ascii=False, sort_keys=True)
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def _tidy(row: dict) -> dict:
    return {name: value.strip() if isinstance(value, str) else value for name, value in row.items()}


def as_rows(text: str) -> list[dict] | None:
    """The list that a hidden copy holds. None where it isn't one: a page that is older than this says it in words."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None


def is_sent_again(row: Model, given: dict) -> bool:
    """Whether it says all that is `given`: the same form, pressed twice."""
    return as_texts(row, given) == {name: as_text(value) for name, value in given.items()}


def sent_just_now(rows: QuerySet, given: dict) -> Model | None:
    """Of what somebody has made in the last hour, the one that says all that is `given`."""
    recent = rows.filter(created_at__gt=timezone.now() - AN_HOUR)
    return next((row for row in recent if is_sent_again(row, given)), None)


def as_texts(row: Model, names: Iterable[str]) -> dict[str, str]:
    return {name: as_text(getattr(row, name)) for name in names}
