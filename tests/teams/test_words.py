"""Words fit to keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.words import is_whole, normal_address, one_line, one_newline


@pytest.mark.parametrize("text", ["", "Ünïcode, 日本語 and 👩🏽‍🦽", "two\nlines\tand a tab", "‏עברית‏"])
def test_ordinary_words_are_whole(text):
    assert is_whole(text)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\uffff"])
def test_broken_characters_are_found(character):
    assert not is_whole(f"before{character}after")


@given(st.text())
def test_a_line_has_no_breaks_and_no_double_spaces(text):
    line = one_line(text)
    assert not set("\r\n\t\v\f") & set(line)
    assert "  " not in line
    assert one_line(line) == line


@given(st.text())
def test_newlines_are_of_one_kind(text):
    assert not set("\r\v\f") & set(one_newline(text))


def test_windows_newlines_count_once():
    assert one_newline("a\r\nb\rc\n\nd") == "a\nb\nc\n\nd"


def test_an_address_is_lower_case():
    assert normal_address(" Alice@Council.EXAMPLE ") == "alice@council.example"


def test_a_domain_is_written_as_mail_servers_do():
    assert normal_address("alice@Bücher.example") == "alice@xn--bcher-kva.example"


@pytest.mark.parametrize("address", ["alice@a..example", f"alice@{'a' * 64}.example", "alice@\ud800.example"])
def test_what_can_be_no_domain_is_refused(address):
    with pytest.raises(UnicodeError):
        normal_address(address)
