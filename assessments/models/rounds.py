"""Rounds, and why they were opened again."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.days import write_day
from rubric.models import RubricVersion
from rubric.reading import has_easy_read
from teams.codes import new_code
from teams.contacts import Contact
from teams.models import Team, User
from teams.punctuation import sentence
from teams.words import same_name

REOPEN_DAYS = 7


class RoundQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(opened_at=None)

    def open(self):
        return self.exclude(opened_at=None).filter(closed_at=None)

    def closed(self):
        return self.exclude(closed_at=None)

    def locked(self):
        """Whoever takes several takes them in this order, and a team only after them: else two wait for each other."""
        return self.order_by("pk").select_for_update(of=["self"], no_key=True)


class Round(Contact):
    """Planned → open → closed: the timestamps say which. `code` names it; the join code and link let people in.

    Its person to ask, and when and where people meet and hear, may change while it is open: docs/decisions/0039.
    """

    class About(models.TextChoices):
        PERSON = "person", "One person’s support"
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
    places_on = models.ForeignKey(RubricVersion, models.PROTECT, null=True, related_name="+")
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
    warm_ups = models.JSONField(
        default=list, blank=True
    )  # keys of those that people begin with, in their order
    meets_on = models.DateField(null=True, blank=True)
    meets_at = models.CharField(max_length=60, blank=True)  # the time, as people write it: “2 pm to 4 pm”
    meets_where = models.CharField(max_length=200, blank=True)
    hear_on = models.DateField(null=True, blank=True)  # by when those who took part will hear what came of it
    hear_back = models.CharField(max_length=200, blank=True)  # and how
    access_note = models.TextField(blank=True)  # how fares, pay or thanks, and access needs are met
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
    team_told_at = models.DateTimeField(null=True, editable=False)  # by e-mail, that it is open
    # Before it closes; null: the team isn't reminded
    remind_days = models.PositiveSmallIntegerField(null=True)
    team_reminded_at = models.DateTimeField(null=True, editable=False)  # that it closes soon
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    begins_with = models.ForeignKey("Release", models.PROTECT, null=True, editable=False, related_name="+")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    awaits_release = models.BooleanField(
        default=False, editable=False
    )  # has closed, and its last isn't made yet
    # Somebody answered whose sheet has gone since, or was told of: then it is no try-out, whatever stands there now.
    was_answered = models.BooleanField(default=False, editable=False)
    # The moment in which a try-out goes, in the one transaction that removes it. The database refuses it of any other.
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            # With what makes a thread of rounds: which was the last of each is asked of thousands of rounds at once.
            models.Index(
                fields=["team", "opened_at", "version", "about", "about_name"],
                name="round_of_team_by_opening",
            ),
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
        return self.thing_of(self.about, self.about_name)

    @classmethod
    def thing_of(cls, about: str, about_name: str) -> tuple[str, str]:
        """The same, where only this was read of a round: making rows of thousands takes time."""
        return about, same_name(about_name) if about in cls.SEVERAL else ""

    @property
    def about_in_words(self) -> str:
        return self.about_name or self.get_about_display().lower()

    @property
    def meeting(self) -> str:
        """When and where people meet, in a line; empty while nobody has said."""
        day = f"{self.meets_on:%A} {write_day(self.meets_on)}" if self.meets_on else ""
        return ", ".join(filter(None, [day, self.meets_at, self.meets_where]))

    @property
    def meeting_ahead(self) -> str:
        """The same, for as long as somebody can still come."""
        is_over = self.closed_at or (self.meets_on and self.meets_on < timezone.localdate())
        return "" if is_over else self.meeting

    @property
    def hearing(self) -> str:
        """What stands after “You will hear what came of it”; empty while nobody has said."""
        day = f"by {write_day(self.hear_on)}" if self.hear_on else ""
        return sentence(": ".join(filter(None, [day, self.hear_back])))

    @property
    def hearing_ahead(self) -> str:
        """The same; of a day that has gone, only how they hear."""
        is_over = self.hear_on and self.hear_on < timezone.localdate()
        return sentence(self.hear_back) if is_over else self.hearing

    @property
    def without_easy_read(self) -> bool:
        """Whether something that it asks isn't whole in Easy Read, so that nobody is offered that."""
        asked = filter(None, (self.version_id, self.places_on_id))
        return not all(has_easy_read(version) for version in asked)

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
