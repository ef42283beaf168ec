"""What people place a piece of work on: questions, each with its answers in order. No Django, no database.

An answer is called a place here, since “answer” is what a sheet says. The first place of a question is its lowest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Named:
    """`hint` is the sentence that people read first, and `label` what it is called."""

    key: str
    label: str
    hint: str = ""
    easy_read_label: str = ""
    easy_read: str = ""
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class PlaceGroup(Named):
    """Places next to each other that have something in common."""


@dataclass(frozen=True, kw_only=True)
class Place(Named):
    """`group` is a group's key, or “”."""

    group: str = ""
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell(Named):
    """What two places lead to together, by their keys in the order of the questions. People never choose it."""

    places: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    places: tuple[Place, ...]
    easy_read: str = ""
    picture: str = ""
    id: int | None = field(default=None, compare=False)

    @property
    def is_ladder(self) -> bool:
        """Drawn upright, the lowest place at the bottom. Without groups the places are a plain list."""
        return any(place.group for place in self.places)

    def place(self, key: str) -> Place:
        return {place.key: place for place in self.places}[key]

    def runs(self) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """Each group's key with its places, from the first to the last; “” for those of none."""
        for key in dict.fromkeys(place.group for place in self.places):
            yield key, tuple(place for place in self.places if place.group == key)

    def runs_from_the_top(self) -> list[tuple[str, tuple[Place, ...]]]:
        """As they are read: of a ladder the highest place comes first, so that the lowest is at the bottom."""
        runs = list(self.runs())
        return [(key, places[::-1]) for key, places in reversed(runs)] if self.is_ladder else runs


def named(thing: Named) -> dict[str, Any]:
    """The sentence comes first, and then the name; where there is no sentence the name says it all."""
    return {
        "key": thing.key,
        "sentence": thing.hint or thing.label,
        "name": thing.label if thing.hint else "",
    }
