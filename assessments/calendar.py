"""Due dates as a calendar file, for whatever calendar somebody keeps. It says what the page says, and no names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from icalendar import Calendar, Event

from assessments.models import Action
from teams.addresses import full_address
from teams.models import Team


def to_calendar(actions: Iterable[Action], team: Team) -> bytes:
    """One all-day event for each that is still to be done, under a name that stays: read in again, it moves what moved.

    Nothing in it tells when it was asked for, so that the same actions make the same file. Without a date, none.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Coprod Reflect//Actions//EN")
    calendar.add("version", "2.0")
    for each in ("name", "x-wr-calname"):  # what the standard calls it, and what calendars read
        calendar.add(each, f"What we will do – {team} – {_for_inside(team)}")
    for each in ("description", "x-wr-caldesc"):
        calendar.add(each, f"What {team} will do, and by when. This is {_for_inside(team)}.")
    for action in actions:
        if action.due_on and not action.is_over:
            calendar.add_component(_event(action, team))
    return calendar.to_ical()


def _event(action: Action, team: Team) -> Event:
    event = Event()
    event.add("uid", f"action-{action.code}@coprod-reflect")
    event.add("sequence", action.revision)
    event.add("created", action.created_at)
    for each in ("dtstamp", "last-modified"):
        event.add(each, action.changed_at)
    event.add("dtstart", action.due_on)
    event.add("dtend", action.due_on + timedelta(days=1))
    event.add("summary", action.what)
    event.add("description", f"{team} means to have done it by this day. This is {_for_inside(team)}.")
    event.add("categories", [str(team)])
    event.add("url", full_address(reverse("action", args=[action.code])))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a due date takes nobody's day
    return event


def _for_inside(team: Team) -> str:
    return f"for inside {team.organisation} only"
