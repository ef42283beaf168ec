"""How many persons said what, as a release keeps it. Pure: only what may be told is in here, and never more.

A number behind a word isn't kept, and every total and every joined group is worked out from what its groups tell, so
nothing in here can be subtracted from anything else in here. Who may be shown at all is decided in disclosure.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from teams.sides import UNSAID

Told = int | str  # an exact number of people, or one of these words
FEW, SOME, HALF, MANY, ALL = "few", "some", "about-half", "many", "all"  # "all" reads "all or nearly all"

INSIDE, OUTSIDE = "inside", "outside"  # the editions
FEWEST_OUTSIDE = 10
SIZED_FROM = 10  # smaller groups are told as "5 to 9", and make words of all the round's figures


@dataclass(frozen=True)
class Group:
    """One perspective, or everybody else (no perspective). Figures go by statement key.

    `fewest` to `most` is how many they are, as it may be told: the same number twice from SIZED_FROM on.
    """

    perspectives: tuple[int, ...]
    labels: tuple[str, ...]  # as they read when the release was made
    fewest: int
    most: int
    ticked: dict[str, Told] = field(default_factory=dict)
    not_sure: dict[str, Told] = field(default_factory=dict)

    @property
    def n(self) -> int | None:
        """How many they are exactly; None if only "{fewest} to {most}" may be told."""
        return self.fewest if self.fewest == self.most else None

    def in_words(self) -> Group:
        """The same with words for numbers, made of the numbers alone."""
        return replace(self, ticked=self._words(self.ticked), not_sure=self._words(self.not_sure))

    def _words(self, figures: dict[str, Told]) -> dict[str, Told]:
        return {
            key: word(told, self.most) if isinstance(told, int) else told for key, told in figures.items()
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Group:
        perspectives, labels = tuple(stored["perspectives"]), tuple(stored["labels"])
        return cls(**{**stored, "perspectives": perspectives, "labels": labels})


@dataclass(frozen=True)
class CountedPrinciple:
    """Without groups it isn't shown: too few have finished it, or nobody has. The two look the same."""

    key: str
    groups: tuple[Group, ...] = ()

    @property
    def everybody(self) -> Group | None:
        """All groups together, worked out from what they tell; None if none is shown."""
        return join(self.groups) if self.groups else None

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> CountedPrinciple:
        return cls(stored["key"], tuple(Group.from_json(group) for group in stored["groups"]))


@dataclass(frozen=True)
class Counts:
    """`helped` and `on_paper`: k or more were helped, or wrote on paper; otherwise it was fewer than k.

    `principles` is the inside edition, with groups of at least k; `outside` joins them into groups of at least
    `fewest(OUTSIDE)`. `perspectives` lists the organisation's own, whoever took part, as (id, label, side).
    """

    k: int = 5
    principles: tuple[CountedPrinciple, ...] = ()
    outside: tuple[CountedPrinciple, ...] = ()
    helped: bool = False
    on_paper: bool = False
    perspectives: tuple[tuple[int, str, str], ...] = ()

    def fewest(self, edition: str) -> int:
        return self.k if edition == INSIDE else max(FEWEST_OUTSIDE, self.k)

    def edition(self, edition: str) -> tuple[CountedPrinciple, ...]:
        return self.principles if edition == INSIDE else self.outside

    def principle(self, key: str, edition: str) -> CountedPrinciple:
        """The principle of that key; one that isn't shown when the release has none."""
        return next((p for p in self.edition(edition) if p.key == key), CountedPrinciple(key))

    def with_a_group(self, edition: str) -> dict[int, str]:
        """Perspectives that a principle shows by themselves, in the organisation's order, retired ones last."""
        groups = [group for principle in self.edition(edition) for group in principle.groups]
        found = {
            p: label for group in groups for p, label in zip(group.perspectives, group.labels, strict=True)
        }
        listed = [perspective for perspective, _, _ in self.perspectives]
        order = [p for p in listed if p in found] + [p for p in found if p not in listed]
        return {perspective: found[perspective] for perspective in order}

    def without_a_group(self, edition: str) -> tuple[str, ...]:
        """Those that aren't shown: fewer than k, nobody, or joined with others. Who doesn't say isn't missed."""
        shown = self.with_a_group(edition)
        missed = [(p, label) for p, label, side in self.perspectives if side != UNSAID]
        return tuple(label for perspective, label in missed if perspective not in shown)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Counts:
        """Releases made before persons were counted have {}."""
        if not stored:
            return cls()
        editions = {
            name: tuple(CountedPrinciple.from_json(p) for p in stored[name])
            for name in ("principles", "outside")
        }
        listed = tuple((perspective, label, side) for perspective, label, side in stored["perspectives"])
        return cls(**{**stored, **editions, "perspectives": listed})


