"""Who may be shown."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.counted import ALL, FEW, HALF, MANY, SOME, join, word
from assessments.disclosure import Part, Past, Teller, Voice
from assessments.disclosure import choose as choose_within
from assessments.isolating import STEPS, Budget, can_isolate
from tests.assessments.attacker import rank
from tests.assessments.histories import PARTS, PERSPECTIVES, Block, Round, histories, said

patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
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


def choose(now, past, k):
    return choose_within(now, past, k, Budget())


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


def people(**sizes):
    """`people(p1=5, p2=3)` are 5 of perspective 1 and 3 of perspective 2; `others=2` have none."""
    found, start = {}, 0
    for name, size in sizes.items():
        place = None if name == "others" else int(name[1:])
        found[place] = frozenset((person, 0) for person in range(start, start + size))
        start += size
    return {place: found.get(place, frozenset()) for place in (*PERSPECTIVES, None)}


def sizes(picture):
    return {place: len(figure) for place, figure in picture.items()}


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (people(), {}),
        (people(p1=4), {}),
        (people(p1=2, p2=2), {}),
        (people(p1=3, p2=2), {None: 5}),
        (people(p1=5), {1: 5}),
        (people(p1=5, p2=6), {1: 5, 2: 6}),
        (people(p1=9, p2=5, p3=2), {1: 9, None: 7}),  # 2 are too few, so the smallest joins them
        (people(p1=5, p2=5, p3=2), {2: 5, None: 7}),  # the first of two that are equally small
        (people(p1=5, p2=5, p3=3, p4=2), {1: 5, 2: 5, None: 5}),
        (people(p1=8, others=1), {None: 9}),
        (people(p1=5, others=5), {1: 5, None: 5}),
    ],
)
def test_groups_of_a_first_release(now, shown):
    assert sizes(choose(now, Past(), 5)) == shown


def past(picture):
    """As if it had been shown."""
    return Past(dict.fromkeys(picture.values()), picture)


def more(picture, **changes):
    """`more(picture, p1={7, 8})` adds persons 7 and 8 to perspective 1."""
    added = {None if name == "others" else int(name[1:]): people for name, people in changes.items()}
    return {
        place: figure | {(person, 0) for person in added.get(place, ())} for place, figure in picture.items()
    }


def test_one_more_changes_nothing_and_five_do():
    before = people(p1=6, p2=7)
    shown = choose(before, Past(), 5)
    assert choose(more(before, p1={90}), past(shown), 5) == shown
    now = more(before, p1={90, 91, 92, 93, 94})
    assert sizes(choose(now, past(shown), 5)) == {1: 11, 2: 7}


def test_each_group_waits_for_itself():
    before = people(p1=6, p2=7)
    shown = choose(before, Past(), 5)
    now = more(before, p1=range(90, 95), p2={95})
    assert sizes(choose(now, past(shown), 5)) == {1: 11, 2: 7}


def test_newcomers_of_another_perspective_join_everybody_else_however_many():
    before = people(p1=6, p2=7)
    shown = choose(before, Past(), 5)
    now = more(before, p3=range(90, 99), p4=range(100, 106))
    assert sizes(choose(now, past(shown), 5)) == {1: 6, 2: 7, None: 15}


def test_a_group_that_has_shrunk_keeps_its_figures_until_it_can_join():
    before = people(p1=6, p2=7)
    shown = choose(before, Past(), 5)
    few = {**before, 1: frozenset(list(before[1])[:2])}
    assert choose(few, past(shown), 5) == shown
    enough = more(few, p3=range(90, 99))
    joined = choose(enough, past(shown), 5)
    assert sizes(joined) in ({2: 7, None: 11}, {1: 6, 2: 7, None: 9})


def test_everybody_gone_leaves_what_was_shown():
    shown = choose(people(p1=6), Past(), 5)
    assert choose(people(), past(shown), 5) == shown


def test_nobody_is_in_two_groups():
    """6 move from one to the other, and somebody comes: nobody's figures can change without telling who came."""
    before = people(p1=10, p2=7)
    shown = choose(before, Past(), 5)
    movers = frozenset(sorted(before[1])[:6])
    moved = more({**before, 1: before[1] - movers, 2: before[2] | movers}, p2={90})
    assert choose(moved, past(shown), 5) == shown


