"""What good looks like, versioned. A published version never changes: triggers in a migration see to it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from rubric.document import speaks_as_we_do
from teams.models import Organisation, User


class RubricQuerySet(models.QuerySet):
    def shared(self):
        return self.filter(organisation=None)

    def for_organisations(self, organisations):
        """The shared rubrics, and these organisations' own."""
        return self.filter(Q(organisation=None) | Q(organisation__in=organisations))


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


class RubricVersion(models.Model):
    """`edits` counts the draft's changes, so that a second editor notices the first's."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    easy_read_title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, default="en-GB")
    purpose = models.TextField()
    easy_read_purpose = models.TextField(blank=True)
    source = models.JSONField(default=dict)
    hard_words = models.JSONField(default=list)
    translations = models.JSONField(default=dict)
    drawings = models.JSONField(
        default=dict
    )  # {picture code: digest of its Drawing}, filled when it is published
    edits = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    suggested_by = models.TextField(blank=True)
    checked_with = models.TextField(blank=True)

    objects = RubricVersionQuerySet.as_manager()

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
        if "language" in field_names and not speaks_as_we_do(version.language):
            met_in_other_languages.add(version.pk)
        return version

    @property
    def named(self) -> str:
        return f"{self.title}{self.rubric.whose}"

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
    direction = models.CharField(max_length=10, choices=Direction.choices)
    translations = models.JSONField(default=dict)

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
    translations = models.JSONField(default=dict)

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
    translations = models.JSONField(default=dict)

    class Meta:
        ordering = ["principle__position", "level__position", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="statement_key_once")]

    def __str__(self):
        return self.text
