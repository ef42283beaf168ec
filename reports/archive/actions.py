"""An archive's table of actions: inside, every one with all its notes; outside, those that stand in the reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.models import Action
from reports.report import SPOKEN_STATUSES
from teams.models import Organisation

WHO = ("Who leads it", "Who leads it too, with lived experience", "Due", "Status", "Stopped because")
EVERY = ("Team", "Team archived on", "What", "Why", *WHO, "What came of it")
IN_REPORTS = ("Team", "Report", "What", "Why", *WHO)


def every_action(organisation: Organisation) -> Iterator[tuple[object, ...]]:
    """Archived teams' too: what an organisation takes along is whole. With as many rows at a time as are worth reading
    at once."""
    yield EVERY
    rows = Action.objects.filter(team__organisation=organisation).select_related("team", "lead")
    rows = rows.prefetch_related("notes").order_by("team__name", "due_on", "pk")
    for action in rows.iterator(chunk_size=500):
        notes = "\n".join(note.text for note in reversed(action.notes.all()))
        who = (action.led_by, action.co_lead, action.due_on, SPOKEN_STATUSES[action.status])
        archived_at = action.team.archived_at
        archived_on = timezone.localdate(archived_at) if archived_at else None
        yield (action.team.name, archived_on, action.what, action.why, *who, action.stopped_because, notes)


def told_in(kept: bytes, *, team: str, report: str) -> Iterator[tuple[object, ...]]:
    """Out of a report's data as they were issued; what was promised and is planned still is told once."""
    told = json.loads(kept).get("actions", {})
    promised, plan = (told.get(name, []) for name in ("promised", "plan"))
    for action in [*promised, *(action for action in plan if action not in promised)]:
        yield (team, report, *_row(action))


def _row(action: dict[str, Any]) -> tuple[object, ...]:
    due = date.fromisoformat(action["due_on"]) if action["due_on"] else None
    who = (action["led_by"], action["co_lead"], due, SPOKEN_STATUSES[action["status"]])
    return (action["what"], action["why"], *who, action["stopped_because"])
