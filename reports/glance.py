"""Every team at a glance: one page of teams by name, each with its latest release. It reads releases, never sheets.

Two queries, however many teams, rounds and sheets there are: which teams, and what was last shown of them. A third
(overview.py) says how many there are and what stands above them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject, Lower
from django.utils import timezone

from assessments.counted import INSIDE
from assessments.models import Action, Release, ReportEdition, Round
from reports.card import Card, NextAction, ToldRound, tell_card
from reports.details import read_details
from reports.reading import Stored, tell_release
from teams.models import Organisation, Team
from teams.words import same_name

TEAMS_A_PAGE = 15
CARDS = 3  # of a team
MONTH = timedelta(days=365) / 12
NO_ROUND = "none"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. `time` is a number of months in which a round closed, or NO_ROUND, or nothing."""

    team: str = ""
    rubric: str = ""
    time: str = ""

    @property
    def since(self) -> datetime | None:
        return timezone.now() - int(self.time) * MONTH if self.time.isdecimal() else None

    @property
    def narrows_rounds(self) -> bool:
        return bool(self.rubric or self.since)


@dataclass(frozen=True)
class Seen:
    """One team: a card for each thread (a rubric, and what the round is about) of which something was shown, and what
    it will do next. Where it places itself comes first, of itself before others; `more` are those without room."""

    team: Team
    cards: tuple[Card, ...]
    next_action: NextAction | None
    more: tuple[Card, ...] = ()

    @property
    def card(self) -> Card | None:
        return self.cards[0] if self.cards else None


def latest_round(wanted: Wanted) -> QuerySet[Round]:
    """Of the team around it: the round that began last among those of which something was shown. An index walk."""
    return _told_rounds(wanted).filter(team=OuterRef("pk")).order_by("-opened_at").values("pk")[:1]


def latest_of_threads(wanted: Wanted) -> QuerySet[Round]:
    """Of each team, rubric and thing that rounds are about: the one that began last of which something was shown.

    It may find more than one of a thread, where the same thing was spelt otherwise or a copy of a rubric was used.
    """
    same = {name: OuterRef(name) for name in ("team", "version__rubric", "about", "called")}
    told = _told_rounds(wanted).annotate(called=Lower("about_name"))
    return told.filter(~Exists(told.filter(**same, opened_at__gt=OuterRef("opened_at"))))


def _told_rounds(wanted: Wanted) -> QuerySet[Round]:
    shown = Exists(Release.objects.filter(round=OuterRef("pk")))
    rounds = Round.objects.filter(shown).exclude(opened_at=None)
    if wanted.rubric:
        # As an expression, so that databases begin with the teams and not with all rounds of that rubric.
        rounds = rounds.alias(slug=Lower("version__rubric__slug")).filter(slug=wanted.rubric.lower())
    if wanted.since:
        rounds = rounds.filter(closed_at__gte=wanted.since)
    return rounds


def find_teams(organisation: Organisation, wanted: Wanted) -> QuerySet[Team]:
    teams = Team.objects.filter(organisation=organisation).order_by(Lower("name"))
    if wanted.team:
        teams = teams.filter(name_key__contains=same_name(wanted.team))
    if wanted.narrows_rounds:
        teams = teams.filter(Exists(latest_round(wanted)))
    if wanted.time == NO_ROUND:
        teams = teams.exclude(Exists(Round.objects.filter(team=OuterRef("pk"), opened_at__isnull=False)))
    return teams


def see_teams(organisation: Organisation, wanted: Wanted, places: range) -> list[Seen]:
    """`places` says which of the teams that are wanted, counted from 0."""
    on_page = find_teams(organisation, wanted).values("pk")[places.start : places.stop]
    teams = list(
        Team.objects.filter(pk__in=on_page).order_by(Lower("name")).annotate(next=Subquery(_next_action()))
    )
    told = _read_releases(latest_of_threads(wanted).filter(team__in=[team.pk for team in teams]))
    return [_seen(told, team, organisation) for team in teams]


