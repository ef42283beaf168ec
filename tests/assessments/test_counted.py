"""What is told of persons' sheets, and that it tells no more than it says."""

import json
from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.counted import INSIDE, OUTSIDE, CountedActivity, CountedPrinciple, Counts
from assessments.group import Group, join, sized
from assessments.telling import ALL, FEW, HALF, MANY, SOME, spans, tell, word
from teams.sides import FAMILY, OTHERS, PAID, SIDES, SUPPORT, UNSAID


def group(n=12, ticked=5, not_sure=2, perspective=1, k=5):
    fewest, most = sized(n, k)
    return Group((perspective,), (f"View {perspective}",), fewest, most, {"a": ticked}, {"a": not_sure})


figures = st.dictionaries(
    st.sampled_from("abc"), st.integers(2, 30) | st.sampled_from([FEW, SOME, MANY, ALL])
)
groups = st.builds(
    Group,
    perspectives=st.lists(st.integers(1, 9), max_size=1).map(tuple),
    labels=st.lists(st.text(max_size=9), max_size=1).map(tuple),
    fewest=st.just(10),
    most=st.integers(10, 40),
    ticked=figures,
    not_sure=figures,
    is_everybody_else=st.booleans(),
    leads=st.lists(st.integers(1, 9), max_size=1).map(tuple),
    counted_on=st.sampled_from(["", "2027-03-19"]),
    placed=st.dictionaries(
        st.sampled_from(["rung.now", "rung.aim"]),
        st.lists(st.sampled_from([FEW, MANY]), max_size=3).map(tuple),
    ),
)
principles = st.lists(
    st.builds(CountedPrinciple, st.text(max_size=9), st.lists(groups, max_size=3).map(tuple)), max_size=3
).map(tuple)
activities = st.lists(
    st.builds(CountedActivity, st.text(max_size=9), st.lists(groups, max_size=3).map(tuple)), max_size=2
).map(tuple)
listed = st.lists(
    st.tuples(st.integers(1, 9), st.text(max_size=9), st.sampled_from(list(SIDES))), max_size=3
).map(tuple)


@given(
    st.builds(
        Counts,
        st.integers(5, 20),
        principles,
        principles,
        st.booleans(),
        st.booleans(),
        listed,
        activities,
        activities,
    )
)
def test_counts_survive_being_kept(counts):
    assert Counts.from_json(json.loads(json.dumps(counts.to_json()))) == counts


def test_a_release_from_before_people_placed_anything_has_no_activities():
    stored = {name: told for name, told in Counts().to_json().items() if "activities" not in name}
    assert Counts.from_json(stored) == Counts()
    assert Counts().activity("lunch", OUTSIDE) == CountedActivity("lunch")


def test_an_activity_is_found_by_its_key_in_either_edition():
    inside, outside = CountedActivity("lunch", (group(7),)), CountedActivity("lunch", (group(20),))
    counts = Counts(activities=(inside,), outside_activities=(outside,))
    assert (counts.activity("lunch", INSIDE), counts.activity("lunch", OUTSIDE)) == (inside, outside)
    assert counts.heard(INSIDE) == {1}


def test_joined_groups_tell_of_places_what_they_tell_together():
    """In the order of the ladder still: whoever is on a rung or higher is on the one below or higher."""
    few, many = (Group((), (), 12, 12, placed={"rung.now": words}) for words in ((MANY, FEW), (ALL, ALL)))
    assert join([few, many]).placed == {"rung.now": (MANY, HALF)}


def test_a_release_from_before_counting_has_none():
    assert Counts.from_json({}) == Counts()
    assert Counts().principle("p1", INSIDE) == CountedPrinciple("p1")
    assert Counts().principle("p1", INSIDE).together is None


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (5, [FEW, FEW, HALF, HALF, ALL, ALL]),
        (6, [FEW, FEW, HALF, HALF, HALF, ALL, ALL]),
        (7, [FEW, FEW, SOME, SOME, MANY, MANY, ALL, ALL]),
        (8, [FEW, FEW, SOME, SOME, MANY, MANY, MANY, ALL, ALL]),
        (9, [FEW, FEW, SOME, SOME, SOME, MANY, MANY, MANY, ALL, ALL]),
    ],
)
def test_words(n, words):
    assert [word(count, n) for count in range(n + 1)] == words


