"""How a round's people meet: the way to hold the conversation, and the warm-ups they begin with."""

from collections.abc import Sequence

from django.db import transaction

from assessments.days import write_minutes
from assessments.models import Round, SessionFormat, WarmUp, timetable_of
from assessments.services import offered
from teams.meanwhile import changed_names
from teams.models import User
from teams.punctuation import sentence
from teams.refusals import Refused

BETWEEN = ","  # keys of warm-ups, which are slugs
# Of each part, where the facilitator hasn't chosen a way to hold the conversation: what is said, shown and agreed.
STEPS_OF_A_PART = [
    {"minutes": 5, "do": "Answer this part, each on your own."},
    {"minutes": 10, "do": "Look at what you see. Talk longest about where you differ."},
    {"minutes": 5, "do": "Write down what you agree, and where you don’t."},
]


def format_of(round: Round) -> SessionFormat | None:
    """What its facilitator chose; None while nothing is chosen."""
    organisation = round.team.organisation
    return offered.find(SessionFormat, organisation, round.session_format) if round.session_format else None


def warm_ups_of(round: Round) -> list[WarmUp]:
    """Those that its facilitator chose, in the order in which people do them."""
    if not round.warm_ups:
        return []
    return offered.some_of(WarmUp, round.team.organisation, round.warm_ups)


def timetable(chosen: SessionFormat | None, warm_ups: Sequence[WarmUp]) -> list[dict]:
    """Everything that people do, from the start: each with the minute at which it begins. Several warm-ups are one
    step in one line, since the plan has one page."""
    begin = _steps_of(warm_ups)
    if len(warm_ups) > 1:
        minutes = sum(each.minutes for each in warm_ups)
        begin = [{"minutes": minutes, "do": f"{len(warm_ups)} warm-ups. They are on the next page."}]
    return timetable_of([*begin, *(chosen.steps if chosen else [])])


def _steps_of(warm_ups: Sequence[WarmUp]) -> list[dict]:
    return [{"minutes": each.minutes, "do": f"Warm-up: {sentence(each.title)}"} for each in warm_ups]


def clock_of(round: Round, *, part: int = 0, step: int = 0) -> dict:
    """For a session's clock: its steps, and where it is at this `step` of this part. The steps of a way that was chosen
    go over the whole meeting, so no screen says where it is but a warm-up's, with which the meeting begins."""
    chosen = format_of(round)
    if chosen:
        return {"steps": [*_steps_of(warm_ups_of(round)), *chosen.steps], "place": ""}
    return {"steps": STEPS_OF_A_PART, "place": f"{part}-{step}" if part else "", "step": step}


def clock_of_warm_up(round: Round, warm_ups: Sequence[WarmUp], number: int) -> dict:
    chosen = format_of(round)
    place = {"place": f"warm-up-{number}", "step": number - 1}
    return {"steps": [*_steps_of(warm_ups), *(chosen.steps if chosen else [])], **place}


def told_to_those_who_come(round: Round, chosen: SessionFormat | None = None) -> dict:
    """What will happen when people meet: for pages, letters and paper of those who take part. Who has read which format
    was `chosen` passes it on."""
    if not round.meeting_ahead:
        return {}
    chosen, warm_ups = chosen or format_of(round), warm_ups_of(round)
    minutes = sum(step["minutes"] for step in timetable(chosen, warm_ups))
    return {"session_format": chosen, "warm_ups": warm_ups, "how_long": write_minutes(minutes)}


@transaction.atomic
def plan_meeting(
    round: Round,
    *,
    session_format: str,
    warm_ups: Sequence[str],
    by: User,
    shown: dict[str, str] | None = None,
) -> None:
    """A blank way takes the choice back, and so does no warm-up. Only what differs from what was `shown`, or read, is
    kept; where somebody else has chosen something else there, WrittenMeanwhile is raised and nothing is."""
    now = Round.objects.select_for_update(no_key=True).filter(pk=round.pk, closed_at=None).first()
    if now is None:
        raise Refused(offered.CLOSED)
    chosen = {"session_format": session_format, "warm_ups": list(warm_ups)}
    wanted = {"session_format": session_format, "warm_ups": in_order(warm_ups)}
    shown = _chosen(round) if shown is None else shown
    changed = changed_names(_chosen(now), shown, wanted)
    Round.objects.filter(pk=now.pk).update(**{name: chosen[name] for name in changed})


def _chosen(round: Round) -> dict[str, str]:
    return {"session_format": round.session_format, "warm_ups": in_order(round.warm_ups)}


def in_order(warm_ups: Sequence[str]) -> str:
    return BETWEEN.join(warm_ups)
