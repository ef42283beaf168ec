"""E-mails to those who lead an action: at most one a person a day, with all that is due."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import date, datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action
from assessments.reminding import in_words, is_owed
from teams.addresses import full_address
from teams.models import User
from teams.words import one_line

log = logging.getLogger(__name__)


def send_reminders(*, now: datetime | None = None) -> int:
    """Returns how many people got an e-mail. Run again on the same day, it sends nothing twice.

    Leads without an account, and those who have left the team, get none.
    """
    now = now or timezone.now()
    return sum(_remind(lead, actions, now) for lead, actions in _owed(now).items())


def _owed(now: datetime) -> dict[User, list[Action]]:
    """What each lead is to be reminded of; nobody who has had an e-mail today."""
    today = timezone.localdate(now)
    had = Action.objects.filter(reminded_at__date=today, lead__isnull=False)
    found = defaultdict(list)
    for action in _led().exclude(lead__in=had.values("lead")).select_related("lead", "team"):
        if is_owed(action.due_on, since=_since(action), today=today):
            found[action.lead].append(action)
    return found


def _led():
    """By somebody who is in its team."""
    led = Action.objects.unfinished().exclude(due_on=None)
    return led.filter(lead__is_active=True, lead__memberships__team=F("team"))


def _since(action: Action) -> date:
    return timezone.localdate(action.reminded_at or action.created_at)


def _remind(lead: User, actions: list[Action], now: datetime) -> bool:
    """Marked first and sent then: of two runs at once, one sends. What couldn't be sent is tried again next time."""
    before = {action.pk: action.reminded_at for action in actions}
    if not _mark(actions, now):
        return False
    try:
        _send(lead, actions, timezone.localdate(now))
    except (SMTPException, OSError):
        log.exception("A reminder could not be sent.")
        for pk, reminded_at in before.items():
            Action.objects.filter(pk=pk).update(reminded_at=reminded_at)
        return False
    return True


@transaction.atomic
def _mark(actions: list[Action], now: datetime) -> bool:
    """Whether they still were as they were read."""
    for action in actions:
        unmarked = Action.objects.filter(pk=action.pk, reminded_at=action.reminded_at)
        if not unmarked.update(reminded_at=now):
            transaction.set_rollback(True)
            return False
    return True


def _send(lead: User, actions: list[Action], today: date) -> None:
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
    context = {"lead": lead, "actions": rows}
    subject = one_line(render_to_string("emails/reminder_subject.txt", context))
    send_mail(subject, render_to_string("emails/reminder.txt", context), None, [lead.email])
