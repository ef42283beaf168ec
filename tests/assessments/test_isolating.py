"""Nobody can be worked out by adding and subtracting figures: the test is exact, and within a budget."""

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.isolating import STEPS, Budget, can_isolate
from tests.assessments.attacker import rank

atoms = st.tuples(st.integers(1, 7), st.integers(0, 1))
some_figures = st.lists(st.frozensets(atoms, min_size=1), min_size=1, max_size=5)


def by_trying_everything(figures, k):
    """Is there a set of fewer than k persons without whose sheets the figures would be of a lower rank?"""
    everything = sorted(frozenset().union(*figures))
    people = {person for person, _ in everything}
    columns = {atom: [int(atom in figure) for figure in figures] for atom in everything}
    return any(
        rank([column for atom, column in columns.items() if atom[0] not in left]) < rank(columns.values())
        for left in chain.from_iterable(combinations(people, size) for size in range(1, k))
    )


@settings(max_examples=300, deadline=None)
@given(some_figures, st.integers(2, 5))
def test_isolating_is_found_exactly(figures, k):
    assert can_isolate(figures, k, Budget()) == by_trying_everything(figures, k)


@settings(max_examples=100, deadline=None)
@given(some_figures, st.integers(2, 5), st.integers(0, 60))
def test_with_a_small_budget_nobody_is_called_safe_who_is_not(figures, k, steps):
    budget = Budget(steps)
    assert can_isolate(figures, k, budget) >= by_trying_everything(figures, k)
    assert budget.left >= 0 or can_isolate(figures, k, budget)


SAFE = [frozenset((person, 0) for person in range(start, start + 5)) for start in (0, 4, 8)]


def test_without_a_budget_nothing_is_safe():
    budget = Budget()
    assert not can_isolate(SAFE, 4, budget)
    assert 0 < STEPS - budget.left < 100
    assert can_isolate(SAFE, 4, Budget(0))


def test_tests_share_a_budget():
    """Who has spent it by one test has none left for the next."""
    budget = Budget()
    can_isolate(SAFE, 4, budget)
    once = STEPS - budget.left
    budget = Budget(2 * once)
    assert [can_isolate(SAFE, 4, budget) for _ in range(4)] == [False, False, True, True]
