"""Words and numbers together leave more than one answer open for every fewer than k persons: the search is exact."""

from itertools import chain, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.certainty import gives_away
from assessments.isolating import STEPS, Budget, persons
from assessments.telling import spans, tell

SAID = (0, 1, 3)


def told(figures, said):
    """What is told of each figure, if that is what its atoms said; a later one in words, as rule 3b has it."""
    return {
        figure: tell(
            *(sum(said[atom] == which for atom in figure) for which in (1, 3)), len(figure), in_words=True
        )
        for figure in figures
    }


def by_trying_everything(figures, said, k):
    """Is a number certain: of those who ticked, or weren't sure, among all atoms of some fewer than k persons?"""
    everything = sorted(frozenset().union(*figures))
    then = told(figures, said)
    worlds = [dict(zip(everything, world, strict=True)) for world in product(SAID, repeat=len(everything))]
    worlds = [world for world in worlds if told(figures, world) == then]
    sets = chain.from_iterable(combinations(everything, size) for size in range(1, len(everything) + 1))
    return any(
        len({sum(world[atom] == which for atom in some) for world in worlds}) == 1
        for some in sets
        if len(persons(some)) < k
        for which in (1, 3)
    )


def searched(figures, said, k, budget=None):
    spoken = {figure: {"a": spans(*pair, len(figure))} for figure, pair in told(figures, said).items()}
    return gives_away(spoken, figures, k, budget or Budget())


atoms = [(person, state) for person in range(6) for state in (0, 1) if state == 0 or person < 2]
releases = st.lists(st.sets(st.sampled_from(atoms), min_size=5), min_size=1, max_size=3)


def once(figure):
    """Nobody says two things at once."""
    return frozenset({person: (person, state) for person, state in sorted(figure)}.values())


@settings(max_examples=60, deadline=None)
@given(releases, st.lists(st.sampled_from(SAID), min_size=8, max_size=8), st.sampled_from([5, 5, 6]))
def test_what_is_certain_is_found_exactly(several, answers, k):
    figures = [figure for figure in dict.fromkeys(map(once, several)) if len(figure) >= 5]
    said = dict(zip(atoms, answers, strict=True))
    if figures:
        assert searched(figures, said, k) == by_trying_everything(figures, said, k)


def test_without_a_budget_nothing_is_safe():
    figures = [frozenset((person, 0) for person in range(start, start + 12)) for start in (0, 6)]
    said = {(person, 0): person % 2 for person in range(18)}
    budget = Budget()
    assert not searched(figures, said, 5, budget)
    assert 0 < STEPS - budget.left < 2000
    assert searched(figures, said, 5, Budget(0))


def test_a_figure_that_shares_nobody_costs_nothing():
    figures = [frozenset((person, 0) for person in range(start, start + 12)) for start in (0, 20)]
    budget = Budget(0)
    assert not searched(figures, {(person, 0): 1 for person in range(40)}, 5, budget)
