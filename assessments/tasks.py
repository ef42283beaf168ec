"""What needs doing, soonest first: the next step of somebody's rounds, and what else waits for them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.days import write_day
from assessments.path_facts import Facts
from assessments.path_words import in_days
from assessments.stages import AGAIN, AGREE, CLOSE, INVITE, MEET, PREPARE, REPORT, TELL, Path
from teams.punctuation import quoted, sentence
from teams.roles import FACILITATOR, MEMBER

SOON = 3  # days before its last day, a round that can't be closed yet is a task of its own
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
    """One round as a person finds it: what they are in its team (“”: they only read), and where it has got to.

    In a team that is archived nothing `may_begin`.
    """

    code: str
    title: str
    role: str
    path: Path
    may_join: bool = True
    team_code: str = ""
    may_begin: bool = True


def in_order(tasks: Iterator[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max, task.title))


def tasks_of_round(round: RoundToDo) -> Iterator[Task]:
    step = _next_step(round)
    if step:
        yield step
    if _has_heard_nobody(round):
        yield _ask_somebody_in(round)
    if _closes_soon(round):
        yield _look_at_its_last_day(round)


def action_is_late(what: str, due_on: date, led_by: str, code: str) -> Task:
    leads = f" {led_by} leads it." if led_by else ""
    line = f"{quoted(what)} was due on {write_day(due_on)}.{leads}"
    return Task("Say how an action is going", line, Deed("Say how it is going", "action", (code,)), due_on)


def _next_step(round: RoundToDo) -> Task | None:
    facts, found = round.path.facts, _now(round)
    if found is None or round.path.now.key == AGAIN or _is_long_over(facts):
        return None
    title, deed = found
    return Task(title, _when(round), deed, facts.closes_on if not facts.closed_on else facts.closed_on)


def next_deed(round: RoundToDo) -> Deed | None:
    """The button of the round's page. Home's first task has it too, under the same name."""
    found = _now(round)
    return found[1] if found else None


def _now(round: RoundToDo) -> tuple[str, Deed] | None:
    """What this person can do now, and the deed with which it begins."""
    deeds = _DEEDS.get(round.role, {})
    now = round.path.now.key
    return deeds[now](round) if now in deeds else None


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


def _closes_soon(round: RoundToDo) -> bool:
    """Or should have closed. Who has agreed on everything is asked to close it anyway."""
    facts = round.path.facts
    is_asked = round.role == FACILITATOR and facts.state == "open" and round.path.now.key != CLOSE
    return is_asked and facts.days_left is not None and facts.days_left <= SOON


def _look_at_its_last_day(round: RoundToDo) -> Task:
    facts = round.path.facts
    days = facts.days_left or 0
    title = "A round was to close" if days < 0 else f"A round closes {in_days(days)}"
    line = f"{sentence(round.title)} Remind people, close it as it is, or choose a later day."
    return Task(title, line, Deed("Change its last day", "edit_round", (round.code,)), facts.closes_on)


def _open(round: RoundToDo) -> tuple[str, Deed] | None:
    if not round.may_begin:
        return None
    return "Open the round when you are ready", Deed("Open this round", "open_round", (round.code,))


def _invite(round: RoundToDo) -> tuple[str, Deed]:
    return "Invite people", Deed("Let people in", "door", (round.code,))


def _meet(round: RoundToDo) -> tuple[str, Deed]:
    return "Meet, and talk about each part", Deed("Run a session", "session", (round.code,))


def _agree(round: RoundToDo) -> tuple[str, Deed]:
    facts = round.path.facts
    if facts.next_part is None and facts.not_placed:
        say = f"Say where you stand on {facts.not_placed.name}"
        return say, Deed(say, "standing", (round.code, facts.not_placed.key))
    left = len(facts.parts) - facts.agreed
    title = "Agree the last part" if left == 1 else f"Agree the {'last ' if facts.agreed else ''}{left} parts"
    begins = "Go on with" if facts.has_begun_to_agree else "Start with"
    part = facts.next_part or facts.parts[0]
    return title, Deed(f"{begins} {part.name}", part.view, (round.code, part.key))


def _close(round: RoundToDo) -> tuple[str, Deed]:
    return "Close the round", Deed("Close this round", "close_round", (round.code,))


def _report(round: RoundToDo) -> tuple[str, Deed]:
    """Which step is next is looked up when somebody goes on: it takes reading all that is written."""
    if round.path.next_report_step is None:
        return "Issue the report", Deed("Issue the report", "issue_report", (round.code,))
    return "Issue the report", Deed("Go on with the report", "go_on_with_report", (round.code,))


def _tell(round: RoundToDo) -> tuple[str, Deed]:
    return "Tell people what came of it", Deed("Tell people what came of it", "you_said", (round.code,))


def _look_again(round: RoundToDo) -> tuple[str, Deed] | None:
    if round.path.facts.next_round or not round.may_begin:
        return None
    return "Look again", Deed("Plan the next round", "plan_round", (round.team_code,))


def _answer(round: RoundToDo) -> tuple[str, Deed] | None:
    """Asked of everybody in the team for as long as people may join: no person's sheet is linked to an account."""
    if round.may_join:
        return "Say what you see", Deed("Answer on your own", "answer_alone", (round.code,))
    return None


def _answer_or_meet(round: RoundToDo) -> tuple[str, Deed] | None:
    meet = "Meet, and talk about each part", Deed("Say who is in the room", "room", (round.code,))
    return _answer(round) or meet


def _answer_or_agree(round: RoundToDo) -> tuple[str, Deed] | None:
    return _answer(round) or _agree(round)


_DEEDS: dict[str | None, dict[str, Callable[[RoundToDo], tuple[str, Deed] | None]]] = {
    FACILITATOR: {
        PREPARE: _open,
        INVITE: _invite,
        MEET: _meet,
        AGREE: _agree,
        CLOSE: _close,
        REPORT: _report,
        TELL: _tell,
        AGAIN: _look_again,
    },
    MEMBER: {INVITE: _answer, MEET: _answer_or_meet, AGREE: _answer_or_agree},
}
