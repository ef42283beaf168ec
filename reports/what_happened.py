"""What whoever took part reads first: where the team says it is, where people differ, and what came of it.

One page in either wording, so that people who read different ones talk about the same things. Figures stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from reports.easy_read import EasyReadSummary, Point
from reports.easy_results import DIFFER, DISAGREE, EasyPart, EasyStatement, tell_easily
from reports.results import Placement, Results
from reports.what_we_see import TOGETHER, Part, WhatWeSee, tell_differences
from rubric.document import Document, ShownDrawing
from teams.punctuation import quoted

AT_MOST = 2  # of a kind: the rest stands where all of it was published
YOU_SAID, SUMMARY = "“You said, we did”", "the Easy Read summary"
DID, WILL, CANNOT = "What we did", "What we will do", "What we can’t do, and why"
ISSUED = {"do": WILL, "cannot": CANNOT}  # sections of an Easy Read summary


class Entry(Protocol):
    """Of *You said, we did*, in one wording."""

    @property
    def you_said(self) -> str: ...
    @property
    def we_did(self) -> str: ...
    @property
    def we_will(self) -> str: ...
    @property
    def we_couldnt(self) -> str: ...
    @property
    def drawing(self) -> ShownDrawing | None: ...


@dataclass(frozen=True)
class Deed:
    """`said` is what people had said, where that was written down."""

    point: Point
    said: str = ""


@dataclass(frozen=True)
class Deeds:
    """Of one kind. `more_in` says where there are others."""

    heading: str
    deeds: tuple[Deed, ...]
    more_in: str = ""


@dataclass(frozen=True)
class WhatHappened:
    parts: tuple[EasyPart, ...]
    differences: tuple[EasyStatement, ...]


def tell_what_happened(
    results: Results, seen: WhatWeSee, document: Document, *, easy_read: bool
) -> WhatHappened:
    easily = tell_easily(replace(seen, subjects=tell_differences(results)), document)
    parts = easily[0] if easy_read else tuple(_in_standard(part) for part in seen.parts)
    return WhatHappened(parts, tuple(_difference(one) for one in easily[1]))


def _difference(told: EasyStatement) -> EasyStatement:
    """Without what the heading above it says. The team's own answer stands where others see it otherwise, and nothing
    else says so."""
    if told.lead == DISAGREE[0]:
        return replace(told, lead="")
    bars = tuple(bar for bar in told.bars if bar.label != TOGETHER)
    return replace(told, bars=bars, lead="" if told.lead == DIFFER[0] else told.lead)


def _in_standard(part: Part) -> EasyPart:
    principle = part.principle
    placement = principle.placement if principle.is_placed else None
    lines = tuple(_placed(placement)) if placement else (part.line,)
    direction = placement.direction if placement else ""
    return EasyPart(principle.key, principle.name, lines, direction)


def _placed(placement: Placement) -> Iterator[str]:
    yield f"The team says: {quoted(placement.label)}."
    if placement.then:
        yield f"Last time: {quoted(placement.then)}." if placement.has_moved else "The same as last time."


def deeds_published(entries: Sequence[Entry]) -> tuple[Deeds, ...]:
    """As people were told them in *You said, we did*."""
    kinds = (
        (DID, [(entry, entry.we_did) for entry in entries]),
        (WILL, [(entry, entry.we_will) for entry in entries]),
        (CANNOT, [(entry, entry.we_couldnt) for entry in entries]),
    )
    told = ((heading, [_published(entry, text) for entry, text in said if text]) for heading, said in kinds)
    return tuple(_first(heading, deeds, YOU_SAID) for heading, deeds in told if deeds)


def _published(entry: Entry, text: str) -> Deed:
    return Deed(Point("", text, drawing=entry.drawing), entry.you_said)


def deeds_issued(summary: EasyReadSummary) -> tuple[Deeds, ...]:
    """As they were issued in the Easy Read summary, for everybody."""
    return tuple(
        _first(ISSUED[section.place.key], [Deed(point) for point in section.points], SUMMARY)
        for section in summary.shown
        if section.place.key in ISSUED
    )


def _first(heading: str, deeds: Sequence[Deed], where: str) -> Deeds:
    return Deeds(heading, tuple(deeds[:AT_MOST]), where if len(deeds) > AT_MOST else "")
