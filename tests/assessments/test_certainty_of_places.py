"""Where people placed something stays open for every fewer than k persons: the search is exact."""

from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.certainty_of_places import gives_away
from assessments.isolating import Budget, persons
from assessments.telling_places import sums_apart, sums_in_order, tell_apart, tell_in_order
from tests.assessments.test_certainty import atoms, once, releases

ANSWERS = 2  # and 0: not placed
TOLD = {"in order": (tell_in_order, sums_in_order), "apart": (tell_apart, sums_apart)}
ways = pytest.mark.parametrize("way", TOLD)


def told(figures, placed, way):
    tell, _ = TOLD[way]
    return {figure: tell([placed[atom] for atom in sorted(figure)], ANSWERS) for figure in figures}


def by_trying_everything(figures, placed, k, way):
    """Is a number certain: of any set of places, among fewer than k persons? Have all of a class said the same?"""
    everything = sorted(frozenset().union(*figures))
    then = told(figures, placed, way)
    worlds = [
        dict(zip(everything, world, strict=True))
        for world in product(range(ANSWERS + 1), repeat=len(everything))
    ]
    worlds = [world for world in worlds if told(figures, world, way) == then]
    behind = {atom: tuple(atom in figure for figure in figures) for atom in everything}
    alike = [[atom for atom in everything if behind[atom] == one] for one in set(behind.values())]
    sets = chain.from_iterable(combinations(everything, size) for size in range(1, len(everything) + 1))
    few = [some for some in sets if len(persons(some)) < k]
    for places in chain.from_iterable(combinations(range(ANSWERS + 1), size) for size in (1, 2)):
        counts = [{atom: world[atom] in places for atom in everything} for world in worlds]
        if any(len({sum(count[atom] for atom in some) for count in counts}) == 1 for some in few):
            return True
        if any(
            all(sum(count[atom] for atom in some) in (0, len(some)) for count in counts)
            for some in alike
            if len(some) > 1
        ):
            return True
    return False


def searched(figures, placed, k, way, budget=None):
    _, sums = TOLD[way]
    spoken = {figure: {"a": sums(words, len(figure))} for figure, words in told(figures, placed, way).items()}
    return gives_away(spoken, figures, k, budget or Budget())


@ways
@settings(max_examples=25, deadline=None)
@given(
    several=releases,
    answers=st.lists(st.integers(0, ANSWERS), min_size=8, max_size=8),
    k=st.sampled_from([5, 5, 6]),
)
def test_what_is_certain_is_found_exactly(way, several, answers, k):
    figures = [figure for figure in dict.fromkeys(map(once, several)) if len(figure) >= 5]
    placed = dict(zip(atoms, answers, strict=True))
    if len(figures) > 1:
        assert searched(figures, placed, k, way) == by_trying_everything(figures, placed, k, way)
