"""A round's path from facts: one stage is now, and each says what came of it or what it is for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.path_facts import Facts, PartOfPath
from assessments.path_words import stands
from assessments.stages import NAMES, Path

TODAY = date(2027, 3, 3)
EMPTY = PartOfPath("p1", "Equal human beings")
BEGUN = replace(EMPTY, key="p2", name="Reciprocity", begun=True)
AGREED = replace(EMPTY, begun=True, finished=True)
PLACED = replace(AGREED, is_placed=True, level="Getting there", direction="progress")
CARRIED = replace(EMPTY, begun=True, needs_another_look=True)
PLANNED = Facts("planned", TODAY, closes_on=TODAY + timedelta(days=12))
OPEN = replace(PLANNED, state="open", parts=(EMPTY, EMPTY))
LATE = replace(OPEN, closes_on=TODAY - timedelta(days=1))
MET = replace(OPEN, joined=12, finished=9, met_on=TODAY, people_met=10)
CLOSED = replace(MET, state="closed", closed_on=TODAY, parts=(PLACED, PLACED))
DO, ASK = "What you will do", "What you ask of the board"
MEETING, DRAFTS, HEAR = "The board’s meeting", "One strength, one hard truth", "What was done"
ISSUED = replace(CLOSED, issued_on=TODAY)


WORK = replace(EMPTY, key="lunch", name="The Friday lunch", is_activity=True)


def line(facts, key):
    return next(stage.line for stage in Path(facts).stages if stage.key == key)


@pytest.mark.parametrize(
    ("facts", "now"),
    [
        (PLANNED, "prepare"),
        (OPEN, "invite"),
        (replace(OPEN, parts=(CARRIED, EMPTY)), "invite"),  # nobody has looked at what came from last time
        (replace(OPEN, joined=1), "meet"),
        (replace(OPEN, parts=(BEGUN, EMPTY)), "agree"),  # passed over inviting and meeting
        (MET, "agree"),
        (replace(MET, parts=(PLACED, AGREED)), "agree"),
        (replace(MET, parts=(PLACED, AGREED), places=False), "close"),
        (replace(MET, parts=(PLACED, PLACED)), "close"),
        (replace(MET, parts=(PLACED, replace(AGREED, is_placed=True))), "close"),  # in their own words
        (CLOSED, "report"),
        (ISSUED, "tell"),
        (replace(ISSUED, has_told=True), "again"),
        (replace(CLOSED, has_told=True), "report"),
    ],
)
def test_what_is_now(facts, now):
    path = Path(facts)
    assert path.now.key == now
    assert [stage.is_now for stage in path.stages].count(True) == 1


@pytest.mark.parametrize(
    ("facts", "key", "said"),
    [
        (OPEN, "invite", "Nobody has joined yet"),
        (replace(CLOSED, joined=0, finished=0), "invite", "Nobody joined"),
        (replace(OPEN, joined=1, finished=1), "invite", "1 has joined, 1 has finished. Others still can"),
        (replace(MET, door_closed=True), "invite", "12 have joined, 9 have finished"),
        (CLOSED, "invite", "12 have joined, 9 have finished"),
        (MET, "meet", "10 people met on 3 March 2027"),
        (
            replace(MET, people_met=None, nobody_draws_on_support=True),
            "meet",
            "You met on 3 March 2027. Nobody who draws on support was there",
        ),
        (replace(MET, parts=(PLACED, BEGUN)), "agree", "1 of 2 parts agreed"),
        (
            replace(MET, parts=(AGREED,)),
            "agree",
            "1 of 1 part agreed. Say where you stand on Equal human beings",
        ),
        (OPEN, "close", "When you have agreed, and by 15 March 2027"),
        (
            replace(OPEN, closes_on=TODAY - timedelta(days=1)),
            "close",
            "It was to close on 2 March 2027, and is still open",
        ),
        (CLOSED, "close", "Closed on 3 March 2027"),
        (ISSUED, "report", "Issued on 3 March 2027"),
    ],
)
def test_each_stage_says_what_came_of_it(facts, key, said):
    assert line(facts, key) == said


def test_a_closed_round_folds_what_lies_behind_it():
    path = Path(CLOSED)
    assert [stage.key for stage in path.so_far] == ["prepare", "invite", "meet", "agree", "close"]
    assert [stage.key for stage in path.ahead] == ["report", "tell", "again"]
    assert Path(MET).so_far == ()


@pytest.mark.parametrize(
    ("parts", "next_part"),
    [((EMPTY, BEGUN), BEGUN), ((PLACED, EMPTY), EMPTY), ((CARRIED, EMPTY), CARRIED), ((PLACED,), None)],
)
def test_what_was_begun_is_gone_on_with_first(parts, next_part):
    assert replace(MET, parts=parts).next_part == next_part


def test_a_report_leads_through_what_it_lacks():
    def lacking(**facts):
        return [step.name for step in Path(replace(CLOSED, **facts)).report_steps if not step.is_done]

    assert lacking(words_to_quote=2) == ["Quotes", DO, MEETING, ASK, DRAFTS, HEAR]
    assert lacking() == [DO, MEETING, ASK, DRAFTS, HEAR]  # nobody may be quoted
    assert lacking(quotes=2, quotes_waiting=1, actions=1, asks=1) == ["Quotes", MEETING, DRAFTS, HEAR]
    assert lacking(quotes=2, actions=1, has_first_page=True, asks=1, has_summary=True, hears_back=True) == []
    assert lacking(asks_nothing=True) == [DO, MEETING, DRAFTS, HEAR]


def test_when_and_where_people_meet_is_told_until_they_have():
    meets = "Thursday 4 March 2027, 2 pm to 4 pm, The Orchard Rooms"
    assert line(replace(OPEN, people_meet=meets), "meet") == meets
    assert line(replace(MET, people_meet=meets), "meet") == "10 people met on 3 March 2027"


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Not written yet"),
        ({"meeting": "Care Board"}, "Care Board. Not all is there yet"),
        (
            {"meeting": "Care Board", "meets_on": TODAY, "has_first_page": True},
            "Care Board, 3 March 2027",
        ),
        ({"has_first_page": True}, "You say why it isn’t there"),
    ],
)
def test_the_meeting_is_told_as_far_as_it_is_known(facts, told):
    steps = Path(replace(CLOSED, **facts)).report_steps
    assert [step.line for step in steps if step.view == "write_meeting"] == [told]


@given(
    st.builds(
        Facts,
        state=st.sampled_from(["planned", "open", "closed"]),
        today=st.just(TODAY),
        joined=st.integers(0, 3),
        met_on=st.none() | st.just(TODAY),
        parts=st.lists(st.sampled_from([EMPTY, BEGUN, AGREED, PLACED, CARRIED]), max_size=3).map(tuple),
        places=st.booleans(),
        issued_on=st.none() | st.just(TODAY),
        has_told=st.booleans(),
        closed_on=st.none(),
    )
)
def test_there_is_always_one_way_on(facts):
    path = Path(replace(facts, closed_on=TODAY if facts.state == "closed" else None))
    keys = [stage.key for stage in path.stages]
    assert keys == [key for key in NAMES if key in keys]
    assert [stage.state for stage in path.stages].count("now") == 1
    assert all(stage.line for stage in path.stages)


@pytest.mark.parametrize(("days", "ahead"), [(0, ""), (4, "Sunday")])
def test_who_has_met_meets_again_only_on_another_day(days, ahead):
    day = TODAY + timedelta(days=days)
    facts = replace(MET, people_meet="Sunday" if days else "Today", people_meet_on=day)
    assert facts.meeting_ahead == ahead
    assert ("You meet again: Sunday" in line(facts, "meet")) == bool(ahead)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((PLACED, EMPTY), "Getting there on 1 part, 1 to go"),
        ((PLACED, EMPTY, WORK, replace(WORK, finished=True)), "Getting there on 1 part, 2 to go"),
        ((PLACED, replace(AGREED, is_placed=True)), "Getting there on 1 part"),  # in their own words
    ],
)
def test_what_is_still_to_go_are_the_parts_that_are_still_to_agree(parts, said):
    assert stands(replace(OPEN, parts=parts)) == said


def test_a_promise_to_tell_people_stands_until_they_are_told():
    promised = replace(ISSUED, hear_on=TODAY)
    assert "You promised" in line(promised, "tell")
    assert "You promised" not in line(replace(promised, has_told=True), "tell")
