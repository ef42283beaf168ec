"""Rounds, and the ways to hold their conversations."""

from datetime import timedelta
from itertools import accumulate

from django.db import models
from django.db.models import Q
from django.utils import timezone

from rubric.models import RubricVersion
from teams.codes import new_code
from teams.models import Organisation, Team, User
from teams.words import same_name

REOPEN_DAYS = 7


class RoundQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(opened_at=None)

    def open(self):
        return self.exclude(opened_at=None).filter(closed_at=None)

    def closed(self):
        return self.exclude(closed_at=None)


class Round(models.Model):
    """Planned → open → closed: the timestamps say which. `code` names it; the join code and link let people in."""

    class About(models.TextChoices):
        PERSON = "person", "One person's support"
        TEAM = "team", "A team"
        SERVICE = "service", "A service"
        ACTIVITY = "activity", "An activity (a named piece of work)"
        AREA = "area", "A local area"
        ORGANISATION = "organisation", "A whole organisation"

    SEVERAL = {
        About.PERSON,
        About.SERVICE,
        About.ACTIVITY,
        About.AREA,
    }  # of which a team may have more than one

    class Sharing(models.TextChoices):
        WITHOUT_NAMES = "without-names", "Without names"
        IN_THE_OPEN = "in-the-open", "In the open"

    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="rounds")
    version = models.ForeignKey(RubricVersion, models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=20, choices=About.choices)
    about_name = models.CharField(max_length=120, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    sharing = models.CharField(max_length=20, choices=Sharing.choices, default=Sharing.WITHOUT_NAMES)
    join_code = models.CharField(max_length=8, null=True, blank=True, unique=True)
    link_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    door_closed_at = models.DateTimeField(
        null=True, blank=True
    )  # nobody new may join, though the round is open
    shared_devices = models.BooleanField(
        default=False
    )  # then nothing is kept on a device while the signal is gone
    session_format = models.SlugField(max_length=60, blank=True)  # the key of a way to hold the conversation
    hear_back = models.CharField(max_length=200, blank=True)  # when and how those who took part will hear
    from_last = models.BooleanField(
        default=False
    )  # begins with what `previous` agreed, to be looked at again
    quotes_changed = models.PositiveIntegerField(
        default=0
    )  # how often; so that no report is issued with the words of before
    # What people were told when the round opened: how many are shown together at the fewest, and how long what they
    # said is kept. services/terms.py reads both, and lets the first only rise and the second only fall.
    floor = models.PositiveSmallIntegerField(null=True, editable=False)
    keep_months = models.PositiveSmallIntegerField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)  # that its closing day has passed
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    begins_with = models.ForeignKey("Release", models.PROTECT, null=True, editable=False, related_name="+")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    awaits_release = models.BooleanField(
        default=False, editable=False
    )  # has closed, and its last isn't made yet

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["team", "opened_at"], name="round_of_team_by_opening"),
            models.Index(fields=["team", "closed_at"], name="round_of_team_by_closing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="round_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(awaits_release=False) | Q(closed_at__isnull=False),
                name="round_awaits_release_once_closed",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, update_fields=None, **kwargs):
        """Whoever opens it, and however, it takes the organisation's terms of that moment with it."""
        if self.opened_at and self.floor is None:
            organisation = self.team.organisation
            self.floor, self.keep_months = organisation.floor, organisation.retention_months
            update_fields = update_fields and {*update_fields, "floor", "keep_months"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def thing(self) -> tuple[str, str]:
        """What it is about: rounds about the same thing share it. A team is one, and its organisation; of the rest
        the name tells which."""
        return self.about, same_name(self.about_name) if self.about in self.SEVERAL else ""

    @property
    def about_in_words(self) -> str:
        return self.about_name or self.get_about_display().lower()

    @property
    def state(self) -> str:
        if self.closed_at:
            return "closed"
        return "open" if self.opened_at else "planned"

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_finished(self) -> bool:
        """It has closed, and its last release is made."""
        return bool(self.closed_at) and not self.awaits_release

    @property
    def is_late(self) -> bool:
        """Its closing day has gone, and nobody has closed it."""
        return bool(self.is_open and self.closes_on and self.closes_on < timezone.localdate())

    @property
    def reopen_until(self):
        return self.closed_at and self.closed_at + timedelta(days=REOPEN_DAYS)

    @property
    def can_be_reopened(self) -> bool:
        return bool(self.closed_at) and timezone.now() < self.reopen_until


class Reopening(models.Model):
    """Why a closed round was opened again; the report mentions it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reopenings")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()
    closed_at = models.DateTimeField()  # the closing that it undid

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.reason


class SessionFormat(models.Model):
    """A way to hold the conversation, as an organisation words it; data/session-formats.yaml has what all begin with.

    `steps` is a list of {"minutes": 10, "do": "Welcome."}.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="session_formats")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    good_for = models.CharField(max_length=200, blank=True)
    fewest = models.PositiveSmallIntegerField(default=1)  # people
    most = models.PositiveSmallIntegerField(default=500)
    steps = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="session_format_key_once")
        ]

    def __str__(self):
        return self.title

    @property
    def minutes(self) -> int:
        return sum(step["minutes"] for step in self.steps)

    @property
    def timetable(self) -> list[dict]:
        """Each step with the minute at which it `begins`."""
        begins = accumulate((step["minutes"] for step in self.steps), initial=0)
        return [{**step, "begins": minute} for step, minute in zip(self.steps, begins, strict=False)]
