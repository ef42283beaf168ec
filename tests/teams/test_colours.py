"""Colours: contrast as WCAG defines it, and shades that can be read."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.colours import (
    BACKGROUNDS,
    CONTRAST,
    PLUM,
    contrast,
    hover_shade,
    is_readable,
    parse,
    readable_shade,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def hls(colour):
    return colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#5b2a5e", "#ffffff", 10.84),
        ("#5b2a5e", "#fbf6ee", 10.07),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@given(colours, colours)
def test_contrast_has_no_direction_and_lies_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, one) == 1


@given(colours)
def test_a_readable_shade_is_readable(colour):
    shade = readable_shade(colour)
    assert all(contrast(shade, background) >= CONTRAST for background in BACKGROUNDS)
    assert contrast(shade, "#ffffff") >= CONTRAST  # white words on a button of that colour


@given(colours)
def test_a_colour_that_is_readable_stays_as_it_is(colour):
    assert (readable_shade(colour) == colour) == is_readable(colour)


@given(colours)
def test_a_darker_shade_keeps_its_hue(colour):
    """As far as 256 steps a colour allow: the greyer or darker, the coarser the hue."""
    shade = readable_shade(colour)
    parts = [int(shade[at : at + 2], 16) for at in (1, 3, 5)]
    if max(parts) - min(parts) > 40:
        turned = abs(hls(colour)[0] - hls(shade)[0])
        assert min(turned, 1 - turned) < 0.01


@given(colours)
def test_pointing_at_something_makes_it_darker(colour):
    assert hls(hover_shade(colour))[1] <= hls(colour)[1]
    if is_readable(colour):
        assert is_readable(hover_shade(colour))


def test_our_plum_is_readable():
    assert is_readable(PLUM)


@pytest.mark.parametrize("text", ["#5B2A5E", "5b2a5e", " #5b2a5e "])
def test_a_colour_may_be_written_in_several_ways(text):
    assert parse(text) == "#5b2a5e"


def test_three_digits_stand_for_six():
    assert parse("#1aF") == "#11aaff"


@pytest.mark.parametrize("text", ["", "#", "plum", "#12345", "#1234567", "#gggggg", "5b2a5e;}", "#१२३४५६"])
def test_anything_else_is_no_colour(text):
    with pytest.raises(ValueError, match="is no colour"):
        parse(text)
