"""Could all that was told be true in only one way for fewer than k persons? Pure, and exact while its budget lasts.

A word leaves open how many it stands for, and yet words and numbers of figures that share people can leave one answer
only. A world is one way in which everything can be true: how many of each class ticked a statement, and how many
weren't sure. Sheets that stand behind the same figures can't be told apart, and form a class. Of a class, some of it
is open as soon as not all of it need have said the same. What is left to look for are sets of whole classes of fewer
than k persons, of which every world has the same number.

Most classes drop out at once: two worlds that differ in one of the small classes alone leave open every set that it
is in. Only of the others each set is tried, against the worlds that are known and then by a search for another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assessments.isolating import Block, Budget, Figure, Persons, Spent, blocks, classes
from assessments.telling import Span

World = list[int]  # of each class how many ticked, then of each how many weren't sure
Sum = tuple[
    Sequence[int], int, int
]  # which of a world's numbers, and the least and the most that they come to
Told = Mapping[str, tuple[Span, Span]]  # by statement: how many ticked, and weren't sure


def gives_away(told: Mapping[Figure, Told], new: Collection[Figure], k: int, budget: Budget) -> bool:
    """Of what shares people with the `new` figures; the rest was looked at before. True once the budget is spent."""
    figures = list(told)
    is_new = {number for number, figure in enumerate(figures) if figure in new}
    try:
        return any(
            _Puzzle(block, [told[figure] for figure in figures], k, budget).gives_away()
            for block in blocks(classes(figures))
            if not is_new.isdisjoint(numbers := frozenset[int]().union(*block)) and len(numbers) > 1
        )
    except Spent:
        return True


@dataclass(frozen=True)
class _Puzzle:
    """Figures that share people, directly or through others. One by itself leaves everything open: see tell()."""

    block: Block
    told: Sequence[Told]
    k: int
    budget: Budget

    def gives_away(self) -> bool:
        numbers = sorted(frozenset[int]().union(*self.block))
        spans = {tuple(self.told[number][key] for number in numbers) for key in self.told[numbers[0]]}
        return any(self._gives_away(dict(zip(numbers, some, strict=True))) for some in sorted(spans))

    def _gives_away(self, spans: Mapping[int, tuple[Span, Span]]) -> bool:
        """Of one statement, or of several of which the same was told."""
        behind, size = list(self.block), len(self.block)
        most = [len(self.block[numbers]) for numbers in behind]
        sums: list[Sum] = [((one, size + one), 0, most[one]) for one in range(size)]
        for number, (ticked, not_sure) in spans.items():
            members = [one for one in range(size) if number in behind[one]]
            sums += [(members, *ticked), ([size + one for one in members], *not_sure)]
        worlds = Worlds(sums, most * 2, self.budget)
        who = [self.block[numbers] for numbers in behind]
        return not worlds.any() or any(
            Answers(worlds, {first + one: who[one] for one in range(size)}, self.k).are_known()
            for first in (0, size)
        )


@dataclass(frozen=True)
class Worlds:
    """Those that are known so far, and the way to more."""

    sums: Sequence[Sum]
    most: Sequence[int]
    budget: Budget
    known: list[World] = field(default_factory=list)

    def any(self) -> bool:
        return bool(self.known) or self.find({})

    def find(self, limits: Mapping[int, Span], more: Sequence[Sum] = ()) -> bool:
        """Another one within these limits, which is known from now on."""
        low = [limits.get(one, (0, 0))[0] for one in range(len(self.most))]
        high = [limits[one][1] if one in limits else most for one, most in enumerate(self.most)]
        world = _Search([*self.sums, *more], self.budget).first(low, high)
        self.known.extend([world] if world else [])
        return world is not None

    def allows(self, world: World, changed: int) -> bool:
        self.budget.spend(len(self.sums))
        return all(
            least <= sum(world[one] for one in members) <= most
            for members, least, most in self.sums
            if changed in members
        )


class _Search:
    """Goes through all worlds between two bounds, those in the middle first: others are a step away from them."""

    def __init__(self, sums: Sequence[Sum], budget: Budget):
        self.sums, self.budget = sums, budget
        self.sums_of: dict[int, list[int]] = defaultdict(list)
        for number, (members, *_) in enumerate(sums):
            for one in members:
                self.sums_of[one].append(number)

    def first(self, low: World, high: World) -> World | None:
        waiting = [(low, high, set(range(len(self.sums))))]
        while waiting:
            low, high, changed = waiting.pop()
            if not self._narrow(low, high, changed):
                continue
            widest = max(range(len(low)), key=lambda one: high[one] - low[one])
            if low[widest] == high[widest]:
                return low
            waiting.extend(self._three_ways(low, high, widest))
        return None

    def _three_ways(self, low: World, high: World, one: int) -> Iterator[tuple[World, World, set[int]]]:
        """Above, below and, to be looked at first, in the middle."""
        middle = (low[one] + high[one]) // 2
        for least, most in ((middle + 1, high[one]), (low[one], middle - 1), (middle, middle)):
            if least <= most:
                narrower = [*low[:one], least, *low[one + 1 :]], [*high[:one], most, *high[one + 1 :]]
                yield *narrower, set(self.sums_of[one])

    def _narrow(self, low: World, high: World, changed: set[int]) -> bool:
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


@dataclass(frozen=True)
class Answers:
    """Of one kind: who ticked, or who wasn't sure. `who` stands behind each of a world's numbers of that kind."""

    worlds: Worlds
    who: Mapping[int, Persons]
    k: int

    def are_known(self) -> bool:
        return any(self._all_said_the_same(one) for one in self.who) or self._fewer_than_k_are()

    def _all_said_the_same(self, one: int) -> bool:
        most = self.worlds.most[one]
        if most == 1 or any(0 < world[one] < most for world in self.worlds.known):
            return False
        return not self.worlds.find({one: (1, most - 1)})

    def _fewer_than_k_are(self) -> bool:
        small = [one for one, persons in self.who.items() if len(persons) < self.k]
        tied = [one for one in small if not self._is_open(one, small)]
        return any(self._is_one_number(some) for some in self._sets(tied, frozenset(), ()))

    def _is_open(self, one: int, small: Sequence[int]) -> bool:
        """Two worlds differ in this one, and in no other of the small classes."""
        return self._is_a_step_away(one) or self._is_open_beside(one, small)

    def _is_a_step_away(self, one: int) -> bool:
        for world in self.worlds.known:
            for number in (world[one] - 1, world[one] + 1):
                if number >= 0 and self.worlds.allows([*world[:one], number, *world[one + 1 :]], one):
                    return True
        return False

    def _is_open_beside(self, one: int, small: Sequence[int]) -> bool:
        world = self.worlds.known[0]
        as_they_are = {other: (world[other], world[other]) for other in small if other != one}
        return any(
            self.worlds.find(as_they_are | {one: span})
            for span in ((0, world[one] - 1), (world[one] + 1, self.worlds.most[one]))
            if span[0] <= span[1]
        )

    def _sets(
        self, tied: Sequence[int], behind: Persons, chosen: tuple[int, ...]
    ) -> Iterator[tuple[int, ...]]:
        for number, one in enumerate(tied):
            more = behind | self.who[one]
            if len(more) < self.k:
                yield (*chosen, one)
                yield from self._sets(tied[number + 1 :], more, (*chosen, one))

    def _is_one_number(self, some: tuple[int, ...]) -> bool:
        self.worlds.budget.spend(len(some) * len(self.worlds.known))
        numbers = {sum(world[one] for one in some) for world in self.worlds.known}
        if len(numbers) > 1:
            return False
        (number,) = numbers
        most = sum(self.worlds.most[one] for one in some)
        return not any(
            self.worlds.find({}, [(some, *span)])
            for span in ((0, number - 1), (number + 1, most))
            if span[0] <= span[1]
        )
