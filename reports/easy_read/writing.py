"""What was drafted, with what people wrote in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from typing import Any

from assessments.part import hard_words_in
from reports.easy_read.drafting import Drafts
from reports.easy_read.summary import (
    CHECKED_ON,
    CHECKED_WITH,
    HARD_WORDS,
    PLACES,
    TITLE,
    EasyReadSummary,
    Point,
    Section,
)
from rubric.document import Document, HardWord, ShownDrawing
from rubric.plain_words import lines

NO_PICTURE = "none"  # stored for a point that is to have none; otherwise a kept drawing's digest, or nothing
CO_PRODUCTION = HardWord(
    "co-production", "People who draw on support and staff do things together, as equals."
)


def write_easy_read(
    drafts: Drafts, details: Mapping[str, str], document: Document, **around: Any
) -> EasyReadSummary:
    """`details` has texts by NAMES. An empty text means: as drafted. `around` goes into the summary as it is."""
    explained = (*_own_hard_words(details), CO_PRODUCTION, *document.hard_words)
    day = details.get(CHECKED_ON, "")
    sections = tuple(
        Section(place, tuple(_point(name, drafts, details) for name in place.names)) for place in PLACES
    )
    return EasyReadSummary(
        title=details.get(TITLE) or drafts.title,
        drafted_title=drafts.title,
        sections=tuple(_explain(sections, replace(document, hard_words=explained))),
        explained=explained,
        checked_with=details.get(CHECKED_WITH, ""),
        checked_on=date.fromisoformat(day) if day else None,
        **around,
    )


def _point(name: str, drafts: Drafts, details: Mapping[str, str]) -> Point:
    drafted = drafts.points.get(name)
    return Point(
        name=name,
        text=details.get(name) or (drafted.text if drafted else ""),
        drafted=drafted.text if drafted else "",
        drawing=_drawing(details.get(f"{name}_picture", ""), drafted.drawing if drafted else None),
        is_left_out=bool(details.get(f"{name}_out")),
    )


def _drawing(chosen: str, drafted: ShownDrawing | None) -> ShownDrawing | None:
    if chosen == NO_PICTURE:
        return None
    return ShownDrawing(digest=chosen) if chosen else drafted


def _own_hard_words(details: Mapping[str, str]) -> tuple[HardWord, ...]:
    """Written a line each, as “word: what it means”."""
    pairs = [line.partition(":") for line in lines(details.get(HARD_WORDS, ""))]
    return tuple(
        HardWord(word.strip(), means.strip()) for word, _, means in pairs if word.strip() and means.strip()
    )


def _explain(sections: tuple[Section, ...], document: Document) -> Iterator[Section]:
    """Each hard word once, where it comes first among what is shown."""
    known: set[str] = set()
    for section in sections:
        slots = []
        for point in section.slots:
            new = _new_words(point, document, known)
            known |= new.keys()
            slots.append(replace(point, hard_words=tuple(new.values())))
        yield replace(section, slots=tuple(slots))


def _new_words(point: Point, document: Document, known: Set[str]) -> dict[str, HardWord]:
    new: dict[str, HardWord] = {}
    for hard in hard_words_in(document, point.text) if point.is_shown else ():
        if hard.word.lower() not in known:
            new.setdefault(hard.word.lower(), hard)
    return new
