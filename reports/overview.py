"""What stands beside the rows of every team: who is heard least, what is due, and which rounds have gone quiet.

It reads rounds, releases and actions, and never opens a release or a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.utils import timezone

from assessments.models import Action, Heard, Release, Round
from reports.glance import find_teams, latest_of_threads, told_rounds
from teams.models import Organisation
from teams.prepared import prepared
from teams.sides import UNSAID

SOON = timedelta(days=30)
QUIET = timedelta(weeks=6)
NEVER_OPENED = timedelta(days=91)
LISTED = 10  # quiet rounds by name
LEAST = 3  # perspectives


@dataclass(frozen=True)
class LeastHeard:
    label: str
    teams: int


@dataclass(frozen=True)
class SilentRound:
    code: str
    title: str
    team: str
    was_opened: bool


@dataclass(frozen=True)
class Overview:
    """`teams` are those with that in their name, and all else is of all: `told` is how many have something to show."""

    teams: int
    told: int
    due: int
    late: int
    silent: int
    silent_rounds: tuple[SilentRound, ...]
    least_heard: tuple[LeastHeard, ...]

    @property
    def soon(self) -> int:
        return self.due - self.late


def read_overview(organisation: Organisation, name: str) -> Overview:
    now, today = timezone.now(), timezone.localdate()
    told = sum(_told(organisation))
    due, late = next(iter(_due(organisation, today + SOON, today)), (0, 0))
    silent = _silent(organisation, today, now - QUIET, now - NEVER_OPENED)
    return Overview(
        teams=find_teams(organisation, name).count(),
        told=told,
        due=due,
        late=late,
        silent=silent[0]["how_many"] if silent else 0,
        silent_rounds=tuple(_named(silent)),
        least_heard=_least_heard(organisation, told),
    )


def due_actions(organisation: Organisation) -> QuerySet[Action]:
    """Unfinished, and late or due soon, the longest overdue first."""
    soon = Action.objects.due(by=timezone.localdate() + SOON).filter(team__in=find_teams(organisation))
    return soon.select_related("team", "lead").order_by("due_on", "pk")


@prepared
def _due(organisation: Organisation, by: date, on: date) -> QuerySet:
    """How many, and how many of them are late; nothing where there are none."""
    actions = Action.objects.due(by=by).filter(team__in=find_teams(organisation))
    late = Count("pk", filter=Q(due_on__lt=on))
    return (
        actions.values("team__organisation").annotate(due=Count("pk"), late=late).values_list("due", "late")
    )


@prepared
def _told(organisation: Organisation) -> QuerySet:
    """How many teams have something to show; nothing where none has."""
    teams = find_teams(organisation).filter(Exists(told_rounds().filter(team=OuterRef("pk"))))
    return teams.order_by().values("organisation").annotate(told=Count("pk")).values_list("told", flat=True)


def _least_heard(organisation: Organisation, told: int) -> tuple[LeastHeard, ...]:
    """The fewest first, and then as the organisation orders its perspectives; not what every team has heard."""
    teams = dict(_heard(organisation))
    views = organisation.perspectives.in_use().exclude(side=UNSAID)
    found = sorted(views, key=lambda view: (teams.get(view.pk, 0), view.position, view.pk))
    least = [LeastHeard(view.label, teams.get(view.pk, 0)) for view in found]
    return tuple(one for one in least if one.teams < told)[:LEAST]


@prepared
def _heard(organisation: Organisation) -> QuerySet:
    """In how many teams, over all their threads: a quick look at one thing doesn’t undo who was heard elsewhere."""
    latest = latest_of_threads().filter(team__in=find_teams(organisation)).values("pk")
    later = Release.objects.filter(round=OuterRef("release__round"), number__gt=OuterRef("release__number"))
    heard = Heard.objects.filter(~Exists(later), release__round__in=latest).order_by()
    teams = Count("release__round__team", distinct=True)
    return heard.values("perspective").annotate(teams=teams).values_list("perspective", "teams")


@prepared
def _silent(organisation: Organisation, on: date, since: datetime, before: datetime) -> QuerySet:
    """Open past their closing date; open with nothing shown in them `since` then; planned `before`, and never opened.
    The first of them, each with how many there are."""
    shown = Exists(Release.objects.filter(round=OuterRef("pk"), made_at__gte=since))
    past = Q(opened_at__isnull=False, closes_on__lt=on)
    silent = Q(~shown, opened_at__lt=since)
    never_opened = Q(opened_at=None, created_at__lt=before)
    rounds = Round.objects.filter(team__in=find_teams(organisation), closed_at=None)
    rounds = rounds.filter(past | silent | never_opened).order_by("team__name", "title")
    names = ("code", "title", "team__name", "opened_at")
    return rounds.values(*names, how_many=Window(Count("pk")))[:LISTED]


def _named(silent: list[dict]) -> list[SilentRound]:
    told = [
        SilentRound(each["code"], each["title"], each["team__name"], each["opened_at"] is not None)
        for each in silent
    ]
    return sorted(told, key=lambda round: (round.team.lower(), round.title))
