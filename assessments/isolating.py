"""Could figures be added and subtracted until fewer than k persons are left? Pure, and exact while its budget lasts.

A figure is a sum over the sheets behind it, so whatever can be worked out from several figures is a linear combination
of them. It gives somebody away if it rests on few persons: if it vanishes for all other sheets. Sheets that stand
behind the same figures can't be told apart, and form a class. Figures × classes is a matrix of 0 and 1.

What rests on few persons vanishes on every class of k or more. So those classes are eliminated first: what is left of
the matrix then makes all combinations that rest on small classes alone. Mostly nothing is left, and nobody can be
isolated. Otherwise persons are sought without whose classes the rest would be of a lower rank. They have to hold all
who stand behind one column of any basis, or that basis would stay. The search branches on which, k − 1 times at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Atom = tuple[int, int]  # a person, and what they said: the ids of a sheet and of its Counted
Figure = frozenset[Atom]
Persons = frozenset[int]
Block = dict[frozenset[int], Persons]  # which figures → the persons who stand behind just those
Row = list[int]

PRIME = 2**61 - 1  # numbers are kept below it, which is exact for all but about one matrix in 2**61
STEPS = 1_000_000  # multiplications: a count is the same on every machine, and on a busy day


class Spent(Exception):
    """There are too many ways to try them all."""


@dataclass
class Budget:
    """How much may still be tried, by all tests that share it."""

    left: int = STEPS

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise Spent


def persons(figure: Figure) -> Persons:
    return frozenset(person for person, _ in figure)


def can_isolate(figures: Iterable[Figure], k: int, budget: Budget) -> bool:
    """True too once the budget is spent: what can't be shown to be safe isn't."""
    try:
        budget.spend(0)  # nothing is read for nothing
        return any(_gives_away(block, k, budget) for block in blocks(classes(list(set(figures)))))
    except Spent:
        return True


def classes(figures: Sequence[Figure]) -> Block:
    """By which of the figures, as numbers in the sequence, they stand behind."""
    stands_behind: dict[Atom, list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        for atom in figure:
            stands_behind[atom].append(number)
    found: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for (person, _), numbers in stands_behind.items():
        found[tuple(numbers)].add(person)
    return {frozenset(numbers): frozenset(behind) for numbers, behind in found.items()}


def blocks(block: Block) -> Iterator[Block]:
    """Classes that share no figures, directly or through others, can be looked at separately."""
    parts: list[tuple[set[int], Block]] = []
    for numbers, behind in block.items():
        joined, together = set(numbers), {numbers: behind}
        for part in [part for part in parts if not part[0].isdisjoint(numbers)]:
            joined |= part[0]
            together |= part[1]
            parts.remove(part)
        parts.append((joined, together))
    return (together for _, together in parts)


def _gives_away(block: Block, k: int, budget: Budget) -> bool:
    order = sorted(block, key=lambda numbers: (-len(block[numbers]), sorted(numbers)))
    large = sum(len(behind) >= k for behind in block.values())
    if large == len(block):
        return False
    behind = [block[numbers] for numbers in order[large:]]
    rows = _own([[int(figure in numbers) for numbers in order] for figure in _figures(block)], large, budget)
    columns = [Column(who, [row[place] for row in rows]) for place, who in enumerate(behind)]
    return bool(rows) and Search(columns, len(rows), k, budget).finds()


def _figures(block: Block) -> list[int]:
    return sorted(frozenset[int]().union(*block))


def _own(matrix: Sequence[Row], large: int, budget: Budget) -> list[Row]:
    """A basis of all combinations of rows that vanish in the first columns, without those columns."""
    echelon = Echelon(budget)
    for row in matrix:
        echelon.add(row)
    return [row[large:] for first, row in echelon.rows if first >= large]


@dataclass
class Echelon:
    """Independent rows, each beginning with 1 in a column of its own, beneath which the later rows have 0."""

    budget: Budget
    rows: list[tuple[int, Row]] = field(default_factory=list)

    def add(self, row: Row) -> bool:
        """Whether it is independent of those that are there."""
        for first, other in self.rows:
            if factor := row[first]:
                self.budget.spend(len(row))
                row = [(a - factor * b) % PRIME for a, b in zip(row, other, strict=True)]
        if not any(row):
            return False
        self._keep(row, next(place for place, number in enumerate(row) if number))
        return True

    def _keep(self, row: Row, first: int) -> None:
        self.budget.spend(len(row))
        scale = pow(row[first], -1, PRIME)
        self.rows.append((first, [number * scale % PRIME for number in row]))


@dataclass(frozen=True)
class Column:
    """A class in the space of what rests on small classes alone."""

    behind: Persons
    vector: Row


@dataclass
class Search:
    """For fewer than k persons without whom the columns, of rank `whole` and the largest classes first, lose rank."""

    columns: list[Column]
    whole: int
    k: int
    budget: Budget
    tried: set[Persons] = field(default_factory=set)

    def finds(self, gone: Persons = frozenset()) -> bool:
        basis = self._basis(gone)
        if len(basis) < self.whole:
            return True
        return any(self.finds(more) for more in self._untried(gone, basis))

    def _basis(self, gone: Persons) -> list[Persons]:
        """Who stands behind each column of a basis of those that are left."""
        echelon = Echelon(self.budget)
        found = []
        for column in self.columns:
            if not column.behind <= gone and echelon.add(column.vector):
                found.append(column.behind)
            if len(found) == self.whole:
                break
        return found

    def _untried(self, gone: Persons, basis: list[Persons]) -> Iterator[Persons]:
        for behind in basis:
            more = gone | behind
            if len(more) < self.k and more not in self.tried:
                self.tried.add(more)
                yield more
