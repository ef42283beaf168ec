"""From what was agreed to what is told about each principle. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assessments.agreed import AgreedPrinciple, GroupSheet
from assessments.comparison import NOT_TICKED, Comparison, Look, compare
from assessments.standing import LOOKED_AT
from assessments.standing import NOT_ANSWERED as NOT_ANSWERED_YET
from reports.answers import NOT_ANSWERED, NOT_ASKED, GroupAnswers, LevelResult, StatementResult
from reports.hearing import bear_out
from reports.results import Placement, PrincipleResult
from reports.voices import Voices
from rubric.document import Document, Level, Principle, Statement
from teams.keyed import with_key

NOT_PLACED = "Not placed yet"
NOWHERE = Level("", "", "", "")


def tell_principles(
    now: Look,
    then: Look | None = None,
    comparison: Comparison | None = None,
    voices: dict[str, Voices] | None = None,
) -> tuple[PrincipleResult, ...]:
    """Each principle of now's wording; with `then`, beside what the earlier round said of the same statements.

    `voices` is what people said each on their own, by principle.
    """
    before = states_of(then) if then else {}
    told = [_tell(principle, now, then, before) for principle in now.document.principles]
    heard = [replace(one, voices=voices[one.key]) for one in told] if voices else told
    return tuple(_with_change(one, comparison) for one in heard)


def compare_told(then: Look, now: Look, voices: dict[str, Voices]) -> Comparison:
    """Then and now, as far as those who are shown now bear it out."""
    comparison = compare(then, now)
    told = {p.key: p.change for p in tell_principles(now, then, comparison, voices)}
    return replace(comparison, principles=tuple(told.get(p.key) or p for p in comparison.principles))


def _with_change(told: PrincipleResult, comparison: Comparison | None) -> PrincipleResult:
    """What has changed, as far as those who are shown bear it out."""
    change = with_key(told.key, comparison.principles) if comparison else None
    return replace(told, change=bear_out(change, told.voices, told.groups)) if change else told


def _tell(principle: Principle, now: Look, then: Look | None, before: dict[str, str]) -> PrincipleResult:
    agreed = now.agreed.principle(principle.key)
    return PrincipleResult(
        key=principle.key,
        name=principle.name,
        title=principle.title,
        prompt=principle.reflection_prompt,
        levels=_levels(principle, now, before if then else None),
        is_answered=agreed.is_answered,
        is_finished=agreed.finished,
        was_answered=_was_answered(principle, before),
        reflection=agreed.reflection,
        where_we_differ=agreed.standing.where_we_differ,
        placement=_placement(now.document, agreed, then),
        groups=tuple(
            _group(group, said, principle, now)
            for group in now.agreed.groups
            if (said := with_key(principle.key, group.principles))
        ),
    )


def _group(group: GroupSheet, said: AgreedPrinciple, principle: Principle, now: Look) -> GroupAnswers:
    who = f": {group.perspective}" if group.perspective else ""
    states = {s.key: said.answers.get(s.key, NOT_TICKED) for s in principle.statements}
    return GroupAnswers(
        label=f"A group of {group.people}{who}",
        levels=_levels_of(principle, now, lambda s: StatementResult(s.text, states[s.key], key=s.key)),
        reflection=said.reflection,
        people=group.people,
        is_lived=group.is_lived,
    )


def _levels(principle: Principle, now: Look, before: dict[str, str] | None) -> tuple[LevelResult, ...]:
    """`before` is None when there was no earlier round."""
    states = states_of(now)

    def result(statement: Statement) -> StatementResult:
        then = "" if before is None else before.get(statement.key, NOT_ASKED)
        return StatementResult(statement.text, states[statement.key], then, statement.key)

    return _levels_of(principle, now, result)


def _levels_of(
    principle: Principle, now: Look, result: Callable[[Statement], StatementResult]
) -> tuple[LevelResult, ...]:
    """The levels at which this principle has statements."""
    return tuple(
        LevelResult(
            level.label,
            level.direction,
            tuple(result(s) for s in principle.at_level(level.key)),
            adds_up=now.document.has_standing,
            key=level.key,
        )
        for level in now.document.levels
        if principle.at_level(level.key)
    )


def states_of(look: Look) -> dict[str, str]:
    """What each statement's dot shows. Only in a finished part does no mark mean *not ticked*."""
    states: dict[str, str] = {}
    for principle in look.document.principles:
        agreed = look.agreed.principle(principle.key)
        unmarked = NOT_TICKED if agreed.finished else NOT_ANSWERED
        states |= {s.key: agreed.answers.get(s.key, unmarked) for s in principle.statements}
    return states


def _was_answered(principle: Principle, before: dict[str, str]) -> bool:
    asked = {before.get(statement.key, NOT_ASKED) for statement in principle.statements}
    return not asked <= {NOT_ASKED, NOT_ANSWERED}


def _placement(document: Document, agreed: AgreedPrinciple, then: Look | None) -> Placement | None:
    if not document.has_standing:
        return None
    standing = agreed.standing
    label, suggested = placed_at(document, agreed), _level_label(document, standing.suggested)
    return Placement(
        label=label,
        first=_first(document, agreed),
        suggested=suggested if standing.settled and suggested != label else "",
        why=standing.why,
        then=_then(agreed.key, then).label,
        was_asked=_was_asked(agreed.key, then),
        direction=_placed(document, standing.level or standing.first_level).direction,
        then_direction=_then(agreed.key, then).direction,
    )


def placed_at(document: Document, agreed: AgreedPrinciple) -> str:
    """The team's own choice, or in words why there is none."""
    if chosen := _level_label(document, agreed.standing.level or agreed.standing.first_level):
        return chosen
    if not agreed.is_answered:
        return NOT_ANSWERED_YET
    return LOOKED_AT if agreed.finished and not agreed.ticked else NOT_PLACED


def _first(document: Document, agreed: AgreedPrinciple) -> str:
    """What the team chose before it saw what its ticks suggest, if it changed its choice afterwards."""
    standing = agreed.standing
    has_changed = standing.level and standing.first_level != standing.level
    return _level_label(document, standing.first_level) if has_changed else ""


def _level_label(document: Document, key: str | None) -> str:
    return _placed(document, key).label


def _placed(document: Document, key: str | None) -> Level:
    return with_key(key, document.levels) or NOWHERE


def _was_asked(key: str, then: Look | None) -> bool:
    """Whether last time's wording had this principle, and asked where the team stands."""
    return bool(then and then.document.has_standing and with_key(key, then.document.principles))


def _then(key: str, then: Look | None) -> Level:
    """Where the team placed itself last time; nowhere when it didn't, or when that wording had no such principle."""
    if then is None or not then.document.has_standing:
        return NOWHERE
    standing = then.agreed.principle(key).standing
    return _placed(then.document, standing.level or standing.first_level)
