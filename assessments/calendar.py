"""Due dates as a calendar file, for whatever calendar somebody keeps. It says what the page says, and no names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from assessments.models import Action
from teams.addresses import full_address


def to_calendar(actions: Iterable[Action], *, name: str) -> bytes:
    """One all-day event each, under a name that stays: read in again, it moves what moved. Without a date, none."""
    calendar = Calendar()
    calendar.add("prodid", "-//Coprod Reflect//Actions//EN")
    calendar.add("version", "2.0")
    for each in ("name", "x-wr-calname"):  # what the standard calls it, and what calendars read
        calendar.add(each, name)
    for action in actions:
        if action.due_on:
            calendar.add_component(_event(action))
    return calendar.to_ical()


def _event(action: Action) -> Event:
    event = Event()
    event.add("uid", f"action-{action.code}@coprod-reflect")
    event.add("sequence", action.revision)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", action.due_on)
    event.add("dtend", action.due_on + timedelta(days=1))
    event.add("summary", f"Done: {action.what}" if action.done_at else action.what)
    event.add("url", full_address(reverse("action", args=[action.code])))
    event.add("status", "CANCELLED" if action.stopped_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a due date takes nobody's day
    return event
