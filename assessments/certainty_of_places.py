"""Could all that was told of where people placed something be true in only one way for fewer than k persons? Pure.

As certainty.py asks it of statements, and exact while its budget lasts; docs/decisions/0056. Each person is at one
place, so a world says how many of each class are at which, and whatever was told of one bounds the others too. For
every set of places there has to be a second world, in which another number of these people are at one of them; and also
for every group that was shown, so that no word ever becomes a number.

Whoever can go from one place to another, while all other small classes stay where they are, leaves open every set that
only one of the two is in. Mostly a class can go everywhere, step by step, and nothing is left to look for. Of the
others, and of the places that they can't go between, each set is tried by a search.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from assessments.certainty import blocks_with
from assessments.isolating import Block, Budget, Figure, Persons, Spent
from assessments.ladders import Ladders, Places
from assessments.telling_places import Sum
from assessments.walking import Walk
from assessments.worlds import Worlds

Told = Mapping[str, Sequence[Sum]]  # by question and moment


def gives_away(told: Mapping[Figure, Told], new: Collection[Figure], k: int, budget: Budget) -> bool:
    """Of what shares people with the `new` figures; the rest was looked at before. True once the budget is spent."""
    try:
        return any(
            Puzzle.make(block, dict(zip(spoken, sums, strict=True)), k, budget).gives_away()
            for block, spoken in blocks_with(told, new)
            for sums in _by_question(list(spoken.values()))
        )
    except Spent:
        return True


def _by_question(told: Sequence[Told]) -> Iterator[tuple[Sequence[Sum], ...]]:
    """What was told of each figure, once for all questions of which it is the same."""
    yield from dict.fromkeys(tuple(some[key] for some in told) for key in told[0])


@dataclass(frozen=True)
class Puzzle:
    """One question, and who is behind each class."""

    worlds: Worlds
    ladders: Ladders
    who: Sequence[Persons]
    groups: Sequence[Sequence[int]]  # which classes are behind each figure
    k: int

    @classmethod
    def make(cls, block: Block, told: Mapping[int, Sequence[Sum]], k: int, budget: Budget) -> Puzzle:
        behind, who = list(block), list(block.values())
        places = 1 + max(max(some) for some, *_ in next(iter(told.values())))
        ladders = Ladders([len(persons) for persons in who], places)
        groups = [[one for one, numbers in enumerate(behind) if number in numbers] for number in told]
        totals = ladders.always()
        for within, sums in zip(groups, told.values(), strict=True):
            totals += [ladders.total(within, some, span) for some, *span in sums]
        return cls(Worlds(totals, ladders.most, budget), ladders, who, groups, k)

    def gives_away(self) -> bool:
        if not self.worlds.any():
            return True
        apart = {one: self._places_apart(one) for one in range(len(self.who))}
        return (
            any(self._all_are_alike(one, parts) for one, parts in apart.items())
            or any(
                self._is_one_number(some, _joined(part for one in some for part in apart[one]))
                for some in self._sets(apart)
            )
            or any(self._is_known(within) for within in self.groups)
        )

    def _is_known(self, within: Sequence[int]) -> bool:
        """Whether a number of a whole group is."""
        outside = [one for one in range(len(self.who)) if one not in within]
        parts: list[Places] = []
        for one in within:
            walk = Walk(self.worlds, self.ladders, one, outside)
            walk.go(list(self.worlds.known))
            parts = _joined([*parts, *walk.parts])
            if len(parts) == 1:
                return False
        return self._is_one_number(within, parts)

    def _places_apart(self, one: int) -> list[Places]:
        """Places by what this class can go between."""
        walk = Walk(self.worlds, self.ladders, one, self._others(one))
        walk.go(self.worlds.known)
        while walk.unseen and self._is_somewhere(one, min(walk.unseen)):
            walk.go(self.worlds.known[-1:])
        return walk.parts

    def _is_somewhere(self, one: int, place: int) -> bool | None:
        """Whether somebody of a class can be there."""
        return self.worlds.find({}, [self.ladders.total([one], [place], (1, len(self.who[one])))])

    def _others(self, one: int) -> list[int]:
        """Who may go the other way meanwhile: of small classes, nobody."""
        stays = [len(persons) < self.k and len(self.who[one]) < self.k for persons in self.who]
        return [other for other, does in enumerate(stays) if other != one and not does]

    def _all_are_alike(self, one: int, parts: Sequence[Places]) -> bool:
        size = len(self.who[one])
        return size > 1 and any(
            not self._can_be(
                one, frozenset[int]().union(*(parts[number] for number in chosen)), (1, size - 1)
            )
            for chosen in _sets_of(range(len(parts)))
        )

    def _can_be(self, one: int, places: Places, span: tuple[int, int]) -> bool | None:
        self.worlds.budget.spend(len(self.worlds.known))
        known = (self.ladders.count(world.numbers, [one], places) for world in self.worlds.known)
        if any(span[0] <= number <= span[1] for number in known):
            return True
        return self.worlds.find({}, [self.ladders.total([one], places, span)])

    def _sets(self, apart: Mapping[int, Sequence[Places]]) -> Iterator[tuple[int, ...]]:
        """Of small classes that can't go everywhere, those of fewer than k persons together."""
        tied = [one for one, parts in apart.items() if len(parts) > 1 and len(self.who[one]) < self.k]
        return self._more(tied, frozenset(), ())

    def _more(
        self, tied: Sequence[int], behind: Persons, chosen: tuple[int, ...]
    ) -> Iterator[tuple[int, ...]]:
        for number, one in enumerate(tied):
            more = behind | self.who[one]
            if len(more) < self.k:
                yield (*chosen, one)
                yield from self._more(tied[number + 1 :], more, (*chosen, one))

    def _is_one_number(self, some: Sequence[int], parts: Sequence[Places]) -> bool:
        """Whether there is a set of these places that the same number of these people are at in every world."""
        self.worlds.budget.spend(len(some) * len(parts) * len(self.worlds.known))
        counts = {
            tuple(self.ladders.count(world.numbers, some, part) for part in parts)
            for world in self.worlds.known
        }
        return any(
            len({sum(found[one] for one in chosen) for found in counts}) == 1
            and self._is_fixed(some, frozenset[int]().union(*(parts[one] for one in chosen)))
            for chosen in _sets_of(range(len(parts)))
        )

    def _is_fixed(self, some: Sequence[int], places: Places) -> bool:
        members, *_ = self.ladders.total(some, places, (0, 0))
        now = sum(self.worlds.known[0].numbers[one] for one in members)
        return not self.worlds.find_other(members, now)


def _sets_of(many: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every set of some of them but not all; of a set and what is left, the one that has the first."""
    first, *others = many
    for size in range(len(others)):
        for some in combinations(others, size):
            yield (first, *some)


def _joined(some: Iterable[Places]) -> list[Places]:
    """Those that share a place as one."""
    parts: list[Places] = []
    for one in some:
        touched = [part for part in parts if part & one]
        parts = [part for part in parts if part not in touched] + [one.union(*touched)]
    return parts