def test_numbers_keep_words_at_their_edges():
    told = [tell(count, 0, 12, in_words=False)[0] for count in range(13)]
    assert told == [FEW, FEW, 2, 3, 4, 5, 6, 7, 8, 9, 10, ALL, ALL]


@pytest.mark.parametrize(
    ("ticked", "not_sure", "told"),
    [
        (5, 4, (5, 4)),  # leaves 3
        (5, 5, (5, 5)),  # leaves 2
        (5, 6, (5, MANY)),  # leaves 1
        (5, 7, (5, MANY)),  # leaves nobody
        (6, 6, (6, SOME)),  # else half and half would say that there is nobody left
        (10, 2, (10, FEW)),
        (10, 1, (10, FEW)),
    ],
)
def test_those_not_sure_are_told_such_that_the_rest_stays_open(ticked, not_sure, told):
    assert tell(ticked, not_sure, 12, in_words=False) == told


@pytest.mark.parametrize("in_words", [True, False])
@pytest.mark.parametrize("n", [*range(5, 26), 40])
def test_nobody_who_knows_the_rules_can_tell_0_from_1_or_all_from_all_but_one(n, in_words):
    """Of those who ticked, who weren't sure, and the rest: all that fits what was told leaves it open."""
    if n < 10 and not in_words:
        return
    fitting = defaultdict(list)
    for ticked, not_sure in product(range(n + 1), repeat=2):
        if ticked + not_sure <= n:
            told = tell(ticked, not_sure, n, in_words=in_words)
            fitting[told].append((ticked, not_sure, n - ticked - not_sure))
    for told, possible in fitting.items():
        for part in zip(*possible, strict=True):
            assert set(part) not in [{0}, {1}, {n - 1}, {n}], (told, possible)


@pytest.mark.parametrize("in_words", [True, False])
@pytest.mark.parametrize("n", [*range(5, 30), 41, 60])
def test_what_is_told_leaves_just_these_open(n, in_words):
    """The other way round, from what is told to all that may be meant, whether numbers might have been told or not."""
    if n < 10 and not in_words:
        return
    pairs = [
        (ticked, not_sure) for ticked, not_sure in product(range(n + 1), repeat=2) if ticked + not_sure <= n
    ]
    fitting = defaultdict(set)
    for pair in pairs:
        fitting[tell(*pair, n, in_words=in_words)].add(pair)
    for told, possible in fitting.items():
        (least, most), (fewest, many) = spans(*told, n)
        assert possible == {(t, u) for t, u in pairs if least <= t <= most and fewest <= u <= many}, told


@given(st.integers(10, 60), st.data())
def test_words_for_numbers_are_made_of_the_numbers(n, data):
    ticked = data.draw(st.integers(0, n))
    told = tell(ticked, 0, n, in_words=False)[0]
    in_words = Group((), (), n, n, {"a": told}, {}).in_words()
    assert in_words.ticked == {"a": word(ticked, n)}
    assert in_words.in_words() == in_words


def test_sizes_below_10_are_not_told():
    assert [sized(9, 5), sized(10, 5), sized(9, 7)] == [(5, 9), (10, 10), (7, 9)]
    assert (group(9, SOME).n, group(12).n) == (None, 12)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([group(12, 5), group(20, 11)], 16),
        ([group(7, FEW), group(30, FEW)], FEW),
        ([group(7, HALF), group(7, HALF)], HALF),
        ([group(7, ALL), group(7, FEW)], HALF),
        ([group(12, 4), group(30, FEW)], SOME),
        ([group(12, 9), group(30, ALL)], MANY),
        ([group(12, MANY)], MANY),
    ],
)
def test_totals_are_made_of_what_the_groups_tell(parts, told):
    total = CountedPrinciple("p1", tuple(parts)).together
    assert total.ticked == {"a": told}
    assert total.perspectives == ()


