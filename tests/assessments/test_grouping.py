"""Who is shown together: like joins like, and nobody counts as few."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.choosing import Choice
from assessments.grouping import Rules, keep_joined
from assessments.isolating import STEPS, Budget
from assessments.shown import Past
from teams.sides import FAMILY, LIVED_EXPERIENCE, OTHERS, PAID, SUPPORT, UNSAID

SUPPORTED, CARER, STAFF, MANAGER, COUNCILLOR, CHARITY, UNSURE = range(1, 8)
SIDES = {
    SUPPORTED: SUPPORT,
    CARER: FAMILY,
    STAFF: PAID,
    MANAGER: PAID,
    COUNCILLOR: OTHERS,
    CHARITY: OTHERS,
    UNSURE: UNSAID,
}
FIVE = {SUPPORTED: 5, CARER: 5, STAFF: 5, MANAGER: 5, COUNCILLOR: 5, CHARITY: 5, UNSURE: 5}
ELSE = (None,)


def people(sizes, start=0):
    """`people({1: 5, None: 2})` are 5 of perspective 1 and 2 who chose nothing."""
    found = {}
    for perspective, size in sizes.items():
        found[perspective] = frozenset((person, 0) for person in range(start, start + size))
        start += size
    return found


def choose(now, past=None, *, sides=SIDES, closing=False, steps=STEPS):
    past = past or Past()
    rules = Rules(sides, 5, closing)
    units = keep_joined(rules.singly(now), past.last)
    return Choice(rules, past, Budget(steps)).choose(units)


def shown(picture):
    return {
        tuple(sorted(place, key=lambda one: (one is None, one))): len(figure)
        for place, figure in picture.items()
    }


def past(picture):
    """As if it had been shown."""
    return Past(told=dict.fromkeys(picture.values()), last=picture)


def group(sizes, **how):
    return shown(choose(people(sizes), **how))


@pytest.mark.parametrize(
    ("changed", "joined"),
    [
        ({}, {}),
        # a: fewer than k join each other, …
        ({SUPPORTED: 3, CARER: 2}, {(SUPPORTED, CARER): 5}),
        # … and, if they are still too few, the last group of their side.
        ({COUNCILLOR: 3}, {(COUNCILLOR, CHARITY): 8}),
        ({MANAGER: 0}, {(STAFF, MANAGER): 5}),
        # b: What is left joins everybody else.
        ({COUNCILLOR: 2, CHARITY: 2}, {(COUNCILLOR, CHARITY, UNSURE, None): 9}),
        # c: They are too few, so the last group of others joins them, or of paid.
        ({UNSURE: 2}, {(CHARITY, UNSURE, None): 7}),
        ({COUNCILLOR: 0, CHARITY: 0, UNSURE: 0}, {(MANAGER, COUNCILLOR, CHARITY, UNSURE, None): 5}),
    ],
)
def test_groups_of_a_first_release(changed, joined):
    covered = {one for place in joined for one in place}
    alone = {(one,): 5 for one in SIDES if one not in covered | {UNSURE}}
    rest = {} if UNSURE in covered else {(UNSURE, None): 5}
    assert group(FIVE | changed) == alone | rest | joined


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({}, {}),
        ({SUPPORTED: 4}, {}),
        ({SUPPORTED: 6, CARER: 7, STAFF: 4}, {(SUPPORTED,): 6, (CARER,): 7}),
        (
            {STAFF: 3, MANAGER: 1, UNSURE: 1, None: 3},
            {(STAFF, MANAGER, COUNCILLOR, CHARITY, UNSURE, None): 8},
        ),
        (
            {SUPPORTED: 4, UNSURE: 5},
            {(STAFF, MANAGER, COUNCILLOR, CHARITY, UNSURE, None): 5},
        ),  # who waits isn't counted
    ],
)
def test_who_is_too_few_for_any_group_isnt_shown(sizes, groups):
    assert group(sizes) == groups


def test_when_a_round_closes_what_is_left_of_lived_experience_joins_everybody_else():
    sizes = FIVE | {SUPPORTED: 2, CARER: 2}
    everybody_else = (SUPPORTED, CARER, UNSURE, None)
    assert group(sizes, closing=True) == {
        (STAFF,): 5,
        (MANAGER,): 5,
        (COUNCILLOR,): 5,
        (CHARITY,): 5,
        everybody_else: 9,
    }


def test_where_nobody_can_be_left_over_nobody_is_joined_with_them():
    """Without a perspective for who doesn't say, and without anybody who chose nothing."""
    sides = {SUPPORTED: SUPPORT, CARER: FAMILY, STAFF: PAID}
    assert group({SUPPORTED: 5, CARER: 2, STAFF: 5}, sides=sides) == {(SUPPORTED, CARER): 7, (STAFF,): 5}
    assert group({SUPPORTED: 5, STAFF: 5, None: 1}, sides=sides) == {(SUPPORTED, CARER): 5, (STAFF, None): 6}


