"""The headline and the summary, drafted from what was agreed in plain words: no praise, no scores. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import chain

from assessments.comparison import NOT_TICKED, Change
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from reports.agreement import Seen, doubted, see, seen_by_others
from reports.answers import LevelResult, StatementResult
from reports.details import IN_SHORT, Details
from reports.drafts import Summary
from reports.led import A_NAME, Led, first_of, first_quoted, on_part, quote_after
from reports.placing.summary import NOTHING_PLACED, hard_truth_of, no_truth_of, strength_of
from reports.results import PrincipleResult, Results
from teams.punctuation import and_list, full_stop, quoted

LIMIT = 150  # words, which a board reads before it turns the page
NO_WARNING = "No warning sign is ticked. Who would see this differently?"
NOTHING_TICKED = "No strength is ticked yet."
NOTHING_AGREED = "None yet on which everybody agrees."
NOBODY_WAS_THERE = "Nobody who draws on care and support was in the room."


def headline(principles: Sequence[PrincipleResult], levels: Sequence[str]) -> str:
    """Where the team places itself, the furthest on first; other rubrics say what is true, and add nothing up."""
    if not any(p.is_talked_about for p in principles):
        heard = any(p.is_heard for p in principles)
        return "The team hasn’t answered anything together." if heard else "Nothing has been answered yet."
    if all(p.placement is None for p in principles):
        return _what_is_true(principles)
    return _where_it_stands(principles, levels)


def _where_it_stands(principles: Sequence[PrincipleResult], levels: Sequence[str]) -> str:
    placed = [(p.name, p.placement.label) for p in principles if p.placement]
    at = {level: [name for name, label in placed if label == level] for level in reversed(levels)}
    told = [f"at {quoted(level)} on {and_list(names)}" for level, names in at.items() if names]
    if not told:
        return "The team hasn’t said yet where it places itself."
    rest = [name for name, label in placed if label not in levels]
    ending = f" It hasn’t placed itself on {and_list(rest)}." if rest else ""
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
    on = on_part(one.principle.name)
    told = quote_after(f"The team says that this is true{on}", one.text)
    return f"{told}{full_stop(told)}" if told else f"The team says what is true{on}."


def _on(what: str, names: Sequence[str]) -> list[str]:
    return [f"{what} on {and_list(names)}."] if names else []


def draft_summary(results: Results, details: Details) -> Summary:
    return Summary(_strength(results), hard_truth(results), _request(results, details))


def part_of_hard_truth(results: Results) -> str:
    """Which part, or which activity, the hard truth is about, if it is about one."""
    if first := first_of(_hard_truths(results)):
        return first.part
    if placed := hard_truth_of(results.activities):
        return placed.about
    first = first_of(_mere_doubts(results))
    return first.part if first else ""


def _strength(results: Results) -> str:
    """Of statements; where they say none, of what the team places."""
    told = _strength_of_statements(results)
    return told if told not in (NOTHING_AGREED, NOTHING_TICKED) else _strength_of_places(results) or told


def _strength_of_places(results: Results) -> str:
    nothing = "" if results.principles else NOTHING_AGREED if results.is_answered else NOTHING_PLACED
    return strength_of(results.activities) or nothing


def _strength_of_statements(results: Results) -> str:
    """A new strength if there is one, else the first, else a step that people who are shown agree on. Never what most
    of those it is about say isn't so; what somebody doubts comes last, with who says so and who doesn't."""
    ticked = [one for one in see(results.principles) if one.is_ticked and one.direction != "warning"]
    new = {change.key for p in results.principles for change in _new_strengths(p)}
    told = [_true(one, one.key in new) for one in _not_doubted(ticked, new)]
    told += [
        _step(one) for one in ticked if one.direction == "progress" and one.is_whole and not one.is_doubted
    ]
    told += [_against(one, one.for_and_against) for one in ticked if _may_be_a_strength(one)]
    has_strength = any(one.direction == "strength" for one in ticked)
    return first_quoted(told) or (NOTHING_AGREED if has_strength else NOTHING_TICKED)


def _not_doubted(ticked: Sequence[Seen], new: Container[str]) -> list[Seen]:
    strengths = [one for one in ticked if one.direction == "strength" and one.is_agreed]
    return sorted(strengths, key=lambda one: one.key not in new)


def _may_be_a_strength(one: Seen) -> bool:
    return one.direction == "strength" and one.is_doubted and not one.is_denied


def _true(one: Seen, is_new: bool) -> Led:
    return Led("Newly true" if is_new else "True here", one.principle.name, one.text, one.hearing.unheard)


def _step(one: Seen) -> Led:
    return Led("A step on the way", one.principle.name, one.text, one.hearing.unheard)


def hard_truth(results: Results) -> str:
    if told := first_quoted(_hard_truths(results)):
        return told
    if not _still_seen(results) and results.room.nobody_draws_on_support:
        return NOBODY_WAS_THERE
    if placed := hard_truth_of(results.activities):
        return placed.text
    if told := first_quoted(_mere_doubts(results)):
        return told
    if not results.principles:
        return no_truth_of(results.activities)
    return NO_WARNING if _furthest(results) else "Most of this hasn’t been answered yet."


def _hard_truths(results: Results) -> Iterable[Led]:
    """What the team no longer sees and others do; who was absent, which comes before anything they might have said;
    then warnings, those that only others see first; then what those it is about deny, and what isn't true yet."""
    if still := _still_seen(results):
        return still
    if results.room.nobody_draws_on_support:
        return []
    seen, ticked = seen_by_others(results.principles), _ticked_warnings(results)
    if not seen and not ticked:
        return _without_warnings(results)
    return chain(map(_against_us, seen), (Led("A warning sign", p.name, text) for p, text in ticked))


