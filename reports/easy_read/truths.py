"""Good things, and things to change, as they are first drafted: by what the team agreed and what groups said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessments.comparison import NOT_TICKED, Change
from assessments.said import NOT_SURE, NOT_TRUE
from reports.agreement import Seen, doubted, see, seen_by_others
from reports.easy_read.drafted import Drafted
from reports.easy_read.shortening import can_be_told, is_short
from reports.hearing import HIDDEN, UNHEARD, Said
from reports.results import PrincipleResult, Results
from reports.topics import differences_of
from rubric.document import Document, ShownDrawing, drawing_of

DISAGREE = "People do not agree about this:"
UNSHOWN = {
    HIDDEN: "We can’t show what people said on their own.",
    UNHEARD: "We can’t show if people who draw on support agree.",
}
FIRST_WARNINGS = 2  # so that there is room for what people see differently
Led = tuple[str, "Told"]  # what a statement is told as


@dataclass(frozen=True)
class Told:
    """A statement in Easy Read words, with how it is seen."""

    seen: Seen
    words: str
    drawing: ShownDrawing

    @property
    def key(self) -> str:
        return self.seen.key

    @property
    def part(self) -> str:
        return self.seen.principle.key

    def drafted(self, lead: str = "", after: str = "") -> Drafted:
        return Drafted("\n".join(filter(None, (lead, self.words, after))), self.drawing)


def tell_all(results: Results, document: Document) -> list[Told]:
    """What can’t be said in short sentences is left for people to write."""
    told = [_told(seen, document) for seen in see(results.principles)]
    return [one for one in told if can_be_told(one.words)]


def _told(seen: Seen, document: Document) -> Told:
    principle = document.principle(seen.principle.key)
    statement = next(s for s in principle.statements if s.key == seen.key)
    words = statement.easy_read or statement.text
    return Told(seen, words, drawing_of(document, principle, statement))


def draft_good(results: Results, told: list[Told]) -> Iterator[Drafted]:
    """What is new comes first, then what is left behind, then what was true before; each part once before any twice."""
    new = {c.key for p in results.principles for c in _newly_true(p)}
    left = {c.key: c for p in results.principles if p.change for c in p.change.left_behind}
    agreed = [one for way in ("strength", "progress") for one in told if _is_good(one, way)]
    first = [one for one in agreed if one.key in new] + [one for one in told if one.key in left]
    for one in _spread([*first, *agreed]):
        yield _left_behind(one, left[one.key]) if one.key in left else _true(one, one.key in new)


def _newly_true(p: PrincipleResult) -> Sequence[Change]:
    return p.change.newly_true if p.change else ()


def _is_good(one: Told, way: str) -> bool:
    return one.seen.direction == way and one.seen.is_agreed


def _true(one: Told, is_new: bool) -> Drafted:
    """A step is called one. Where those whom it is about can’t be shown, it says so."""
    step = "This is a step. There is more to do." if one.seen.direction == "progress" else ""
    told = ["This is new." if is_new else "", step, UNSHOWN.get(one.seen.hearing.unheard, "")]
    return one.drafted(after="\n".join(filter(None, told)))


def _left_behind(one: Told, change: Change) -> Drafted:
    return one.drafted("This is not true any more:", UNSHOWN.get(change.said, ""))


def why_nothing_is_good(told: list[Told]) -> str:
    if not told:
        return "We have not agreed on a good thing yet."
    if any(one.seen.is_doubted for one in told):
        return "We do not all agree yet on what is good."
    if any(one.seen.is_ticked and one.seen.direction == "progress" for one in told):
        return "We have made a start.\nThere is more to do."
    return "We have not ticked a good thing yet."


def draft_change(results: Results, told: list[Told]) -> Iterator[Drafted]:
    """Warning signs, those that only others see first; always room for what people see most differently; then what
    is doubted, and what is missing where least is true."""
    warnings = [*_others(results, told), *(("", one) for one in _spread(_ticked_warnings(told)))]
    differ = list(_differ(results, told))
    in_order = [*warnings[:FIRST_WARNINGS], *differ[:1], *warnings[FIRST_WARNINGS:]]
    in_order += [*_doubted(results, told), *_missing(told)]
    for lead, one in _once(in_order):
        yield one.drafted(lead)


def _once(led: Iterable[Led]) -> list[Led]:
    return list({one.key: (lead, one) for lead, one in reversed(list(led))}.values())[::-1]


def _others(results: Results, told: list[Told]) -> Iterator[Led]:
    by_key = {one.key: one for one in told}
    still = {c.key for p in results.principles if p.change for c in p.change.still_seen}
    for seen in seen_by_others(results.principles):
        if seen.key in by_key:
            yield _lead_of_others(seen, seen.key in still), by_key[seen.key]


def _lead_of_others(seen: Seen, was_seen: bool) -> str:
    """Who sees it, and how many of them: “other people” would leave out whom it is about."""
    by = seen.hearing.seen_by[0]
    if was_seen:
        return f"{_who_sees(by, 'still see this')}\nOur team does not see this any more:"
    if seen.statement.now in (NOT_TICKED, NOT_TRUE):
        return f"{_who_sees(by, 'see this')}\nOur team does not see this:"
    if seen.statement.now == NOT_SURE:
        return f"{_who_sees(by, 'see this')}\nOur team is not sure about this:"
    return f"{_who_sees(by, 'see this')}\nOur team has not talked about it:"


def _who_sees(by: Said, verb: str) -> str:
    told = f"{by.in_words(verb)}."
    return told if is_short(told) else f"{by.how_many} of one group {verb}."


def _ticked_warnings(told: list[Told]) -> list[Told]:
    return [one for one in told if one.seen.direction == "warning" and one.seen.is_ticked]


def _differ(results: Results, told: list[Told]) -> Iterator[Led]:
    by_key = {one.key: one for one in told}
    found = (difference.key for _, difference in differences_of(results.principles))
    return ((DISAGREE, by_key[key]) for key in found if key in by_key)


def _doubted(results: Results, told: list[Told]) -> Iterator[Led]:
    by_key = {one.key: one for one in told}
    return ((DISAGREE, by_key[seen.key]) for seen in doubted(results.principles) if seen.key in by_key)


def _missing(told: list[Told]) -> Iterator[Led]:
    far = [one for one in told if one.seen.direction == _furthest(told)]
    least_first = sorted(far, key=lambda one: _share(far, one.part))
    untrue = [one for one in least_first if one.seen.statement.now in (NOT_TICKED, NOT_TRUE)]
    for one in _spread(untrue):
        yield DISAGREE if one.seen.hearing.seen_by else "This is not true yet:", one
    for one in _spread(one for one in least_first if one.seen.statement.now == NOT_SURE):
        yield "We are not sure about this:", one


def _furthest(told: list[Told]) -> str:
    """What good looks like: the strengths, or the steps of a rubric that has none."""
    return "strength" if any(one.seen.direction == "strength" for one in told) else "progress"


def _share(told: list[Told], part: str) -> float:
    mine = [one.seen.is_ticked for one in told if one.part == part]
    return sum(mine) / len(mine)


def _spread(told: Iterable[Told]) -> list[Told]:
    """The first of each part, then the others, each statement once."""
    once: dict[str, Told] = {}
    first: dict[str, Told] = {}
    for one in told:
        once.setdefault(one.key, one)
        first.setdefault(one.part, one)
    return sorted(once.values(), key=lambda one: one is not first[one.part])
