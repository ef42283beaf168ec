"""Somebody who has read every word that was told of where people placed something, and asks what else could be true.

Written apart from the rules that it attacks, and given more than anybody has: it knows whose sheets every figure rests
on, how many they are, how words are chosen, and what is true. It lets people go elsewhere, or two change places, as
long as all that was told would be told again. Of what doesn't change on such walks it asks the rules' own search for a
world, and believes none of which other things would be told. What still doesn't change it takes for known.
"""

from collections import defaultdict
from functools import cache
from itertools import combinations
from random import Random

from assessments.isolating import Budget
from assessments.ladders import Ladders
from assessments.worlds import Worlds
from tests.assessments.reader import facts_of

TRIES = 20  # for each class
FAR = 50 * TRIES  # the search gives up where steps are found only by several people at once


@cache
def telling(asked, counts):
    return asked.tell([{asked.key: place} for place, count in enumerate(counts) for _ in range(count)])


@cache
def subsets(places):
    sizes = range(1, places // 2 + 1)
    return [some for size in sizes for some in combinations(range(places), size)]


class PlaceReader:
    """Of one question. `told` has (who is behind it, words), `truth` the place of each atom."""

    def __init__(self, asked, told, truth, fewest):
        behind = defaultdict(list)
        for atom in {atom for figure, _ in told for atom in figure}:
            behind[tuple(number for number, (figure, _) in enumerate(told) if atom in figure)].append(atom)
        self.asked, self.fewest, self.places = asked, fewest, range(asked.answers + 1)
        self.words = [words for _, words in told]
        self.numbers = sorted(behind)
        self.who = [{person for person, _ in behind[numbers]} for numbers in self.numbers]
        self.groups = [
            [c for c, numbers in enumerate(self.numbers) if f in numbers] for f in range(len(told))
        ]
        self.true = [
            [sum(truth[atom] == place for atom in behind[numbers]) for place in self.places]
            for numbers in self.numbers
        ]
        self.random = Random(1)  # noqa: S311
        self.worlds = [self.true]
        self.has_gone_far = False
        self.ladders = Ladders([len(who) for who in self.who], len(self.places))
        sums = [
            self.ladders.total(within, some, span)
            for within, (figure, words) in zip(self.groups, told, strict=True)
            for some, *span in asked.sums(words, len(figure))
        ]
        self.search = Worlds([*self.ladders.always(), *sums], self.ladders.most, Budget(10**9))
        self.search.any()
        assert all(self._would_be_told(self.true, f) for f in range(len(told))), "what is told is true"

    def finds_out(self):
        """Of which classes it knows how many are at which places; None if nothing is certain."""
        self._walk(TRIES * len(self.numbers))
        small = [c for c, who in enumerate(self.who) if len(who) < self.fewest]
        for some in [*self._sets(small), *self.groups]:
            if places := self._never(some, self._differs):
                return some, places
        for c, who in enumerate(self.who):
            if len(who) > 1 and (places := self._never([c], self._parts)):
                return [c], places
        return None

    def _sets(self, small, chosen=(), who=frozenset()):
        for number, c in enumerate(small):
            more = who | self.who[c]
            if len(more) < self.fewest:
                yield (*chosen, c)
                yield from self._sets(small[number + 1 :], (*chosen, c), more)

    def _never(self, some, happens):
        """A set of places of which it never happens, in any world that it knows or comes to."""
        left, seen = subsets(len(self.places)), 0
        while left:
            ways = {
                tuple(map(sum, zip(*(world[c] for c in some), strict=True))) for world in self.worlds[seen:]
            }
            left = [places for places in left if not any(happens(way, some, places) for way in ways)]
            seen = len(self.worlds)
            if left and not self._search(some, left[0], happens) and not self._goes_far():
                return left[0]
        return None

    def _goes_far(self):
        """Once."""
        has_gone, self.has_gone_far = self.has_gone_far, True
        if not has_gone:
            self._walk(FAR * len(self.numbers))
        return not has_gone

    def _search(self, some, places, happens):
        numbers = self._proposed(some, places, happens)
        if not numbers:
            return False
        world = [[numbers[self.ladders.at(c, place)] for place in self.places] for c in range(len(self.who))]
        fits = all(sum(row) == len(who) and min(row) >= 0 for row, who in zip(world, self.who, strict=True))
        fits = fits and all(self._would_be_told(world, f) for f in range(len(self.words)))
        assert fits, "the search proposes a world that there isn't"
        self.worlds.append(world)
        return True

    def _proposed(self, some, places, happens):
        before = len(self.search.known)
        if happens == self._parts:
            self.search.find({}, [self.ladders.total(some, places, (1, len(self.who[some[0]]) - 1))])
        else:
            members, *_ = self.ladders.total(some, places, (0, 0))
            self.search.find_other(members, self._true(some, places))
        return self.search.known[-1].numbers if len(self.search.known) > before else None

    def _differs(self, way, some, places):
        return sum(way[place] for place in places) != self._true(some, places)

    def _parts(self, way, some, places):
        return 0 < sum(way[place] for place in places) < sum(way)

    def _true(self, some, places):
        return sum(self.true[c][place] for c in some for place in places)

    def _walk(self, tries):
        world = self.true
        for _ in range(tries):
            c, other = self.random.choices(range(len(self.who)), k=2)
            here = self.random.choice([place for place in self.places if world[c][place]])
            there = self.random.choice([place for place in self.places if place != here])
            moves = [(c, here, there)] + ([(other, there, here)] if self.random.random() < 0.5 else [])
            after = [list(row) for row in world]
            for one, start, end in moves:
                after[one][start] -= 1
                after[one][end] += 1
            figures = {f for one, *_ in moves for f in self.numbers[one]}
            is_possible = after != world and min(after[other]) >= 0
            if is_possible and all(self._would_be_told(after, f) for f in figures):
                world = after
                self.worlds.append(world)

    def _would_be_told(self, world, f):
        counts = tuple(sum(world[c][place] for c in self.groups[f]) for place in self.places)
        return telling(self.asked, counts) == self.words[f]


def read_places(round, key, edition, fewest, place_of):
    """What is found out of an activity by who reads an edition. `place_of(atom, question)` is the truth."""
    facts = facts_of(round, key, edition)
    for asked in round.parts[key].asked if len(facts) > 1 else ():
        told = [(figure, group.placed[asked.key]) for figure, group in facts.items()]
        truth = {atom: place_of(atom, asked.key) for figure in facts for atom in figure}
        if found := PlaceReader(asked, told, truth, fewest).finds_out():
            return asked.key, found
    return None