def test_the_size_of_a_total_is_as_open_as_its_groups():
    assert (join([group(12), group(20)]).n) == 32
    total = join([group(7, SOME), group(20)])
    assert (total.n, total.fewest, total.most) == (None, 25, 29)


def test_an_edition_is_asked_for_by_name():
    inside, outside = CountedPrinciple("p1", (group(),)), CountedPrinciple("p1", (group(40),))
    listed = ((1, "Carer", FAMILY), (2, "Councillor", OTHERS), (3, "Dim ateb", UNSAID))
    counts = Counts(7, (inside,), (outside,), perspectives=listed)
    assert (counts.edition(INSIDE), counts.edition(OUTSIDE)) == ((inside,), (outside,))
    assert counts.principle("p1", OUTSIDE) == outside
    assert (counts.fewest(INSIDE), counts.fewest(OUTSIDE), Counts(12).fewest(OUTSIDE)) == (7, 10, 12)
    assert counts.without_a_group(INSIDE) == ("Councillor",)


SUPPORTED, CARER, STAFF, MANAGER, COUNCILLOR = range(1, 6)
LABELS = ("People who draw on support", "Family carers", "I work here", "I manage", "Councillors")


def named(*perspectives, leads=None):
    """A group of these; with `leads`, everybody else."""
    labels = tuple(LABELS[one - 1] for one in perspectives)
    whose = {"is_everybody_else": leads is not None, "leads": tuple(leads or ())}
    return Group(perspectives, labels, 5, 9, {"a": SOME}, {"a": FEW}, **whose)


@pytest.mark.parametrize(
    ("group", "name"),
    [
        (named(SUPPORTED), "People who draw on support"),
        (named(SUPPORTED, CARER), "People who draw on support, or family carers"),
        (named(STAFF, MANAGER), "I work here, or I manage"),
        (named(MANAGER, COUNCILLOR, leads=[MANAGER]), "I manage, or anybody else"),
        (named(STAFF, COUNCILLOR, leads=[]), "Everybody else"),
    ],
)
def test_a_group_is_named_by_all_that_it_may_be(group, name):
    assert group.name == name


def test_who_is_heard_is_who_a_group_is_named_by():
    first = CountedPrinciple("p1", (named(SUPPORTED, CARER), named(MANAGER, COUNCILLOR, leads=[MANAGER])))
    second = CountedPrinciple("p2", (named(SUPPORTED, CARER),))
    sides = (SUPPORT, FAMILY, PAID, PAID, OTHERS)
    listed = tuple(zip(range(1, 6), LABELS, sides, strict=True))
    counts = Counts(5, (first, second), perspectives=listed)
    assert counts.heard(INSIDE) == {SUPPORTED, CARER, MANAGER}
    assert [group.name for group in counts.groups(INSIDE)] == [group.name for group in first.groups]
    assert counts.without_a_group(INSIDE) == ("I work here", "Councillors")


def test_words_stand_beside_the_name_of_the_group_that_holds_their_writer():
    part = CountedPrinciple("p1", (named(SUPPORTED, CARER), named(MANAGER, COUNCILLOR, leads=[MANAGER])))
    assert {one: part.group_of(one).name for one in (CARER, COUNCILLOR, None)} == {
        CARER: "People who draw on support, or family carers",
        COUNCILLOR: "I manage, or anybody else",
        None: "I manage, or anybody else",
    }
    assert part.group_of(STAFF) is None
    assert CountedPrinciple("p1", (named(COUNCILLOR, leads=[]),)).group_of(COUNCILLOR) is None
