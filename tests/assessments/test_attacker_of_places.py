"""Who keeps all that is ever told of where people placed an activity never learns a number: of fewer than k persons, or
of a group, for any set of places."""

import pytest

from assessments import disclosure
from assessments.disclosure import PartToTell
from assessments.telling_places import Asked
from tests.assessments.attacker import Attacker
from tests.assessments.histories import ACTIVITY, ASKED, Round, believable, placed
from tests.assessments.place_reader import PlaceReader, read_places
from tests.assessments.test_attacker import A_TEST, HISTORIES, crowd


def play(seed: int) -> Round:
    k = (5, 5, 6, 8)[seed % 4]
    blocks = believable(seed, 4, (ACTIVITY,))
    asked = ASKED[seed % 3 == 0]  # every third time answers without an order
    part = PartToTell(ACTIVITY, (), asked=(asked,))
    return Round(blocks, k, parts={ACTIVITY: part}, way=seed // 4).play(4)


def finds_out(round: Round, edition: str, fewest: int):
    def place_of(atom, key):
        person, state = atom
        return placed(person, state % 10, round.way)[key]

    return read_places(round, ACTIVITY, edition, fewest, place_of)


@pytest.mark.parametrize("first", range(0, HISTORIES, A_TEST))
def test_words_leave_open_where_people_placed_it(first):
    for seed in range(first, min(first + A_TEST, HISTORIES)):
        round = play(seed)
        editions = [("inside", round.k), ("outside", max(10, round.k))]
        for edition, fewest in editions[: 1 + (seed % 4 == 1)]:  # outside tells nothing that inside doesn't
            assert not finds_out(round, edition, fewest), f"history {seed}, {edition}"


def test_who_reads_goes_far_before_it_takes_something_for_known():
    """In this history its search gives up, but there is another world: several people go at once."""
    round = play(8797)
    assert not finds_out(round, "inside", round.k)


def test_sums_of_an_activity_rest_on_enough_people_too():
    """Figures of both editions, each of which is a sum over everybody who has finished it."""
    for seed in range(HISTORIES // 20):
        round = play(seed)
        figures = [figure for edition in round.figures.values() for figure in edition]
        assert not Attacker(round.k, tries=20).isolates(figures), f"history {seed}"


# The reader isn't blind: without the rule it finds somebody.


def test_without_the_rule_the_reader_finds_somebody(monkeypatch):
    monkeypatch.setattr(disclosure, "places_give_away", lambda *_: False)
    rounds = [play(seed) for seed in range(20, 30)]
    assert [round for round in rounds if finds_out(round, "inside", round.k)]


LADDER, APART = Asked("rung", 3), Asked("plans", 3, in_order=False)


@pytest.mark.parametrize(
    ("asked", "told", "truth", "finds"),
    [
        # All or nearly all of 5 are on rung 2 or higher, and then some of 10: it is 4, and none of those who came.
        (LADDER, [crowd(range(5)), crowd(range(10))], dict.fromkeys(range(4), 2), True),
        (LADDER, [crowd(range(5)), crowd(range(12))], dict.fromkeys(range(4), 2), False),
        # One figure by itself leaves everything open.
        (LADDER, [crowd(range(7))], dict.fromkeys(range(7), 1), False),
        # Three answers without an order, by two people of 6 each: then nobody is left, and that isn't told.
        (APART, [crowd(range(6))], {person: 1 + person // 2 for person in range(6)}, False),
    ],
)
def test_the_reader_finds_the_only_world_there_is(asked, told, truth, finds):
    places = {atom: truth.get(atom[0], 0) for figure in told for atom in figure}
    spoken = [(figure, asked.tell([{asked.key: places[atom]} for atom in figure])) for figure in told]
    assert bool(PlaceReader(asked, spoken, places, 5).finds_out()) == finds
