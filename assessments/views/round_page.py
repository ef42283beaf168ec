"""A round's own page: its path."""

from typing import Any

from django.shortcuts import render
from django.urls import reverse

from assessments.access import FACILITATOR, get_round
from assessments.came_from import from_here, way_back
from assessments.inviting import ways_in
from assessments.models import Round
from assessments.path_shown import ShownRound
from assessments.reading.round_page import Beside, read_beside_path
from assessments.reading.to_do import round_to_do
from assessments.services.actions import how_they_stand, promises_of, said_since
from assessments.services.activities import may_place, sources_of
from assessments.services.path import read_facts, version_of
from assessments.services.session_formats import format_of
from assessments.stages import Path, Stage
from assessments.tasks import next_deed
from assessments.views.opening import of_round
from assessments.views.sheet import wording_of
from rubric.reading import read_version
from teams.services.organisations import why_nothing_begins


def round_page(request, code):
    """What is done, what is now, and what comes later."""
    round = get_round(request, code)
    chosen = format_of(round)
    path = Path(read_facts(round, wording=wording_of(request), way=str(chosen or "")))
    beside, deed = read_beside_path(round), next_deed(round_to_do(round, path))
    context = {
        "back": way_back(request, "team", round.team.code, text=round.team.name),
        "document": read_version(round.version_id),
        "sources": sources_of(round),
        "version": version_of(round),
        "path": path,
        "stages": _stages(path, from_here(request)),
        "beside": beside,
        "shown": _shown(round, path, beside),
        "ask": round.contact_name if round.can_be_asked else "",
        "ways": tuple(round.ways) if round.can_be_asked else (),
        "deed": deed,
        "deed_url": reverse(deed.view, args=deed.args) if deed else "",
        "offers_answering": _may_answer(round) and (deed is None or deed.view != "answer_alone"),
    }
    context |= _last_time(round) if round.is_open and round.role else {}
    context |= ways_in(round, chosen, parts=len(path.facts.parts)) if round.role == FACILITATOR else {}
    return render(request, "assessments/round.html", {**of_round(round), **context})


def _stages(path: Path, here: str) -> list[tuple[Stage, Any, str]]:
    """Each with what it lists. Only the report's links lead back here: others are the same wherever one came from."""
    return [(stage, listed, here if stage.key == "report" else "") for stage, listed in path.listed]


def _shown(round: Round, path: Path, beside: Beside) -> ShownRound:
    facts = path.facts
    return ShownRound(
        code=round.code,
        title=round.title,
        team=round.team.name,
        team_code=round.team.code,
        state=round.state,
        role=round.role or "",
        is_facilitator=round.role == FACILITATOR,
        may_place=round.role == FACILITATOR and may_place(round),
        is_in_the_open=round.sharing == Round.Sharing.IN_THE_OPEN,
        door_closed=facts.door_closed,
        team_told_at=round.team_told_at,
        way=facts.way,
        warm_ups=len(round.warm_ups),
        meeting_ahead=facts.meeting_ahead,
        meets_again=facts.meets_again,
        has_met=bool(facts.met_on),
        another_look=bool(facts.another_look),
        has_release=beside.has_release,
        awaits_release=round.awaits_release,
        report_lacks_something=bool(round.closed_at and path.next_report_step),
        is_issued=bool(facts.issued_on),
        issued_number=facts.issued_number,
        has_easy_read=bool(facts.easy_reads),
        can_be_reopened=round.can_be_reopened,
        reopen_until=round.reopen_until,
        hearing=round.hearing,
        hear_on=round.hear_on,
        next_round=facts.next_round,
        nothing_begins=why_nothing_begins(round.team),
        came_of_it=beside.came_of_it,
    )


def _may_answer(round: Round) -> bool:
    return round.is_open and not round.door_closed_at


def _last_time(round: Round) -> dict:
    promised = promises_of(round)["promised"]
    since = said_since(promised, round)
    return {"promised": promised, "since": since, "how_they_stand": how_they_stand(promised)}
