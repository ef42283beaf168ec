"""A round's path, from facts: what is done, what is now, and what comes later. Pure.

Prepare → Invite → Meet → Agree → Close → Report → Tell people, and then look again. One of them is now. A team that
passes over one, and agrees before anybody was invited, goes on from where it is: nothing here is a gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assessments import path_words
from assessments.path_facts import Facts, PartOfPath

PREPARE, INVITE, MEET, AGREE = "prepare", "invite", "meet", "agree"
CLOSE, REPORT, TELL, AGAIN = "close", "report", "tell", "again"
DONE, NOW, LATER = "done", "now", "later"
NAMES = {
    PREPARE: "Prepare",
    INVITE: "Invite",
    MEET: "Meet",
    AGREE: "Agree",
    CLOSE: "Close",
    REPORT: "Report",
    TELL: "Tell people",
    AGAIN: "Look again",
}
ORDER = list(NAMES)
DEEDS = NAMES | {  # as the heading of the stage that is now
    PREPARE: "Get ready",
    INVITE: "Invite people",
    MEET: "Meet and talk",
    AGREE: "Agree where you stand",
    CLOSE: "Close the round",
}
WRITTEN = {  # the pages on which a report is written, and what each is called
    "write_meeting": "The board’s meeting",
    "write_asks": "What you ask of the board",
    "write_summary": "One strength, one hard truth",
    "write_done": "What was done",
}

LINES = {
    PREPARE: path_words.prepare,
    INVITE: path_words.invite,
    MEET: path_words.meet,
    AGREE: path_words.agree,
    CLOSE: path_words.close,
    REPORT: path_words.report,
    TELL: path_words.tell,
    AGAIN: path_words.again,
}


@dataclass(frozen=True)
class Stage:
    """`number` is 0 for looking again, which begins another path."""

    key: str
    number: int
    state: str
    line: str

    @property
    def name(self) -> str:
        return DEEDS[self.key] if self.is_now else NAMES[self.key]

    @property
    def template(self) -> str:
        return f"assessments/path/_{self.key}.html"

    @property
    def is_now(self) -> bool:
        return self.state == NOW

    @property
    def is_done(self) -> bool:
        return self.state == DONE


@dataclass(frozen=True)
class ReportStep:
    """One thing that a report needs before it is issued. `view` is the page where it is done, of the round or, for
    actions, of its team."""

    view: str
    name: str
    line: str
    is_done: bool


Listed = tuple[PartOfPath, ...] | tuple[ReportStep, ...]


@dataclass(frozen=True)
class Path:
    """Its stages follow from its facts. Home shows the one that is now, and none of the others."""

    facts: Facts

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(_stage(key, self.now.key, self.facts) for key in NAMES if _is_shown(key, self.facts))

    @cached_property
    def now(self) -> Stage:
        key = _now(self.facts)
        return _stage(key, key, self.facts)

    @property
    def where(self) -> str:
        return path_words.where(self.facts)

    @property
    def stands(self) -> str:
        return path_words.stands(self.facts)

    @property
    def so_far(self) -> tuple[Stage, ...]:
        """Of a closed round: what lies behind it, folded into one."""
        return tuple(s for s in self.stages if s.number and s.number <= 5) if self.facts.closed_on else ()

    @property
    def next_report_step(self) -> ReportStep | None:
        return next((step for step in self.report_steps if not step.is_done), None)

    @property
    def report_steps(self) -> tuple[ReportStep, ...]:
        return report_steps(self.facts)

    @property
    def ahead(self) -> tuple[Stage, ...]:
        return self.stages[len(self.so_far) :]

    @property
    def listed(self) -> tuple[tuple[Stage, Listed], ...]:
        """Those ahead, each with what it lists."""
        return tuple((stage, self._lists(stage)) for stage in self.ahead)

    def _lists(self, stage: Stage) -> Listed:
        if stage.key == AGREE:
            return self.facts.parts
        return self.report_steps if stage.key == REPORT and self.facts.closed_on else ()


def _is_shown(key: str, facts: Facts) -> bool:
    """Looking again is a long way off while a round is open."""
    return key != AGAIN or facts.state == "closed"


def _stage(key: str, now: str, facts: Facts) -> Stage:
    state = NOW if key == now else DONE if _is_done(key, facts) else LATER
    return Stage(key, 0 if key == AGAIN else ORDER.index(key) + 1, state, LINES[key](facts))


def _now(facts: Facts) -> str:
    if facts.state == "planned":
        return PREPARE
    if facts.state == "open":
        return _now_while_open(facts)
    if not facts.issued_on:
        return REPORT
    return AGAIN if facts.has_told else TELL


def _now_while_open(facts: Facts) -> str:
    if facts.parts and facts.is_agreed and not facts.not_placed:
        return CLOSE
    if facts.has_begun_to_agree or facts.met_on:
        return AGREE
    return MEET if facts.joined else INVITE


def _is_done(key: str, facts: Facts) -> bool:
    is_done = {
        PREPARE: facts.state != "planned",
        INVITE: facts.joined > 0,
        MEET: facts.met_on is not None,
        AGREE: bool(facts.parts) and facts.is_agreed and not facts.not_placed,
        CLOSE: facts.state == "closed",
        REPORT: facts.issued_on is not None,
        TELL: facts.has_told,
        AGAIN: bool(facts.next_round),
    }
    return is_done[key]


def report_steps(facts: Facts) -> tuple[ReportStep, ...]:
    quotes = facts.quotes > 0 and not facts.quotes_waiting
    nothing_to_quote = not facts.words_to_quote and not facts.quotes
    return (
        ReportStep("quotes", "Quotes", path_words.quotes(facts), quotes or nothing_to_quote),
        ReportStep("actions", "What you will do", path_words.actions(facts), facts.actions > 0),
        _written("write_meeting", path_words.meeting(facts), facts.has_first_page),
        _written("write_asks", path_words.asks(facts), facts.asks > 0 or facts.asks_nothing),
        _written("write_summary", path_words.summary(facts), facts.has_summary),
        _written("write_done", path_words.hear_back(facts), facts.hears_back),
    )


def _written(view: str, line: str, is_done: bool) -> ReportStep:
    return ReportStep(view, WRITTEN[view], line, is_done)
