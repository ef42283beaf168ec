"""What may give somebody away, and whether a quote keeps to its writer's words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.hints import find_hints, is_kept_from, is_nhs_number, take_out, without_words

WORDS = st.lists(st.text("abcdeàß", min_size=1, max_size=6), min_size=1, max_size=12)
TEXTS = st.text(max_size=200)


def found(text, *names):
    return [(hint.kind, hint.text) for hint in find_hints(text, names)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", "amina.k@example.org.uk"),
        ("phone", "01632 960123"),
        ("phone", "+44 7700 900123"),
        ("phone", "(0113) 496 0123"),
        ("postcode", "LS1 4AP"),
        ("nhs", "943 476 5919"),
        ("ni", "QQ 12 34 56 C"),
        ("name", "Mrs Okonkwo"),
        ("name", "Amina"),
        ("health", "dementia"),
    ],
)
def test_each_kind_is_found(kind, text):
    assert found(f"It was {text}, they said.") == [(kind, text)]


def test_members_are_found_whole_and_in_part_however_they_are_typed():
    assert found("bob and Adeyemi and Bob Adeyemi", "Bob Adeyemi") == [
        ("name", "bob"),
        ("name", "Adeyemi"),
        ("name", "Bob Adeyemi"),
    ]


def test_names_that_are_words_need_their_capital():
    assert found("you may ask May", "May Li") == [("name", "May")]


def test_a_number_that_checks_wrong_is_no_nhs_number():
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 5918")
    assert found("943 476 5918") == []


def test_what_is_ticked_goes_everywhere_and_words_around_it_stay():
    text = "Amina rang. amina’s phone is 01632 960123. Benjamina too."
    hints = [hint for hint in find_hints(text) if hint.is_hard]
    assert take_out(text, hints) == "[name] rang. [name]’s phone is [phone number]. Benjamina too."


@given(TEXTS)
def test_hints_are_in_order_and_never_over_each_other(text):
    hints = find_hints(text, ["Bob Adeyemi"])
    assert all(one.end <= other.start for one, other in pairwise(hints))
    assert all(text[hint.start : hint.end] == hint.text for hint in hints)


@given(WORDS, st.data())
def test_words_may_be_left_out_or_put_in_brackets(words, data):
    first = data.draw(st.integers(0, len(words) - 1))
    said = " ".join(
        [*words[:first], data.draw(st.sampled_from(["…", "...", "[…]", "[name]"])), *words[first + 1 :]]
    )
    assert is_kept_from(" ".join(["start", *words]), f"start {said}")


@given(WORDS)
def test_no_other_word_comes_in(words):
    original = " ".join(words)
    assert is_kept_from(original, original + " [and so on]")
    assert not is_kept_from(original, original + " zebra")


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("They asked “us”, but … too late.", True),
        ("they asked  'us'", False),  # not the same marks
        ("[They] asked", True),
        ("too late […] They asked", False),  # not in their order
        ("ask", False),  # half a word
        ("…", False),
        ("[Everything] [else]", False),
    ],
)
def test_shortening(quote, kept):
    assert is_kept_from("They asked “us”, but it was much too late.", quote) == kept


def test_words_go_from_texts_whatever_their_line_breaks():
    words = "It’s ours. Nobody asked us what we wanted."
    text = "She said: It's\nours. nobody asked us WHAT we wanted. Ours!"
    assert without_words(text, words, "[…]") == "She said: […] Ours!"
    assert without_words("Yes, nobody asked us what we wanted.", words, "[…]") == "Yes, […]"


@given(WORDS, WORDS)
def test_nothing_is_left_of_the_words(around, words):
    said = " ".join(words)
    left = without_words(f"{' '.join(around)}. {said}. {' '.join(around)}", said, "")
    assert f" {said}." not in left
