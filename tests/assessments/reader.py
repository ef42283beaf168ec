"""Somebody who has read every word and number that was ever shown, and asks what else could be true.

Written apart from the rules that it attacks, and given more than anybody has: it knows whose sheets every figure rests
on, how many they are, and the rules by which words are chosen. Where no other world than the true one fits for fewer
than k persons, it has found out how many of them ticked, or weren't sure.
"""

from collections import defaultdict
from functools import cache
from itertools import product

from assessments.telling import tell

MOVES = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)]  # one more ticks, isn't sure, …


@cache
def fitting(ticked, not_sure, n) -> frozenset:
    """How many may have ticked and may not have been sure, if that was told of n: every way is tried."""
    in_words = isinstance(ticked, str) and isinstance(not_sure, str)
    pairs = [pair for pair in product(range(n + 1), repeat=2) if sum(pair) <= n]
    return frozenset(pair for pair in pairs if tell(*pair, n, in_words=in_words) == (ticked, not_sure))


class Reader:
    """Of one statement. `told` has (who is behind it, ticked, not sure), `truth` what each atom said: 1, 3 or 0."""

    def __init__(self, told, truth, fewest):
        stands_behind = defaultdict(set)
        for number, (figure, *_) in enumerate(told):
            for atom in figure:
                stands_behind[atom].add(number)
        alike = defaultdict(list)
        for atom, numbers in stands_behind.items():
            alike[frozenset(numbers)].append(atom)
        self.fewest = fewest
        self.numbers = list(alike)
        self.size = [len(alike[numbers]) for numbers in self.numbers]
        self.who = [{person for person, _ in alike[numbers]} for numbers in self.numbers]
        self.world = [
            [sum(truth[atom] == which for atom in alike[numbers]) for which in (1, 3)]
            for numbers in self.numbers
        ]
        self.fits = [fitting(ticked, not_sure, len(figure)) for figure, ticked, not_sure in told]
        self.in_figure = [
            [c for c, numbers in enumerate(self.numbers) if f in numbers] for f in range(len(told))
        ]
        self.sums = [
            tuple(sum(self.world[c][i] for c in within) for i in (0, 1)) for within in self.in_figure
        ]
        assert all(pair in fits for pair, fits in zip(self.sums, self.fits, strict=True)), (
            "what is told is true"
        )

    def finds_out(self):
        """Of which classes, and of ticks (0) or doubts (1); None if nothing is certain."""
        for kind in (0, 1):
            open_alone = {c for c in range(len(self.size)) if self._moves_alone(c, kind)}
            tied = [c for c in range(len(self.size)) if c not in open_alone]
            said_the_same = [c for c in tied if self.world[c][kind] in (0, self.size[c])]
            small = [c for c in tied if len(self.who[c]) < self.fewest]
            for some in [*((c,) for c in said_the_same), *self._sets(small)]:
                if not self._is_open(some, kind):
                    return some, kind
        return None

    def _moves_alone(self, c, kind) -> bool:
        return any(move[kind] and self._fits_after({c: move}) for move in MOVES)

    def _sets(self, small, chosen=(), who=frozenset()):
        for number, c in enumerate(small):
            more = who | self.who[c]
            if len(more) < self.fewest:
                yield (*chosen, c)
                yield from self._sets(small[number + 1 :], (*chosen, c), more)

    def _is_open(self, some, kind) -> bool:
        return self._two_moves(some, kind) or self._another_world(some, kind)

    def _two_moves(self, some, kind) -> bool:
        others = [c for c in range(len(self.size)) if c not in some]
        return any(
            move[kind] and self._fits_after({c: move, other: (-move[0], -move[1])})
            for c in some
            for other in others
            for move in MOVES
        )

    def _fits_after(self, moves) -> bool:
        for c, (ticked, not_sure) in moves.items():
            more, doubts = self.world[c][0] + ticked, self.world[c][1] + not_sure
            if min(more, doubts) < 0 or more + doubts > self.size[c]:
                return False
        for f in frozenset[int]().union(*(self.numbers[c] for c in moves)):
            mine = [move for c, move in moves.items() if f in self.numbers[c]]
            after = tuple(self.sums[f][i] + sum(move[i] for move in mine) for i in (0, 1))
            if after not in self.fits[f]:
                return False
        return True

    def _another_world(self, some, kind) -> bool:
        """Every way is tried, class by class, as long as all figures can still come out."""
        figures = set().union(*(self.numbers[c] for c in some))
        while (
            more := {f for c, numbers in enumerate(self.numbers) if numbers & figures for f in numbers}
            - figures
        ):
            figures |= more
        order = [c for c, numbers in enumerate(self.numbers) if numbers & figures]
        order.sort(key=lambda c: (c not in some, -len(self.numbers[c]), self.size[c]))
        true = sum(self.world[c][kind] for c in some)
        left = {f: sum(self.size[c] for c in self.in_figure[f]) for f in figures}
        return self._search(order, dict.fromkeys(figures, (0, 0)), left, some, kind, true, 0)

    def _search(self, order, sums, left, some, kind, true, so_far) -> bool:
        if not order:
            return so_far != true
        c, *others = order
        if c not in some and so_far == true and not any(other in some for other in order):
            return False
        rest = left | {f: left[f] - self.size[c] for f in self.numbers[c]}
        ways = [pair for pair in product(range(self.size[c] + 1), repeat=2) if sum(pair) <= self.size[c]]
        for pair in ways:
            then = sums | {f: (sums[f][0] + pair[0], sums[f][1] + pair[1]) for f in self.numbers[c]}
            if all(self._can_still_fit(f, then[f], rest[f]) for f in self.numbers[c]):
                now = so_far + (pair[kind] if c in some else 0)
                if self._search(others, then, rest, some, kind, true, now):
                    return True
        return False

    def _can_still_fit(self, f, pair, left) -> bool:
        return any(
            ticked - pair[0] >= 0 and doubts - pair[1] >= 0 and ticked - pair[0] + doubts - pair[1] <= left
            for ticked, doubts in self.fits[f]
        )


