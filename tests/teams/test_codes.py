"""Codes as people see them, and as they type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.codes import (
    ALPHABET,
    DIGITS,
    LONGEST,
    SIGN_IN_CODE_LENGTH,
    TOKEN_LENGTH,
    codes_in,
    new_code,
    shown,
    typed,
)
from tests.growing import grows_with

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


JOIN_CODE, RETURN_CODE, TOKEN = "bcdfghjk", "bcdfghjkmnpq", (ALPHABET * 2)[:TOKEN_LENGTH]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Your code: BCDF-GHJK", JOIN_CODE),
        ("Your code:BCDFGHJK;", JOIN_CODE),
        ("codeBCDF-GHJK", JOIN_CODE),
        ("join code = bcdfghjk", JOIN_CODE),
        ("“BCDF-GHJK”.", JOIN_CODE),
        ("'bcdf ghjk'", JOIN_CODE),
        ("*BCDF-GHJK*", JOIN_CODE),
        ("ＢＣＤＦ－ＧＨＪＫ", JOIN_CODE),
        ("BCDFーGHJK", JOIN_CODE),
        ("BCDF/GHJK", JOIN_CODE),
        ("bcdf%20ghjk", JOIN_CODE),
        ("BCDF\u200b-\u200bGHJK", JOIN_CODE),
        ("code b c d f g h j k", JOIN_CODE),
        ("my code is BCDF GHJK thx", JOIN_CODE),
        ("my BCDF GHJK", JOIN_CODE),
        ("BCDF-GHJK (8 letters)", JOIN_CODE),
        ("BCDFGHJK BCDFGHJK", JOIN_CODE),
        ("Pls use code BCDF-GHJK 4 tmrw mtg. Thx", JOIN_CODE),
        ("代码BCDF-GHJK", JOIN_CODE),
        ("Код: BCDF-GHJK🙂", JOIN_CODE),
        ("My code BCDFGHJK.My name is Bob", JOIN_CODE),
        ("Code for group 3: BCDF-GHJK", JOIN_CODE),
        ("Fy nghod yw BCDF-GHJK", JOIN_CODE),
        ("fydd BCDF-GHJK, diolch", JOIN_CODE),
        ("Hi Dana, please use BCDF–GHJK by Friday 3pm. Thanks, B", JOIN_CODE),
        ("Go to council.example/join and write BCDF-GHJK.", JOIN_CODE),
        ("BCDF-GHJK, I said BCDF-GHJK", JOIN_CODE),
        ("https://council.example/join/BCDF-GHJK?utm_source=x&utm_medium=y", JOIN_CODE),
        ("https://council.example/join/bcdfghjk/#main", JOIN_CODE),
        ("https://council.example/join/bcdfghjk/group/", JOIN_CODE),
        ("www.council.example/join/bcdfghjk", JOIN_CODE),
        ("Your return code: BCDF-GHJK-MNPQ", RETURN_CODE),
        ("BCDF-GHJK-\nMNPQ", RETURN_CODE),
        ("BCDF - GHJK - MNPQ", RETURN_CODE),
        ("BCDF-GHJK MNPQ", RETURN_CODE),
        ("Join code BCDF-GHJK, return code BCDF-GHJK-MNPQ", RETURN_CODE),
        (f"http://www.council.example/j/{TOKEN}/?fbclid=IwAR0abc", TOKEN),
        (f"Open council.example/j/{TOKEN} or write BCDF-GHJK", TOKEN),
    ],
)
def test_a_code_is_found_in_what_stands_around_it(text, code):
    assert codes_in(text) == [code]


@pytest.mark.parametrize(
    "text", ["BCDF-GHJK or BCDF-GHJM", "BCDFGHJK, BCDFGHJM", "Codes: BCDF GHJK; BCDF GHJM"]
)
def test_of_two_codes_neither_is_guessed(text):
    assert codes_in(text) == ["bcdfghjk", "bcdfghjm"]


@pytest.mark.parametrize(
    "text",
    ["", "Your code", "Your code: BCDF-GHJ", "code: BCDF-GHJK-MN", "lost it", "https://council.example/"],
)
def test_a_label_makes_no_code(text):
    assert codes_in(text) == []


whole_codes = st.sampled_from([8, 12]).flatmap(lambda size: st.text(ALPHABET, min_size=size, max_size=size))


@given(whole_codes, st.sampled_from(["Your code: {}", "({}).", "x {} u"]))
def test_what_is_shown_is_found(code, around):
    assert codes_in(around.format(shown(code))) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Your code is 1234-5678. It works once, for 15 minutes.",
        "Your code:12345678.",
        "2026-11-26 14:30 Your code 1234–5678",
        "“1234 5678”",
        "1 2 3 4 5 6 7 8",
        "１２３４－５６７８",
        "١٢٣٤٥٦٧٨",
    ],
)
def test_a_code_to_sign_in_is_found_too(text):
    assert codes_in(text, DIGITS, [SIGN_IN_CODE_LENGTH]) == ["12345678"]


@pytest.mark.parametrize(
    "text", ["b " * 50_000, "bcdf-" * 20_000, "-" * 100_000, "bcdf " * 399 + "a", "b..\t" * 9_999]
)
def test_nobody_waits_for_a_long_text(text):
    """However much longer it is than what we look at, it takes no longer."""
    assert grows_with(codes_in, text, power=int(len(text) <= LONGEST))
