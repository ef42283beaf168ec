"""What needs doing, soonest first: the next step of somebody's rounds, and what else waits for them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.path_facts import Facts
from assessments.path_words import day
from assessments.stages import AGREE, CLOSE, INVITE, MEET, PREPARE, REPORT, TELL, Path
from teams.punctuation import quoted, sentence

FACILITATOR, MEMBER = "facilitator", "member"
STILL_NEW = timedelta(days=90)  # how long a closed round asks for its report


@dataclass(frozen=True)
class Deed:
    """What a button says, and where it leads: the name of a page and what its address needs."""

    label: str
    view: str
    args: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """`due` sorts it; what has no day comes last."""

    title: str
    line: str
    deed: Deed
    due: date | None = None


@dataclass(frozen=True)
class RoundToDo:
    """One round as a person finds it: what they are in its team (“”: they only read), and where it has got to."""

    code: str
    title: str
    role: str
    path: Path
    may_join: bool = True


def in_order(tasks: Iterator[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max, task.title))


def tasks_of_round(round: RoundToDo) -> Iterator[Task]:
    step = _next_step(round)
    if step:
        yield step
    if _has_heard_nobody(round):
        yield _ask_somebody_in(round)


def action_is_late(what: str, due_on: date, led_by: str, code: str) -> Task:
    leads = f" {led_by} leads it." if led_by else ""
    line = f"{quoted(what)} was due on {day(due_on)}.{leads}"
    return Task("Say how an action is going", line, Deed("Say how it is going", "action", (code,)), due_on)


def _next_step(round: RoundToDo) -> Task | None:
    facts, now = round.path.facts, round.path.now.key
    deeds = _FOR_FACILITATORS if round.role == FACILITATOR else _FOR_MEMBERS if round.role == MEMBER else {}
    if now not in deeds or _is_long_over(facts):
        return None
    title, deed = deeds[now](round)
    return Task(title, _when(round), deed, facts.closes_on if not facts.closed_on else facts.closed_on)


def _is_long_over(facts: Facts) -> bool:
    return facts.closed_on is not None and facts.closed_on < facts.today - STILL_NEW


def _when(round: RoundToDo) -> str:
    return f"{sentence(round.title)} {round.path.where}"


def _has_heard_nobody(round: RoundToDo) -> bool:
    facts = round.path.facts
    return round.role == FACILITATOR and facts.state == "open" and facts.nobody_draws_on_support


def _ask_somebody_in(round: RoundToDo) -> Task:
    line = f"{sentence(round.title)} Nobody who draws on support was in the room yet."
    deed = Deed("Let people in", "door", (round.code,))
    return Task("Ask somebody who draws on support to join", line, deed, round.path.facts.closes_on)


def _open(round: RoundToDo) -> tuple[str, Deed]:
    return "Open the round when you are ready", Deed("Get ready", "round", (round.code,))


def _invite(round: RoundToDo) -> tuple[str, Deed]:
    return "Invite people", Deed("Let people in", "door", (round.code,))


def _meet(round: RoundToDo) -> tuple[str, Deed]:
    return "Meet, and talk about each part", Deed("Run a session", "session", (round.code,))


def _agree(round: RoundToDo) -> tuple[str, Deed]:
    facts = round.path.facts
    if facts.next_part is None and facts.not_placed:
        place = facts.not_placed
        return f"Say where you stand on {place.name}", Deed("Choose", "standing", (round.code, place.key))
    left = len(facts.parts) - facts.agreed
    title = "Agree the last part" if left == 1 else f"Agree the {'last ' if facts.agreed else ''}{left} parts"
    begins = "Go on with" if facts.has_begun_to_agree else "Start with"
    part = facts.next_part or facts.parts[0]
    return title, Deed(f"{begins} {part.name}", "together_principle", (round.code, part.key))


def _close(round: RoundToDo) -> tuple[str, Deed]:
    return "Close the round", Deed("Close it", "close_round", (round.code,))


def _report(round: RoundToDo) -> tuple[str, Deed]:
    return "Issue the report", Deed("Go on with the report", "round", (round.code,))


def _tell(round: RoundToDo) -> tuple[str, Deed]:
    return "Tell people what came of it", Deed("Tell people", "you_said", (round.code,))


def _answer(round: RoundToDo) -> tuple[str, Deed]:
    if round.may_join:
        return "Say what you see", Deed("Answer on your own", "answer_alone", (round.code,))
    return "Look at the round", Deed("Look at it", "round", (round.code,))


_FOR_FACILITATORS = {
    PREPARE: _open,
    INVITE: _invite,
    MEET: _meet,
    AGREE: _agree,
    CLOSE: _close,
    REPORT: _report,
    TELL: _tell,
}
_FOR_MEMBERS = {INVITE: _answer, MEET: _answer, AGREE: _agree}