def _without_warnings(results: Results) -> Iterable[Led]:
    denied = (one for one in doubted(results.principles) if one.is_denied)
    return chain(map(_against_us, denied), _not_yet(results))


def _mere_doubts(results: Results) -> Iterable[Led]:
    """What others doubt and those it is about don’t deny: said where no piece of work says something harder."""
    return (_against_us(one) for one in doubted(results.principles) if not one.is_denied)


def _against_us(one: Seen) -> Led:
    return _against(one, f"{one.against}.")


def _against(one: Seen, said: str) -> Led:
    return Led(one.lead, one.principle.name, one.text, said)


def _still_seen(results: Results) -> list[Led]:
    """People with lived experience first, then where most of a group see it."""
    found = [(p, change) for p in results.principles if p.change for change in p.change.still_seen]
    found.sort(key=lambda pair: _who_sees(*pair))
    return [Led(change.news, p.name, change.text, change.said) for p, change in found]


def _who_sees(principle: PrincipleResult, change: Change) -> tuple[bool, float]:
    first = next(iter(principle.hear(change.key).seen_by), None)
    return (not first.is_lived, -first.share) if first else (True, 0)


def _not_yet(results: Results) -> list[Led]:
    """What good looks like and isn't here, from where least of it is; what nobody was sure of comes last."""
    furthest = sorted(_furthest(results), key=_share)
    said = [(p, s) for p, level in furthest for s in level.statements]
    untrue = [(p, s) for p, s in said if s.now in (NOT_TICKED, NOT_TRUE)]
    untrue.sort(key=lambda pair: bool(pair[0].hear(pair[1].key).seen_by))
    unsure = [Led("We aren’t sure", p.name, s.text) for p, s in said if s.now == NOT_SURE]
    return [_untrue(p, s) for p, s in untrue] + unsure


def _untrue(p: PrincipleResult, s: StatementResult) -> Led:
    if others := p.hear(s.key).seen_by:
        return Led("The team doesn’t say this yet", p.name, s.text, f"{others[0].in_words('say so')}.")
    return Led("Not true yet", p.name, s.text)


def _request(results: Results, details: Details) -> str:
    """Nothing where it is asked already: what stands numbered beside it is told once."""
    if details.requests:
        return ""
    about = min(_furthest(results), key=_share, default=None)
    name = about[0].name if about else "" if results.principles else part_of_hard_truth(results)
    on = f" about {name}" if 0 < len(name.split()) <= A_NAME else ""
    return f"We ask you to talk with us{on}, and to agree one thing that will change."


def asked_for(details: Details) -> str:
    """The first thing that somebody wrote down to ask for; nothing when nobody did."""
    if not details.asked:
        return ""
    lead = "We ask you for this" if details.asks else IN_SHORT["request"]
    return quote_after(lead, details.asked[0]) or "It is a long one. It is in the report."


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