def voices(perspective, start, n, ticked=0, not_sure=0):
    """The first of them ticked "a", the next weren't sure."""
    return tuple(
        Voice(
            start + i,
            0,
            perspective,
            frozenset("a" if i < ticked else ""),
            frozenset("a" if ticked <= i < ticked + not_sure else ""),
        )
        for i in range(n)
    )


def show(*found, key="p1", k=5):
    return Teller(PERSPECTIVES, k).show([Part(key, ("a",), tuple(chain(*found)))])[0]


def test_numbers_are_told_when_all_groups_have_ten():
    inside, outside = show(voices(1, 0, 12, 5, 2), voices(2, 50, 10, 10))
    assert [(g.n, g.ticked["a"], g.not_sure["a"]) for g in inside.groups] == [(12, 5, 2), (10, ALL, FEW)]
    assert [g.labels for g in inside.groups] == [(PERSPECTIVES[1],), (PERSPECTIVES[2],)]
    assert outside == inside


def test_one_small_group_makes_words_of_the_whole_round():
    large = Part("p1", ("a",), voices(1, 0, 12, 5, 2))
    small = Part("p2", ("a",), voices(1, 0, 6, 3))
    (first, _), (second, second_outside) = Teller(PERSPECTIVES, 5).show([large, small])
    assert (first.groups[0].ticked["a"], first.groups[0].n) == (SOME, 12)
    assert (second.groups[0].ticked["a"], second.groups[0].n) == (HALF, None)
    assert second_outside.groups == ()


def test_outside_groups_have_ten_and_are_made_of_inside_ones():
    inside, outside = show(voices(1, 0, 6, 6), voices(2, 50, 7), voices(3, 80, 20, 12))
    assert [(g.perspectives, g.ticked["a"]) for g in inside.groups] == [
        ((1,), ALL),
        ((2,), FEW),
        ((3,), MANY),
    ]
    assert [(g.perspectives, g.ticked["a"]) for g in outside.groups] == [((3,), MANY), ((), HALF)]
    assert (outside.groups[1].fewest, outside.groups[1].most) == (10, 18)


def test_a_higher_k_is_kept_outside_too():
    inside, outside = show(voices(1, 0, 13), voices(2, 50, 11), k=12)
    assert sizes(dict(enumerate(inside.figures))) == {0: 24}
    assert outside == inside


def test_what_was_told_in_words_stays_in_words():
    one = voices(1, 0, 12, 5, 2)
    round = [Part("p1", ("a",), one + voices(2, 50, 7))]
    [(first, outside)] = Teller(PERSPECTIVES, 5).show(round)
    then = Part(
        "p1",
        ("a",),
        (),
        Past().then(first.groups, first.figures),
        Past().then(outside.groups, outside.figures),
    )
    now = replace(then, voices=one + voices(2, 50, 12, 6))
    [(second, _)] = Teller(PERSPECTIVES, 5).show([now])
    assert [(g.n, g.ticked["a"]) for g in second.groups] == [(12, SOME), (12, 6)]


def test_what_comes_back_is_told_as_it_was():
    then, _ = show(voices(1, 0, 12, 5, 2), voices(2, 50, 7))
    turned, _ = show(tuple(replace(voice, state=1) for voice in voices(1, 0, 12, 5, 2)))
    known = Past().then(then.groups, then.figures).then(turned.groups, turned.figures)
    assert known.known(then.figures[0]) == then.groups[0]
    assert known.known(then.figures[0]).ticked["a"] == SOME


