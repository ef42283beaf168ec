"""E-mails to those who facilitate a round that is still open 14 and 60 days after its closing day.

What people said is kept for as long as a round is open and goes on, so somebody has to be asked.
"""

from __future__ import annotations

import logging
from datetime import date, datetime
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from assessments.reminding import WHEN_NOT_CLOSED, is_owed
from assessments.services.terms import months_of
from teams.models import Membership, User
from teams.words import one_line

log = logging.getLogger(__name__)


def remind_of_open_rounds(*, now: datetime | None = None) -> int:
    """Returns how many e-mails went out. Run again, it sends nothing twice."""
    now = now or timezone.now()
    late = Round.objects.open().filter(closes_on__lt=timezone.localdate(now))
    owed = [round for round in late.select_related("team__organisation") if _is_owed(round, now)]
    return sum(_remind(round, now) for round in owed)


def _is_owed(round: Round, now: datetime) -> bool:
    since = timezone.localdate(round.reminded_at or round.opened_at)
    return is_owed(round.closes_on, since=since, today=timezone.localdate(now), when=WHEN_NOT_CLOSED)


def _remind(round: Round, now: datetime) -> int:
    """Marked first and sent then: of two runs at once, one sends. Where nothing could be sent, the next run tries."""
    before = round.reminded_at
    if not Round.objects.filter(pk=round.pk, reminded_at=before).update(reminded_at=now):
        return 0
    sent = sum(_send(person, round, timezone.localdate(now)) for person in _facilitators(round))
    if not sent:
        Round.objects.filter(pk=round.pk).update(reminded_at=before)
    return sent


def _facilitators(round: Round) -> QuerySet[User]:
    in_charge = {"memberships__team": round.team, "memberships__role": Membership.Role.FACILITATOR}
    return User.objects.filter(is_active=True, **in_charge)


def _send(person: User, round: Round, today: date) -> bool:
    context = {
        "person": person,
        "round": round,
        "days": (today - round.closes_on).days,
        "months": months_of(round),
        "link": urljoin(settings.SITE_URL, reverse("round", args=[round.code])),
    }
    subject = one_line(render_to_string("emails/open_round_subject.txt", context))
    try:
        send_mail(subject, render_to_string("emails/open_round.txt", context), None, [person.email])
    except (SMTPException, OSError):
        log.exception("A reminder could not be sent.")
        return False
    return True
