"""Where groups place an activity differently, and where they don't, in words made of what is told alone. Pure.

Of a ladder a group is told as "this rung or higher", so that is what is compared. Nothing says how many would leave it
where it is: that would be a table of now by aim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from assessments.placing import AIM, NOW
from assessments.telling import ALL, FEW, MANY, SOME
from assessments.telling_places import Words, half_or_more
from reports.differences import DIFFERENT_FROM
from reports.voices import SHARES, SPOKEN_SHADES
from rubric.document import Place, Question
from teams.punctuation import sentence
from teams.sides import LIVED, PAID

OR_HIGHER = "{} or higher"
WHEN = {NOW: "Where it is now", AIM: "Where people would like it to be"}


@dataclass(frozen=True)
class Asked:
    """A question at a moment, by its step's key. `is_ladder`: its places have an order, and are told as "or higher"."""

    key: str
    question: Question
    is_ladder: bool

    def place(self, at: int) -> str:
        """What is told of the place that is counted from 0: a ladder's lowest is told as any place."""
        label = self.question.places[at].label
        is_top = at == len(self.question.places) - 1
        return OR_HIGHER.format(label) if self.is_ladder and not is_top else label


@dataclass(frozen=True)
class Heard:
    """A group, as it may be told. `placed` has the words for each step, the lowest place first; `side` is the one that
    all of it belongs to (teams/sides.py), or "". `counted_on` is the day on which its figures were told first.
    """

    label: str
    size: str
    placed: tuple[tuple[str, Words], ...]
    side: str = ""
    among: tuple[str, ...] = ()
    counted_on: date | None = None
    n: int | None = None  # how many they are, if that may be told

    def words(self, asked: Asked) -> Words:
        return next(words for key, words in self.placed if key == asked.key)

    def word(self, asked: Asked, at: int) -> str:
        return self.words(asked)[at]

    def says(self, asked: Asked, at: int) -> str:
        """A sentence that stays right whatever the group is called."""
        return sentence(f"{self.label}: {SPOKEN_SHADES[self.word(asked, at)].lower()}")


@dataclass(frozen=True)
class Apart:
    """Two groups of which one says this much more often than the other."""

    place: str
    more: str
    less: str


def headline(asked: Asked, heard: Heard) -> str:
    """Where half or more placed it at least; "" where the words don't say that of any place."""
    at = _half_or_more(asked, heard)
    return sentence(f"Half or more say {asked.place(at - 1)}") if at else ""


def who_says_otherwise(asked: Asked, together: Heard, heard: Sequence[Heard]) -> tuple[str, ...]:
    """Groups of people with lived experience that the headline of all `together` would hide."""
    at = _half_or_more(asked, together)
    lived = [one for one in heard if one.side == LIVED] if at else []
    return tuple(one.says(asked, at - 1) for one in lived if at and one.word(asked, at - 1) in (FEW, SOME))


def where_we_differ(asked: Asked, heard: Sequence[Heard]) -> Apart | None:
    """The widest gap, in words."""
    found = furthest_apart(asked, heard)
    if found is None:
        return None
    at, more, less = found
    return Apart(asked.place(at), more.says(asked, at), less.says(asked, at))


def furthest_apart(asked: Asked, heard: Sequence[Heard]) -> tuple[int, Heard, Heard] | None:
    """The place with the widest gap, who says it more often, and who less. One between people with lived experience and
    paid people leads, then the highest place."""
    gaps = [
        ((_is_across(more, less), _gap(asked, more, less, at), at), more, less)
        for more, less in permutations(heard, 2)
        for at in range(len(asked.question.places))
        if _gap(asked, more, less, at) >= DIFFERENT_FROM
    ]
    if not gaps:
        return None
    (*_, at), more, less = max(gaps, key=lambda found: found[0])
    return at, more, less


def agreed_by_all(asked: Asked, heard: Sequence[Heard]) -> int | None:
    """The highest place that half or more of every group say; None of one group alone."""
    places = reversed(range(len(asked.question.places)))
    agreed = (at for at in places if all(one.word(asked, at) in (MANY, ALL) for one in heard))
    return next(agreed, None) if len(heard) > 1 else None


def where_we_agree(asked: Asked, heard: Sequence[Heard]) -> str:
    """What half or more of every group say, the highest such place; "" where there is none, or only one group."""
    at = agreed_by_all(asked, heard)
    if at is None:
        return ""
    how_many = "all or nearly all" if all(one.word(asked, at) == ALL for one in heard) else "half or more"
    return sentence(f"In every group {how_many} say {asked.place(at)}")


def what_the_team_says_instead(asked: Asked, heard: Sequence[Heard], place: Place | None) -> str:
    """Of a ladder, where its own `place` is another than where_we_agree() has of every group."""
    at = agreed_by_all(asked, heard)
    if place is None or at is None or not asked.is_ladder:
        return ""
    ours = asked.question.places.index(place)
    if ours == at:
        return ""
    return sentence(f"The team itself says {place.label}, which is {'lower' if ours < at else 'higher'}")


def nobody_says(asked: Asked, heard: Sequence[Heard]) -> tuple[str, ...]:
    """Places that few or nobody say, in every group: of a ladder, the lowest rung from which on that is so."""
    rare = [
        at for at in range(len(asked.question.places)) if all(one.word(asked, at) == FEW for one in heard)
    ]
    return tuple(asked.place(at) for at in (rare[:1] if asked.is_ladder else rare)) if heard else ()


def _half_or_more(asked: Asked, heard: Heard) -> int | None:
    """The place, counted from 1."""
    return half_or_more(heard.words(asked)) if asked.is_ladder else _most_said(asked, heard)


def _most_said(asked: Asked, heard: Heard) -> int | None:
    return next((at for at, word in enumerate(heard.words(asked), start=1) if word in (MANY, ALL)), None)


def _gap(asked: Asked, more: Heard, less: Heard, at: int) -> float:
    return SHARES[more.word(asked, at)] - SHARES[less.word(asked, at)]


def _is_across(one: Heard, other: Heard) -> bool:
    return {one.side, other.side} == {LIVED, PAID}
