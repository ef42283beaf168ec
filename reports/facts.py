"""The report's figures as one tidy table: a row for each statement and each who that the release shows. Pure.

What is placed follows (facts_of_places.py), in the same columns.

Rows stand in the order in which the report's appendix reads: part by part, level by level, statement by statement,
and of each statement what was agreed together, then groups, then perspectives. A fact says what the HTML says, in the
same words, and nothing that it doesn't say. Keys and codes stay when something is worded or called anew, so that tables
of two rounds can be joined; numbers stand beside the words where the words are numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from assessments.telling import FEW, Told
from reports.answers import GroupAnswers, LevelResult, StatementResult
from reports.facts_of_places import rows_of_places
from reports.report import Report
from reports.results import PrincipleResult, Results
from reports.voices import Voice, VoiceStatement
from reports.who_said import ON_THEIR_OWN, of_group, of_team
from rubric.document import TICK

HERE = ZoneInfo("Europe/London")  # in which days begin; settings.TIME_ZONE
# Each column's field, its heading, and what it holds.
COLUMNS = {
    "part": ("Part", "The principle, or the activity that is placed"),
    "level": ("Level", "The level at which the statement stands; of an activity Now or Aim"),
    "statement": (
        "Statement",
        "As this version words it; of an activity the question and, of people on their own, a place",
    ),
    "how": ("How they answered", "Together, As a group, or On their own"),
    "who": ("Who", "The team, a group that answered as one, perspectives, or The groups shown, together"),
    "people": (
        "How many people",
        "As it may be told: “12 people”, “5 to 9 people”; nothing where nobody said",
    ),
    "said": (
        "What they said",
        "Ticked, Not ticked, …, or the place; of people on their own how many say so: “7 of 12”, Many, …",
    ),
    "not_sure": ("Not sure", "Of people on their own: how many weren’t sure"),
    "last_time": ("Last time", "What the team said together the round before; nothing if there was none"),
    "round": ("Round", "What the round is called"),
    "round_code": ("Round code", "Names the round, whatever it is called"),
    "report": ("Report number", "Of the report as it is issued, or will be"),
    "release": ("Release", "Which release of the round the figures are; a whole number"),
    "opened_on": ("Opened on", "The day on which it opened"),
    "closed_on": ("Closed on", "The day on which it closed; nothing while it is open"),
    "shown_on": ("Shown on", "The day on which these figures were kept; of people on their own, told first"),
    "organisation": ("Organisation", ""),
    "team": ("Team", "Whom the statements are about"),
    "team_code": ("Team code", "Names the team, whatever it is called"),
    "rubric": ("Rubric", "Where the statements come from"),
    "rubric_key": ("Rubric key", "Names the rubric; it stays from version to version"),
    "version": ("Version", "Which version of the statements; a whole number"),
    "edition": ("Edition", "outside: for anybody; inside: keep it within the organisation"),
    "part_key": ("Part key", "Names the principle; it stays when a later version words it anew"),
    "level_key": ("Level key", "Names the level"),
    "direction": ("Direction", "warning, progress or strength: what a tick at this level says"),
    "order": ("Order", "Where the statement stands in this version: 1, 2, 3, …"),
    "key": ("Statement key", "Names the statement; it stays when a later version words it anew"),
    "people_number": ("People, as a number", "Where how many may be told"),
    "ticked_number": ("Ticked, as a number", "Of people on their own, where it isn’t told in words"),
    "not_sure_number": ("Not sure, as a number", "Of people on their own, where it isn’t told in words"),
    "response": ("Response", "tick: it is about a statement; place: about where an activity is placed"),
}
READ = 9  # of them are for people, and are printed; the others join tables to tables


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One of its fields for each of COLUMNS, in their order."""

    part: str
    level: str
    statement: str
    how: str
    who: str
    people: str
    said: str
    not_sure: str = ""
    last_time: str = ""
    round: str
    round_code: str
    report: int
    release: int
    opened_on: date
    closed_on: date | None
    shown_on: date
    organisation: str
    team: str
    team_code: str
    rubric: str
    rubric_key: str
    version: int
    edition: str
    part_key: str
    level_key: str
    direction: str
    order: int
    key: str
    people_number: int | None
    ticked_number: int | None = None
    not_sure_number: int | None = None
    response: str = TICK


def facts_of(report: Report) -> tuple[Fact, ...]:
    told, results, order = _of_round(report), report.results, count(1)
    rows = [row for part in results.principles for row in _of_part(part, results, order)]
    rows += rows_of_places(results, order)
    return tuple(Fact(**(told | row)) for row in rows)


def day_of(moment: datetime) -> date:
    """By the clock on the wall, as pages and the HTML say it."""
    return moment.astimezone(HERE).date()


def _of_round(report: Report) -> dict[str, Any]:
    """What every row says."""
    results = report.results
    return {
        "round": results.round,
        "round_code": results.code,
        "report": report.stamp.number,
        "release": results.number,
        "opened_on": day_of(results.opened_at),
        "closed_on": day_of(results.closed_at) if results.closed_at else None,
        "shown_on": day_of(results.made_at),
        "organisation": results.organisation,
        "team": results.team,
        "team_code": results.team_code,
        "rubric": results.rubric,
        "rubric_key": results.rubric_key,
        "version": results.version,
        "edition": results.took_part.edition,
    }


def _of_part(principle: PrincipleResult, results: Results, order: count[int]) -> Iterator[dict[str, Any]]:
    """The lists of a part's statements run side by side: all come from the same version, level by level."""
    levels = [level for level in principle.levels for _ in level.statements]
    groups = [_flat(group) for group in principle.groups]
    voices = [voice.statements for voice in principle.voices.all]
    for n, statement in enumerate(principle.statements):
        about = _about(principle, levels[n], statement, next(order))
        yield about | _together(results, statement)
        for group, said in zip(principle.groups, groups, strict=True):
            yield about | _as_a_group(group, said[n])
        for voice, heard in zip(principle.voices.all, voices, strict=True):
            yield about | _on_their_own(voice, heard[n])


def _flat(group: GroupAnswers) -> tuple[StatementResult, ...]:
    return tuple(statement for level in group.levels for statement in level.statements)


def _about(
    principle: PrincipleResult, level: LevelResult, statement: StatementResult, order: int
) -> dict[str, Any]:
    return {
        "part": principle.full_title,
        "part_key": principle.key,
        "level": level.label,
        "level_key": level.key,
        "direction": level.direction,
        "order": order,
        "key": statement.key,
        "statement": statement.text,
    }


def _together(results: Results, statement: StatementResult) -> dict[str, Any]:
    return {
        **of_team(results),
        "said": statement.now_in_words,
        "last_time": statement.then_in_words if results.earlier else "",
    }


def _as_a_group(group: GroupAnswers, said: StatementResult) -> dict[str, Any]:
    return {**of_group(group), "said": said.now_in_words}


def _on_their_own(voice: Voice, heard: VoiceStatement) -> dict[str, Any]:
    told = {
        "how": ON_THEIR_OWN,
        "who": voice.label,
        "people": voice.size,
        "people_number": heard.n,
        "said": heard.ticked_in_words,
        "ticked_number": _number(heard.ticked),
        "not_sure": heard.not_sure_in_words,
        "not_sure_number": _number(heard.not_sure or FEW),
    }
    return told | ({"shown_on": voice.counted_on} if voice.counted_on else {})


def _number(told: Told) -> int | None:
    """Only where the words say it too."""
    return told if isinstance(told, int) else None
