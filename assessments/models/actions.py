"""What a team will do, and what people are told came of it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assessments.models.rounds import Round
from teams.codes import new_code, new_token
from teams.models import Membership, Team, User


def is_led_in_the_team() -> Exists:
    """By somebody who is in it now, with an account that is open: who has left stays named, and is asked no more."""
    members = Membership.objects.filter(team=OuterRef("team"), user__is_active=True)
    return Exists(members.filter(user=OuterRef("lead")))


class ActionQuerySet(models.QuerySet):
    def unfinished(self):
        """Planned or going on."""
        return self.filter(done_at=None, stopped_at=None)

    def due(self, *, by):
        return self.unfinished().filter(due_on__lte=by)


class Action(models.Model):
    """Something the team will do. Actions live with the team; `round` is where one began.

    Its status is told by its timestamps: planned → going on → done, or stopped, with why.
    """

    class Stage(models.TextChoices):
        PLAN = "plan", "Plan"
        DO = "do", "Do"
        REVIEW = "review", "Review"
        ANALYSE = "analyse", "Analyse"

    team = models.ForeignKey(Team, models.PROTECT, related_name="actions")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="actions")
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    principle_key = models.SlugField(max_length=60, blank=True)
    statement_key = models.SlugField(max_length=60, blank=True)
    what = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    lead = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")  # is reminded
    lead_name = models.CharField(max_length=120, blank=True)  # of a lead who has no account here
    co_lead = models.CharField("person with lived experience who leads it too", max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    cost = models.CharField(max_length=200, blank=True)  # in words: “About £300 for travel”
    how_known = models.CharField("how people will know", max_length=300, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PLAN)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)  # which calendars are told

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["team", "due_on"], name="action_of_team_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(stopped_at=None), name="action_is_done_or_stopped"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | ~Q(stopped_because=""), name="action_stopped_says_why"
            ),
        ]

    def __str__(self):
        return self.what[:60]

    def save(self, *args, update_fields=None, **kwargs):
        """Whatever changes it, and whoever."""
        self.changed_at = timezone.now()
        super().save(*args, update_fields=update_fields and {*update_fields, "changed_at"}, **kwargs)

    @property
    def status(self) -> str:
        """planned, going-on, done or stopped."""
        if self.stopped_at:
            return "stopped"
        if self.done_at:
            return "done"
        return "going-on" if self.started_at else "planned"

    @property
    def led_by(self) -> str:
        """A name, and never an address: it is read by more people than those who may see addresses."""
        return (self.lead.name or "Somebody in the team") if self.lead else self.lead_name

    @property
    def is_late(self) -> bool:
        over = self.done_at or self.stopped_at
        return bool(self.due_on) and not over and self.due_on < timezone.localdate()

    @property
    def is_over(self) -> bool:
        return bool(self.done_at or self.stopped_at)

    @property
    def stays(self) -> bool:
        """From the next day on, or once something was done or noted, an action isn't taken out: it can be stopped."""
        is_old = timezone.localdate(self.created_at) < timezone.localdate()
        return is_old or self.status != "planned" or self.notes.exists()


class ActionNote(models.Model):
    """What came of an action so far, as somebody wrote at one time."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.text[:60]


class YouSaid(models.Model):
    """*You said, we did, we couldn't because*: what came of a round, for whoever has the link.

    `entries` is what its facilitator is writing, a list of {"you_said", "we_did", "we_will", "we_couldnt"} and the same
    with `easy_` before them; `shown` is what was published of it, and what people see. Each has a `code` of its own,
    and the `principle` and the code of the `action` it was drafted from, or "".
    """

    round = models.OneToOneField(Round, models.PROTECT, related_name="you_said")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    entries = models.JSONField(default=list)
    shown = models.JSONField(default=list)
    answer_back = models.CharField(max_length=300, blank=True)  # how people can, as was published
    easy_answer_back = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    def __str__(self):
        return f"You said, we did: {self.round}"

    @property
    def has_changed(self) -> bool:
        """Since it was published."""
        return self.entries != self.shown
