"""Ways in which all that was told can be true: a search for whole numbers that come to what was told. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from assessments.isolating import STEPS, Budget, Spent
from assessments.telling import Span

Numbers = list[int]  # of each class how many ticked, then of each how many weren't sure
Sum = tuple[
    Sequence[int], int, int
]  # which of a world's numbers, and the least and the most that they come to


@dataclass(frozen=True)
class World:
    """With what its sums come to."""

    numbers: Numbers
    totals: Numbers


@dataclass(frozen=True)
class Worlds:
    """Those that are known so far, and the way to more."""

    sums: Sequence[Sum]
    most: Sequence[int]
    budget: Budget
    known: list[World] = field(default_factory=list)

    def any(self) -> bool:
        return bool(self.known or self.find({}))

    def find(self, limits: Mapping[int, Span], more: Sequence[Sum] = (), steps: int = STEPS) -> bool | None:
        """Another one within these limits, which is known from now on. None if it would take more steps."""
        low = [limits.get(one, (0, 0))[0] for one in range(len(self.most))]
        high = [limits[one][1] if one in limits else most for one, most in enumerate(self.most)]
        hint = self.known[0].numbers if self.known else self._likely()
        given, found = Budget(min(steps, self.budget.left)), None
        search, left = _Search([*self.sums, *more], hint, given), given.left
        with suppress(Spent):
            numbers = search.first(low, high)
            self.known.extend([self._world(numbers)] if numbers else [])
            found = numbers is not None
        self.budget.spend(left - given.left)
        return found

    def find_other(self, some: Sequence[int], number: int) -> bool:
        """One in which these numbers come to anything else. Fewer and more are each tried a little at first, since one
        may be hopeless where the other is easy."""
        spans = ((0, number - 1), (number + 1, sum(self.most[one] for one in some)))
        for steps in (1_000, 10_000, STEPS):
            found = []
            for span in [span for span in spans if span[0] <= span[1]]:
                found.append(self.find({}, [(some, *span)], steps))
                if found[-1]:
                    return True
            if None not in found:
                return False
        return False

    def _likely(self) -> Numbers:
        """Of each class about the share of what was told of the figures that it is behind."""
        shares: dict[int, list[float]] = defaultdict(list)
        for members, least, most in self.sums:
            of = sum(self.most[one] for one in members) or 1
            for one in members:
                shares[one].append((least + most) / 2 / of)
        return [round(most * sum(shares[one]) / len(shares[one])) for one, most in enumerate(self.most)]

    def _world(self, numbers: Numbers) -> World:
        return World(numbers, [sum([numbers[one] for one in members]) for members, *_ in self.sums])

    @cached_property
    def sums_of(self) -> dict[int, list[int]]:
        return _sums_of(self.sums)

    def allows(self, world: World, steps: Mapping[int, int]) -> bool:
        """Whether there is the same world with one more here, and one less there."""
        if any(world.numbers[one] + step < 0 for one, step in steps.items()):
            return False
        totals: dict[int, int] = {}
        for one, step in steps.items():
            for number in self.sums_of[one]:
                totals[number] = totals.get(number, world.totals[number]) + step
        self.budget.spend(len(totals))
        return all(self.sums[number][1] <= total <= self.sums[number][2] for number, total in totals.items())

    def after(self, world: World, steps: Mapping[int, int]) -> World:
        """The world that allows() has found."""
        self.budget.spend(len(self.most))
        return self._world([number + steps.get(one, 0) for one, number in enumerate(world.numbers)])


def _sums_of(sums: Sequence[Sum]) -> dict[int, list[int]]:
    """In which of them each of a world's numbers is."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, (members, *_) in enumerate(sums):
        for one in members:
            found[one].append(number)
    return found


class _Search:
    """Goes through all worlds between two bounds, those that are like the hint first. What is nearly certain and in
    many sums is decided first: the large classes, of which much is open, make up for it."""

    def __init__(self, sums: Sequence[Sum], hint: Numbers, budget: Budget):
        self.sums, self.hint, self.budget, self.sums_of = sums, hint, budget, _sums_of(sums)

    def first(self, low: Numbers, high: Numbers) -> Numbers | None:
        waiting = [(low, high, set(range(len(self.sums))))]
        while waiting:
            low, high, changed = waiting.pop()
            if not self._narrow(low, high, changed):
                continue
            undecided = [one for one in range(len(low)) if low[one] < high[one]]
            if not undecided:
                return low
            next_one = min(undecided, key=lambda one: (high[one] - low[one]) / len(self.sums_of[one]))
            waiting.extend(self._three_ways(low, high, next_one))
        return None

    def _three_ways(
        self, low: Numbers, high: Numbers, one: int
    ) -> Iterator[tuple[Numbers, Numbers, set[int]]]:
        """Above, below and, to be looked at first, as near to the hint as may be."""
        middle = min(max(low[one], self.hint[one]), high[one])
        for least, most in ((middle + 1, high[one]), (low[one], middle - 1), (middle, middle)):
            if least <= most:
                narrower = [*low[:one], least, *low[one + 1 :]], [*high[:one], most, *high[one + 1 :]]
                yield *narrower, set(self.sums_of[one])

    def _narrow(self, low: Numbers, high: Numbers, changed: set[int]) -> bool:
        """Takes away what no world can have; False if nothing is left."""
        while changed:
            members, least, most = self.sums[changed.pop()]
            self.budget.spend(len(members))
            at_least, at_most = sum([low[one] for one in members]), sum([high[one] for one in members])
            if at_least > most or at_most < least:
                return False
            more, less = most - at_least, at_most - least
            for one in members:
                lowest, highest = high[one] - less, low[one] + more
                if lowest > low[one] or highest < high[one]:
                    low[one], high[one] = max(low[one], lowest), min(high[one], highest)
                    changed.update(self.sums_of[one])
        return True
