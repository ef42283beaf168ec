"""E-mails to those who lead an action: at most one a person a day, with all that is due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, is_led_in_the_team
from assessments.reminding import in_words, is_owed
from teams.addresses import full_address
from teams.models import Letter, Team, User
from teams.one_by_one import one_by_one
from teams.services.outbox import post_all, write
from teams.services.people import who_answers


def send_reminders(*, now: datetime | None = None) -> int:
    """Returns how many people got an e-mail. Run again on the same day, it sends nothing twice.

    Leads without an account, and those who have left the team, get none.
    """
    now = now or timezone.now()
    return one_by_one(lambda owed: _remind(*owed, now), _owed(now).items())


def _owed(now: datetime) -> dict[User, list[Action]]:
    """What each lead is to be reminded of; nobody who has had an e-mail today."""
    today = timezone.localdate(now)
    had = Action.objects.filter(reminded_at__date=today, lead__isnull=False)
    found = defaultdict(list)
    for action in _led().exclude(lead__in=had.values("lead")).select_related("lead", "team__organisation"):
        if is_owed(action.due_on, since=_since(action), today=today):
            found[action.lead].append(action)
    return found


def _led():
    """By somebody who is in its team, while that isn't archived."""
    led = Action.objects.unfinished().exclude(due_on=None).filter(team__archived_at=None)
    return led.filter(is_led_in_the_team())


def _since(action: Action) -> date:
    return timezone.localdate(action.reminded_at or action.created_at)


def _remind(lead: User, actions: list[Action], now: datetime) -> bool:
    return _mark_and_post(actions, _letter(lead, actions, timezone.localdate(now)), now)


@transaction.atomic
def _mark_and_post(actions: list[Action], letter: Letter | None, now: datetime) -> bool:
    """At once: of two runs at the same time, one does both. Says whether somebody gets a letter."""
    seen = {action.pk: action.reminded_at for action in actions}
    rows = Action.objects.filter(pk__in=seen)
    if dict(rows.select_for_update().order_by("pk").values_list("pk", "reminded_at")) != seen:
        return False
    rows.update(reminded_at=now)
    post_all([letter] if letter else [])
    return letter is not None


def _letter(lead: User, actions: list[Action], today: date) -> Letter | None:
    rows = [
        {
            "what": action.what,
            "team": action.team,
            "co_lead": action.co_lead,
            "due": in_words(action.due_on, today=today),
            "link": full_address(reverse("action", args=[action.code])),
        }
        for action in actions
    ]
    answered_by = who_answers(lead.email, actions[0].team)
    context = {"lead": lead, "actions": rows, "answered_by": answered_by}
    about = {"team": _team(actions), "from_name": _from(actions)}
    return write("reminder", context, to=lead.email, reply_to=answered_by, **about)


def _team(actions: list[Action]) -> Team | None:
    """That of all of them, if it is one."""
    teams = {action.team for action in actions}
    return teams.pop() if len(teams) == 1 else None


def _from(actions: list[Action]) -> str:
    """The organisation's name, if there is only one."""
    names = {action.team.organisation.name for action in actions}
    return names.pop() if len(names) == 1 else ""
