"""Codes as people see them, and as they type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.codes import ALPHABET, new_code, shown, typed

codes = st.text(ALPHABET, min_size=1, max_size=16)


@pytest.mark.parametrize(
    ("code", "words"),
    [("bcdfghjk", "BCDF-GHJK"), ("bcdfghjkmnpq", "BCDF-GHJK-MNPQ"), ("bcdfg", "BCDF-G"), ("", "")],
)
def test_codes_are_shown_in_fours(code, words):
    assert shown(code) == words


@pytest.mark.parametrize(
    "text", ["BCDF-GHJK", " bcdf ghjk\n", "b.c.d.f.g.h.j.k", "BCDF–GHJK", "aeibcdfoughjk01"]
)
def test_however_it_is_typed_it_is_the_same_code(text):
    assert typed(text) == "bcdfghjk"


@given(codes)
def test_what_is_shown_can_be_typed(code):
    assert typed(shown(code)) == code


@given(st.text())
def test_whatever_is_typed_only_our_letters_are_kept(text):
    assert set(typed(text)) <= set(ALPHABET)


def test_a_new_code_is_shown_as_two_fours():
    assert len(shown(new_code())) == 9