def sized(n: int, k: int) -> tuple[int, int]:
    """How many they are, as it may be told."""
    return (n, n) if n >= SIZED_FROM else (k, SIZED_FROM - 1)


def word(count: int, n: int) -> str:
    """Never tells 0 from 1, nor all from all but one; in groups of 5 and 6 there is one word between them."""
    if count <= 1:
        return FEW
    if count >= n - 1:
        return ALL
    if n <= 6:
        return HALF
    return SOME if 2 * count < n else MANY


def tell(ticked: int, not_sure: int, n: int, *, in_words: bool) -> tuple[Told, Told]:
    """What may be said of those who ticked, and of those who weren't sure.

    The rest can be subtracted from the two, so they are told such that the rest is never known to be 0 or 1 either.
    """
    if in_words:
        words = word(ticked, n), word(not_sure, n)
        return (
            words if words != (MANY, MANY) else (MANY, SOME)
        )  # half and half would say that there is no rest
    return _number(ticked, n), _not_sure_beside(ticked, not_sure, n)


def _number(count: int, n: int) -> Told:
    return count if 1 < count < n - 1 else word(count, n)


def _not_sure_beside(ticked: int, not_sure: int, n: int) -> Told:
    """Depends on nothing but what `ticked` tells, or else the choice of word would tell it."""
    others = n - ticked
    if isinstance(_number(ticked, n), str):
        return _number(not_sure, n)
    if not_sure <= 1:
        return FEW
    return not_sure if not_sure < others - 1 else word(others - 1, n)


def join(groups: Sequence[Group], perspectives: tuple[int, ...] = (), labels: tuple[str, ...] = ()) -> Group:
    """Several groups as one. It knows no more than what they tell."""
    return Group(
        perspectives=perspectives,
        labels=labels,
        fewest=sum(group.fewest for group in groups),
        most=sum(group.most for group in groups),
        ticked={key: _join((group, group.ticked[key]) for group in groups) for key in groups[0].ticked},
        not_sure={key: _join((group, group.not_sure[key]) for group in groups) for key in groups[0].not_sure},
    )


def _join(parts: Iterable[tuple[Group, Told]]) -> Told:
    """Numbers add up; a word that all say stays; otherwise the middles of what the words may mean are added."""
    parts = list(parts)
    numbers = [told for _, told in parts if isinstance(told, int)]
    if len(numbers) == len(parts):
        return sum(numbers)
    if len({told for _, told in parts}) == 1:
        return parts[0][1]
    share = sum(_middle(told, _size(group)) for group, told in parts) / sum(
        _size(group) for group, _ in parts
    )
    return SOME if share < 0.4 else MANY if share > 0.6 else HALF


def _size(group: Group) -> float:
    return (group.fewest + group.most) / 2


def _middle(told: Told, n: float) -> float:
    if isinstance(told, int):
        return told
    return {FEW: 0.5, SOME: 1 + n / 4, HALF: n / 2, MANY: 3 * n / 4 - 1, ALL: n - 0.5}[told]
