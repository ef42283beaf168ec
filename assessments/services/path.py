"""What rounds' paths are worked out from, read in a number of queries that doesn't grow with rounds or people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from assessments.models import (
    Presence,
    Reopening,
    ReportEdition,
    Round,
    Sheet,
    YouSaid,
)
from assessments.path_facts import Facts, PartOfPath
from assessments.services.carrying import last_release_id, levels_of
from assessments.services.keeping import is_over
from assessments.services.progress import (
    ActivityProgress,
    PartProgress,
    progress_in,
    read_all_placed,
    read_said,
)
from assessments.services.report_facts import how_far_its_report_is
from assessments.services.taking_part import count_joined, how_many_joined
from assessments.standing import has_standing
from rubric.document import Document
from rubric.models import RubricVersion, root_of
from rubric.reading import read_in_wording
from teams.prepared import prepared
from teams.sides import SUPPORT, UNSAID

# Somebody has taken it out since it was fetched.
OF_ONE_THAT_IS_GONE = dict.fromkeys(
    (
        "sheet",
        "met_at",
        "people",
        "draws_on_support",
        "joined",
        "finished",
        "issued",
        "number",
        "has_told",
        "next_round",
    )
)


def read_facts(round: Round, *, wording: str, way: str = "") -> Facts:
    """All of one round, and `way` to hold the conversation. Of many, `read_all_facts` leaves out what only its own page
    tells."""
    facts = replace(read_all_facts([round], wording=wording)[round.pk], way=way)
    if not round.closed_at:
        return facts
    joined = _who_had_joined(round) if round.role else {}
    parts = _beside_last_time(facts.parts, round)
    return replace(facts, parts=parts, **joined, **how_far_its_report_is(round))


def read_all_facts(rounds: Sequence[Round], *, wording: str) -> dict[int, Facts]:
    """By the round's id. `role` on each is the reader's: without one, nothing is told that only the sheet says."""
    if not rounds:
        return {}
    rows, today = _rows_of(rounds), timezone.localdate()
    documents = {round.pk: read_in_wording(round.version_id, wording) for round in rounds}
    parts = _parts_of(rounds, rows, documents)
    return {
        round.pk: Facts(
            **_as_planned(round, today),
            places=has_standing(documents[round.pk]),
            parts=parts.get(round.pk, ()),
            **_who_joined(round, rows[round.pk]),
            **_who_met(round, rows[round.pk]),
            **_end(rows[round.pk]),
        )
        for round in rounds
    }


def _rows_of(rounds: Sequence[Round]) -> dict[int, dict]:
    found = {row["pk"]: row for row in _known([round.pk for round in rounds])}
    return {round.pk: found.get(round.pk, OF_ONE_THAT_IS_GONE) for round in rounds}


def _parts_of(
    rounds: Sequence[Round], rows: dict[int, dict], documents: dict[int, Document]
) -> dict[int, tuple[PartOfPath, ...]]:
    """Where a round has a together sheet, each of its parts, activities last."""
    sheets = [(sheet, round) for round in rounds if (sheet := rows[round.pk]["sheet"])]
    said = read_said([sheet for sheet, _ in sheets])
    progress = {sheet: progress_in(documents[round.pk], sheet, said) for sheet, round in sheets}
    placed = read_all_placed(sheets, said)
    return {
        round.pk: (
            *(_part(one, tells_level=_tells_levels(round)) for one in progress[sheet]),
            *(_activity(one) for one in placed.get(sheet, [])),
        )
        for sheet, round in sheets
    }


def _as_planned(round: Round, today: date) -> dict:
    meeting = round.meeting_ahead
    return {
        "state": round.state,
        "today": today,
        "closes_on": round.closes_on,
        "door_closed": bool(round.door_closed_at),
        "people_meet": meeting,
        "people_meet_on": round.meets_on if meeting else None,
        "closed_on": _day(round.closed_at),
        "hear_on": round.hear_on,
    }


@prepared
def _known(rounds: list[int]) -> QuerySet:
    """Of each round: who met over its together sheet, how many joined while it is open, what was issued, what people
    were told, and which followed."""
    of_round = {"round": OuterRef("pk")}
    together = Sheet.objects.filter(**of_round, kind=Sheet.Kind.TOGETHER)
    draws_on_support = Presence.objects.filter(
        sheet__round=OuterRef("pk"), sheet__kind=Sheet.Kind.TOGETHER, perspective__side__in=(SUPPORT, UNSAID)
    )
    joined, finished = how_many_joined()
    issued = ReportEdition.objects.that_count().filter(**of_round, kind=ReportEdition.Kind.BOARD)
    told = {
        "sheet": Subquery(together.values("pk")),
        "met_at": Subquery(together.values("room_at")),
        "people": Subquery(together.values("people")),
        "draws_on_support": Exists(draws_on_support),
        "joined": Case(When(closed_at=None, then=Coalesce(joined, 0))),
        "finished": Case(When(closed_at=None, then=Coalesce(finished, 0))),
        "issued": issued.values("issued_at")[:1],
        "number": issued.values("number")[:1],
        "has_told": Exists(YouSaid.objects.filter(**of_round).exclude(published_at=None)),
        "next_round": Subquery(_that_look_again().order_by("created_at").values("code")[:1]),
    }
    of = {"root": root_of("version__rubric"), **told}
    return Round.objects.filter(pk__in=rounds).annotate(**of).values("pk", *told)


def _that_look_again() -> QuerySet[Round]:
    """Made since the outer round opened, with its rubric or a copy, and about the same thing: as `previous_of` in
    rounds.py finds the one before, but for a name that is spelt with other letters."""
    same = {name: OuterRef(name) for name in ("team", "root", "about")}
    rounds = Round.objects.annotate(root=root_of("version__rubric"), called=Lower("about_name"))
    later = rounds.filter(**same, created_at__gt=OuterRef("opened_at")).exclude(pk=OuterRef("pk"))
    return later.filter(~Q(about__in=Round.SEVERAL) | Q(called=Lower(OuterRef("about_name"))))


@prepared
def reopenings_of(round: Round) -> QuerySet[Reopening]:
    """Each with who did it."""
    return Reopening.objects.filter(round=round).select_related("by")


def version_of(round: Round) -> RubricVersion:
    """As it is called: with its rubric, and whose that is, as they are called now."""
    return _versions(round.version_id)[0]


@prepared
def _versions(version_id: int) -> QuerySet[RubricVersion]:
    shown = ("number", "title", "language", "rubric__slug", "rubric__organisation__name")
    return RubricVersion.objects.filter(pk=version_id).select_related("rubric__organisation").only(*shown)


def _tells_levels(round: Round) -> bool:
    """Until it closes, only those in the round read where its together sheet places the team."""
    return bool(round.role or round.closed_at)


def _part(one: PartProgress, *, tells_level: bool) -> PartOfPath:
    level = one.level if tells_level else None
    return PartOfPath(
        key=one.principle.key,
        name=one.principle.name,
        begun=one.begun,
        finished=one.finished,
        needs_another_look=one.needs_another_look,
        is_placed=one.is_placed,
        level=level.label if level else "",
        direction=level.direction if level else "",
    )


def _activity(one: ActivityProgress) -> PartOfPath:
    return PartOfPath(
        key=one.activity.key,
        name=one.activity.name,
        begun=one.begun,
        finished=one.finished,
        needs_another_look=one.needs_another_look,
        is_activity=True,
    )


def _beside_last_time(parts: tuple[PartOfPath, ...], round: Round) -> tuple[PartOfPath, ...]:
    before = levels_of(last_release_id(round.previous_id))
    return tuple(
        replace(part, last_level=before[part.key].label, last_direction=before[part.key].direction)
        if part.key in before and not part.is_activity
        else part
        for part in parts
    )


def _who_joined(round: Round, row: dict) -> dict:
    """Of a closed round, only its own page says how many."""
    if not round.role:
        return {"tells_how_many": False}
    if round.closed_at:
        return {}
    if row["joined"] is None:  # somebody has closed it since it was fetched
        return count_joined(round)
    return {"joined": row["joined"], "finished": row["finished"]}


def _who_had_joined(round: Round) -> dict:
    """Of a closed one. Those whose sheets have gone since aren't nobody."""
    return {"tells_how_many": False, "is_over": True} if is_over(round) else count_joined(round)


def _who_met(round: Round, row: dict) -> dict:
    """Who only reads what was shown reads how many there were once the round has closed."""
    if not row["met_at"]:
        return {}
    met_on = {"met_on": _day(row["met_at"])}
    if not round.role and not round.closed_at:
        return met_on
    return {**met_on, "people_met": row["people"], "nobody_draws_on_support": not row["draws_on_support"]}


def _end(row: dict) -> dict:
    """How far it has come once it was closed. What people were told then stays, should it be opened again."""
    issued = {"issued_on": _day(row["issued"]), "issued_number": row["number"] or 0}
    return {**issued, "has_told": row["has_told"], "next_round": row["next_round"] or ""}


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
