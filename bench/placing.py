"""How often each kind of group is shown where people place an activity, and what waiting tells: docs/decisions/0056.

    python -m bench.placing [rounds]

The rounds of bench/disclosure.py, in which people place one activity on a ladder of seven rungs and answer a question
with three answers that have no order.
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
from assessments.certainty import blocks_with
from assessments.certainty_of_places import Puzzle, gives_away
from assessments.disclosure import PartToTell, Teller, Voice
from assessments.isolating import Budget
from assessments.shown import Edition
from assessments.telling import ALL, FEW, HALF, MANY, SOME
from assessments.telling_places import Asked
from bench.disclosure import OUTSIDE, SIZES, VIEWS, Honest, K, Person, kinds
from teams.sides import LIVED_EXPERIENCE, OTHERS, PAID

LADDER, APART = Asked("rung.now", 7), Asked("plans.now", 3, in_order=False)
CAMPS = ("0111233346", "5566666777", "0012344567", "3333444445")  # of ten people, how many place it where


class Placing(Honest):
    """In which people place an activity: some near each other, some in two camps."""

    def _voice(self, person: Person, state: int) -> Voice:
        said = Random(f"{person.number}/{state}/{sorted(self.often.items())}")  # noqa: S311
        place = int(said.choice(CAMPS[len(self.people) % len(CAMPS)]))
        placed = {LADDER.key: place, APART.key: (place + 1) // 2 if place < 5 else 3}
        return Voice(person.number, state, person.perspective, placed=placed)


def play(honest: Honest) -> Iterator[tuple[PartToTell, Edition, Edition]]:
    part = PartToTell("a", (), asked=(LADDER, APART))
    for release in range(honest.releases):
        part = replace(part, voices=honest.voices(release))
        [(inside, outside)] = Teller(VIEWS, K, closing=release == honest.releases - 1).show([part])
        yield part, inside, outside
        part = part.then(inside, outside)


def how_often(size: tuple[int, int], releases: int, rounds: int) -> Counter:
    told: Counter = Counter()
    for number in range(rounds):
        played = list(play(Placing.make(f"{size}/{releases}/{number}", size, releases)))
        told["before closing"] += len(played) - 1
        told["before closing, something"] += sum(bool(inside.groups) for _, inside, _ in played[:-1])
        part, inside, outside = played[-1]
        for name, edition, k in (("inside", inside, K), ("outside", outside, OUTSIDE)):
            for kind, sides in (("lived", LIVED_EXPERIENCE), (PAID, {PAID}), (OTHERS, {OTHERS})):
                enough = sum(VIEWS[v.perspective].side in sides for v in part.voices) >= k
                told[f"{kind} {name}"] += enough
                told[f"{kind} {name}, shown"] += enough and kind in kinds(edition)
    return told


@dataclass
class Waits:
    """Where an activity waits although its sums are safe. `reasons`: how many tellings of either question
    would have made it wait, as far as anybody knows who knows all that was told before."""

    asked: int = 0
    waits: int = 0
    spent: int = 0
    reasons: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    def ask(self, told, new, k: int, budget: Budget) -> bool:
        left = budget.left
        waits = gives_away(told, new, k, budget)
        self.asked += bool(new)
        self.waits += waits
        self.spent += budget.left < 0
        self.steps.append(left - budget.left)
        if waits and len(new) == 1 and budget.left >= 0:
            self.reasons.append(sum(_reasons(told, next(iter(new)), asked, k) for asked in (LADDER, APART)))
        return waits


def _reasons(told, new, asked: Asked, k: int) -> int:
    before = {figure: {asked.key: some[asked.key]} for figure, some in told.items() if figure != new}
    would_be = [
        before | {new: {asked.key: asked.sums(words, len(new))}} for words in _tellings(asked, len(new))
    ]
    return sum(_can_be(told, new, k) and gives_away(told, [new], k, Budget()) for told in would_be)


def _can_be(told, new, k: int) -> bool:
    [(block, spoken)] = blocks_with(told, [new])
    (key,) = told[new]
    puzzle = Puzzle.make(block, {number: some[key] for number, some in spoken.items()}, k, Budget())
    return puzzle.worlds.any()


def _tellings(asked: Asked, n: int) -> Iterator[tuple[str, ...]]:
    order = [ALL, HALF, FEW] if n <= 6 else [ALL, MANY, SOME, FEW]
    for words in product(order, repeat=asked.answers):
        at = [order.index(word) for word in words]
        if not asked.in_order or at == sorted(at):
            yield words


def main(rounds: int) -> None:
    waits = Waits()
    disclosure.places_give_away = waits.ask
    for size in SIZES:
        for releases in (1, 2, 4):
            told = how_often(size, releases, rounds)
            line = {"people": "{} to {}".format(*size), "releases": releases}
            for name in ("inside", "outside"):
                for kind in ("lived", PAID, OTHERS):
                    line[f"{kind} {name}"] = f"{told[f'{kind} {name}, shown']} of {told[f'{kind} {name}']}"
            line["before closing"] = f"{told['before closing, something']} of {told['before closing']}"
            print(json.dumps(line), flush=True)
    steps = sorted(waits.steps)
    told = {
        "asked": waits.asked,
        "waits": waits.waits,
        "spent": waits.spent,
        "reasons": sorted(waits.reasons),
    }
    told |= {
        "reasons, median": median(waits.reasons or [0]),
        "steps, median": median(steps),
        "most": steps[-1],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
