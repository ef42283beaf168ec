"""How often each kind of group is shown, and what waiting tells, in made-up honest rounds: docs/decisions/0010.

    python -m bench.disclosure [rounds]

Rounds of 5 to 60 people, shown once to four times, the last time at closing; most people come early, one in twenty
answers otherwise each time and one in fifty leaves. A line for each size and number of releases; of the last release.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from random import Random
from statistics import median

from assessments import disclosure
from assessments.certainty import gives_away
from assessments.disclosure import PartToTell, Teller, View, Voice
from assessments.isolating import Budget, Figure, classes
from assessments.shown import Edition
from assessments.telling import spans, tell
from assessments.worlds import Worlds
from teams.sides import FAMILY, LIVED_EXPERIENCE, OTHERS, PAID, SUPPORT, UNSAID

K, OUTSIDE = 5, 10
VIEWS = {
    1: View("I draw on care and support", SUPPORT),
    2: View("Family carer or friend", FAMILY),
    3: View("I work here", PAID),
    4: View("I manage or commission", PAID),
    5: View("Councillor or board member", OTHERS),
    6: View("Community group or charity", OTHERS),
    7: View("Prefer not to say", UNSAID),
}
WEIGHTS = [5, 3, 7, 2, 1, 1, 1]
STATEMENTS = tuple(f"s{number}" for number in range(10))
SIZES = ((5, 12), (13, 25), (26, 60))
KINDS = [f"{kind} {edition}" for edition in ("inside", "outside") for kind in ("lived", PAID, OTHERS)]


@dataclass
class Person:
    number: int
    perspective: int
    comes: int
    leaves: int
    states: list[int] = field(default_factory=list)  # by release


@dataclass(frozen=True)
class Honest:
    """A round in which nobody tries to find out anything."""

    random: Random
    releases: int
    people: list[Person]
    often: dict[str, tuple[float, float]]  # of each statement, how many tick it and how many aren't sure

    @classmethod
    def make(cls, seed: str, size: tuple[int, int], releases: int) -> Honest:
        random = Random(seed)  # noqa: S311
        people = [cls._person(random, number, releases) for number in range(random.randint(*size))]
        often = {s: (random.choice([0.05, 0.2, 0.5, 0.8, 0.95]), 0.1) for s in STATEMENTS}
        return cls(random, releases, people, often)

    @staticmethod
    def _person(random: Random, number: int, releases: int) -> Person:
        (perspective,) = random.choices(list(VIEWS), WEIGHTS)
        comes = random.choice([0, 0, 0, random.randrange(releases)])
        leaves = next((r for r in range(comes + 1, releases) if random.random() < 0.02), releases)
        person = Person(number, perspective, comes, leaves, [0])
        for _ in range(1, releases):
            person.states.append(person.states[-1] + (random.random() < 0.05))
        return person

    def voices(self, release: int) -> tuple[Voice, ...]:
        return tuple(self._voice(p, p.states[release]) for p in self.people if p.comes <= release < p.leaves)

    def _voice(self, person: Person, state: int) -> Voice:
        said = Random(f"{person.number}/{state}/{sorted(self.often.items())}")  # noqa: S311
        drawn = {s: said.random() for s in STATEMENTS}
        ticked = frozenset(s for s, (yes, _) in self.often.items() if drawn[s] < yes)
        doubts = frozenset(s for s, (yes, unsure) in self.often.items() if yes <= drawn[s] < yes + unsure)
        return Voice(person.number, state, person.perspective, ticked, doubts)


def play(honest: Honest) -> Iterator[tuple[PartToTell, Edition, Edition]]:
    """Of each release: the part as it stood with who had finished it, and both editions."""
    part = PartToTell("p", STATEMENTS)
    for release in range(honest.releases):
        part = replace(part, voices=honest.voices(release))
        [(inside, outside)] = Teller(VIEWS, K, closing=release == honest.releases - 1).show([part])
        yield part, inside, outside
        part = part.then(inside, outside)


def kinds(edition: Edition) -> set[str]:
    """Of whom a group is named by; everybody else too where it is named by a group that joined it."""
    found = {"else" for group in edition.groups if group.is_everybody_else}
    for group in edition.groups:
        sides = {VIEWS[one].side for one in group.named}
        found |= {"lived"} if sides and sides <= LIVED_EXPERIENCE else sides
    return found


def how_often(size: tuple[int, int], releases: int, rounds: int) -> Counter:
    """Where there are enough with lived experience, enough paid, …, how often they were shown in the last release."""
    told: Counter = Counter()
    for number in range(rounds):
        played = list(play(Honest.make(f"{size}/{releases}/{number}", size, releases)))
        for _, inside, _ in played[:-1]:
            told["before closing"] += 1
            told["before closing, something"] += bool(inside.groups)
        part, inside, outside = played[-1]
        for name, edition, k in (("inside", inside, K), ("outside", outside, OUTSIDE)):
            for kind, sides in (("lived", LIVED_EXPERIENCE), (PAID, {PAID}), (OTHERS, {OTHERS})):
                enough = sum(VIEWS[v.perspective].side in sides for v in part.voices) >= k
                told[f"{kind} {name}"] += enough
                told[f"{kind} {name}, shown"] += enough and kind in kinds(edition)
            told[f"else {name}"] += "else" in kinds(edition)
            told[f"groups {name}"] += len(edition.groups)
            told[f"numbers {name}"] += any(
                isinstance(t, int) for g in edition.groups for t in g.ticked.values()
            )
    return told


@dataclass
class Waits:
    """Releases in which a part waits although its sums are safe: for what its words would tell. `reasons`: how many
    tellings, of any statement, could have been why, as far as anybody knows who knows all that was told before."""

    asked: int = 0
    reasons: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    def ask(self, told, new, k: int, budget: Budget) -> bool:
        left = budget.left
        waits = gives_away(told, new, k, budget)
        self.asked += bool(new)
        self.steps.append(left - budget.left)
        if waits and len(new) <= 2:
            self.reasons.append(sum(_reasons(told, sorted(new, key=sorted), s, k) for s in STATEMENTS))
        return waits


def _reasons(told, new: list[Figure], statement: str, k: int) -> int:
    before = {figure: {statement: some[statement]} for figure, some in told.items() if figure not in new}
    found = 0
    for meant in product(*(_tellings(len(figure)) for figure in new)):
        would_be = before | {figure: {statement: pair} for figure, pair in zip(new, meant, strict=True)}
        found += gives_away(would_be, new, k, Budget()) and _can_be(would_be, statement)
    return found


def _tellings(n: int) -> set:
    """All that may be meant by words about n people."""
    pairs = product(range(n + 1), repeat=2)
    return {spans(*tell(*pair, n, in_words=True), n) for pair in pairs if sum(pair) <= n}


def _can_be(told, statement: str) -> bool:
    behind = classes(list(told))
    most, size = [len(who) for who in behind.values()], len(behind)
    sums = [((one, size + one), 0, most[one]) for one in range(size)]
    for number, some in enumerate(told.values()):
        members = [one for one, numbers in enumerate(behind) if number in numbers]
        ticked, not_sure = some[statement]
        sums += [(members, *ticked), ([size + one for one in members], *not_sure)]
    return Worlds(sums, most * 2, Budget()).any()


def main(rounds: int) -> None:
    waits = Waits()
    disclosure.gives_away = waits.ask
    for size in SIZES:
        for releases in (1, 2, 4):
            told = how_often(size, releases, rounds)
            line = {"people": "{} to {}".format(*size), "releases": releases}
            line |= {kind: f"{told[f'{kind}, shown']} of {told[kind]}" for kind in KINDS}
            line |= {name: told[name] for name in ("else inside", "else outside")}
            line["something before closing"] = (
                f"{told['before closing, something']} of {told['before closing']}"
            )
            line |= {name: round(told[name] / rounds, 2) for name in ("groups inside", "groups outside")}
            line |= {name: round(told[name] / rounds, 2) for name in ("numbers inside", "numbers outside")}
            print(json.dumps(line), flush=True)
    few = sum(reasons <= 1 for reasons in waits.reasons)
    steps = sorted(waits.steps)
    told = {"asked": waits.asked, "waits": len(waits.reasons), "one reason only": few}
    told |= {
        "reasons, median": median(waits.reasons or [0]),
        "steps, median": median(steps),
        "at most": steps[-1],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
