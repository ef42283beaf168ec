"""What good looks like, versioned. A published version never changes: triggers in a migration see to it."""

from collections.abc import Iterator
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from rubric.document import RESPONSES, TICK, speaks_as_we_do
from teams.codes import new_token
from teams.models import Organisation, User


class RubricQuerySet(models.QuerySet):
    def shared(self):
        return self.filter(organisation=None)

    def for_organisations(self, organisations):
        """The shared rubrics, and these organisations' own."""
        return self.filter(Q(organisation=None) | Q(organisation__in=organisations))


def root_of(rubric: str) -> Coalesce:
    """In a query, the `root` of the rubric that this path leads to, looked for two copies back."""
    return Coalesce(f"{rubric}__based_on__based_on", f"{rubric}__based_on", rubric)


class Rubric(models.Model):
    """`imported` is the digest of the document last imported, so that edits made in the browser aren't undone."""

    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="rubrics"
    )
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="adaptations")
    imported = models.CharField(max_length=64, blank=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug

    def lineage(self) -> Iterator["Rubric"]:
        """This one, the one that it was copied from, the one that that was copied from, and so on."""
        rubric = self
        while rubric:
            yield rubric
            rubric = rubric.based_on

    @property
    def root(self) -> "Rubric":
        """What it and all its kin were copied from in the end: their keys mean the same."""
        return list(self.lineage())[-1]

    @property
    def whose(self) -> str:
        """Behind the title of a copy that an organisation adapted, which may be the one that it was made of."""
        return f", adapted by {self.organisation}" if self.organisation else ""


class RubricVersionQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None)

    def drafts(self):
        return self.filter(published_at=None)

    def in_use(self):
        return self.published().filter(withdrawn_at=None)


met_in_other_languages: set[int] = set()


def meet(version_id: int, language: str) -> None:
    """Also by whoever shows texts of a version without fetching it."""
    if not speaks_as_we_do(language):
        met_in_other_languages.add(version_id)


class RubricVersion(models.Model):
    """`edits` counts the draft's changes, so that a second editor notices the first's; `seen` says of which draft, too.
    `response` says what people do with it; the prompts are those of a rubric to place on, which has no principles."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    easy_read_title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, default="en-GB")
    purpose = models.TextField()
    easy_read_purpose = models.TextField(blank=True)
    response = models.CharField(max_length=10, choices=[(each, each) for each in RESPONSES], default=TICK)
    reflection_prompt = models.TextField(blank=True)
    easy_read_prompt = models.TextField(blank=True)
    source = models.JSONField(default=dict)
    adapted = models.JSONField(default=dict)  # of a copy that came as a file: what it grew from, elsewhere
    hard_words = models.JSONField(default=list)
    # {picture code: digest of its Drawing}, filled when it is published
    drawings = models.JSONField(default=dict)
    edits = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    suggested_by = models.TextField(blank=True)
    checked_with = models.TextField(blank=True)

    objects = RubricVersionQuerySet.as_manager()
    has_twin = False  # where versions stand side by side to be chosen, `latest_in_use` knows

    class Meta:
        ordering = ["rubric", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["rubric"], condition=Q(published_at=None), name="one_draft_a_rubric"
            ),
        ]

    def __str__(self):
        return f"{self.title}, version {self.number}"

    @classmethod
    def from_db(cls, db, field_names, values):
        """One in another language than our pages is remembered, since a page that shows it has to say so."""
        version = super().from_db(db, field_names, values)
        if "language" in field_names:
            meet(version.pk, version.language)
        return version

    @property
    def seen(self) -> str:
        return f"{self.pk}-{self.edits}"

    @property
    def named(self) -> str:
        return f"{self.title}{self.apart}"

    @property
    def apart(self) -> str:
        """Behind its title: whose it is, and its short name where another in use has the same title."""
        return f"{self.rubric.whose} ({self.rubric.slug})" if self.has_twin else self.rubric.whose

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class Drawing(models.Model):
    """A picture as it was when a version that uses it was published, so that the version looks the same for ever."""

    digest = models.CharField(max_length=16, unique=True)  # of the SVG; it names the drawing in URLs
    svg = models.TextField()

    def __str__(self):
        return self.digest


class Level(models.Model):
    class Direction(models.TextChoices):
        WARNING = "warning", "A sign of something to leave behind"
        PROGRESS = "progress", "A step on the way"
        STRENGTH = "strength", "What good looks like"

    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="levels")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    stem = models.CharField(max_length=120)
    easy_read_label = models.CharField(max_length=80, blank=True)
    easy_read_stem = models.CharField(max_length=120, blank=True)
    direction = models.CharField(max_length=10, choices=Direction.choices)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="level_key_once")]

    def __str__(self):
        return self.label


class Principle(models.Model):
    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="principles")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    picture = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=80, blank=True)
    easy_read_title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    easy_read = models.TextField(blank=True)
    examples = models.JSONField(default=list)
    reflection_prompt = models.TextField(blank=True)
    easy_read_prompt = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="principle_key_once")]

    def __str__(self):
        return self.short_title or self.title


class Statement(models.Model):
    """`key` survives new versions as long as the meaning does."""

    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="statements")
    principle = models.ForeignKey(Principle, models.CASCADE, related_name="statements")
    level = models.ForeignKey(Level, models.RESTRICT, related_name="statements")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    picture = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    easy_read = models.TextField(blank=True)

    class Meta:
        ordering = ["principle__position", "level__position", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="statement_key_once")]

    def __str__(self):
        return self.text


class Named(models.Model):
    """What has a name and a sentence, in both wordings."""

    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    hint = models.TextField(blank=True)
    easy_read_label = models.CharField(max_length=80, blank=True)
    easy_read = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return self.label


class PlaceGroup(Named):
    """Places next to each other that have something in common."""

    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="groups")

    class Meta(Named.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="place_group_key_once")]


class Question(models.Model):
    """Asked of a piece of work: on which of its places is it?"""

    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    picture = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=200)
    easy_read = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="question_key_once")]

    def __str__(self):
        return self.text


class Place(Named):
    """One of a question's answers, the lowest first. `key` survives new versions as long as the meaning does."""

    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="places")
    question = models.ForeignKey(Question, models.CASCADE, related_name="places")
    group = models.ForeignKey(PlaceGroup, models.RESTRICT, null=True, blank=True, related_name="places")
    picture = models.CharField(max_length=60, blank=True)

    class Meta(Named.Meta):
        ordering = ["question__position", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="place_key_once")]


