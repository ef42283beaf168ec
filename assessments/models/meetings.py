"""How people meet: ways to hold the conversation, and warm-ups to begin with, as each organisation words them."""

from itertools import accumulate

from django.db import models

from teams.models import Organisation


class Offered(models.Model):
    """What a facilitator may choose for a meeting. data/session-formats.yaml has what all organisations begin with."""

    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class SessionFormat(Offered):
    """A way to hold the conversation. `steps` is a list of {"minutes": 10, "do": "Welcome."}; `easy_read` tells those
    who come what will happen."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="session_formats")
    good_for = models.CharField(max_length=200, blank=True)
    easy_read = models.TextField(blank=True)
    fewest = models.PositiveSmallIntegerField(default=1)  # people
    most = models.PositiveSmallIntegerField(default=500)
    steps = models.JSONField(default=list)

    class Meta(Offered.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="session_format_key_once")
        ]

    @property
    def minutes(self) -> int:
        return sum(step["minutes"] for step in self.steps)


class WarmUp(Offered):
    """A short way to begin, before any way to hold the conversation.

    `do` is for everybody; `listen_for` is for whoever leads, alone; `gentler` is another way, as good as the first, for
    when that one might hurt somebody or show too much of them.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="warm_ups")
    easy_read_title = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    picture = models.CharField(max_length=60, blank=True)
    idea_from = models.CharField(max_length=200, blank=True)
    do = models.TextField()
    easy_read = models.TextField(blank=True)
    listen_for = models.TextField(blank=True)
    easy_read_listen_for = models.TextField(blank=True)
    gentler = models.TextField(blank=True)
    easy_read_gentler = models.TextField(blank=True)

    class Meta(Offered.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="warm_up_key_once")]

    @property
    def easy_words(self) -> str:
        """Its title in Easy Read."""
        return self.easy_read_title or self.title


def timetable_of(steps: list[dict]) -> list[dict]:
    """Each step with the minute at which it `begins`."""
    begins = accumulate((step["minutes"] for step in steps), initial=0)
    return [{**step, "begins": minute} for step, minute in zip(steps, begins, strict=False)]
