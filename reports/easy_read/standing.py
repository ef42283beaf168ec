"""Where the team says it is, part by part and in words, as it is first drafted."""

from __future__ import annotations

from collections.abc import Iterator

from reports.easy_read.drafted import PLACED, Drafted, drawn
from reports.easy_read.shortening import is_short
from reports.results import PrincipleResult, Results
from teams.punctuation import sentence

TOGETHER = 4  # parts beside one picture
NOT_CHOSEN = "Not chosen yet."
SAME = "It was the same last time."


def draft_where(results: Results) -> Iterator[Drafted]:
    """Nothing where a rubric has no places."""
    lines = [_line(p) for p in results.principles if p.placement] if results.has_placements else []
    for first in range(0, len(lines), TOGETHER):
        lead = [] if first else ["Where does the team say it is?"]
        yield drawn("\n".join([*lead, *lines[first : first + TOGETHER]]), PLACED)


def _line(principle: PrincipleResult) -> str:
    """“Reciprocity: Getting there. Last time: Haven’t got this.”"""
    placement = principle.placement
    is_placed = placement is not None and principle.is_talked_about and bool(placement.direction)
    now = sentence(placement.label) if placement and is_placed else NOT_CHOSEN
    told = f"{principle.name}: {now}"
    told = told if is_short(told) else f"{principle.name}:\n{now}"
    if not placement or not placement.then:
        return told
    is_same = is_placed and not placement.has_moved
    return f"{told} {SAME if is_same else f'Last time: {sentence(placement.then)}'}"
