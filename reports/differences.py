"""Where groups see a statement most differently. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from teams.sides import LIVED, PAID

DIFFERENT_FROM = 0.4  # of a group: less may be chance


class Statement(Protocol):
    """What one group says of it."""

    @property
    def text(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def share(self) -> float: ...
    @property
    def in_words(self) -> str: ...


class Group(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def side(self) -> str: ...


Heard = tuple[Statement, Group]


@dataclass(frozen=True)
class Difference:
    """A statement that one group says much more often than another.

    `is_across`: one of the two has lived experience, and the other is paid.
    """

    text: str
    more: str
    less: str
    gap: float  # of a share, 0 to 1
    more_in_words: str
    less_in_words: str
    key: str = ""  # the statement's
    is_across: bool = False

    @property
    def place(self) -> tuple[bool, float]:
        """To sort by: the largest between people with lived experience and paid people leads."""
        return not self.is_across, -self.gap


def widest(heard: Sequence[Heard]) -> Difference:
    """Between lived experience and paid people, if they differ enough; otherwise between those furthest apart."""
    across = [_between(a, b) for a in heard for b in heard if (a[1].side, b[1].side) == (LIVED, PAID)]
    found = max(across, key=lambda difference: difference.gap, default=None)
    if found and found.gap >= DIFFERENT_FROM:
        return replace(found, is_across=True)
    in_order = sorted(heard, key=lambda pair: pair[0].share)
    return _between(in_order[0], in_order[-1])


def _between(one: Heard, other: Heard) -> Difference:
    (least, less), (most, more) = sorted((one, other), key=lambda pair: pair[0].share)
    return Difference(
        text=most.text,
        more=more.label,
        less=less.label,
        gap=most.share - least.share,
        more_in_words=most.in_words,
        less_in_words=least.in_words,
        key=most.key,
    )
