"""Dots: every statement has its own place, and the description says what the picture shows."""

from hypothesis import given
from hypothesis import strategies as st

from reports.charts import A_ROW, DOT, PITCH, strip
from reports.report import SPOKEN_STATES

states = st.lists(st.sampled_from(list(SPOKEN_STATES)), min_size=1, max_size=40)


@given(states)
def test_every_statement_has_a_dot_of_its_own_inside_the_picture(states):
    drawn = strip(states, direction="progress", says="Getting there")
    assert [mark.state for mark in drawn.marks] == states
    assert len({(mark.x, mark.y) for mark in drawn.marks}) == len(states)
    assert all(0 <= mark.x <= drawn.width - DOT and 0 <= mark.y <= drawn.height - DOT for mark in drawn.marks)


@given(states)
def test_it_fits_a_small_phone(states):
    assert strip(states, direction="warning", says="").width <= A_ROW * PITCH <= 252


@given(states, states)
def test_the_same_statement_has_the_same_place_then_and_now(then, now):
    places = [
        [(m.x, m.y) for m in strip(s, direction="strength", says="").marks][: min(len(then), len(now))]
        for s in (then, now)
    ]
    assert places[0] == places[1]


@given(states)
def test_its_description_says_every_state_in_order(states):
    description = strip(states, direction="strength", says="Doing really well, 1 of 2").description
    said = description.removeprefix("Doing really well, 1 of 2. In order: ").removesuffix(".")
    assert said.split(", ") == [SPOKEN_STATES[state].lower() for state in states]
