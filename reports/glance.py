"""Every team at a glance: one page of teams by name, each with its latest release. It reads releases, never sheets.

Three queries, however many teams, rounds and sheets there are: which teams, what is around them, and what was last
shown of them. Others (overview.py) say how many there are and what stands beside them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject, Lower
from django.utils import timezone

from assessments.counted import INSIDE
from assessments.models import Action, Release, ReportEdition, Round, YouSaid
from assessments.services.activities import placed_on
from reports.details import Details, read_details
from reports.picture import Picture, ToldRound, tell_picture
from reports.reading import Stored, tell_release
from reports.row import Row, Shown, TeamsRound
from rubric.models import root_of
from rubric.reading import read_version
from teams.models import Organisation, Team
from teams.prepared import prepared
from teams.remembered import A_WHILE, remembered
from teams.words import same_name

TEAMS_A_PAGE = 30
DAYS = ("meets_on", "closes_on", "hear_on")


def latest_of_threads() -> QuerySet[Round]:
    """Of each team, rubric with its copies, and thing that rounds are about: the one that began last of which something
    was shown. Of a thing that was spelt otherwise it may find more than one."""
    same = {name: OuterRef(name) for name in ("team", "root", "about", "called")}
    told = told_rounds().annotate(called=Lower("about_name"), root=root_of("version__rubric"))
    later = told.filter(**same, opened_at__gt=OuterRef("opened_at"))
    return told.filter(~Exists(told_rounds().filter(previous=OuterRef("pk"))), ~Exists(later))


def told_rounds() -> QuerySet[Round]:
    """Of which something was shown."""
    shown = Exists(Release.objects.filter(round=OuterRef("pk")))
    return Round.objects.filter(shown).exclude(opened_at=None)


def find_teams(organisation: Organisation, name: str = "") -> QuerySet[Team]:
    teams = Team.objects.active().filter(organisation=organisation).order_by(Lower("name"))
    return teams.filter(name_key__contains=same_name(name)) if name else teams


def see_teams(organisation: Organisation, name: str, places: range) -> list[Row]:
    """`places` says which of the teams with that in their `name`, counted from 0."""
    on_page = list(find_teams(organisation, name).values_list("pk", flat=True)[places.start : places.stop])
    teams = _with_what_is_around(on_page, timezone.localdate())
    told = {row["round_id"]: row for row in _releases(on_page)}
    newest = _newest_of_threads(told)
    return [_row(told, newest.get(team.pk, []), team, organisation) for team in teams]


@prepared
def _with_what_is_around(teams: list[int], on: date) -> QuerySet[Team]:
    """What else a row says of a team: each a walk along an index."""
    actions, rounds = Action.objects.filter(team=OuterRef("pk")), Round.objects.filter(team=OuterRef("pk"))
    waiting = actions.unfinished().order_by("due_on")
    late = waiting.filter(due_on__lt=on).order_by().values("team").annotate(how_many=Count("pk"))
    around = {
        "late": Subquery(late.values("how_many")),
        "has_actions": Exists(actions),
        "acts_on": Subquery(waiting.filter(due_on__gte=on).values("due_on")[:1]),
        "last": Subquery(_told(rounds.exclude(opened_at=None).order_by("-opened_at"))),
        "planned": Subquery(_told(rounds.planned().order_by("-created_at"))),
    }
    by_name = Lower("name")
    return Team.objects.filter(pk__in=teams).annotate(by_name=by_name, **around).order_by("by_name")


def _told(rounds: QuerySet[Round]) -> QuerySet:
    names = ("code", "title", "opened_at", "closed_at", "published_at", *DAYS)
    published = YouSaid.objects.filter(round=OuterRef("pk")).values("published_at")
    return rounds.annotate(published_at=Subquery(published)).values(
        told=JSONObject(**{name: name for name in names})
    )[:1]


def _row(
    told: dict[int, dict[str, Any]], shown: list[dict[str, Any]], team: Any, organisation: Organisation
) -> Row:
    return Row(
        code=team.code,
        name=team.name,
        today=timezone.localdate(),
        last=_read_round(team.last),
        planned=_read_round(team.planned),
        picture=_picture(told, shown[0], team, organisation) if shown else None,
        more=tuple(_shown(row) for row in shown[1:]),
        late=team.late or 0,
        has_actions=team.has_actions,
        acts_on=team.acts_on,
    )


def _newest_of_threads(told: dict[int, dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """By team, a row for each thread: a rubric, and what rounds are about. Where the team places itself comes first, of
    itself before other things, and then what is newest."""
    earlier = {row["round__previous_id"] for row in told.values()}
    newest: dict[int, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for row in sorted(told.values(), key=_began):
        if row["round_id"] not in earlier:
            newest[row["round__team_id"]][_thread(row)] = row
    return {team: sorted(threads.values(), key=_place) for team, threads in newest.items()}


def _place(row: dict[str, Any]) -> tuple[bool, bool, float]:
    return not _places(row), bool(_about(row)), -_began(row)


def _began(row: dict[str, Any]) -> float:
    return row["round__opened_at"].timestamp()


def _thread(row: dict[str, Any]) -> tuple[int, tuple[str, str]]:
    return row["root"], Round.thing_of(row["round__about"], row["round__about_name"])


def _places(row: dict[str, Any]) -> bool:
    return read_version(row["round__version_id"]).has_standing


def _read_round(stored: dict[str, Any] | None) -> TeamsRound | None:
    if not stored:
        return None
    closed_on = _local_day(stored["closed_at"])
    return TeamsRound(
        code=stored["code"],
        title=stored["title"],
        is_open=bool(stored["opened_at"]) and not closed_on,
        closed_on=closed_on,
        told_on=_local_day(stored["published_at"]),
        **{name: _day(stored[name]) for name in DAYS},
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _local_day(stored: str | None) -> date | None:
    moment = _moment(stored)
    return timezone.localdate(moment) if moment else None


def _moment(stored: str | None) -> datetime | None:
    """SQLite leaves out that it keeps UTC."""
    moment = datetime.fromisoformat(stored) if stored else None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


@prepared
def _releases(teams: list[int]) -> QuerySet:
    """The last of each thread of these teams, and of the rounds that they are compared with."""
    rounds = latest_of_threads().filter(team__in=teams)
    earlier = rounds.exclude(previous=None).values("previous")
    later = Release.objects.filter(round=OuterRef("round"), number__gt=OuterRef("number"))
    wanted = Q(round__in=rounds.values("pk")) | Q(round__in=earlier)
    releases = Release.objects.filter(wanted, ~Exists(later))
    board = ReportEdition.objects.filter(round=OuterRef("round"), kind=ReportEdition.Kind.BOARD)
    issued = board.that_count().order_by("-number")
    return releases.order_by().values(
        "made_at",
        "round_id",
        "round__code",
        "round__title",
        "round__opened_at",
        "round__closed_at",
        "round__previous_id",
        "round__version_id",
        "round__places_on_id",
        "round__version__number",
        "round__team_id",
        "round__about",
        "round__about_name",
        agreed_text=Cast("agreed", TextField()),
        counts_text=Cast("counts", TextField()),
        root=root_of("round__version__rubric"),
        details=Subquery(issued.values("details")[:1]),
    )


def _picture(
    told: dict[int, dict[str, Any]], row: dict[str, Any], team: Team, organisation: Organisation
) -> Picture:
    then = told.get(row["round__previous_id"])
    details, asked_then = read_details(row["details"] or {}), False
    if then and not details.asked:
        details, asked_then = read_details(then["details"] or {}), True
    names = {"team": team.name, "organisation": organisation.name}
    stored = (_stored(row), _stored(then) if then else None)
    rounds = (_round(row), _round(then) if then else None)
    return _tell_picture(*stored, *rounds, details, asked_then=asked_then, **names)


@remembered(megabytes=3, seconds=A_WHILE)
def _tell_picture(
    now: Stored,
    before: Stored | None,
    round: ToldRound,
    earlier: ToldRound | None,
    details: Details,
    **about: Any,
) -> Picture:
    """By the texts that are stored: kept by what they tell, it would keep that, which is far larger, too."""
    return tell_picture(tell_release(now, before, INSIDE, False), round, earlier, details, **about)


def _shown(row: dict[str, Any]) -> Shown:
    return Shown(row["round__code"], read_version(row["round__version_id"]).title, _about(row))


def _stored(row: dict[str, Any]) -> Stored:
    placed = placed_on(row["round__version_id"], row["round__places_on_id"])
    return Stored(row["round__version_id"], row["agreed_text"], row["counts_text"], placed)


def _round(row: dict[str, Any]) -> ToldRound:
    return ToldRound(
        code=row["round__code"],
        title=row["round__title"],
        made_at=row["made_at"],
        opened_at=row["round__opened_at"],
        closed_at=row["round__closed_at"],
        version=row["round__version__number"],
        about=_about(row),
    )


def _about(row: dict[str, Any]) -> str:
    """Nothing where it is the team itself, or all of its organisation. One person isn't named here."""
    about = row["round__about"]
    if about not in Round.SEVERAL:
        return ""
    name = "" if about == Round.About.PERSON else row["round__about_name"]
    return name or Round.About(about).label.lower()
