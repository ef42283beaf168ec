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

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assessments.isolating import Block, Budget, Figure, Persons, Spent, blocks, classes
from assessments.telling import Span
from assessments.worlds import Sum, Worlds

Told = Mapping[str, tuple[Span, Span]]  # by statement: how many ticked, and weren't sure
Said = TypeVar("Said")


def gives_away(told: Mapping[Figure, Told], new: Collection[Figure], k: int, budget: Budget) -> bool:
    """Of what shares people with the `new` figures; the rest was looked at before. True once the budget is spent."""
    try:
        return any(_Puzzle(block, spoken, k, budget).gives_away() for block, spoken in blocks_with(told, new))
    except Spent:
        return True


def blocks_with(
    told: Mapping[Figure, Said], new: Collection[Figure]
) -> Iterator[tuple[Block, dict[int, Said]]]:
    """Figures that share people, directly or through others, with a new one among them, and what was told of each."""
    figures = list(told)
    is_new = {number for number, figure in enumerate(figures) if figure in new}
    for block in blocks(classes(figures)):
        numbers = sorted(frozenset[int]().union(*block))
        if len(numbers) > 1 and not is_new.isdisjoint(numbers):
            yield block, {number: told[figures[number]] for number in numbers}


@dataclass(frozen=True)
class _Puzzle:
    """Figures that share people, directly or through others. One by itself leaves everything open: see tell()."""

    block: Block
    told: Mapping[int, Told]
    k: int
    budget: Budget

    def gives_away(self) -> bool:
        keys = next(iter(self.told.values()))
        spans = {tuple(some[key] for some in self.told.values()) for key in keys}
        return any(self._gives_away(dict(zip(self.told, some, strict=True))) for some in sorted(spans))

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
class Answers:
    """Of one kind: who ticked, or who wasn't sure. `who` stands behind each of a world's numbers of that kind."""

    worlds: Worlds
    who: Mapping[int, Persons]
    k: int

    def are_known(self) -> bool:
        return any(self._all_said_the_same(one) for one in self.who) or self._fewer_than_k_are()

    def _all_said_the_same(self, one: int) -> bool:
        most = self.worlds.most[one]
        if most == 1 or any(0 < world.numbers[one] < most for world in self.worlds.known):
            return False
        return not self._is_a_step_away([one], [one]) and not self.worlds.find({one: (1, most - 1)})

    def _fewer_than_k_are(self) -> bool:
        """A small class is open if two worlds differ in it, and in no other of the small ones."""
        small = [one for one, persons in self.who.items() if len(persons) < self.k]
        tied = [one for one in small if not self._is_a_step_away([one], small)]
        return any(self._is_one_number(some) for some in self._sets(tied, frozenset(), ()))

    def _is_a_step_away(self, some: Sequence[int], unchanged: Sequence[int]) -> bool:
        """Some world has one more or one less of these; one other number may make up for it, if it isn't one of those
        that stay as they are."""
        others = [other for other in range(len(self.worlds.most)) if other not in unchanged]
        return any(
            self.worlds.allows(world, {one: step} | dict.fromkeys(beside, -step))
            for world in self.worlds.known
            for one in some
            for beside in ([], *([other] for other in others))
            for step in (1, -1)
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
        numbers = {sum(world.numbers[one] for one in some) for world in self.worlds.known}
        if len(numbers) > 1 or self._is_a_step_away(some, some):
            return False
        return not self.worlds.find_other(some, *numbers)