class Cell(Named):
    """What two places lead to together: `places` has their keys, in the order of the questions."""

    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="cells")
    places = models.JSONField(default=list)

    class Meta(Named.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="cell_key_once")]


class DraftLink(models.Model):
    """Lets anybody read one draft and say something about its words, without an account (docs/decisions/0059)."""

    draft = models.ForeignKey(RubricVersion, models.CASCADE, related_name="links")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(stopped_at=None), name="draft_link_once_a_draft"
            )
        ]

    def __str__(self):
        return f"A link to {self.draft}"


class RemarkQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(closed_on=None)

    def shown(self):
        """To editors: what was said in a round appears with all the others of its week."""
        return self.filter(appears_on__lte=timezone.localdate())

    def public(self):
        """What whoever has a link may read: what editors answered, or took over."""
        return self.exclude(closed_on=None).exclude(answer="", taken_into=None)


class Remark(models.Model):
    """What somebody said about a text of a rubric. Nothing in it leads to whoever said it (docs/decisions/0059).

    Its id is random and a day is all that it has of a time, so that no order tells who came first. `about` is the text
    as it was read. It is `taken_into` the draft that took its words over, where its text may have another place and
    field from then on: `said_at` and `said_of` are those that it had.
    """

    class Kind(models.TextChoices):
        UNCLEAR = "unclear", "I don’t understand this"
        SAY = "say", "Say it like this"
        WRONG = "wrong", "This is wrong"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="remarks")
    place = models.CharField(max_length=80)
    field = models.CharField(max_length=40)
    about = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(blank=True)
    named = models.CharField(max_length=100, blank=True)
    appears_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    taken_into = models.ForeignKey(
        RubricVersion, models.SET_NULL, null=True, blank=True, related_name="remarks_taken"
    )
    said_at = models.CharField(max_length=80, blank=True)
    said_of = models.CharField(max_length=40, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["place", "field", "id"]

    def __str__(self):
        return self.get_kind_display()

    @property
    def kind_of_place(self) -> str:
        return self.place.partition("-")[0]

    @property
    def name_of_field(self) -> str:
        """Of what stands in a list, that of the list."""
        return self.field.partition("-")[0]

    @property
    def is_easy_read(self) -> bool:
        return self.field.startswith("easy_read")

    @property
    def is_waiting(self) -> bool:
        return self.closed_on is None


class RemarksOfDay(models.Model):
    """How many remarks came from one network address on a day: a keyed mark of both, and no time."""

    day = models.DateField()
    visitor = models.CharField(max_length=32)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "visitor"], name="remarks_counted_once_a_day")]

    def __str__(self):
        return f"{self.number} on {self.day}"
