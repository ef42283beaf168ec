"""Could figures be added and subtracted until fewer than k persons are left? Pure, and exact.

A figure is a sum over the sheets behind it, so whatever can be worked out from several figures is a linear combination
of them. It gives somebody away if it rests on few persons: if it vanishes for all other sheets. Sheets that stand
behind the same figures can't be told apart, and form a class. Figures × classes is a matrix of 0 and 1. In the space of
the combinations that vanish everywhere (its kernel), each class has a row, and a set of classes can be isolated
exactly if the rows of its classes depend on each other: that is the dual of "taking them away lowers the rank".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Atom = tuple[int, int]  # a person, and what they said: the ids of a sheet and of its Counted
Figure = frozenset[Atom]
Persons = frozenset[int]
Row = list[int]

PRIME = 2**61 - 1  # numbers are kept below it, which is exact for all but about one matrix in 2**61
ENOUGH = 4_000  # sets of persons tried before the answer is "perhaps"


def persons(figure: Figure) -> Persons:
    return frozenset(person for person, _ in figure)


def can_isolate(figures: Iterable[Figure], k: int) -> bool:
    """True too if there are too many ways to try them all: what can't be shown to be safe isn't."""
    classes = _classes(figures)
    return any(
        any(len(behind) < k for behind in block.values()) and _some_set_depends(block, k)
        for block in _blocks(classes)
    )


def _classes(figures: Iterable[Figure]) -> dict[frozenset[int], Persons]:
    """Which figures → the persons who stand behind just those."""
    stands_behind: dict[Atom, set[int]] = defaultdict(set)
    for number, figure in enumerate(set(figures)):
        for atom in figure:
            stands_behind[atom].add(number)
    classes: dict[frozenset[int], set[int]] = defaultdict(set)
    for (person, _), numbers in stands_behind.items():
        classes[frozenset(numbers)].add(person)
    return {numbers: frozenset(behind) for numbers, behind in classes.items()}


def _blocks(classes: dict[frozenset[int], Persons]) -> list[dict[frozenset[int], Persons]]:
    """Classes that share no figures, directly or through others, can be looked at separately."""
    blocks: list[tuple[set[int], dict[frozenset[int], Persons]]] = []
    for numbers, behind in classes.items():
        joined, together = set(numbers), {numbers: behind}
        for block in [block for block in blocks if block[0] & numbers]:
            joined |= block[0]
            together |= block[1]
            blocks.remove(block)
        blocks.append((joined, together))
    return [together for _, together in blocks]


def _some_set_depends(block: dict[frozenset[int], Persons], k: int) -> bool:
    order = sorted(block, key=sorted)
    rows = list(zip(_kernel(order), [block[numbers] for numbers in order], strict=True))
    few = _unions({behind for _, behind in rows}, k)
    return len(few) > ENOUGH or any(
        _depend([row for row, behind in rows if behind <= union]) for union in few
    )


def _unions(sets: set[Persons], k: int) -> set[Persons]:
    """All that can be made of these sets with fewer than k persons; stops soon after ENOUGH."""
    found: set[Persons] = set()
    for behind in sets:
        if len(found) <= ENOUGH:
            found |= {union for other in (frozenset(), *found) if len(union := other | behind) < k}
    return found


def _depend(rows: list[Row]) -> bool:
    basis: list[Row] = []
    for row in rows:
        basis.append(_reduce(row, basis))
    return not all(any(row) for row in basis)


def _kernel(classes: list[frozenset[int]]) -> list[Row]:
    """A row for each class, in a basis of the kernel of the matrix of figures × classes."""
    pivots: dict[int, Row] = {}  # column → the reduced row that begins there
    for figure in sorted(set().union(*classes)):
        row = _reduce([int(figure in numbers) for numbers in classes], pivots.values())
        if any(row):
            pivot = _first(row)
            pivots = {column: _reduce(other, [row]) for column, other in pivots.items()} | {pivot: row}
    free = [column for column in range(len(classes)) if column not in pivots]
    return [
        [pivots[column][other] for other in free]
        if column in pivots
        else [int(other == column) for other in free]
        for column in range(len(classes))
    ]


def _reduce(row: Row, basis: Iterable[Row]) -> Row:
    """What is left of a row beside those of the basis, beginning with 1; all 0 if it depends on them."""
    for other in basis:
        if any(other) and (factor := row[_first(other)]):
            row = [(a - factor * b) % PRIME for a, b in zip(row, other, strict=True)]
    scale = pow(row[_first(row)], -1, PRIME) if any(row) else 0
    return [number * scale % PRIME for number in row]


def _first(row: Row) -> int:
    return next(place for place, number in enumerate(row) if number)
