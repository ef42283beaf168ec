"""What stands beside the rows of every team: who is heard least, what is due, and which rounds have gone quiet.

One query: its parts have the same columns, and the database puts them one under another. It reads rounds, releases
and actions, and never opens a release or a sheet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from assessments.models import Action, Heard, Release, Round
from reports.glance import find_teams, latest_of_threads, told_rounds
from teams.models import Organisation, Team
from teams.sides import UNSAID

SOON = timedelta(days=30)
QUIET = timedelta(weeks=6)
NEVER_OPENED = timedelta(days=91)
LISTED = 10  # quiet rounds by name
LEAST = 3  # perspectives

TEAMS, TOLD, DUE, LATE, SILENT = "teams", "told", "due", "late", "silent"  # how many
PERSPECTIVE, HEARD, SILENT_ROUND = "perspective", "heard", "silent round"
COLUMNS = ("kind", "text", "of", "code", "number", "other")


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
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for values in _rows(organisation, name):
        row = dict(zip(COLUMNS, values, strict=True))
        rows[row["kind"]].append(row)
    rounds = [SilentRound(r["code"], r["text"], r["of"], bool(r["other"])) for r in rows[SILENT_ROUND]]
    return Overview(
        **{kind: rows[kind][0]["number"] for kind in (TEAMS, TOLD, DUE, LATE, SILENT)},
        silent_rounds=tuple(sorted(rounds, key=lambda round: (round.team.lower(), round.title))),
        least_heard=_least_heard(rows[PERSPECTIVE], rows[HEARD], told=rows[TOLD][0]["number"]),
    )


def due_actions(organisation: Organisation) -> QuerySet[Action]:
    """Unfinished, and late or due soon, the longest overdue first."""
    soon = Action.objects.due(by=timezone.localdate() + SOON).filter(team__in=find_teams(organisation))
    return soon.select_related("team", "lead").order_by("due_on", "pk")


def _rows(organisation: Organisation, name: str) -> QuerySet:
    due, silent = due_actions(organisation).select_related(None), _silent(organisation)
    counted = [
        _how_many(organisation, TEAMS, find_teams(organisation, name)),
        _how_many(organisation, TOLD, _told(organisation)),
        _how_many(organisation, DUE, due),
        _how_many(organisation, LATE, due.filter(due_on__lt=timezone.localdate())),
        _how_many(organisation, SILENT, silent),
    ]
    first, *others = [
        *counted,
        _perspectives(organisation),
        _heard(organisation),
        _named(silent),
    ]
    return first.union(*others, all=True)


def _how_many(organisation: Organisation, kind: str, rows: QuerySet) -> QuerySet:
    count = Func("pk", function="COUNT", output_field=IntegerField())
    number = Subquery(rows.order_by().annotate(how_many=count).values("how_many"))
    return _as_rows(Organisation.objects.filter(pk=organisation.pk), kind, number=number)


def _as_rows(rows: QuerySet, kind: str, **columns) -> QuerySet:
    """Every part with the same columns, of the same types: PostgreSQL wants to be told."""
    given = {"kind": Value(kind), "text": Value(""), "of": Value(""), "code": Value("")}
    given |= {"number": Value(0), "other": Value(0)} | columns
    texts = {f"{name}_": Cast(given[name], CharField()) for name in ("kind", "text", "of", "code")}
    numbers = {f"{name}_": Cast(given[name], IntegerField()) for name in ("number", "other")}
    return rows.order_by().annotate(**texts, **numbers).values_list(*(f"{name}_" for name in COLUMNS))


def _told(organisation: Organisation) -> QuerySet[Team]:
    return find_teams(organisation).filter(Exists(told_rounds().filter(team=OuterRef("pk"))))


def _perspectives(organisation: Organisation) -> QuerySet:
    views = organisation.perspectives.in_use().exclude(side=UNSAID)
    return _as_rows(views, PERSPECTIVE, text="label", number="pk", other="position")


def _heard(organisation: Organisation) -> QuerySet:
    """In how many teams, over all their threads: a quick look at one thing doesn’t undo who was heard elsewhere."""
    latest = latest_of_threads().filter(team__in=find_teams(organisation)).values("pk")
    later = Release.objects.filter(round=OuterRef("release__round"), number__gt=OuterRef("release__number"))
    heard = Heard.objects.filter(~Exists(later), release__round__in=latest)
    counted = (
        heard.order_by().values("perspective").annotate(how_many=Count("release__round__team", distinct=True))
    )
    return _as_rows(counted, HEARD, number="perspective", other="how_many")


def _least_heard(
    perspectives: list[dict[str, Any]], heard: list[dict[str, Any]], *, told: int
) -> tuple[LeastHeard, ...]:
    """The fewest first, and then as the organisation orders its perspectives; not what every team has heard."""
    teams = {row["number"]: row["other"] for row in heard}
    found = sorted(perspectives, key=lambda row: (teams.get(row["number"], 0), row["other"], row["number"]))
    least = [LeastHeard(row["text"], teams.get(row["number"], 0)) for row in found]
    return tuple(one for one in least if one.teams < told)[:LEAST]


def _silent(organisation: Organisation) -> QuerySet[Round]:
    """Open past their closing date; open for six weeks with nothing shown in them; planned and never opened."""
    now = timezone.now()
    shown = Exists(Release.objects.filter(round=OuterRef("pk"), made_at__gte=now - QUIET))
    past = Q(opened_at__isnull=False, closes_on__lt=timezone.localdate())
    silent = Q(~shown, opened_at__lt=now - QUIET)
    never_opened = Q(opened_at=None, created_at__lt=now - NEVER_OPENED)
    rounds = Round.objects.filter(team__in=find_teams(organisation), closed_at=None)
    return rounds.filter(past | silent | never_opened)


def _named(silent: QuerySet[Round]) -> QuerySet:
    first = silent.order_by("team__name", "title").values("pk")[:LISTED]
    was_opened = Cast(Q(opened_at__isnull=False), IntegerField())
    rounds = Round.objects.filter(pk__in=first)
    return _as_rows(rounds, SILENT_ROUND, text="title", of="team__name", code="code", other=was_opened)
