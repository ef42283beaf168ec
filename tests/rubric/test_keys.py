"""Keys made from words: good names, and never one that was used before."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rubric.document.shapes import KEY
from rubric.services.keys import free_name, new_key, plain_slug


@given(st.text(), st.sets(st.integers(0, 3)))
def test_a_key_is_one_that_a_document_can_have_and_nobody_had(text, chosen):
    taken = set()
    for _ in chosen:
        taken.add(new_key(text, taken))
    key = new_key(text, taken)
    assert key not in taken
    assert re.fullmatch(KEY.pattern, key)
    assert len(key) <= KEY.longest


def test_a_key_reads_like_the_statement():
    assert (
        new_key("People's own words shape what we do, every day", set()) == "peoples-own-words-shape-what-we"
    )
    assert new_key("日本語", set()) == "statement"


def test_a_name_that_is_taken_gets_a_number_and_stays_short_enough():
    assert free_name("a" * 80, {"a" * 80}, 80) == "a" * 78 + "-2"
    assert free_name("cut-here", {"cut-here", "cut-h-2"}, 7) == "cut-her"


def test_a_slug_has_no_underscores():
    assert plain_slug("Northgate_Council -- adults") == "northgate-council-adults"