def test_joined_groups_tell_no_more_than_they_did_apart():
    """12 of 13 and 2 of 12 are "all or nearly all" and 2; their exact sum would tell which."""
    [(first, _)] = Teller(PERSPECTIVES, 5).show(
        [Part("p1", ("a",), voices(1, 0, 13, 12) + voices(2, 50, 12, 2))]
    )
    known = Past().then(first.groups, first.figures)
    assert known.known(first.figures[0] | first.figures[1]).ticked == join(first.groups).ticked == {"a": HALF}
    assert known.known(first.figures[0] | {(99, 0)}) is None


def test_hidden_and_empty_look_the_same():
    hidden, empty = show(voices(1, 0, 2, 2), voices(2, 50, 2, 1)), show()
    assert hidden == empty
    assert hidden[0].groups == ()


@patient
@given(histories(5))
def test_of_every_history(blocks):
    round = Round(blocks, 5)
    own = {}
    for number in range(5):
        for (key, part), editions in zip(round.parts.items(), round.release(number), strict=True):
            for name, fewest, shown in zip(("inside", "outside"), (5, 10), editions, strict=True):
                groups_are_large_enough(shown, fewest)
                own[key, name] = groups_only_merge(own.get((key, name)), shown)
                nothing_is_taken_away(getattr(part, name), shown)
    moved = any(block.moves is not None for block in blocks)
    for key, _, group, figure in round.told:
        what_is_told_is_true(key, group, figure, moved=moved)


def groups_are_large_enough(shown, fewest):
    for group, figure in zip(shown.groups, shown.figures, strict=True):
        assert len({person for person, _ in figure}) == len(figure) >= fewest
        assert group.fewest <= len(figure) <= group.most
        assert group.n is None or group.n >= 10


def groups_only_merge(before, shown):
    now = {perspective for group in shown.groups for perspective in group.perspectives}
    assert before is None or now <= before
    return now if shown.groups else before


def nothing_is_taken_away(before, shown):
    """What was shown once is shown again, or something newer."""
    assert bool(shown.groups) >= bool(before.last)


@patient
@given(histories(5))
def test_a_round_is_in_words_or_in_numbers(blocks):
    round = Round(blocks, 5)
    for number in range(5):
        shown = [edition for editions in round.release(number) for edition in editions]
        groups = [group for edition in shown for group in edition.groups]
        told = [figure for group in groups for figure in (*group.ticked.values(), *group.not_sure.values())]
        if any(len(figure) < 10 for edition in shown for figure in edition.figures):
            assert not any(isinstance(figure, int) for figure in told)


def what_is_told_is_true(key, group, figure, *, moved):
    """As far as one group goes; joined ones are told by the middles of what their groups tell.

    Where people have moved, a perspective's group may be joined too: of those who were there and those who came.
    """
    for statement in PARTS[key]:
        ticked = sum(said(person, state % 10, key)[statement] == 1 for person, state in figure)
        told = group.ticked[statement]
        if isinstance(told, int):
            assert told == ticked
        elif len(group.perspectives) == 1 and not moved:
            assert told == word(ticked, len(figure))


def test_what_was_told_stays_when_the_budget_is_spent():
    before = people(p1=6, p2=7)
    shown = choose(before, Past(), 5)
    now = more(before, p1=range(90, 99))
    assert sizes(choose_within(now, past(shown), 5, Budget())) == {1: 15, 2: 7}
    assert choose_within(now, past(shown), 5, Budget(-1)) == shown
    assert choose_within(before, past(shown), 5, Budget(-1)) == shown


def test_a_later_release_costs_little_when_all_changes():
    """Every group of 150 changes whenever it can, ten times."""
    blocks = [
        Block(50, 1 + n % 3, ("p1", "p2"), 0, tuple((r >> n % 4) & 1 for r in range(10))) for n in range(9)
    ]
    round = Round(blocks, 5)
    for number in range(10):
        round.release(number)
    assert len(round.parts["p1"].inside.told) > 3
