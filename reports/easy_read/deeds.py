"""What we will do, what we can’t do, and what happens next, as they are first drafted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assessments.days import write_day
from reports.easy_read.drafted import (
    ASK,
    DO,
    DONE,
    HEAR,
    NEXT,
    REQUEST,
    STOP,
    Drafted,
    brief,
    brief_text,
    drawn,
    ended,
)
from reports.easy_read.shortening import WORD, is_short, names_somebody
from reports.report import Report, ToldAction
from rubric.document import ShownDrawing
from rubric.plain_words import sentences
from teams.punctuation import fitting, full_stop

UNSAID = "We have not said why yet."
HALF = 400  # letters of what can’t be done, so that why always has room too
ASKS = 3  # as of actions
A_REASON, ACTIONS = 30, 3  # words of why something can’t be done; what we will do: more is for the report


def draft_deeds(report: Report, drawings: dict[str, ShownDrawing], today: date) -> Iterator[Drafted]:
    """`drawings` are the statements', by their words in the report."""
    kept = [a for a in report.promised if a.status == "done"]
    actions = [a for a in dict.fromkeys((*report.plan, *kept)) if a.status != "stopped"]
    actions.sort(key=lambda a: a.status == "done")
    for action in actions[:ACTIONS]:
        usual = ShownDrawing(code=DONE if action.status == "done" else DO)
        yield Drafted("\n".join(_action(action, today)), drawings.get(action.statement, usual))
    told = {action for section in report.actions.values() for action in section}
    if more := [action for action in actions[ACTIONS:] if action in told]:
        yield _more(more)
    if not actions:
        yield drawn("We have not said yet what we will do.", DO)


def _more(actions: list[ToldAction]) -> Drafted:
    """One point: the place has no room for two."""
    done = sum(action.status == "done" for action in actions)
    left = len(actions) - done
    told = [f"Our report tells about {_more_things(left)}."] if left else []
    told += [f"Our report tells about {_more_things(done)} that we have done."] if done else []
    return drawn("\n".join(told), DO if left else DONE)


def _more_things(how_many: int) -> str:
    return "1 more thing" if how_many == 1 else f"{how_many} more things"


def _action(action: ToldAction, today: date) -> Iterator[str]:
    """The one place where people are named."""
    yield ended(action.what)
    if action.status == "done":
        yield "We have done this."
        return
    leads = " and ".join(filter(None, (action.led_by, action.co_lead)))
    told = f"{leads} {'lead' if action.led_by and action.co_lead else 'leads'} this."
    if leads and is_short(told):
        yield told
    if action.due_on:
        yield from _by_when(action.due_on, today)


def _by_when(due_on: date, today: date) -> Iterator[str]:
    """A day that has gone is no promise."""
    day = write_day(due_on)
    if due_on >= today:
        yield f"We will do it by {day}."
        return
    yield f"We said we would do it by {day}."
    yield "We have not done it yet."


def draft_cannot(report: Report) -> Iterator[Drafted]:
    """What reads the same is told once."""
    stopped = (a for a in (*report.plan, *report.promised) if a.status == "stopped")
    for text in dict.fromkeys(map(_stopped, stopped)):
        yield drawn(text, STOP)


def _stopped(action: ToldAction) -> str:
    what = fitting(ended(action.what), HALF)
    why = fitting(brief_text(action.stopped_because, A_REASON), HALF) or UNSAID
    return f"We can’t do this:\n{what}\nThis is why:\n{why}"


def draft_asks(report: Report) -> Iterator[Drafted]:
    """What somebody has written or taken; who does what is for the report."""
    asks = [told for what in report.details.asked if (told := _without_names(what, report))]
    for told in asks[:ASKS]:
        yield drawn(told, REQUEST)
    if more := len(report.details.asked) - len(asks[:ASKS]):
        yield drawn(f"Our report asks for {_more_things(more)}.", REQUEST)


def draft_next(report: Report, hear_back: str) -> Iterator[Drafted]:
    if steps := _without_names(report.details.next_steps, report):
        yield drawn(steps, NEXT)
    if hears := _without_names(report.details.hear_back or hear_back, report):
        yield drawn(f"This is how you will hear from us:\n{hears}", HEAR)
    team = report.results.team
    asks = f"Do you want to know more?\nAsk {team}{full_stop(team)}"
    yield drawn(asks if is_short(asks) else "Do you want to know more?\nAsk us.", ASK)


def _without_names(text: str, report: Report) -> str:
    known = known_names(report)
    return brief([sentence for sentence in sentences(text) if not names_somebody(sentence, known)])


def known_names(report: Report) -> frozenset[str]:
    """The words of names that stand in the report, with their capitals: “Ruth”, “Adeyemi”."""
    details, actions = report.details, (*report.plan, *report.promised)
    whole = [details.lead_officer.split(",")[0], details.co_author.split(",")[0]]
    whole += [name for action in actions for name in (action.led_by, action.co_lead)]
    return frozenset(w for name in whole for w in WORD.findall(name) if w[0].isupper() and len(w) > 1)
