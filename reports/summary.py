"""The headline and the summary, drafted from what was agreed in plain words: no praise, no scores. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.agreed import NOT_SURE, NOT_TRUE, TICKED
from assessments.comparison import NOT_TICKED, Change
from reports.agreement import Seen, see, seen_by_others
from reports.answers import LevelResult, StatementResult
from reports.details import Details
from reports.drafts import Summary
from reports.results import PrincipleResult, Results
from teams.punctuation import and_list, full_stop, quoted

LIMIT = 150  # words, PRODUCT.md's
A_QUOTE = 40  # words; a longer statement or request is told without quoting it
A_NAME = 12  # words
NO_WARNING = "No warning sign is ticked. Who would see this differently?"
NOBODY_WAS_THERE = "Nobody who draws on care and support was in the room when this was agreed."


def headline(principles: Sequence[PrincipleResult], levels: Sequence[str]) -> str:
    """Where the team places itself, the furthest on first; other rubrics say what is true, and add nothing up."""
    if not any(p.is_talked_about for p in principles):
        heard = any(p.is_heard for p in principles)
        return "The team hasn’t answered anything together." if heard else "Nothing has been answered yet."
    if all(p.placement is None for p in principles):
        return _what_is_true(principles)
    placed = [
        (level, [p.name for p in principles if p.placement and p.placement.label == level])
        for level in levels
    ]
    told = [f"at {quoted(level)} on {and_list(names)}" for level, names in reversed(placed) if names]
    if not told:
        return "The team hasn't said yet where it places itself."
    rest = [p.name for p in principles if p.placement and p.placement.label not in levels]
    ending = f" It hasn't placed itself on {and_list(rest)}." if rest else ""
    return f"The team places itself {and_list(told)}.{ending}"


def _what_is_true(principles: Sequence[PrincipleResult]) -> str:
    """One statement in full, the furthest on of those that nobody doubts, and where else something is true."""
    good = [one for one in see(principles) if one.is_ticked and one.direction != "warning"]
    first = _furthest_on(good)
    true = dict.fromkeys(one.principle.name for one in good)
    warned = dict.fromkeys(one.principle.name for one in see(principles) if one.is_warning)
    nothing = [p.name for p in principles if p.is_finished and p.name not in {*true, *warned}]
    told = [_true_here(first)] if first else []
    told += _on("More is ticked", [name for name in true if first and name != first.principle.name])
    told += _on("Warning signs are ticked", list(warned))
    told += _on("Nothing is ticked", nothing)
    return " ".join(told) or "The team has ticked nothing yet."


def _furthest_on(good: Sequence[Seen]) -> Seen | None:
    """Levels stand in their order, the furthest last."""
    return max(good, key=lambda one: (not one.is_doubted, one.level), default=None)


def _true_here(one: Seen) -> str:
    told = _quoted(f"The team says that this is true, on {_name(one.principle)}", one.text)
    return f"{told}{full_stop(told)}" if told else f"The team says what is true on {_name(one.principle)}."


def _on(what: str, names: Sequence[str]) -> list[str]:
    return [f"{what} on {and_list(names)}."] if names else []


def draft_summary(results: Results, details: Details) -> Summary:
    return Summary(_strength(results), hard_truth(results), _request(results, details))


def count_words(summary: Summary) -> int:
    return len(" ".join([summary.strength, summary.hard_truth, summary.request]).split())


def _strength(results: Results) -> str:
    """A new strength if there is one, else the first strength, else the first step. What somebody doubts comes last,
    with who does."""
    seen = list(see(results.principles))
    true = [one for way in ("strength", "progress") for one in seen if one.direction == way and one.is_ticked]
    new = {change.key for p in results.principles for change in _new_strengths(p)}
    agreed = [one for one in true if not one.is_doubted]
    told = [_Led(f"Newly true, on {_name(one.principle)}", one.text) for one in agreed if one.key in new]
    told += [_Led(f"True here, on {_name(one.principle)}", one.text) for one in agreed if one.key not in new]
    told += [_against(one) for one in true if one.is_doubted]
    return _first_quoted(told) or "No strength is ticked yet. The team looked, and wrote down what it saw."


def hard_truth(results: Results) -> str:
    """What the team no longer sees and others do; who was absent, which comes before anything they might have said;
    then warnings, those that only others see first; then what isn't true yet."""
    if still := _first_quoted(_still_seen(results)):
        return still
    if results.room.nobody_draws_on_support:
        return NOBODY_WAS_THERE
    warnings = [_against(one) for one in seen_by_others(results.principles)]
    warnings += [_Led(f"A warning sign, on {_name(p)}", text) for p, text in _ticked_warnings(results)]
    if warnings:
        return _first_quoted(warnings)
    if not _furthest(results):
        return "Most of this hasn't been answered yet."
    return _first_quoted(_not_yet(results)) or NO_WARNING


