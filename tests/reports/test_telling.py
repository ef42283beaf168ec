"""From what was agreed to what is told about each principle."""

from dataclasses import replace

import pytest

from assessments.agreed import Agreed, AgreedPrinciple, AgreedStanding, Room
from assessments.comparison import Look
from reports.telling import tell_principles
from tests.reports.sample import make_looks, our_rubric

DOCUMENT = our_rubric()


def tell(then=None, **agreed):
    """What is told about “Reciprocity”, which has 2, 3 and 3 statements."""
    principle = AgreedPrinciple("reciprocity", **agreed)
    told = tell_principles(Look(DOCUMENT, Agreed(Room(), (principle,))), then)
    return next(p for p in told if p.key == "reciprocity")


def counts(principle):
    return [level.in_words for level in principle.levels]


def test_every_statement_of_the_rubric_is_told_once():
    told = tell_principles(make_looks(DOCUMENT)[1])
    assert [s.text for p in told for s in p.statements] == [s.text for s in DOCUMENT.statements]


def test_in_a_finished_part_no_mark_means_not_ticked():
    principle = tell(finished=True, answers={"only-paid-staff": "ticked", "offered-and-asked": "not-sure"})
    assert counts(principle) == ["1 of 2", "0 of 3", "0 of 3, 1 not sure"]


def test_in_an_unfinished_part_it_means_nothing_yet():
    principle = tell(answers={"only-paid-staff": "ticked"})
    assert counts(principle) == ["1 of 2 so far", "Not answered yet", "Not answered yet"]


def test_what_the_earlier_wording_had_not_is_not_counted():
    then, _ = make_looks(DOCUMENT)
    first = then.document.principles[2]
    shorter = replace(first, statements=first.statements[1:])
    older = replace(then.document, principles=(*then.document.principles[:2], shorter))
    principle = tell(Look(older, then.agreed), finished=True)
    assert principle.statements[0].then == "not-asked"
    assert principle.levels[0].then_in_words == "0 of 1"


def test_what_was_not_asked_last_time_is_told_from_what_was_not_placed():
    then, _ = make_looks(DOCUMENT)
    others = tuple(part for part in DOCUMENT.principles if part.key != "reciprocity")
    without = replace(then.document, principles=others)
    unplaced = replace(then.document, levels=then.document.levels[:2])
    asked_then = [
        tell(Look(document, then.agreed)).placement.was_asked
        for document in (then.document, without, unplaced)
    ]
    assert asked_then == [True, False, False]
    assert not tell().placement.was_asked


@pytest.mark.parametrize(
    ("agreed", "label"),
    [
        ({}, "Not answered yet"),
        ({"finished": True}, "Looked at, nothing chosen"),
        ({"finished": True, "answers": {"only-paid-staff": "ticked"}}, "Not placed yet"),
        ({"finished": True, "standing": AgreedStanding(first_level="not-yet")}, "Haven’t got this"),
        (
            {"finished": True, "standing": AgreedStanding(first_level="not-yet", level="doing-well")},
            "Doing really well",
        ),
    ],
)
def test_a_placement_is_the_teams_own_or_says_why_there_is_none(agreed, label):
    assert tell(**agreed).placement.label == label


def test_what_the_ticks_suggest_is_told_only_when_the_team_settled_on_something_else():
    chosen = AgreedStanding(level="not-yet", suggested="getting-there", why="Honestly.")
    assert tell(standing=chosen).placement.suggested == ""
    settled = tell(standing=replace(chosen, settled=True)).placement
    assert (settled.suggested, settled.why) == ("Getting there", "Honestly.")
    assert tell(standing=replace(chosen, settled=True, suggested="not-yet")).placement.suggested == ""


def test_the_first_choice_is_told_only_when_it_was_changed():
    first = AgreedStanding(first_level="not-yet")
    assert tell(standing=first).placement.first == ""
    assert tell(standing=replace(first, level="not-yet")).placement.first == ""
    assert tell(standing=replace(first, level="doing-well")).placement.first == "Haven’t got this"
    assert tell(standing=AgreedStanding(level="doing-well")).placement.first == ""


def test_other_rubrics_have_no_placement():
    document = replace(DOCUMENT, levels=DOCUMENT.levels[1:])
    told = tell_principles(Look(document, Agreed(Room(), ())))
    assert all(p.placement is None for p in told)
