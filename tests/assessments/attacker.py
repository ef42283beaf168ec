"""Somebody who has kept everything that was ever shown, and adds and subtracts until few persons are left.

Written apart from the rules that it attacks, and given more than anybody has: it takes words for exact numbers, and
knows whose sheets a figure rests on. A figure is {(person, what they said): how often it is counted}.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

Figure = dict


@dataclass(frozen=True)
class Attacker:
    fewest: int  # persons that a figure has to rest on
    tries: int = 400  # for each way but the first

    def isolates(self, figures) -> Figure | None:
        """A figure that rests on too few persons, if it finds one."""
        known = list({tuple(sorted(figure.items())): figure for figure in figures}.values())
        for attack in (self._look, self._subtract, self._combine, self._solve):
            for found in attack(known):
                if found:
                    return found
        return None

    def _few(self, figure: Figure) -> Figure | None:
        return figure if 0 < len({person for person, _ in figure}) < self.fewest else None

    def _look(self, known):
        yield from map(self._few, known)

    def _subtract(self, known):
        for one, other in combinations(known, 2):
            yield self._few(add((1, one), (-1, other)))

    def _combine(self, known):
        """Of three and of four figures, the latest first."""
        tried = 0
        for length in (3, 4):
            for chosen in combinations(reversed(known), length):
                for signs in product((1, -1), repeat=length - 1):
                    yield self._few(add((1, chosen[0]), *zip(signs, chosen[1:], strict=True)))
                tried += 1
                if tried > self.tries * (length - 2):
                    break

    def _solve(self, known):
        """Any combination at all: choose the persons that shall be left, and solve for all others to vanish."""
        alike = defaultdict(set)
        for atom in {atom for figure in known for atom in figure}:
            alike[tuple(figure.get(atom, 0) for figure in known)].add(atom)
        small = [atoms for atoms in alike.values() if len({person for person, _ in atoms}) < self.fewest]
        suspects = sorted({person for atoms in small for person, _ in atoms})
        columns = {signature: {person for person, _ in atoms} for signature, atoms in alike.items()}
        whole = rank(columns)
        most = min(self.fewest - 1, len(suspects))
        for number, left in enumerate(combinations(suspects, most)):
            if number > self.tries:
                return
            others = [signature for signature, behind in columns.items() if not behind <= set(left)]
            yield {(person, None): 1 for person in left} if rank(others) < whole else None


def add(*terms) -> Figure:
    total = defaultdict(int)
    for times, figure in terms:
        for atom, count in figure.items():
            total[atom] += times * count
    return {atom: count for atom, count in total.items() if count}


def rank(vectors) -> int:
    """In fractions, so that nothing is rounded."""
    rows = []
    for vector in vectors:
        row = [Fraction(number) for number in vector]
        for pivot, other in rows:
            if row[pivot]:
                row = [a - row[pivot] * b for a, b in zip(row, other, strict=True)]
        pivot = next((place for place, number in enumerate(row) if number), None)
        if pivot is not None:
            rows.append((pivot, [number / row[pivot] for number in row]))
    return len(rows)
