"""Dots: every statement has its own place, and the description says what the picture shows."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reports.answers import SPOKEN_STATES
from reports.charts import A_ROW, DOT, SHAPES, strip

states = st.lists(st.sampled_from(list(SPOKEN_STATES)), min_size=1, max_size=40)


def places(drawn):
    """Where each way of drawing puts a dot: {(x, y): ways}."""
    found = {}
    for way, path in drawn.paths.items():
        for x, y in re.findall(r"M(\d+) (\d+)", path):
            found.setdefault((int(x), int(y)), set()).add(way)
    return found


@given(states)
def test_every_statement_has_a_dot_of_its_own_inside_the_picture(states):
    drawn = strip(states, direction="progress", says="Getting there")
    dots = sorted(places(drawn).items(), key=lambda dot: (dot[0][1], dot[0][0]))
    assert [ways for _, ways in dots] == [{way for way, _ in SHAPES[state]} for state in states]
    assert all(0 <= x <= drawn.width - DOT and 0 <= y <= drawn.height - DOT for (x, y), _ in dots)


@given(states)
def test_it_fits_a_small_phone(states):
    assert strip(states, direction="warning", says="").width <= 320 - 2 * 36


@given(states, states)
def test_the_same_statement_has_the_same_place_then_and_now(then, now):
    both = [places(strip(s, direction="strength", says="")) for s in (then, now)]
    assert len(both[0].keys() & both[1].keys()) >= min(len(then), len(now), A_ROW)


def test_no_two_answers_look_alike():
    shapes = [
        SHAPES[state] for state in SPOKEN_STATES if state != "not-true"
    ]  # said outright, or by not ticking
    assert len(set(shapes)) == len(shapes)


@given(states)
def test_its_description_says_every_state_in_order(states):
    description = strip(states, direction="strength", says="Doing really well, 1 of 2").description
    said = description.removeprefix("Doing really well, 1 of 2. In order: ").removesuffix(".")
    assert said.split(", ") == [SPOKEN_STATES[state].lower() for state in states]
