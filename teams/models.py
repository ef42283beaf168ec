"""Who people are and what they may do."""

from datetime import timedelta
from pathlib import PurePath

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from teams import colours, roles
from teams.codes import new_code, new_token
from teams.contacts import Contact
from teams.named import FoundByName, Named, NameKey
from teams.sides import PICTURES, SIDES

MOST_FLOOR, MOST_MONTHS = 100, 24
FLOOR = 5  # the fewest people whose answers may be counted together
INVITATION_DAYS = 30


class UserQuerySet(models.QuerySet):
    def with_email(self, email: str):
        return self.filter(email=email.strip().lower())


class People(BaseUserManager.from_queryset(UserQuerySet)):
    """Creates people. `createsuperuser` asks for an address and a password; the password is never needed."""

    def create_user(self, email: str, password: str | None = None, **extra):
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(FoundByName, AbstractBaseUser, PermissionsMixin):
    """A person with an account. People who take part by code have none."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=100, blank=True)
    name_key = NameKey(max_length=800, editable=False)  # to be found by; of whoever has no name, the address
    is_active = models.BooleanField(default=True)
    # By a site administrator, who alone may open it again then
    closed_by_site = models.BooleanField(default=False, editable=False)
    is_staff = models.BooleanField("may use the administration pages", default=False)
    is_site_editor = models.BooleanField("may edit shared rubrics", default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    # Kinds of e-mails: services/mail_choices.py
    unwanted_mail = models.JSONField(default=list, editable=False)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self):
        return self.name or self.email

    def clean(self):
        self.email = self.email.strip().lower()


class Organisation(Contact):
    """Its person to ask is suggested to every round that its teams plan."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    logo = models.FileField(upload_to="logos/", blank=True)
    brand_colour = models.CharField(
        max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-f]{6}$", "Write a colour as #5b2a5e.")]
    )
    safeguarding_name = models.CharField(max_length=120, blank=True)
    safeguarding_phone = models.CharField(max_length=40, blank=True)
    floor = models.PositiveSmallIntegerField(
        "fewest people shown together", default=FLOOR, validators=[MinValueValidator(FLOOR)]
    )
    retention_months = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(floor__gte=FLOOR), name="organisation_floor_is_safe"),
            models.CheckConstraint(
                condition=Q(retention_months__range=(1, MOST_MONTHS)),
                name="organisation_retention_is_bounded",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def has_safeguarding_contact(self) -> bool:
        return bool(self.safeguarding_name and self.safeguarding_phone)

    @property
    def logo_token(self) -> str:
        """Names its address: each logo is kept under a new name that nobody can guess. Nothing where there is none."""
        return PurePath(self.logo.name or "").stem

    @property
    def signed_colour(self) -> str:
        """Names the address of its colours, which says nothing about whose they are, and can't be guessed."""
        return colours.signed(self.brand_colour) if self.brand_colour else ""


class OrganisationRole(models.Model):
    class Role(models.TextChoices):
        ADMIN = roles.ADMIN, "Organisation admin"
        RUBRIC_EDITOR = roles.RUBRIC_EDITOR, "Rubric editor"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, models.CASCADE, related_name="organisation_roles")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user", "role"], name="organisation_role_once"),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"


class TeamQuerySet(models.QuerySet):
    def active(self):
        """Those that lists show: an archived team can still be read by who could read it."""
        return self.filter(archived_at=None)


class Team(Named):
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # How often words were taken back from what its rounds share
    words_taken_back = models.PositiveIntegerField(default=0, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name_key"],
                name="team_name_once_in_organisation",
                violation_error_message="There is already a team with this name. Choose another name.",
            ),
        ]

    def __str__(self):
        return self.name


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = roles.MEMBER, "Member"
        FACILITATOR = roles.FACILITATOR, "Facilitator"

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="membership_once_in_team")]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"


class PerspectiveQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def offered_since(self, moment):
        """Whether or not they have been retired meanwhile."""
        return self.filter(Q(retired_at=None) | Q(retired_at__gt=moment))


