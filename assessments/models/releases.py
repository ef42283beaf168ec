"""What was shown, kept as it was."""

from django.db import models
from django.utils import timezone

from assessments.models.rounds import Round
from teams.models import Perspective, User


class Release(models.Model):
    """An immutable snapshot of results; every screen and report reads releases.

    The shape of `agreed` is in agreed.py, of `counts` in counted.py. `basis` has which sheets stand behind each figure,
    as ids of Counted: it is read by the next release and by nothing else.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at_closing = models.BooleanField(default=False)
    agreed = models.JSONField()
    counts = models.JSONField(default=dict)
    basis = models.JSONField(default=dict)

    class Meta:
        ordering = ["round", "-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="release_number_once")]

    def __str__(self):
        return f"Release {self.number}"


class Heard(models.Model):
    """A perspective that a release shows to have taken part, or names a group by: "people who draw on support, or
    carers". So that screens about many teams needn't open releases."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="heard")
    perspective = models.ForeignKey(Perspective, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "perspective"], name="heard_once")]

    def __str__(self):
        return str(self.perspective)
