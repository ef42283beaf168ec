"""What a release costs after hundreds that each told one change: `python -m bench.adversary`. A JSON line a figure.

Whoever wants to find somebody out brings results up to date whenever one person has changed something, or makes up
histories in which very many combinations have to be tried. All tests of a principle share a budget. The processor's
time that they take together is told in milliseconds. Exits 1 when it was longer than `most`.
"""

import sys
from collections.abc import Callable
from random import Random
from time import process_time

from assessments.isolating import Budget, Figure, can_isolate
from bench.workshop import say

K, PEOPLE, GROUPS, RELEASES = 5, 200, 5, 300
TESTS = 40  # of one principle in one release, at most
MOST = 500  # ms
States = dict[int, int]  # a person → how often they have changed their mind
Change = Callable[[States, int], None]  # what happens before a release


def one_at_a_time(states: States, release: int) -> None:
    states[release % PEOPLE] += 1


def there_and_back(states: States, release: int) -> None:
    states[release // 2 % PEOPLE] = (release + 1) % 2


def few_at_random(states: States, release: int) -> None:
    for person in Random(release).sample(range(PEOPLE), K - 1):  # noqa: S311
        states[person] += 1


def most_at_random(states: States, release: int) -> None:
    for person in Random(release).sample(range(PEOPLE), PEOPLE // 2):  # noqa: S311
        states[person] ^= 1


HISTORIES = {
    "one change at a time": one_at_a_time,
    "one there and back": there_and_back,
    "few at random": few_at_random,
    "half of them at random": most_at_random,
}


def main() -> int:
    found = [say(measure(name, change)) for name, change in HISTORIES.items()]
    return int(any(figure["missed"] for figure in found))


def measure(name: str, change: Change) -> dict:
    """As if every figure had been shown, which is more than we would."""
    told, budget = figures(change), Budget()
    began = process_time()
    for _ in range(TESTS):
        can_isolate(told, K, budget)
    spent = round(1000 * (process_time() - began), 1)
    about = {"name": f"a principle after {name}", "releases": RELEASES, "people": PEOPLE, "tests": TESTS}
    return {**about, "cpu_ms": spent, "most": MOST, "missed": spent > MOST}


def figures(change: Change) -> list[Figure]:
    states = dict.fromkeys(range(PEOPLE), 0)
    told = []
    for release in range(RELEASES):
        change(states, release)
        told += [figure(states, group) for group in range(GROUPS)]
    return told


def figure(states: States, group: int) -> Figure:
    return frozenset((person, RELEASES * person + states[person]) for person in range(group, PEOPLE, GROUPS))


if __name__ == "__main__":
    sys.exit(main())
