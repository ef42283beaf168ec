"""The report's figures as one tidy table: a row for each statement and each who that the release shows. Pure.

Rows stand in the order in which the report's appendix reads: part by part, level by level, statement by statement,
and of each statement what was agreed together, then groups, then perspectives. A fact says what the HTML says, in the
same words, and nothing that it doesn't say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reports.answers import GroupAnswers, StatementResult
from reports.report import Report, ToldAction
from reports.results import PrincipleResult, Results
from reports.voices import Voice, VoiceStatement

HERE = ZoneInfo("Europe/London")  # in which days begin; settings.TIME_ZONE
TOGETHER, AS_A_GROUP, ON_THEIR_OWN = "Together", "As a group", "On their own"
# Each column's field, its heading, and what it holds.
COLUMNS = {
    "round": ("Round", "What the round is called"),
    "opened_on": ("Opened on", "The day on which it opened"),
    "closed_on": ("Closed on", "The day on which it closed; nothing while it is open"),
    "shown_on": ("Shown on", "The day on which these figures were kept; of people on their own, told first"),
    "organisation": ("Organisation", ""),
    "team": ("Team", "Whom the statements are about"),
    "rubric": ("Rubric", "Where the statements come from"),
    "version": ("Version", "Which version of the statements; a whole number"),
    "edition": ("Edition", "outside: for anybody; inside: keep it within the organisation"),
    "part": ("Part", "The principle"),
    "level": ("Level", "The level at which the statement stands"),
    "key": ("Statement key", "Names the statement; it stays when a later version words it anew"),
    "statement": ("Statement", "As this version words it"),
    "how": ("How they answered", "Together, As a group, or On their own"),
    "who": ("Who", "The team, a group that answered as one, perspectives, or The groups shown, together"),
    "people": (
        "How many people",
        "As it may be told: “12 people”, “5 to 9 people”; nothing where nobody said",
    ),
    "said": (
        "What they said",
        "Ticked, Not ticked, …; of people on their own how many ticked it: “7 of 12”, Many, …",
    ),
    "not_sure": ("Not sure", "Of people on their own: how many weren't sure"),
    "last_time": ("Last time", "What the team said together the round before; nothing if there was none"),
}


@dataclass(frozen=True)
class Fact:
    round: str
    opened_on: date
    closed_on: date | None
    shown_on: date
    organisation: str
    team: str
    rubric: str
    version: int
    edition: str
    part: str
    level: str
    key: str
    statement: str
    how: str
    who: str
    people: str
    said: str
    not_sure: str = ""
    last_time: str = ""


def facts_of(report: Report) -> tuple[Fact, ...]:
    results = report.results
    return tuple(fact for principle in results.principles for fact in _of_part(principle, results))


def day_of(moment: datetime) -> date:
    """By the clock on the wall, as pages and the HTML say it."""
    return moment.astimezone(HERE).date()


def _of_part(principle: PrincipleResult, results: Results) -> Iterator[Fact]:
    """The lists of a part's statements run side by side: all come from the same version, level by level."""
    levels = [level.label for level in principle.levels for _ in level.statements]
    groups = [_flat(group) for group in principle.groups]
    voices = [voice.statements for voice in principle.voices.all]
    for n, statement in enumerate(principle.statements):
        yield _together(results, principle, levels[n], statement)
        for group, said in zip(principle.groups, groups, strict=True):
            yield _as_a_group(results, principle, levels[n], statement, group, said[n])
        for voice, heard in zip(principle.voices.all, voices, strict=True):
            yield _on_their_own(results, principle, levels[n], statement, voice, heard[n])


def _flat(group: GroupAnswers) -> tuple[StatementResult, ...]:
    return tuple(statement for level in group.levels for statement in level.statements)


def _together(results: Results, principle: PrincipleResult, level: str, statement: StatementResult) -> Fact:
    return _fact(
        results,
        principle,
        level,
        statement,
        how=TOGETHER,
        who=results.team,
        people=counted(results.room.people or 0) if results.room.asked else "",
        said=statement.now_in_words,
        last_time=statement.then_in_words if results.earlier else "",
    )


def _as_a_group(
    results: Results,
    principle: PrincipleResult,
    level: str,
    statement: StatementResult,
    group: GroupAnswers,
    said: StatementResult,
) -> Fact:
    told = {"how": AS_A_GROUP, "who": group.label, "people": counted(group.people), "said": said.now_in_words}
    return _fact(results, principle, level, statement, **told)


def _on_their_own(
    results: Results,
    principle: PrincipleResult,
    level: str,
    statement: StatementResult,
    voice: Voice,
    heard: VoiceStatement,
) -> Fact:
    told = {"said": heard.ticked_in_words, "not_sure": heard.not_sure_in_words}
    who = {"how": ON_THEIR_OWN, "who": voice.label, "people": voice.size}
    fact = _fact(results, principle, level, statement, **who, **told)
    return replace(fact, shown_on=voice.counted_on or fact.shown_on)


def counted(people: int) -> str:
    return "" if not people else "1 person" if people == 1 else f"{people} people"


def _fact(
    results: Results, principle: PrincipleResult, level: str, statement: StatementResult, **told: str
) -> Fact:
    return Fact(
        round=results.round,
        opened_on=day_of(results.opened_at),
        closed_on=day_of(results.closed_at) if results.closed_at else None,
        shown_on=day_of(results.made_at),
        organisation=results.organisation,
        team=results.team,
        rubric=results.rubric,
        version=results.version,
        edition=results.took_part.edition,
        part=principle.full_title,
        level=level,
        key=statement.key,
        statement=statement.text,
        **told,
    )


def actions_of(report: Report) -> dict[str, tuple[ToldAction, ...]]:
    """What was promised and what is planned, as far as the report has those sections."""
    sections = {"promised": report.promised, "plan": report.plan}
    return {name: () if name in report.left_out else actions for name, actions in sections.items()}
