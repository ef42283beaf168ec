"""The headline and the summary, drafted from what was agreed in plain words: no praise, no scores. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessments.agreed import TICKED
from reports.report import Details, LevelResult, PrincipleResult, Results, Summary

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
    told = [f"at “{level}” on {and_list(names)}" for level, names in reversed(placed) if names]
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
        counts.append(f"{sum(s.now == TICKED for s in of_label)} of {len(of_label)} at “{label}”")
    return f"Of the statements, the team ticked {and_list(counts)}."


def and_list(items: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def draft_summary(results: Results, details: Details) -> Summary:
    """The opening gives way when everything together would be longer than the limit."""
    drafted = Summary(
        opening=f"{results.team} looked together at how it works with people who draw on care and support. "
        f"{results.headline}",
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
    for principle, text in [*new, *_ticked(results, "strength"), *_ticked(results, "progress")]:
        lead = "Newly true" if (principle, text) in new else "True here"
        if told := _quoted(f"{lead}, on {_name(principle)}", text):
            return told
    counted = [pair for pair in _furthest(results) if pair[1].ticked]
    return (
        _counted(*counted[0])
        if counted
        else "No strength is ticked yet. The team looked, and wrote down what it saw."
    )


def _hard_truth(results: Results) -> str:
    """Who was absent comes before anything they might have said; then warnings, then what is missing."""
    if results.room.asked and not results.room.draws_on_support:
        return NOBODY_WAS_THERE
    for principle, text in _ticked(results, "warning"):
        if told := _quoted(f"A warning sign, on {_name(principle)}", text):
            return told
    finished = _furthest(results)
    if not finished:
        return "Most of this hasn't been answered yet."
    principle, level = min(finished, key=_share)
    return NO_WARNING if _share((principle, level)) == 1 else _counted(principle, level)


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


def _ticked(results: Results, direction: str) -> Iterator[tuple[PrincipleResult, str]]:
    for principle, level in _levels(results, direction):
        for statement in level.statements:
            if statement.now == TICKED:
                yield principle, statement.text


def _levels(results: Results, direction: str) -> list[tuple[PrincipleResult, LevelResult]]:
    return [(p, level) for p in results.principles for level in p.levels if level.direction == direction]


def _furthest(results: Results) -> list[tuple[PrincipleResult, LevelResult]]:
    """What good looks like in the finished parts: the strengths, or the steps of a rubric that has none."""
    levels = _levels(results, "strength") or _levels(results, "progress")
    return [(principle, level) for principle, level in levels if principle.is_finished]


def _share(pair: tuple[PrincipleResult, LevelResult]) -> float:
    return pair[1].ticked / len(pair[1].statements)


def _quoted(lead: str, text: str) -> str:
    """“Lead: “text””, or nothing when it would be too long to read at a glance."""
    told = f"{lead}: “{text}”"
    return told if len(told.split()) <= A_QUOTE else ""


def _counted(principle: PrincipleResult, level: LevelResult) -> str:
    of = len(level.statements)
    count = f"{level.ticked} of {of}" if level.ticked else f"none of {of}"
    return f"On {_name(principle)}, {count} statements for “{_few_words(level.label)}” are ticked."


def _name(principle: PrincipleResult) -> str:
    return _few_words(principle.name)


def _few_words(text: str) -> str:
    words = text.split()
    return text if len(words) <= A_NAME else f"{' '.join(words[:A_NAME])}…"
