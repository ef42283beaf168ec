"""Where the people of several classes are, as whole numbers of which any count is a sum. Pure.

Of each class and each rung there are three numbers: how many are on it, on it or higher, and below it. So a search sees
early what can't be, whatever it was told of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assessments.worlds import Numbers, Sum

Places = frozenset[int]


@dataclass(frozen=True)
class Ladders:
    """`sizes` of the classes. Places begin with 0, which is below the first rung."""

    sizes: Sequence[int]
    places: int

    @cached_property
    def most(self) -> Numbers:
        return [size for size in self.sizes for _ in range(self._width)]

    def at(self, one: int, place: int) -> int:
        """Which number says how many of a class are at a place."""
        if place == 0:
            return self._lower(one, 1)
        if place == self.places - 1:
            return self._higher(one, place)
        return one * self._width + 2 * (self.places - 1) + place - 1

    def always(self) -> list[Sum]:
        """Who isn't on a rung or higher is below it; who is on it is neither higher nor below."""
        return [(members, size, size) for one, size in enumerate(self.sizes) for members in self._wholes(one)]

    def _wholes(self, one: int) -> Iterator[list[int]]:
        for rung in range(1, self.places):
            yield [self._higher(one, rung), self._lower(one, rung)]
        for rung in range(1, self.places - 1):
            yield [self.at(one, rung), self._lower(one, rung), self._higher(one, rung + 1)]

    def total(self, classes: Sequence[int], places: Collection[int], span: Sequence[int]) -> Sum:
        """That of these classes at least and at most so many are at these places."""
        least, most = span
        return [number for one in classes for number in self._members(one, places)], least, most

    def count(self, numbers: Numbers, classes: Sequence[int], places: Collection[int]) -> int:
        """How many of these classes are at these places."""
        return sum([numbers[self.at(one, place)] for one in classes for place in places])

    def step(self, one: int, here: int, there: int) -> dict[int, int]:
        """What changes when somebody of a class goes from here to there."""
        up = 1 if there > here else -1
        steps = {self.at(one, here): -1, self.at(one, there): 1}
        for rung in range(min(here, there) + 1, max(here, there) + 1):
            steps |= {self._higher(one, rung): up, self._lower(one, rung): -up}
        return steps

    def _members(self, one: int, places: Collection[int]) -> list[int]:
        first, last = min(places), max(places)
        is_whole = len(places) == last - first + 1
        if is_whole and last == self.places - 1:
            return [self._higher(one, first)]
        if is_whole and first == 0:
            return [self._lower(one, last + 1)]
        return [self.at(one, place) for place in places]

    def _higher(self, one: int, rung: int) -> int:
        return one * self._width + 2 * (rung - 1)

    def _lower(self, one: int, rung: int) -> int:
        return self._higher(one, rung) + 1

    @property
    def _width(self) -> int:
        return 3 * (self.places - 1) - 1