class Perspective(Named):
    """How a person takes part. Each organisation words its own list; a retired one stays for past rounds.

    In Easy Read it has words of its own, and a picture by its code.
    Once results that it belongs to were shown, its side stays: docs/decisions/0024.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="perspectives")
    label = models.CharField(max_length=80)
    easy_label = models.CharField(max_length=80, blank=True)
    picture = models.CharField(max_length=60, blank=True)
    side = models.CharField(max_length=20, choices=SIDES)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)
    side_fixed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PerspectiveQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name_key"],
                condition=Q(retired_at=None),
                name="perspective_label_once",
                violation_error_message="This is already in the list. Choose other words.",
            ),
            models.CheckConstraint(condition=Q(side__in=list(SIDES)), name="perspective_has_a_side"),
        ]

    def __str__(self):
        return self.label

    easy_words = property(lambda self: self.easy_label or self.label)
    drawn = property(lambda self: self.picture or PICTURES[self.side])


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, failed_at=None)

    def lost(self):
        """Given up, and certainly never arrived."""
        return self.filter(handed_at=None).exclude(failed_at=None)

    def unclaimed(self):
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=timezone.now()))


class Letter(models.Model):
    """An e-mail in the outbox. Its times tell what became of it (docs/decisions/0029).

    A claim is a number: each try has the next one, and whoever finds another number has lost the letter to somebody
    else. `handed_at` is the moment from which nobody can tell any more whether it arrived.
    """

    kind = models.CharField(max_length=20)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)  # empty once it is sent; a sign-in code's is never kept
    from_name = models.CharField(max_length=160, blank=True)
    reply_to = models.TextField(blank=True)  # as headers have it: long, of names in other scripts
    # What it tells of
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="letters")
    invitation = models.ForeignKey("Invitation", models.CASCADE, null=True, related_name="letters")
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)  # what it tells may no longer be so
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    slot = models.PositiveSmallIntegerField(null=True, blank=True, unique=True)  # of a code being sent

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "e-mail", "e-mails in the outbox"
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], name="letter_waiting", condition=Q(sent_at=None, failed_at=None)),
            models.Index(fields=["to", "kind"], name="letter_of_mailbox"),
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"

    @property
    def state(self) -> str:
        if self.sent_at:
            return "sent"
        return "failed" if self.failed_at else "waiting"


class Uninvited(models.Model):
    """An address that wants no invitations: a keyed mark of it, and nothing else."""

    mark = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.mark


class CodeRequest(models.Model):
    """Somebody asked for a sign-in code, for a mailbox and from somewhere: keyed marks of both, for an hour."""

    mailbox = models.CharField(max_length=32)
    visitor = models.CharField(max_length=32, blank=True)  # blank when we can't tell
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["mailbox", "made_at"], name="code_request_of_mailbox"),
            models.Index(fields=["visitor", "made_at"], name="code_request_of_visitor"),
        ]

    def __str__(self):
        return f"{self.mailbox}: {self.made_at}"


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither used nor taken back; some may have become too old."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def looked_up(self):
        """With whether it is backed, in the same read."""
        inviter = {"user": OuterRef("invited_by"), "user__is_active": True}
        admins = OrganisationRole.objects.filter(
            organisation=OuterRef("organisation"), role=roles.ADMIN, **inviter
        )
        facilitators = Membership.objects.filter(team=OuterRef("team"), role=roles.FACILITATOR, **inviter)
        of_the_site = Q(role=roles.ADMIN, invited_by__is_superuser=True, invited_by__is_active=True)
        backed = Q(invited_by=None) | of_the_site | Q(Exists(admins)) | Q(Exists(facilitators))
        awaited = Q(team=None) | Q(team__archived_at=None)
        return self.annotate(is_backed=ExpressionWrapper(backed & awaited, models.BooleanField()))

    def open(self):
        return self.sent_since(timezone.now() - timedelta(days=INVITATION_DAYS))

    def sent_since(self, since):
        return self.looked_up().waiting().filter(created_at__gt=since, is_backed=True)


class Invitation(models.Model):
    """Bound to an address: whoever holds the link still has to prove that they read that address's e-mail."""

    class Role(models.TextChoices):
        MEMBER = roles.MEMBER, "Member"
        FACILITATOR = roles.FACILITATOR, "Facilitator"
        ADMIN = roles.ADMIN, "Organisation admin"
        RUBRIC_EDITOR = roles.RUBRIC_EDITOR, "Rubric editor"

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role.choices)
    invited_by = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_is_lower_case"),
            models.CheckConstraint(
                condition=Q(role__in=[roles.MEMBER, roles.FACILITATOR], team__isnull=False)
                | Q(role__in=[roles.ADMIN, roles.RUBRIC_EDITOR], team__isnull=True),
                name="invitation_team_fits_role",
            ),
            models.UniqueConstraint(
                fields=["team", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_waits_once_in_team",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None, team=None),
                name="invitation_waits_once_in_organisation",
            ),
        ]

    def __str__(self):
        return f"{self.email}: {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        return self.is_fresh and self.accepted_at is None and self.withdrawn_at is None and self.is_backed

    @property
    def is_fresh(self) -> bool:
        return timezone.now() - self.created_at < timedelta(days=INVITATION_DAYS)

    @cached_property
    def is_backed(self) -> bool:
        """Whoever sent it may still send it. Somebody else who may can send it again."""
        return Invitation.objects.looked_up().get(pk=self.pk).is_backed
