"""What is told of where people placed something, and that it tells no more than it says: every way is tried."""

from collections import defaultdict
from itertools import combinations

import pytest

from assessments.telling import ALL, FEW, HALF, MANY, SOME, span_of
from assessments.telling_places import Asked, half_or_more

LADDER, SHORT_LADDER = Asked("rung.now", 7), Asked("rung.now", 3)
APART = Asked("plans.now", 3, in_order=False)
CASES = [
    *((LADDER, n) for n in (5, 6, 7)),
    *((SHORT_LADDER, n) for n in (6, 7, 8, 12)),
    *((APART, n) for n in (*range(5, 14), 20)),
    *((Asked("x", 4, in_order=False), n) for n in (6, 8, 9)),
]


def ways(people, places):
    """How many may be at each place."""
    if places == 1:
        return [(people,)]
    return [(first, *rest) for first in range(people + 1) for rest in ways(people - first, places - 1)]


def told_of(asked, counts):
    return asked.tell([{asked.key: place} for place, count in enumerate(counts) for _ in range(count)])


def by_what_is_told(asked, n):
    fitting = defaultdict(set)
    for counts in ways(n, asked.answers + 1):
        fitting[told_of(asked, counts)].add(counts)
    return fitting


@pytest.mark.parametrize(("asked", "n"), CASES)
def test_no_set_of_places_is_ever_known_to_hold_a_number(asked, n):
    """Neither 0 nor 1, nor all, nor any other: whatever is told leaves at least two open, of every set of places."""
    places = range(asked.answers + 1)
    sets = [some for size in range(1, asked.answers + 1) for some in combinations(places, size)]
    for words, fitting in by_what_is_told(asked, n).items():
        for some in sets:
            assert len({sum(counts[place] for place in some) for counts in fitting}) > 1, (words, some)


@pytest.mark.parametrize(("asked", "n"), CASES)
def test_what_is_told_leaves_just_these_open(asked, n):
    everything = ways(n, asked.answers + 1)
    for words, fitting in by_what_is_told(asked, n).items():
        sums = asked.sums(words, n)
        assert fitting == {
            counts
            for counts in everything
            if all(least <= sum(counts[place] for place in some) <= most for some, least, most in sums)
        }


@pytest.mark.parametrize("n", [5, 6, 7, 8, 9, 10, 12, 20])
def test_no_word_is_further_from_the_truth_than_one_person(n):
    for words, fitting in by_what_is_told(APART, n).items():
        for _, *counts in fitting:
            for word, count in zip(words, counts, strict=True):
                least, most = span_of(word, n)
                assert least <= count <= most + 1


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0, 4, 2, 0, 1, 0), (ALL, ALL, ALL, SOME, FEW, FEW, FEW)),
        ((3, 0, 0, 0, 0, 0, 4, 5), (MANY, MANY, MANY, MANY, MANY, MANY, SOME)),
        ((0, 2, 0, 0, 0, 0, 3, 0), (ALL, HALF, HALF, HALF, HALF, HALF, FEW)),
    ],
)
def test_a_ladder_is_told_rung_by_rung_as_this_one_or_higher(counts, words):
    assert told_of(LADDER, counts) == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((1, 5, 3, 0), (MANY, SOME, FEW)),
        ((0, 4, 4, 0), (MANY, SOME, FEW)),  # half and half would say that nobody is left
        ((0, 4, 2, 2), (SOME, SOME, SOME)),
        ((0, 5, 2, 2), (SOME, SOME, SOME)),
        ((0, 2, 2, 2), (HALF, HALF, FEW)),
        ((0, 0, 6, 0), (FEW, ALL, FEW)),
    ],
)
def test_answers_without_an_order_are_told_one_by_one(counts, words):
    assert told_of(APART, counts) == words


def test_who_says_nothing_is_below_the_lowest_as_who_is_not_sure():
    said = [{"rung.now": 4}] * 3 + [{"rung.now": 0}, {}, {}, {}]
    assert LADDER.tell(said) == (SOME, SOME, SOME, SOME, FEW, FEW, FEW)


@pytest.mark.parametrize(
    ("words", "rung"),
    [
        ((ALL, ALL, MANY, MANY, SOME, FEW, FEW), 4),
        ((ALL, ALL, ALL, ALL, ALL, ALL, ALL), 7),
        ((SOME, FEW, FEW, FEW, FEW, FEW, FEW), None),
        ((ALL, HALF, HALF, FEW, FEW, FEW, FEW), 1),  # about half of 5 may be 2
    ],
)
def test_the_headline_is_the_highest_that_half_or_more_are_on(words, rung):
    assert half_or_more(words) == rung