def _seen(told: dict[int, dict[str, Any]], team: Team, organisation: Organisation) -> Seen:
    earlier = {row["round__previous_id"] for row in told.values()}
    rows = [
        row for row in told.values() if row["round__team_id"] == team.pk and row["round_id"] not in earlier
    ]
    newest = {_thread(row): row for row in sorted(rows, key=lambda row: row["round__opened_at"])}
    cards = [_card(told, row, team, organisation) for row in reversed(newest.values())]
    cards.sort(key=lambda card: (not card.has_placements, bool(card.about)))
    return Seen(team, tuple(cards[:CARDS]), _read_action(team.next), tuple(cards[CARDS:]))


def _thread(row: dict[str, Any]) -> tuple[int, tuple[str, str]]:
    """A copy of a rubric, and a copy of that, goes on with it."""
    return row["root"], Round(about=row["round__about"], about_name=row["round__about_name"]).thing


def _next_action() -> QuerySet:
    """What is due first; what has no date comes last."""
    unfinished = Action.objects.unfinished().filter(team=OuterRef("pk"))
    in_order = unfinished.order_by(F("due_on").asc(nulls_last=True), "pk")
    return in_order.values(told=JSONObject(what="what", due_on="due_on", co_lead="co_lead"))[:1]


def _read_releases(rounds: QuerySet[Round]) -> dict[int, dict[str, Any]]:
    """By round: the last release of each of these, and of the rounds that they are compared with."""
    earlier = rounds.exclude(previous=None).values("previous")
    later = Release.objects.filter(round=OuterRef("round"), number__gt=OuterRef("number"))
    wanted = Q(round__in=rounds.values("pk")) | Q(round__in=earlier)
    releases = Release.objects.filter(wanted, ~Exists(later))
    rubric = "round__version__rubric"
    board = ReportEdition.objects.filter(round=OuterRef("round"), kind=ReportEdition.Kind.BOARD)
    issued = board.filter(superseded_at=None).exclude(issued_at=None).order_by("-number")
    rows = releases.order_by().values(
        "made_at",
        "round_id",
        "round__code",
        "round__title",
        "round__opened_at",
        "round__closed_at",
        "round__previous_id",
        "round__version_id",
        "round__version__number",
        "round__team_id",
        "round__about",
        "round__about_name",
        agreed_text=Cast("agreed", TextField()),
        counts_text=Cast("counts", TextField()),
        root=Coalesce(f"{rubric}__based_on__based_on", f"{rubric}__based_on", rubric),
        details=Subquery(issued.values("details")[:1]),
    )
    return {row["round_id"]: row for row in rows}


def _card(
    told: dict[int, dict[str, Any]], row: dict[str, Any], team: Team, organisation: Organisation
) -> Card:
    then = told.get(row["round__previous_id"])
    details, asked_then = read_details(row["details"] or {}), False
    if then and not details.requests:
        details, asked_then = read_details(then["details"] or {}), True
    names = {"team": team.name, "organisation": organisation.name}
    told = tell_release(_stored(row), _stored(then) if then else None, INSIDE, False)
    earlier = _round(then) if then else None
    return tell_card(told, _round(row), earlier, details, asked_then=asked_then, **names)


def _stored(row: dict[str, Any]) -> Stored:
    return Stored(row["round__version_id"], row["agreed_text"], row["counts_text"])


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
    round = Round(about=row["round__about"], about_name=row["round__about_name"])
    if round.about == Round.About.PERSON:
        return round.get_about_display().lower()
    return round.about_in_words if round.about in Round.SEVERAL else ""


def _read_action(stored: dict[str, Any] | None) -> NextAction | None:
    if not stored:
        return None
    due_on = date.fromisoformat(stored["due_on"]) if stored["due_on"] else None
    is_late = bool(due_on) and due_on < timezone.localdate()
    return NextAction(stored["what"], due_on, stored["co_lead"], is_late)