def _against(one: Seen) -> _Led:
    return _Led(f"{one.lead}, on {_name(one.principle)}", one.text, f"{one.against}.")


def _still_seen(results: Results) -> list[_Led]:
    """People with lived experience first, then where most of a group see it."""
    found = [(p, change) for p in results.principles if p.change for change in p.change.still_seen]
    found.sort(key=lambda pair: _who_sees(*pair))
    return [_Led(f"{change.news}, on {_name(p)}", change.text, change.said) for p, change in found]


def _who_sees(principle: PrincipleResult, change: Change) -> tuple[bool, float]:
    first = next(iter(principle.hear(change.key).seen_by), None)
    return (not first.is_lived, -first.share) if first else (True, 0)


def _not_yet(results: Results) -> list[_Led]:
    """What good looks like and isn't here, from where least of it is; what nobody was sure of comes last."""
    furthest = sorted(_furthest(results), key=_share)
    said = [(p, s) for p, level in furthest for s in level.statements]
    untrue = [(p, s) for p, s in said if s.now in (NOT_TICKED, NOT_TRUE)]
    untrue.sort(key=lambda pair: bool(pair[0].hear(pair[1].key).seen_by))
    unsure = [_Led(f"We aren't sure, on {_name(p)}", s.text) for p, s in said if s.now == NOT_SURE]
    return [_untrue(p, s) for p, s in untrue] + unsure


def _untrue(p: PrincipleResult, s: StatementResult) -> _Led:
    if others := p.hear(s.key).seen_by:
        return _Led(f"The team doesn’t say this yet, on {_name(p)}", s.text, f"{others[0].in_words('do')}.")
    return _Led(f"Not true yet, on {_name(p)}", s.text)


def _request(results: Results, details: Details) -> str:
    if details.requests:
        return asked_for(details)
    about = min(_furthest(results), key=_share, default=None)
    on = f" about {_name(about[0])}" if about else ""
    return f"We ask you to talk with us{on}, and to agree one thing that will change."


def asked_for(details: Details) -> str:
    """The first thing that somebody wrote down to ask for; nothing when nobody did."""
    if not details.requests:
        return ""
    return _quoted("We ask you for this", details.requests[0]) or "We ask you for what is numbered 1 above."


def _new_strengths(principle: PrincipleResult) -> list[Change]:
    return [c for c in principle.change.newly_true if c.direction == "strength"] if principle.change else []


def _ticked_warnings(results: Results) -> list[tuple[PrincipleResult, str]]:
    levels = _levels(results, "warning")
    return [(p, s.text) for p, level in levels for s in level.statements if s.now == TICKED]


def _levels(results: Results, direction: str) -> list[tuple[PrincipleResult, LevelResult]]:
    return [(p, level) for p in results.principles for level in p.levels if level.direction == direction]


def _furthest(results: Results) -> list[tuple[PrincipleResult, LevelResult]]:
    """What good looks like in the finished parts: the strengths, or the steps of a rubric that has none."""
    levels = _levels(results, "strength") or _levels(results, "progress")
    return [(principle, level) for principle, level in levels if principle.is_finished]


def _share(pair: tuple[PrincipleResult, LevelResult]) -> float:
    return pair[1].ticked / len(pair[1].statements)


@dataclass(frozen=True)
class _Led:
    """A statement with what it is told as, and what others say against it."""

    lead: str
    text: str
    said: str = ""


def _first_quoted(told: Sequence[_Led]) -> str:
    """The first that can be quoted; else where the first one stands. Nothing when there is none."""
    for one in told:
        if quote := _quoted(one.lead, one.text):
            return f"{quote}{full_stop(quote)} {one.said}" if one.said else quote
    return f"{told[0].lead}: a long statement. It is in the appendix. {told[0].said}".strip() if told else ""


def _quoted(lead: str, text: str) -> str:
    """“Lead: “text””, or nothing when it would be too long to read at a glance."""
    told = f"{lead}: {quoted(text)}"
    return told if len(told.split()) <= A_QUOTE else ""


def _name(principle: PrincipleResult) -> str:
    return _few_words(principle.name)


def _few_words(text: str) -> str:
    words = text.split()
    return text if len(words) <= A_NAME else f"{' '.join(words[:A_NAME])}…"
