"""Filled-in copies of the rubric, and what is on them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments import said
from assessments.models.activities import Activity
from assessments.models.rounds import Round
from rubric.document.shapes import LEVELS, STATEMENTS
from rubric.models import Level, Principle, Statement
from teams.models import Perspective

REFLECTION_LIMIT = 10_000  # characters
OF_ONE_PART = Q(principle__isnull=False, activity=None) | Q(principle=None, activity__isnull=False)
PRINCIPLE, ACTIVITY = "principle_id", "activity_id"
Whole = tuple[str, int]  # what a part is about: the field that names it, and its id


class Sheet(models.Model):
    """One filled-in copy of the rubric. A person's sheet is never linked to an account."""

    class Kind(models.TextChoices):
        PERSON = "person", "One person’s"
        GROUP = "group", "A group’s"
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

    def asks(self, principle_id: int | None) -> bool:
        """A group that chose one part was asked no other."""
        return self.principle_id in (None, principle_id)


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
        NOTHING = said.NOTHING.stored, said.NOTHING.label
        TICKED = said.TICKED.stored, said.TICKED.label
        NOT_TRUE = said.NOT_TRUE.stored, said.NOT_TRUE.label
        NOT_SURE = said.NOT_SURE.stored, said.NOT_SURE.label

    pk = models.CompositePrimaryKey("sheet_id", "statement_id")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+", db_index=False)
    value = models.PositiveSmallIntegerField(choices=Value.choices)
    changed_at = models.DateTimeField()

    def __str__(self):
        return self.get_value_display()


class OfOnePart:
    """A row of a part. A principle and an activity may have the same id, so neither goes by that alone."""

    principle_id: int | None
    activity_id: int | None

    @property
    def whole(self) -> Whole:
        if self.principle_id is None:
            return ACTIVITY, self.activity_id or 0
        return PRINCIPLE, self.principle_id


class Reflection(OfOnePart, models.Model):
    """A sheet's own words about a part, which is a principle or an activity, and whether it has finished with it."""

    class MayRead(models.TextChoices):
        ONLY_ME = "only-me", "Only me"
        ROUND = "round", "People in this round, without my name"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="reflections", db_index=False)
    principle = models.ForeignKey(Principle, models.PROTECT, null=True, related_name="+", db_index=False)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    needs_another_look = models.BooleanField(
        default=False, db_default=False
    )  # carried over, and not confirmed yet
    may_read = models.CharField(max_length=10, choices=MayRead.choices, blank=True)
    may_quote = models.BooleanField(default=False)
    may_quote_outside = models.BooleanField(default=False)
    # Whether others have been shown it, for services/appearing.py: the batch its sheet was counted in and the one its
    # words appeared in, which words those were (their MD5), and to whom.
    came_with = models.PositiveIntegerField(null=True, editable=False)
    appeared_with = models.PositiveIntegerField(null=True, editable=False)
    appeared = models.CharField(max_length=32, blank=True, default="", db_default="", editable=False)
    appeared_to_round = models.BooleanField(default=False, db_default=False, editable=False)
    appeared_to_quote = models.BooleanField(default=False, db_default=False, editable=False)
    appeared_to_quote_outside = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "principle"], name="reflection_once_a_principle"),
            models.UniqueConstraint(fields=["sheet", "activity"], name="reflection_once_an_activity"),
            models.CheckConstraint(condition=OF_ONE_PART, name="reflection_of_one_part"),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def is_for_outside(self) -> bool:
        """As its facilitators may know: what was allowed later waits to be shown, as words do. It stays for a quote in
        use while its writer changes words around it."""
        return self.may_quote_outside and self.appeared_to_quote_outside

    @property
    def about(self) -> str:
        """What its part is called, in standard words."""
        if self.activity:
            return self.activity.name
        return self.principle.short_title or self.principle.title


class Crowd(OfOnePart, models.Model):
    """With whom a part's words appeared: how many of each perspective had come since the time before.

    As it was then. Whoever erases their sheet afterwards changes nothing in what is told beside the others' words.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="crowds")
    principle = models.ForeignKey(Principle, models.PROTECT, null=True, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+", db_index=False)
    batch = models.PositiveIntegerField()
    perspective = models.ForeignKey(Perspective, models.PROTECT, null=True, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "principle", "batch", "perspective"], name="crowd_once_a_batch"
            ),
            models.UniqueConstraint(
                fields=["round", "activity", "batch", "perspective"], name="crowd_once_a_batch_of_an_activity"
            ),
            models.CheckConstraint(condition=OF_ONE_PART, name="crowd_of_one_part"),
        ]

    def __str__(self):
        return f"{self.people} of batch {self.batch}"


class Standing(models.Model):
    """Where the team places itself. `first_level` is its own choice, made before it saw what the ticks suggest.

    Of an activity it has the words alone: where that is placed stands in placements, and nothing is suggested.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="standings", db_index=False)
    principle = models.ForeignKey(Principle, models.PROTECT, null=True, related_name="+", db_index=False)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+", db_index=False)
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
            models.UniqueConstraint(fields=["sheet", "principle"], name="standing_once_a_principle"),
            models.UniqueConstraint(fields=["sheet", "activity"], name="standing_once_an_activity"),
            models.CheckConstraint(condition=OF_ONE_PART, name="standing_of_one_part"),
        ]

    def __str__(self):
        return str(self.level or "")


class Counted(models.Model):
    """A person's sheet as a release counted it: `marks` has a digit for each thing that is said of the part.

    It goes with its sheet. Releases remember it by its bare id, from which nothing can be learnt.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="counted", db_index=False)
    principle = models.ForeignKey(Principle, models.PROTECT, null=True, related_name="+", db_index=False)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+", db_index=False)
    marks = models.CharField(max_length=LEVELS * STATEMENTS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "principle", "marks"], name="counted_once_as_it_is"),
            models.UniqueConstraint(fields=["sheet", "activity", "marks"], name="counted_once_as_placed"),
            models.CheckConstraint(condition=OF_ONE_PART, name="counted_of_one_part"),
        ]

    def __str__(self):
        return self.marks
