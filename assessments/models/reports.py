"""Reports as people have written and issued them, and what is kept of each."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.counted import INSIDE
from assessments.models.rounds import Round
from teams.codes import new_token
from teams.models import Organisation, User


class ReportEditionQuerySet(models.QuerySet):
    def not_replaced(self):
        return self.exclude(issued_at=None).filter(superseded_at=None)

    def that_count(self):
        """Of rounds that haven't been opened again since."""
        return self.not_replaced().filter(issued_at__gte=F("round__closed_at"))


class ReportEdition(models.Model):
    """What people write for a report themselves, numbered: draft → issued → superseded. The timestamps say which.

    `details` has texts by name; `left_out` the sections that aren't wanted. Both stay as they are once it is issued.
    """

    class Kind(models.TextChoices):
        BOARD = "board", "Board report"
        EASY_READ = "easy-read", "Easy Read summary"

    class Because(models.TextChoices):
        NEWER = "newer", "A newer one was issued"
        WITHDRAWN = "withdrawn", "Somebody took their words back"

    round = models.ForeignKey(Round, models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.PositiveIntegerField(default=1)
    details = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_because = models.CharField(max_length=10, choices=Because.choices, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)  # to make the files that are made after it was issued

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["round", "kind"], condition=Q(issued_at=None), name="edition_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(issued_at__isnull=False),
                name="edition_issued_before_superseded",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    @property
    def state(self) -> str:
        if self.superseded_at:
            return "superseded"
        return "issued" if self.issued_at else "draft"

    @property
    def was_overtaken(self) -> bool:
        """Its round was opened again since it was issued, and nothing newer is there yet."""
        closed_at = self.round.closed_at
        return self.state == "issued" and (closed_at is None or self.issued_at < closed_at)


class ReportFile(models.Model):
    """An issued report in one format, as it was. HTML is kept at issuing; the others are made soon after."""

    edition = models.ForeignKey(ReportEdition, models.CASCADE, related_name="files")
    audience = models.CharField(max_length=10)  # inside or outside; counted.py's editions
    format = models.SlugField(max_length=10)
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField(null=True, editable=False)  # of a PDF

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "audience", "format"], name="report_file_once")
        ]

    def __str__(self):
        return f"{self.edition}, {self.audience}.{self.format}"


class ReportLink(models.Model):
    """Opens the outside edition of one issued report, for people without an account (docs/decisions/0041).

    A round has one that works; it may be led on to a newer report.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="report_links")
    edition = models.ForeignKey(ReportEdition, models.CASCADE, related_name="+")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(stopped_at=None), name="report_link_once_in_round"
            )
        ]

    def __str__(self):
        return f"A link to {self.edition}"

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None

    @property
    def has_ended(self) -> bool:
        return timezone.now() >= self.ends_at


class Archive(models.Model):
    """A ZIP of an organisation's issued reports, being made or made. `done` of `total` are in it so far.

    Whether one that isn't finished is still being made is told by a lock that its process holds:
    reports/services/archives.py.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="archives")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    audience = models.CharField(max_length=10)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self):
        return f"Reports of {self.organisation}"

    @property
    def readers(self) -> str:
        return "people in your organisation only" if self.audience == INSIDE else "anybody"
