"""What changed between two editions of a rubric, word by word. Pure.

Keys say what is the same: a statement that keeps its key has new words, one with a new key is another statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from rubric.document import (
    Cell,
    Document,
    HardWord,
    Level,
    Place,
    PlaceGroup,
    Principle,
    Question,
    Statement,
)

Kind = Literal["same", "gone", "new"]
Thing = Statement | Principle | Level | HardWord | Question | Place | PlaceGroup | Cell

# What says which thing it is or where it stands, and what is compared on its own.
NOT_TEXTS = {"id", "key", "word", "level", "levels", "principles", "statements", "hard_words", "source"}
NOT_TEXTS |= {"adapted", "drawings", "response", "groups", "group", "questions", "places", "cells"}


@dataclass(frozen=True)
class TextChange:
    """One text before and after. A text that was added was empty before; one that was taken out is empty after."""

    field: str
    before: str
    after: str

    @property
    def difference(self) -> list[tuple[Kind, str]]:
        return difference(self.before, self.after)


@dataclass(frozen=True)
class Entry:
    """A statement, principle, level or hard word where it stands: `position` counts from 1 within its `place`.

    A statement's place is the keys of its principle and its level; that of an answer to place a piece of work on is the
    keys of its question and its group; the others stand in one list.
    """

    key: str
    thing: Thing
    place: tuple[str, ...]
    position: int


@dataclass(frozen=True)
class Move:
    before: Entry
    after: Entry


@dataclass(frozen=True)
class Rewording:
    before: Entry
    after: Entry
    texts: tuple[TextChange, ...]


@dataclass(frozen=True)
class Changes:
    """An entry can be both moved and reworded. One that only made way for others hasn't moved."""

    new: tuple[Entry, ...]
    retired: tuple[Entry, ...]
    moved: tuple[Move, ...]
    reworded: tuple[Rewording, ...]

    def __bool__(self) -> bool:
        return any((self.new, self.retired, self.moved, self.reworded))


@dataclass(frozen=True)
class Comparison:
    """`about` and `source` are the rubric's own texts. False when nothing changed at all."""

    about: tuple[TextChange, ...]
    source: tuple[TextChange, ...]
    hard_words: Changes
    levels: Changes
    principles: Changes
    statements: Changes
    groups: Changes
    questions: Changes
    places: Changes
    cells: Changes

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


def compare(before: Document, after: Document) -> Comparison:
    return Comparison(
        about=_changed_texts(before, after),
        source=_changed_texts(before.source, after.source),
        hard_words=_changes(_hard_words(before), _hard_words(after)),
        levels=_changes(_listed(before.levels), _listed(after.levels)),
        principles=_changes(_listed(before.principles), _listed(after.principles)),
        statements=_changes(_statements(before), _statements(after)),
        groups=_changes(_listed(before.groups), _listed(after.groups)),
        questions=_changes(_listed(before.questions), _listed(after.questions)),
        places=_changes(_places(before), _places(after)),
        cells=_changes(_listed(before.cells), _listed(after.cells)),
    )


def difference(before: str, after: str) -> list[tuple[Kind, str]]:
    """What is the same and what is gone, joined, is the old text; what is the same and what is new, the new one."""
    old, now = (re.findall(r"\s+|\S+", text) for text in (before, after))
    pieces: list[tuple[Kind, str]] = []
    # White space is junk, so that two sentences don't seem alike because both have spaces.
    for tag, i, j, m, n in SequenceMatcher(str.isspace, old, now, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i:j])))
        else:
            pieces += [("gone", "".join(old[i:j])), ("new", "".join(now[m:n]))]
    return [(kind, words) for kind, words in pieces if words]


def _hard_words(document: Document) -> list[Entry]:
    return [Entry(word.word, word, (), n) for n, word in enumerate(document.hard_words, start=1)]


def _listed(things: Iterable[Level | Principle | PlaceGroup | Question | Cell]) -> list[Entry]:
    return [Entry(thing.key, thing, (), n) for n, thing in enumerate(things, start=1)]


def _places(document: Document) -> list[Entry]:
    return [
        Entry(place.key, place, (question.key, place.group), n)
        for question in document.questions
        for n, place in enumerate(question.places, start=1)
    ]


def _statements(document: Document) -> list[Entry]:
    return [
        Entry(statement.key, statement, (principle.key, level.key), n)
        for principle in document.principles
        for level in document.levels
        for n, statement in enumerate(principle.at_level(level.key), start=1)
    ]


def _changes(before: list[Entry], after: list[Entry]) -> Changes:
    old, now = ({entry.key: entry for entry in entries} for entries in (before, after))
    kept = [(entry, now[entry.key]) for entry in before if entry.key in now]
    stayed = set(_stayed(before, after))
    rewordings = (Rewording(a, b, _changed_texts(a.thing, b.thing)) for a, b in kept)
    return Changes(
        new=tuple(entry for entry in after if entry.key not in old),
        retired=tuple(entry for entry in before if entry.key not in now),
        moved=tuple(Move(a, b) for a, b in kept if a.key not in stayed),
        reworded=tuple(rewording for rewording in rewordings if rewording.texts),
    )


def _stayed(before: list[Entry], after: list[Entry]) -> Iterator[str]:
    """The keys in the same place as before and in the same order among themselves."""
    now = _by_place(after)
    for place, keys in _by_place(before).items():
        for block in SequenceMatcher(None, keys, now[place], autojunk=False).get_matching_blocks():
            yield from keys[block.a : block.a + block.size]


def _by_place(entries: list[Entry]) -> defaultdict[tuple[str, ...], list[str]]:
    keys = defaultdict(list)
    for entry in entries:
        keys[entry.place].append(entry.key)
    return keys


def _changed_texts(before: object, after: object) -> tuple[TextChange, ...]:
    now = _texts(after)
    return tuple(
        TextChange(field, text, changed)
        for field, texts in _texts(before).items()
        for text, changed in zip_longest(texts, now[field], fillvalue="")
        if text != changed
    )


def _texts(thing: Any) -> dict[str, tuple[str, ...]]:
    """By field. Pictures and directions count: whoever reads the rubric sees a change of them too."""
    values = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in NOT_TEXTS}
    return {name: value if isinstance(value, tuple) else (value,) for name, value in values.items()}
