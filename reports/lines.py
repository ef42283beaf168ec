"""What stands first on What we see: one sentence about all parts, and one line about each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessments.comparison import Change, PrincipleChange
from assessments.news import NO_LONGER_TRUE, STILL_TRUE
from assessments.said import NOT_SURE
from reports.agreement import Seen, see
from reports.results import Placement, PrincipleResult, Results
from teams.punctuation import and_list, quoted

LONGEST = 36  # words of a line; what is longer stands in its part
LONGER = "a longer statement. It is in this part, below."
NOT_TICKED_YET = "The team hasn’t ticked this together."
NOT_ANSWERED = "The team hasn’t answered this together."
ONLY_PLACED = "The team hasn’t ticked anything here."
NOTHING_TOGETHER = "The team hasn’t answered anything together."
ON_THEIR_OWN = "Below is what people said on their own."
SAME = "The same statements are ticked as last time."
UNFINISHED = "This part isn’t finished."
NOTHING = "Nothing is ticked here."
ORDER = ("", "warning", "progress", "strength")
OTHERS = {
    (NO_LONGER_TRUE, "warning"): "Others still see it.",
    (NO_LONGER_TRUE, "strength"): "Others say that it is still true.",
}
Line = tuple[str, str, str]  # a lead, a statement, and what others say of it


def lede(results: Results) -> str:
    """On how many parts the team places itself at which level, the furthest on first; which they are is drawn below."""
    principles = results.principles
    if not results.answered:
        return _and_heard(NOTHING_TOGETHER, any(p.is_heard for p in principles))
    if not results.has_placements:
        return "This is what the team says is true, part by part."
    placed = [p.placement.label for p in principles if p.placement]
    told = [
        f"at {quoted(level)} on {_parts(placed.count(level), len(principles))}"
        for level in reversed(results.levels)
        if level in placed
    ]
    rest = len([label for label in placed if label not in results.levels])
    if not told:
        return "The team hasn’t said yet where it places itself."
    ending = f" It hasn’t placed itself on {_parts(rest, len(principles))}." if rest else ""
    return f"The team places itself {and_list(told)}.{ending}"


def _parts(number: int, of: int) -> str:
    if number == 1:
        return "1 part"
    return f"all {number} parts" if number == of else f"{number} parts"


def line(principle: PrincipleResult) -> str:
    """What is new in this part; in a first round what is true."""
    if not principle.is_answered:
        return _not_answered(principle)
    told = _what_is_new(principle)
    return told if principle.is_finished else f"{told} {UNFINISHED}"


def _not_answered(principle: PrincipleResult) -> str:
    if principle.is_placed:
        return _and_heard(ONLY_PLACED, principle.is_heard)
    return _and_heard(NOT_TICKED_YET, True) if principle.is_heard else NOT_ANSWERED


def _and_heard(told: str, is_heard: bool) -> str:
    return f"{told} {ON_THEIR_OWN}" if is_heard else told


def _what_is_new(principle: PrincipleResult) -> str:
    if principle.change and not principle.change.why_not:
        return _what_changed(principle.change, principle.placement)
    return _what_is_true(principle)


def _what_changed(change: PrincipleChange, placement: Placement | None) -> str:
    """What others see otherwise first. Then what is less welcome, unless the team has moved on."""
    if not change.different:
        return _what_stayed(change)
    gained_first = placement is not None and _has_moved_on(placement)
    in_order = sorted(change.different, key=lambda one: (not one.is_disputed, _is_gain(one) != gained_first))
    first = in_order[0]
    return _told([one for one in in_order if _kind(one) == _kind(first)])


def _what_stayed(change: PrincipleChange) -> str:
    """Among what is still true, a warning sign has most to say."""
    warnings = [one for one in change.of(STILL_TRUE) if one.direction == "warning"]
    if warnings:
        return _told(warnings)
    return SAME if change.still_true else "Nothing was ticked, then or now."


def _has_moved_on(placement: Placement) -> bool:
    now, then = ORDER.index(placement.direction), ORDER.index(placement.then_direction)
    return now > then > 0


def _is_gain(change: Change) -> bool:
    """A warning sign that went, or anything else that came."""
    return (change.kind == NO_LONGER_TRUE) == (change.direction == "warning")


def _kind(change: Change) -> tuple[bool, str]:
    return change.is_disputed, change.news


def _told(changes: Sequence[Change]) -> str:
    return _shortest((_as_news(one), one.text, _what_others_say(one)) for one in changes)


def _what_others_say(change: Change) -> str:
    """Who and how many is told in the part."""
    if change.is_disputed:
        return OTHERS.get((change.kind, change.direction), "Others doubt it.")
    return "What others say can’t be shown." if change.said else ""


def _as_news(change: Change) -> str:
    """“Newly true:”, and “Good news: a warning sign left behind.”"""
    return f"{change.news}{'.' if ':' in change.news else ':'}"


def _what_is_true(principle: PrincipleResult) -> str:
    """Or what nobody is sure of."""
    found = most_to_say(principle)
    if found:
        return _shortest(_as_it_is(one) for one in found)
    unsure = [one for one in see([principle]) if one.statement.now == NOT_SURE]
    return _shortest(("Not sure:", one.text, "") for one in unsure) if unsure else NOTHING


def most_to_say(principle: PrincipleResult) -> list[Seen]:
    """Of what the team ticks: where it says that it hasn't got this, a warning sign; otherwise the furthest on,
    doubted things last."""
    seen = list(see([principle]))
    warnings = [one for one in seen if one.is_warning]
    good = sorted(
        (one for one in seen if one.is_ticked and not one.is_warning),
        key=lambda one: (one.is_doubted, -one.level),
    )
    is_warned = principle.placement and principle.placement.direction == "warning"
    first, then = (warnings, good) if is_warned else (good, warnings)
    found = first or then
    return [one for one in found if (one.level, one.is_doubted) == (found[0].level, found[0].is_doubted)]


def _as_it_is(one: Seen) -> Line:
    if one.is_warning:
        return "A warning sign:", one.text, ""
    return (f"{one.lead}:", one.text, "Others doubt it.") if one.is_doubted else ("True here:", one.text, "")


def _shortest(found: Iterable[Line]) -> str:
    """What is read quickest; only what begins it, where that would be long too."""
    lead, text, said = min(found, key=lambda one: len(" ".join(one).split()))
    told = f"{lead} {quoted(text)} {said}".strip()
    return told if len(told.split()) <= LONGEST else f"{lead} {LONGER} {said}".strip()
