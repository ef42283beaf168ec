"""The headline and the summary, drafted from what was agreed in plain words: no praise, no scores. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessments.agreed import NOT_SURE, NOT_TRUE, TICKED
from assessments.comparison import NOT_TICKED
from reports.answers import LevelResult
from reports.details import Details
from reports.drafts import Summary
from reports.results import PrincipleResult, Results
from teams.punctuation import quoted

LIMIT = 150  # words, PRODUCT.md's
A_QUOTE = 40  # words; a longer statement or request is told without quoting it
A_NAME = 12  # words
NO_WARNING = "No warning sign is ticked. Who would see this differently?"
NOBODY_WAS_THERE = "Nobody who draws on care and support was in the room when this was agreed."


def headline(principles: Sequence[PrincipleResult], levels: Sequence[str]) -> str:
    """Where the team places itself, the furthest on first; other rubrics say how many statements are true."""
    if not any(p.is_answered for p in principles):
        return "Nothing has been answered yet."
    if all(p.placement is None for p in principles):
        return _count(principles)
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


def _count(principles: Sequence[PrincipleResult]) -> str:
    """“The team ticked 5 of 11 statements at “To” and 3 of 12 at “From”.” The best first, as in a placement."""
    labels = dict.fromkeys(level.label for p in principles for level in p.levels)
    counts = []
    for label in reversed(labels):
        of_label = [
            s for p in principles for level in p.levels if level.label == label for s in level.statements
        ]
        counts.append(f"{sum(s.now == TICKED for s in of_label)} of {len(of_label)} at {quoted(label)}")
    return f"Of the statements, the team ticked {and_list(counts)}."


def and_list(items: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def draft_summary(results: Results, details: Details) -> Summary:
    """The opening gives way when everything together would be longer than the limit."""
    drafted = Summary(
        opening=f"{results.team} looked at how it co-produces. {results.headline}",
        strength=_strength(results),
        hard_truth=_hard_truth(results),
        request=_request(results, details),
    )
    if count_words(drafted) <= LIMIT:
        return drafted
    return Summary("", drafted.strength, drafted.hard_truth, drafted.request)


def count_words(summary: Summary) -> int:
    return len(" ".join([summary.opening, summary.strength, summary.hard_truth, summary.request]).split())


def _strength(results: Results) -> str:
    """A new strength if there is one, else the first strength, else the first step on the way."""
    new = list(_newly_true(results))
    true = [*new, *_said(results, "strength", TICKED), *_said(results, "progress", TICKED)]
    led = [(f"{'Newly true' if pair in new else 'True here'}, on {_name(pair[0])}", pair[1]) for pair in true]
    return _first_quoted(led) or "No strength is ticked yet. The team looked, and wrote down what it saw."


def _hard_truth(results: Results) -> str:
    """Who was absent comes before anything they might have said; then warnings, then what isn't true yet."""
    if results.room.nobody_draws_on_support:
        return NOBODY_WAS_THERE
    warnings = [(f"A warning sign, on {_name(p)}", text) for p, text in _said(results, "warning", TICKED)]
    if warnings:
        return _first_quoted(warnings)
    if not _furthest(results):
        return "Most of this hasn't been answered yet."
    return _first_quoted(_not_yet(results)) or NO_WARNING


def _not_yet(results: Results) -> list[tuple[str, str]]:
    """What good looks like and isn't here, from where least of it is; what nobody was sure of comes last."""
    furthest = sorted(_furthest(results), key=_share)
    said = [(p, s) for p, level in furthest for s in level.statements]
    untrue = [(f"Not true yet, on {_name(p)}", s.text) for p, s in said if s.now in (NOT_TICKED, NOT_TRUE)]
    unsure = [(f"We aren't sure, on {_name(p)}", s.text) for p, s in said if s.now == NOT_SURE]
    return untrue + unsure


def _request(results: Results, details: Details) -> str:
    if details.requests:
        return (
            _quoted("We ask you for this", details.requests[0]) or "We ask you for what is numbered 1 above."
        )
    about = min(_furthest(results), key=_share, default=None)
    on = f" about {_name(about[0])}" if about else ""
    return f"We ask you to talk with us{on}, and to agree one thing that will change."


def _newly_true(results: Results) -> Iterator[tuple[PrincipleResult, str]]:
    for p in results.principles:
        for change in p.change.newly_true if p.change else ():
            if change.direction == "strength":
                yield p, change.text


def _said(results: Results, direction: str, state: str) -> list[tuple[PrincipleResult, str]]:
    levels = _levels(results, direction)
    return [(principle, s.text) for principle, level in levels for s in level.statements if s.now == state]


def _levels(results: Results, direction: str) -> list[tuple[PrincipleResult, LevelResult]]:
    return [(p, level) for p in results.principles for level in p.levels if level.direction == direction]


def _furthest(results: Results) -> list[tuple[PrincipleResult, LevelResult]]:
    """What good looks like in the finished parts: the strengths, or the steps of a rubric that has none."""
    levels = _levels(results, "strength") or _levels(results, "progress")
    return [(principle, level) for principle, level in levels if principle.is_finished]


def _share(pair: tuple[PrincipleResult, LevelResult]) -> float:
    return pair[1].ticked / len(pair[1].statements)


def _first_quoted(led: Sequence[tuple[str, str]]) -> str:
    """The first that can be quoted; else where the first one stands. Nothing when there is none."""
    for lead, text in led:
        if told := _quoted(lead, text):
            return told
    return f"{led[0][0]}: a long statement. It is in the appendix." if led else ""


def _quoted(lead: str, text: str) -> str:
    """“Lead: “text””, or nothing when it would be too long to read at a glance."""
    told = f"{lead}: {quoted(text)}"
    return told if len(told.split()) <= A_QUOTE else ""


def _name(principle: PrincipleResult) -> str:
    return _few_words(principle.name)


def _few_words(text: str) -> str:
    words = text.split()
    return text if len(words) <= A_NAME else f"{' '.join(words[:A_NAME])}…"