def test_the_last_group_is_so_by_the_organisations_list():
    sizes = {SUPPORTED: 30, CARER: 9, STAFF: 20, MANAGER: 7}
    backwards = dict(reversed(SIDES.items()))
    assert (STAFF, COUNCILLOR, CHARITY, UNSURE, None) in group(sizes, sides=backwards)
    assert (MANAGER, COUNCILLOR, CHARITY, UNSURE, None) in group(sizes)


@pytest.mark.parametrize(
    "rest", [{COUNCILLOR: 0, UNSURE: 0}, {COUNCILLOR: 1, UNSURE: 1}, {COUNCILLOR: 4, UNSURE: 0}]
)
def test_nobody_is_shown_as_few_are(rest):
    places = [(SUPPORTED, CARER), (STAFF,), (MANAGER, COUNCILLOR, CHARITY, UNSURE, None)]
    for few in range(5):
        assert list(group({SUPPORTED: 9, CARER: few, STAFF: 8, MANAGER: 7, **rest})) == places


@pytest.mark.parametrize("closing", [False, True])
def test_what_is_shown_proves_nobody_to_be_nobody(closing):
    """Of all head counts that look the same. Who is proved to be there is one of several few that make k together."""
    sides = {one: SIDES[one] for one in (SUPPORTED, CARER, STAFF, COUNCILLOR)}
    looks = {}
    for counts in product(range(7), repeat=4):
        picture = choose(people(dict(zip(sides, counts, strict=True))), sides=sides, closing=closing)
        looks.setdefault(frozenset(picture), []).append((counts, picture))
    for alike in looks.values():
        for number, one in enumerate(sides):
            possible = {counts[number] for counts, _ in alike}
            assert possible != {0}
            for counts, picture in alike:
                if 0 not in possible and 0 < counts[number] < 5:
                    (place,) = [place for place in picture if one in place]
                    assert all(counts[n] < 5 for n, other in enumerate(sides) if other in place)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([*SIDES, None]), st.integers(0, 14)), st.booleans())
def test_of_every_first_release(sizes, closing):
    picture = choose(people(sizes), closing=closing)
    lived = {one for one, side in SIDES.items() if side in LIVED_EXPERIENCE}
    assert all(len(figure) >= 5 for figure in picture.values())
    assert len(frozenset().union(*picture.values())) == sum(map(len, picture.values()))
    for place in picture:
        assert None in place or len({SIDES[one] in LIVED_EXPERIENCE or SIDES[one] for one in place}) == 1
        assert closing or None not in place or not place & lived
    enough = sum(sizes.get(one, 0) for one in lived) >= 5
    assert enough == any(place <= lived for place in picture)


def test_what_was_shown_as_one_is_never_split():
    first = choose(people({SUPPORTED: 5, CARER: 2}))
    now = people({SUPPORTED: 9, CARER: 12}, start=100)
    assert shown(choose(now, past(first))) == {(SUPPORTED, CARER): 21}


def test_perspectives_that_were_not_shown_are_free():
    first = choose(people({SUPPORTED: 1, STAFF: 5, None: 5}))
    now = people({SUPPORTED: 1, STAFF: 5, None: 5}) | people({CARER: 8}, start=50)
    later = choose(now, past(first))
    assert shown(later) == shown(first) | {(SUPPORTED, CARER): 9}


