"""Reads the answers of a round by a frame: entry by entry, which statements speak to it and what was said. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.bars import of_one_sheet
from reports.easy_results import EasyStatement, tell_statement_easily
from reports.framed import Framed, FramedEntry, Spoken
from reports.results import PrincipleResult, Results
from reports.what_we_see import TOGETHER, Statement, what_others_say
from rubric.document import Document
from rubric.frames import Entry, Frame, frame_called


@dataclass(frozen=True)
class EasySpoken:
    part: str
    level: str
    direction: str
    told: EasyStatement


@dataclass(frozen=True)
class EasyEntry:
    key: str
    heading: str
    note: str
    statements: tuple[EasySpoken, ...]


def read_by(results: Results, document: Document, key: str) -> Framed | None:
    """By the frame with this key; None where there is none, or where nothing in this rubric speaks to it."""
    frame = frame_called(key, document)
    return _read(results, document, frame) if frame else None


def _read(results: Results, document: Document, frame: Frame) -> Framed:
    """Nothing is told that What we see doesn't tell, and every figure stays that of its own part."""
    spoken = {one.key: one for one in _in_order(results)}
    tags = frame.tags_in(document)
    tagged = {key for _, keys in tags for key in keys}
    return Framed(
        key=frame.key,
        title=frame.title,
        easy_read_title=frame.easy_read_title,
        edition=frame.edition,
        source=frame.source,
        note=frame.note,
        easy_read_note=frame.easy_read_note,
        entries=tuple(_entry(entry, keys, spoken) for entry, keys in tags),
        rest=tuple(one for key, one in spoken.items() if key not in tagged),
    )


def tell_entries_easily(framed: Framed, document: Document) -> tuple[EasyEntry, ...]:
    """Entry by entry, and last what speaks to none."""
    told = [_easily(e.key, e.easy_read, e.easy_read_note, e.statements, document) for e in framed.entries]
    rest = _easily("rest", "The other sentences", "These do not fit in the list.", framed.rest, document)
    return (*told, rest) if framed.rest else tuple(told)


def _entry(entry: Entry, keys: Sequence[str], spoken: dict[str, Spoken]) -> FramedEntry:
    mine = set(keys)
    return FramedEntry(
        key=entry.key,
        title=entry.title,
        easy_read=entry.easy_read,
        note=entry.note,
        easy_read_note=entry.easy_read_note,
        statements=tuple(one for key, one in spoken.items() if key in mine),
    )


def _in_order(results: Results) -> list[Spoken]:
    """Level by level, as What we see tells a part: the furthest first where teams place themselves."""
    found = [one for principle in results.principles for one in _spoken(principle)]
    places = {label: place for place, label in enumerate(results.levels)}
    return sorted(found, key=lambda one: places[one.level], reverse=results.has_placements)


def _spoken(principle: PrincipleResult) -> Iterator[Spoken]:
    """What has changed since last time is told elsewhere."""
    for level in principle.levels:
        for one in level.statements:
            others = tuple(what_others_say(principle, one))
            together = of_one_sheet(TOGETHER, one)
            yield Spoken(one.key, one.text, principle.name, level.label, level.direction, together, others)


def _easily(key: str, heading: str, note: str, statements: Iterable[Spoken], document: Document) -> EasyEntry:
    return EasyEntry(key, heading, note, tuple(_easy(one, document) for one in statements))


def _easy(one: Spoken, document: Document) -> EasySpoken:
    told = tell_statement_easily(Statement(one.text, one.bars, one.key), document)
    return EasySpoken(one.part, one.level, one.direction, told)
