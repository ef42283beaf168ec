"""What a round places, and where each sheet places it."""

from django.db import models

from assessments.models.rounds import Round
from rubric.models import Question

MOST_ACTIVITIES = 6  # of a round: people place each of them, now and then


class Activity(models.Model):
    """A named piece of work that people place on the answers of a rubric. It stays as it is once the round is open.

    `key` is what rounds are compared by; `drawing` is the picture's as it was when it was chosen.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="activities")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    line = models.CharField(max_length=200, blank=True)
    picture = models.CharField(max_length=60, blank=True)
    drawing = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="activity_key_once_a_round")]

    def __str__(self):
        return self.name


class Placement(models.Model):
    """Where a sheet places an activity, for a question and a moment: exactly one of what can be said of the question
    (assessments/placing.py), as a digit. What is taken back keeps its row, with its time, as 0.
    """

    class Moment(models.IntegerChoices):
        NOW = 0, "Now"
        AIM = 1, "Aim"

    pk = models.CompositePrimaryKey("sheet_id", "activity_id", "question_id", "moment")
    sheet = models.ForeignKey("Sheet", models.CASCADE, related_name="placements", db_index=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False)
    moment = models.PositiveSmallIntegerField(choices=Moment.choices)
    value = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()

    def __str__(self):
        return f"{self.get_moment_display()}: {self.value}"