def test_lived_experience_below_k_keeps_its_last_figures_and_never_joins_another_side():
    before = people({SUPPORTED: 6, STAFF: 7, None: 6})
    first = choose(before)
    few = before | {SUPPORTED: frozenset(list(before[SUPPORTED])[:2])}
    for closing in (False, True):
        picture = choose(few | people({UNSURE: 9}, start=50), past(first), closing=closing)
        assert picture[frozenset([SUPPORTED, CARER])] == first[frozenset([SUPPORTED, CARER])]
        assert [place for place in picture if place & {SUPPORTED, CARER}] == [{SUPPORTED, CARER}]


def test_a_paid_group_that_has_shrunk_keeps_its_figures_until_it_can_join():
    before = people({SUPPORTED: 7, STAFF: 6})
    first = choose(before)
    few = {**before, STAFF: frozenset(list(before[STAFF])[:1])}
    assert choose(few, past(first)) == first
    enough = few | people({UNSURE: 14}, start=50)
    assert shown(choose(enough, past(first))) == {
        (SUPPORTED, CARER): 7,
        (STAFF, MANAGER, COUNCILLOR, CHARITY, UNSURE, None): 15,
    }


def more(picture, changes):
    return picture | {
        one: picture.get(one, frozenset()) | {(person, 0) for person in added}
        for one, added in changes.items()
    }


def test_one_more_changes_nothing_and_five_do():
    before = people({SUPPORTED: 6, CARER: 7})
    first = choose(before)
    assert choose(more(before, {SUPPORTED: {90}}), past(first)) == first
    now = more(before, {SUPPORTED: {90, 91, 92, 93, 94}})
    assert shown(choose(now, past(first))) == {(SUPPORTED,): 11, (CARER,): 7}


def test_each_group_waits_for_itself():
    before = people({SUPPORTED: 6, CARER: 7})
    now = more(before, {SUPPORTED: range(90, 95), CARER: {95}})
    assert shown(choose(now, past(choose(before)))) == {(SUPPORTED,): 11, (CARER,): 7}


def test_nobody_is_in_two_groups():
    """6 move from one to the other, and somebody comes: nobody's figures can change without telling who came."""
    before = people({SUPPORTED: 10, CARER: 7})
    first = choose(before)
    movers = frozenset(sorted(before[SUPPORTED])[:6])
    moved = {SUPPORTED: before[SUPPORTED] - movers, CARER: before[CARER] | movers}
    assert choose(more(moved, {CARER: {90}}), past(first)) == first


def test_everybody_gone_leaves_what_was_shown():
    first = choose(people({SUPPORTED: 6, STAFF: 8}))
    assert choose({}, past(first)) == first


def test_what_was_told_stays_when_the_budget_is_spent():
    before = people({SUPPORTED: 6, CARER: 7})
    first = choose(before)
    now = more(before, {SUPPORTED: range(90, 99)})
    assert shown(choose(now, past(first))) == {(SUPPORTED,): 15, (CARER,): 7}
    assert choose(now, past(first), steps=-1) == first
    assert choose(before, past(first), steps=-1) == first


def test_everybody_else_is_named_by_the_group_that_joined_it():
    def leads(sizes):
        rules = Rules(SIDES, 5)
        units = rules.singly(people(sizes))
        return [set(rules.leads(place, units)) for place in rules.group(units, {})]

    assert leads({SUPPORTED: 5, STAFF: 9, MANAGER: 5}) == [set(), set(), {MANAGER}]
    assert leads({SUPPORTED: 5, STAFF: 9, MANAGER: 3}) == [set(), {STAFF, MANAGER}]
    assert leads({SUPPORTED: 5, STAFF: 2, CHARITY: 6, UNSURE: 2}) == [set(), {COUNCILLOR, CHARITY}]
    assert leads({SUPPORTED: 5, STAFF: 4, UNSURE: 2}) == [set(), set()]
