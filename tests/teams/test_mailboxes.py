"""Addresses as they are copied."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from teams.fields import AddressField
from teams.mailboxes import addresses, normal_address
from teams.words import clean
from tests.growing import grows_with

any_text = st.text(st.characters())


@pytest.mark.parametrize(
    "pasted",
    [
        "bob@council.example",
        " Bob@Council.example. ",
        "Bob <bob@council.example>",
        '"Hope, Bob" <bob@council.example>',
        "Hope, Bob <bob@council.example>;",
        "<bob@council.example>",
        "(bob@council.example)",
        "mailto:bob@council.example",
        "mailto:bob@council.example?subject=Hello%20Bob",
        "bob@council.example <mailto:bob@council.example>",
        "bob\u200b@council.example\ufeff",
        "bob\uff20council.example",
        "“bob@council.example”,",
        '"bob@council.example" <bob@council.example>',
        "Bob @ Work <bob@council.example>",
        "Bob@Work <bob@council.example>",
        '"Bob @ Work" <bob@council.example>',
        "bob@council.example (Bob)",
        "bob@council.example (Bob @ Work)",
        "Bob Hope (bob@council.example)",
        "bob@council.example [mailto:bob@council.example]",
        "Bob Hope [mailto:bob@council.example]",
        "'Bob Hope' <bob@council.example>",
        '"Bob Hope" bob@council.example',
        "“Bob Hope” bob@council.example",
        '<a href="mailto:bob@council.example">Bob</a>',
        "[Bob](mailto:bob@council.example)",
        "Bob Hope | bob@council.example | 01632 960 123",
        "bob@council.example – works Mondays",
        "Bob Hope: bob@council.example",
        "E-mail: bob@council.example",
        "Email:bob@council.example",
        "bob@council.example - Bob Hope",
        "Bob Hope – bob@council.example",
        "Bob Hope <bob@council.example",
        "bob@council.example>",
        "mailto:bob%40council.example",
        "MAILTO:Bob@Council.Example?cc=x",
        "*bob@council.example*",
        "• bob@council.example",
        "1. bob@council.example",
        "> bob@council.example",
        "bob @ council.example",
        "bob@council.example。",
        "bob@council。example",
        "bob@council.example؟",
        "「bob@council.example」",
        "Bob Hope\tbob@council.example\tManager",
        "bob@council.example, BOB@council.example",
        "bob@council.example;\n",
    ],
)
def test_an_address_is_found_in_what_was_copied(pasted):
    assert [normal_address(each) for each in addresses(clean(pasted))] == ["bob@council.example"]


@pytest.mark.parametrize(
    "pasted",
    [
        "bob@council.example, alice@council.example",
        "bob@council.example; alice@council.example",
        "bob@council.example alice@council.example",
        "bob@council.example\nalice@council.example",
        "Bob <bob@council.example>, Alice <alice@council.example>",
        "Bob <bob@council.example>, alice@council.example",
        "bob@council.example and alice@council.example",
        "bob@council.example/alice@council.example",
        "To: Bob <bob@council.example>; Cc: Alice <alice@council.example>",
        "bob@council.example\r\n\r\nalice@council.example\r\n",
        "bob@council.example & alice@council.example",
        "bob@council.example, and alice@council.example.",
        "bob@council.example | alice@council.example",
        "bob@council.example、alice@council.example",
        "bob@council.example，alice@council.example；",
        "bob@council.example (Bob), alice@council.example (Alice)",
        "Bob: bob@council.example; Alice: alice@council.example",
        "Bob - bob@council.example\nAlice - alice@council.example",
        "Hope, Bob <bob@council.example>; Smith, Alice <alice@council.example>",
        "Bob <bob@council.example> Alice <alice@council.example>",
        "bob@council.example Alice <alice@council.example>",
        "1. bob@council.example\n2. alice@council.example",
        "- bob@council.example\n- alice@council.example",
        "Bob\tbob@council.example\nAlice\talice@council.example",
        "mailto:bob@council.example,alice@council.example?subject=Hello",
        "<bob@council.example>, <alice@council.example>",
        "(bob@council.example, alice@council.example)",
    ],
)
def test_several_addresses_are_told_apart(pasted):
    assert addresses(pasted) == ["bob@council.example", "alice@council.example"]


@pytest.mark.parametrize(
    "typed",
    [
        "al ice@council.example",
        "bob,hope@council.example",
        "Bob bob@council.example",
        "al\nice@council.example",
        "bob, alice@council.example",
    ],
)
def test_nobodys_address_is_guessed(typed):
    assert addresses(typed) == [typed]


@given(any_text)
def test_whatever_is_no_address_stops_nothing(text):
    addresses(text)


@pytest.mark.parametrize("typed", ["bob@council", "bob", "@", "", "<bob@council>", "<bob>"])
def test_a_wrong_one_comes_back_to_be_told(typed):
    assert len(addresses(typed)) == 1


def test_a_wrong_one_among_others_isnt_left_out():
    assert addresses("alice@council, Bob <bob@council.example>") == ["alice@council", "bob@council.example"]


LONG = ["a@b.c " * 1_300, "(" * 8_000, "a - " * 2_000, "a@b <" * 1_600, '"' * 8_000, " @" * 4_000]


@pytest.mark.parametrize("text", [*LONG, f"a{' ' * 7_000}b@c", f"@{'!' * 7_000}a", "a@b.c " * 99_999])
def test_nobody_waits_for_a_long_list(text):
    """One that is no list may take the square of what it is long: it is cut where that is still little."""
    assert grows_with(addresses, text, power=2)


@pytest.mark.parametrize("typed", ["o'brien@council.example", "o’brien@council.example"])
def test_an_apostrophe_may_stand_in_an_address(typed):
    assert addresses(typed) == ["o'brien@council.example"]


def test_an_address_is_lower_case():
    assert normal_address(" Alice@Council.EXAMPLE ") == "alice@council.example"


def test_a_domain_is_written_as_mail_servers_do():
    assert normal_address("alice@Bücher.example") == "alice@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "address", ["bob@straße.example", "bob@STRAẞE.example", "bob@λόγος.example", "bob@نامه\u200cای.example"]
)
def test_none_becomes_an_address_in_another_domain(address):
    """As IDNA has them since 2008, these are others than strasse, λόγοσ and نامهای."""
    with pytest.raises(UnicodeError):
        normal_address(address)
    with pytest.raises(ValidationError, match="Write the whole e-mail address"):
        AddressField().clean(address)


def test_a_joiner_that_came_along_is_left_out():
    assert addresses("bob@council.example\u200d") == ["bob@council.example"]


@pytest.mark.parametrize("address", ["alice@a..example", f"alice@{'a' * 64}.example", "alice@\ud800.example"])
def test_what_can_be_no_domain_is_refused(address):
    with pytest.raises(UnicodeError):
        normal_address(address)
