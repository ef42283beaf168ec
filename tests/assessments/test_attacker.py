"""Who keeps all that is ever shown never works out a figure that rests on fewer than k persons, nor their answers."""

import os
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.disclosure import PartToTell, Voice
from assessments.group import Group
from assessments.shown import Edition
from tests.assessments.attacker import Attacker, add, rank
from tests.assessments.histories import LEFT, PARTS, Block, Round, believable, histories, said, turns
from tests.assessments.reader import Reader, read

RELEASES = 5
HISTORIES = int(os.environ.get("HISTORIES", "500"))  # 10,000 before a rule changes
A_TEST = 50
patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def play(blocks, k, show=None, releases=RELEASES):
    round = Round(blocks, k)
    for number in range(releases):
        round.release(number, show)
    return round


def found(round, k):
    """What the attacker finds in each part and edition."""
    fewest = {"inside": k, "outside": max(10, k)}
    attacks = [Attacker(fewest[edition]).isolates(figures) for (_, edition), figures in round.figures.items()]
    return [figure for figure in attacks if figure]


@patient
@given(st.sampled_from([3, 5, 5, 6]).flatmap(lambda k: st.tuples(st.just(k), histories(k, RELEASES))))
def test_nobody_can_be_isolated(case):
    k, blocks = case
    assert not found(play(blocks, k), k)


@patient
@given(histories(12, 3))
def test_nor_with_a_higher_k(blocks):
    assert not found(play(blocks, 12, releases=3), 12)


@patient
@given(histories(5, RELEASES))
def test_both_editions_of_all_releases_are_no_more_than_the_inside_one(blocks):
    round = play(blocks, 5)
    for part in round.parts:
        figures = round.figures.get((part, "inside"), []) + round.figures.get((part, "outside"), [])
        assert not Attacker(5).isolates(figures)


@pytest.mark.parametrize("first", range(0, HISTORIES, A_TEST))
def test_words_and_numbers_leave_everybodys_answers_open(first):
    """In either edition: for every statement and every fewer than k persons there is a second world."""
    for seed in range(first, min(first + A_TEST, HISTORIES)):
        k = (5, 5, 6, 8)[seed % 4]
        round = Round(believable(seed), k, parts={"p1": PartToTell("p1", PARTS["p1"])}).play(4)
        for edition, fewest in (("inside", k), ("outside", max(10, k))):
            assert not read(round, "p1", edition, fewest, what_was_said), f"history {seed}, {edition}"


def what_was_said(atom):
    person, state = atom
    return said(person, state % 10, "p1")


# Neither is blind: against weaker rules they find somebody.


def crowd(*people):
    """Whoever is in a figure; a person who answered otherwise later is `(person, 1)`."""
    return frozenset(
        person if isinstance(person, tuple) else (person, 0) for some in people for person in some
    )


@pytest.mark.parametrize(
    ("told", "ticks", "finds"),
    [
        # "All or nearly all" of 12, two take it back and six come who don't tick: "9 of 18".
        (
            [(crowd(range(12)), "all", "few"), (crowd(range(2, 18), [(0, 1), (1, 1)]), 9, "few")],
            range(11),
            True,
        ),
        (
            [(crowd(range(12)), "all", "few"), (crowd(range(2, 18), [(0, 1), (1, 1)]), "many", "few")],
            range(11),
            False,
        ),
        # Words alone: all or nearly all of 5, and then some of 10.
        ([(crowd(range(5)), "all", "few"), (crowd(range(10)), "some", "few")], range(4), True),
        ([(crowd(range(5)), "all", "few"), (crowd(range(10)), "many", "few")], range(6), False),
        # One figure by itself leaves everything open.
        ([(crowd(range(12)), 5, "few")], range(5), False),
    ],
)
def test_the_reader_finds_the_only_world_there_is(told, ticks, finds):
    truth = {atom: int(atom[1] == 0 and atom[0] in ticks) for figure, *_ in told for atom in figure}
    assert bool(Reader(told, truth, 5).finds_out()) == finds


