"""A team looks at itself, one round at a time. Triggers in a migration keep closed rounds and releases as they are."""

from datetime import timedelta
from itertools import accumulate

from django.db import models
from django.db.models import Func, OuterRef, Q, Subquery
from django.utils import timezone

from rubric.models import Level, Principle, RubricVersion, Statement
from teams.codes import new_code
from teams.models import Organisation, Perspective, Team, User

REFLECTION_LIMIT = 10_000  # characters
REOPEN_DAYS = 7


class RoundQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(opened_at=None)

    def open(self):
        return self.exclude(opened_at=None).filter(closed_at=None)

    def closed(self):
        return self.exclude(closed_at=None)

    def with_progress(self):
        """Each round has `parts`, how many of them its together sheet has `finished`, and its `room_at`."""
        sheet = Sheet.objects.filter(round=OuterRef("pk"), kind=Sheet.Kind.TOGETHER)
        reflections = Reflection.objects.filter(sheet__round=OuterRef("pk"), sheet__kind=Sheet.Kind.TOGETHER)
        return self.annotate(
            parts=_how_many(Principle.objects.filter(version=OuterRef("version"))),
            finished=_how_many(reflections.exclude(finished_at=None)),
            room_at=Subquery(sheet.values("room_at")),
        )


def _how_many(rows: models.QuerySet) -> Subquery:
    """Counted inside the query around it, 0 included."""
    count = Func("pk", function="COUNT", output_field=models.IntegerField())
    return Subquery(rows.order_by().annotate(how_many=count).values("how_many"))


class Round(models.Model):
    """Planned → open → closed: the timestamps say which. `code` names it; the join code and link let people in."""

    class About(models.TextChoices):
        PERSON = "person", "One person's support"
        TEAM = "team", "A team"
        SERVICE = "service", "A service"
        ORGANISATION = "organisation", "A whole organisation"

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
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="round_opens_before_it_closes"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def state(self) -> str:
        if self.closed_at:
            return "closed"
        return "open" if self.opened_at else "planned"

    @property
    def is_open(self) -> bool:
        return self.state == "open"

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


class Sheet(models.Model):
    """One filled-in copy of the rubric. A person's sheet is never linked to an account."""

    class Kind(models.TextChoices):
        PERSON = "person", "One person's"
        GROUP = "group", "A group's"
        TOGETHER = "together", "What we agreed together"

    class How(models.TextChoices):
        ALONE = "alone", "On my own"
        FAMILY_OR_FRIEND = "family-or-friend", "With help from family or a friend"
        ADVOCATE = "advocate", "With help from an advocate"
        STAFF = "staff", "With help from staff"
        ON_BEHALF = "on-behalf", "For somebody else"

    class Wording(models.TextChoices):
        STANDARD = "standard", "Standard"
        EASY_READ = "easy-read", "Easy Read"

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    perspective = models.ForeignKey(Perspective, models.PROTECT, null=True, blank=True, related_name="+")
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    principle = models.ForeignKey(
        Principle, models.PROTECT, null=True, blank=True, related_name="+"
    )  # the one part that a group answers; None for all
    why_nobody_who_draws_on_support = models.TextField(blank=True)
    room_at = models.DateTimeField(null=True, blank=True)  # when "Who is in the room?" was answered
    how = models.CharField(max_length=20, choices=How.choices, blank=True)
    on_paper = models.BooleanField(default=False)
    wording = models.CharField(max_length=10, choices=Wording.choices, default=Wording.STANDARD)
    language = models.CharField(max_length=20, default="en-GB")
    first_name = models.CharField(max_length=60, blank=True)
    return_code_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(kind="together"), name="one_together_sheet_a_round"
            ),
            models.CheckConstraint(
                condition=~Q(kind="group") | Q(people__gte=2), name="a_group_is_two_or_more"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} sheet"


class Presence(models.Model):
    """A perspective that was in the room when the together sheet was filled in."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="presences")
    perspective = models.ForeignKey(Perspective, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "perspective"], name="perspective_once_in_room")
        ]

    def __str__(self):
        return str(self.perspective)


class Answer(models.Model):
    """What a sheet says of a statement. An untick keeps its row, with its time, as NOTHING."""

    class Value(models.IntegerChoices):
        NOTHING = 0, "Nothing"
        TICKED = 1, "Ticked"
        NOT_TRUE = 2, "Not true"
        NOT_SURE = 3, "Not sure"

    pk = models.CompositePrimaryKey("sheet_id", "statement_id")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+", db_index=False)
    value = models.PositiveSmallIntegerField(choices=Value.choices)
    changed_at = models.DateTimeField()

    def __str__(self):
        return self.get_value_display()


class Reflection(models.Model):
    """A sheet's own words about a principle, and whether it has finished with that principle."""

    class MayRead(models.TextChoices):
        ONLY_ME = "only-me", "Only me"
        ROUND = "round", "People in this round, without my name"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="reflections", db_index=False)
    principle = models.ForeignKey(Principle, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    may_read = models.CharField(max_length=10, choices=MayRead.choices, blank=True)
    may_quote = models.BooleanField(default=False)
    may_quote_outside = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "principle"], name="reflection_once_a_principle")
        ]

    def __str__(self):
        return self.text[:60]


class Standing(models.Model):
    """Where the team places itself. `first_level` is its own choice, made before it saw what the ticks suggest."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="standings", db_index=False)
    principle = models.ForeignKey(Principle, models.PROTECT, related_name="+", db_index=False)
    first_level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(blank=True)
    where_we_differ = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(
        null=True, blank=True
    )  # kept or changed, after the suggestion was shown

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "principle"], name="standing_once_a_principle")
        ]

    def __str__(self):
        return str(self.level or "")


class Counted(models.Model):
    """A person's sheet as a release counted it: `marks` has a digit of Answer.Value for each statement of the part.

    It goes with its sheet. Releases remember it by its bare id, from which nothing can be learnt.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="counted", db_index=False)
    principle = models.ForeignKey(Principle, models.PROTECT, related_name="+", db_index=False)
    marks = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "principle", "marks"], name="counted_once_as_it_is")
        ]

    def __str__(self):
        return self.marks


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


class Quote(models.Model):
    """Words that their writer let us share and a facilitator approved, with names taken out."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="quotes")
    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="quotes")
    text = models.TextField()
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_outside_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_outside_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.text[:60]


class Action(models.Model):
    """Something the team will do. Actions live with the team; `round` is where one began."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="actions")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="actions")
    principle_key = models.SlugField(max_length=60, blank=True)
    statement_key = models.SlugField(max_length=60, blank=True)
    what = models.TextField()
    why = models.TextField(blank=True)
    lead = models.CharField(max_length=120, blank=True)
    co_lead = models.CharField("person with lived experience who leads it too", max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.what[:60]


class ReportEdition(models.Model):
    """What people write for a report themselves: its meeting, its authors, its requests."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board report"

    round = models.ForeignKey(Round, models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.PositiveIntegerField(default=1)
    details = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "kind", "number"], name="edition_number_once")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"
