"""People's own words, as they may be read by others."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.models.rounds import Round
from assessments.models.sheets import Reflection
from teams.codes import new_code
from teams.models import User


class QuoteQuerySet(models.QuerySet):
    def in_use(self):
        """Those that their writer still allows, approved or not."""
        return self.filter(withdrawn_at=None, reflection__may_quote=True)

    def waiting(self):
        """For a second person, who hasn't decided yet. What a writer allowed later than their words comes later, as
        words do."""
        undecided = {"approved_outside_at": None, "kept_inside_at": None}
        allowed = {"reflection__may_quote_outside": True, "reflection__appeared_to_quote_outside": True}
        return self.inside().filter(**undecided, **allowed)

    def waiting_for(self, person: User):
        """Approved by somebody else."""
        return self.waiting().exclude(approved_by=person)

    def inside(self):
        """Those that a report for inside the organisation may hold."""
        return self.filter(withdrawn_at=None, reflection__may_quote=True).exclude(approved_at=None)

    def outside(self):
        return self.inside().filter(reflection__may_quote_outside=True).exclude(approved_outside_at=None)


class Quote(models.Model):
    """Words that their writer let us share and a facilitator approved, with names taken out.

    What was taken out is kept nowhere but in the reflection itself. A quote that was withdrawn has no text any more.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="quotes")
    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="quotes")
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    text = models.TextField(blank=True)
    # The batch in which the words appeared that it was chosen from. What their writer changes around it comes later.
    appeared_with = models.PositiveIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_outside_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_outside_at = models.DateTimeField(null=True, blank=True)
    kept_inside_at = models.DateTimeField(null=True, blank=True)  # a second person said: not outside
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # by its writer
    # When those who can be the second person were told that it waits, or that others wait beside it
    told_at = models.DateTimeField(null=True, editable=False)
    told_again_at = models.DateTimeField(null=True, editable=False)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_outside_at=None) | Q(approved_at__isnull=False),
                name="quote_inside_before_outside",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(approved_outside_by=None)
                | ~Q(approved_outside_by=F("approved_by")),
                name="quote_outside_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(text=""), name="quote_withdrawn_has_no_text"
            ),
            models.UniqueConstraint(
                fields=["reflection"], condition=Q(withdrawn_at=None), name="quote_one_a_reflection"
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def state(self) -> str:
        """chosen → inside → outside, for as long as its writer allows each."""
        if not self.approved_at:
            return "chosen"
        return "outside" if self.approved_outside_at and self.reflection.may_quote_outside else "inside"


class TakenBack(models.Model):
    """Words that were taken back, until they were looked for, and a person has decided where they may be anybody's.

    `quote` is the one that they were taken out of, while it has others. `kept` has the marks of the places where they
    stay. Where they stand is looked for each time: taking_out.py.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="taken_back")
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    words = models.TextField()
    quote = models.ForeignKey(Quote, models.SET_NULL, null=True, related_name="+")
    was_looked_for = models.BooleanField(default=False, editable=False)
    kept = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.words[:60]
