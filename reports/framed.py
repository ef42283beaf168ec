"""The answers to a rubric as they are read by another list. Made by read_by.py. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.bars import Bar
from rubric.document import Source


@dataclass(frozen=True)
class Spoken:
    """A statement that speaks to an entry, with its level and with what was said of it, as What we see has it.

    `together` is what the team agreed, `others` is what everybody says who is shown.
    """

    key: str
    text: str
    part: str
    level: str
    direction: str
    together: Bar
    others: tuple[Bar, ...]

    @property
    def bars(self) -> tuple[Bar, ...]:
        return (self.together, *self.others)


@dataclass(frozen=True)
class FramedEntry:
    """Without statements it is a gap of the rubric, and says nothing of the team."""

    key: str
    title: str
    easy_read: str
    note: str = ""
    easy_read_note: str = ""
    statements: tuple[Spoken, ...] = ()


@dataclass(frozen=True)
class Framed:
    """There is no total, of an entry or of all: nothing is counted again. `rest` speaks to no entry."""

    key: str
    title: str
    easy_read_title: str
    edition: str
    source: Source
    note: str
    easy_read_note: str
    entries: tuple[FramedEntry, ...]
    rest: tuple[Spoken, ...] = ()