def read(round, key, edition, fewest, answers):
    """What is found out of a part by who reads an edition; the statement comes first. `answers(atom)` is the truth."""
    facts = facts_of(round, key, edition)
    if len(facts) < 2:
        return None
    for statement in round.parts[key].statements:
        told = [
            (figure, group.ticked[statement], group.not_sure[statement]) for figure, group in facts.items()
        ]
        truth = {atom: answers(atom)[statement] for figure in facts for atom in figure}
        if found := Reader(told, truth, fewest).finds_out():
            return statement, found
    return None


def facts_of(round, key, edition) -> dict:
    """What was counted, as it was told first. Figures that only join others are made of what was told of those."""
    inside, outside = {}, {}
    before = {"inside": [], "outside": []}
    for number in range(max((row[2] for row in round.told), default=-1) + 1):
        shown = {
            name: {figure: group for k, e, n, group, figure in round.told if (k, e, n) == (key, name, number)}
            for name in before
        }
        for figure, group in shown["inside"].items():
            if not is_joined(figure, before["inside"]):
                inside.setdefault(figure, group)
        for figure in shown["outside"]:
            if not is_joined(figure, before["outside"]):
                parts = [part for part in shown["inside"] if part <= figure]
                joined = [part for part in parts if part not in inside]
                outside |= {
                    f: g for f, g in inside.items() if f in parts or any(f <= part for part in joined)
                }
        before = {name: list(figures) or before[name] for name, figures in shown.items()}
    return inside if edition == "inside" else outside


def is_joined(figure, before) -> bool:
    parts = [part for part in before if part <= figure]
    return bool(parts) and frozenset().union(*parts) == figure