def show_everything(parts):
    """All perspectives with 5 people, as they are now: no rule about what was shown before."""
    return [(_everybody(part.voices), Edition()) for part in parts]


def _everybody(voices) -> Edition:
    figure = frozenset(voice.atom for voice in voices)
    return Edition((Group((), (), 5, 9),), (figure,)) if len(figure) >= 5 else Edition()


def compare_in_pairs(parts):
    """Rule 3 as it is often built: a new figure has to differ from each earlier one by 5 people."""
    shown = []
    for part in parts:
        now = _everybody(part.voices)
        far = (
            all(len({person for person, _ in now.figures[0] ^ then}) >= 5 for then in part.inside.told)
            if now.figures
            else True
        )
        shown.append((now if far else Edition(), Edition()))
    return shown


def one_leaves():
    return [Block(12, 1, ("p1",), 0, (0, 0)), Block(1, 1, ("p1",), 0, (0, LEFT))]


def two_blocks_turn_one_by_one():
    """The last release is the third and the second less the first, but for one person who has left."""
    there = Block(10, 1, ("p1",), 0, (0, 0, 0, 0))
    turn, turn_too = Block(5, 1, ("p1",), 0, (0, 1, 0, 1)), Block(5, 1, ("p1",), 0, (0, 0, 1, 1))
    return [there, turn, turn_too, Block(1, 1, ("p1",), 0, (0, 0, 0, LEFT))]


def test_without_a_rule_the_attacker_subtracts_the_one_who_left():
    assert found(play(one_leaves(), 5, show_everything, releases=2), 5)
    assert not found(play(one_leaves(), 5, releases=2), 5)


def test_comparing_in_pairs_is_not_enough():
    blocks = two_blocks_turn_one_by_one()
    naive = play(blocks, 5, compare_in_pairs, releases=4)
    figures = naive.figures["p1", "inside"]
    assert len({tuple(sorted(figure)) for figure in figures}) == 4
    assert not any(0 < len({p for p, _ in add((1, a), (-1, b))}) < 5 for a, b in combinations(figures, 2))
    assert {person for person, _ in Attacker(5).isolates(figures)} == {300}
    assert not found(play(blocks, 5, releases=4), 5)


def test_the_attacker_often_finds_somebody_without_a_rule():
    random = Random(5)  # noqa: S311
    won = sum(bool(found(play(_some_blocks(random), 5, show_everything), 5)) for _ in range(40))
    assert won > 20


def _some_blocks(random):
    turning = ["".join(random.choice("..../") for _ in range(RELEASES)) for _ in range(6)]
    return [Block(random.randint(1, 7), 1, ("p1",), 0, turns(steps)) for steps in turning]


@pytest.mark.parametrize(
    ("rows", "expected"), [([], 0), ([(1, 1), (2, 2)], 1), ([(1, 0), (1, 1)], 2), ([(0, 0)], 0)]
)
def test_the_attacker_can_calculate(rows, expected):
    assert rank(rows) == expected


def test_something_is_shown_and_does_change():
    """Showing nothing would be safe too."""
    blocks = [
        Block(12, 1, ("p1",), 0, (0, 0, 0)),
        Block(8, 2, ("p1",), 0, (0, 1, 1)),
        Block(6, 3, ("p1",), 1, (0, 0, 1)),
    ]
    round = Round(blocks, 5)
    shown = [round.release(number)[0][0].groups for number in range(3)]
    assert [[group.perspectives for group in groups] for groups in shown] == [
        [(1,), (2,)],
        [(1,), (2,), (3, 4, 5, 6)],
        [(1,), (2,), (3, 4, 5, 6)],
    ]
    assert [group.n for group in shown[0]] == [12, None]
    assert shown[0][1] != shown[1][1]
    assert isinstance(round.voices("p1", 0)[0], Voice)
