"""Files that aren't plain YAML in UTF-8, or far too big, are refused before anything is made of them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.document import DocumentError, dump, parse
from tests.rubric.documents import SMALL, changed, mistakes_in

TOO_MUCH = "There is more here, or more inside each other, than a rubric has. Is it the right file?"
SHORTCUT = "“&” and “*” can't stand for other text. Write it out, or put it in quotes."
TYPE_TAG = "“!” can't name a type here. Take it out, or put the text in quotes."


@pytest.mark.parametrize("text", ["", b"", "\n\n", "# Only a remark\n"])
def test_an_empty_file_is_refused(text):
    assert mistakes_in(text) == ["Line 1: The file is empty. Is it the right one?"]


@pytest.mark.parametrize("text", ["- a\n- b\n", "hello", "[]", "--- 7"])
def test_a_file_of_another_kind_is_refused(text):
    assert mistakes_in(text) == ["Line 1: The file should be “name: value” lines."]


def test_what_is_not_yaml_is_refused_with_its_line():
    [mistake] = mistakes_in(changed("purpose: ", "purpose: a: "))
    assert mistake.startswith("Line 4: This can't be read as YAML (mapping values are not allowed here).")
    [mistake] = mistakes_in(changed('together."\n', "together.\n"))
    assert mistake.startswith("Line 28: This can't be read as YAML (found unexpected end of stream).")
    assert "What it is in begins on line 27." in mistake


def test_a_second_document_in_the_file_is_refused():
    assert mistakes_in(f"{SMALL}---\n{SMALL}") == [
        "Line 28: A second document begins here. Keep one to a file."
    ]


@pytest.mark.parametrize("big", ["x" * 5_000_000, b"x" * 5_000_000, "é" * 2_500_000])
def test_a_file_of_five_megabytes_is_refused_before_it_is_parsed(big):
    expected = "Line 1: The file has 5,000,000 bytes. It can have 1,000,000. Is it the right one?"
    assert mistakes_in(big) == [expected]


def test_a_megabyte_is_the_most():
    padded = SMALL + "#" * (1_000_000 - len(SMALL.encode()))
    assert parse(padded) == parse(SMALL)
    assert mistakes_in(padded + "#")[0].startswith("Line 1: The file has 1,000,001 bytes.")


def test_a_bomb_of_aliases_is_refused():
    lines = ["a: &a [x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in pairwise("abcdefghi"))]
    assert {f"Line {line}: {SHORTCUT}" for line in range(1, 10)} < set(mistakes_in("\n".join(lines)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("direction: strength", "direction: &all strength"),
        ("direction: strength", "direction: *all"),
        ("response: ", "hard_words: *all\nresponse: "),
        ("title: ", "*all : x\ntitle: "),
    ],
)
def test_an_anchor_or_alias_is_refused(old, new):
    line = SMALL[: SMALL.index(old)].count("\n") + 1
    assert mistakes_in(changed(old, new)) == [f"Line {line}: {SHORTCUT}"]


def test_each_anchor_is_told_even_one_that_is_there_twice():
    twice = changed("direction: ", "direction: &all ").replace(
        "direction: strength", "direction: &all strength"
    )
    assert mistakes_in(twice) == [f"Line 12: {SHORTCUT}", f"Line 16: {SHORTCUT}"]


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!!str", "!mine", "!", "!<tag:x>"]
)
def test_a_tag_is_refused(tag):
    found = mistakes_in(changed('"Not yet"', f'{tag} "Not yet"'))
    assert found == [f"Line 10: {TYPE_TAG}"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{"])
def test_what_is_nested_too_deeply_is_refused(opening):
    assert mistakes_in(opening * 50_000)[-1] == f"Line 1: {TOO_MUCH}"


@pytest.mark.parametrize("much", ["[" + "a," * 400_000, "a:\n" * 300_000, "- *a\n" * 190_000])
def test_what_has_too_many_pieces_is_refused(much):
    assert mistakes_in(much)[-1].endswith(TOO_MUCH)


@pytest.mark.parametrize("code", ["0000", "0007", "000B", "001B", "007F", "0085", "FFFE"])
def test_control_characters_are_refused(code):
    plain = mistakes_in(changed("Not yet", f"Not{chr(int(code, 16))}yet"))
    escaped = mistakes_in(changed("Not yet", f"Not\\u{code}yet"))
    assert plain == [f"Line 10: There is a character that can't be shown (U+{code}). Take it out."]
    assert escaped == [f"Line 10: “label” has a character that can't be shown (U+{code}). Take it out."]


def test_a_lone_surrogate_is_refused_and_not_repeated():
    plain = mistakes_in(changed("Not yet", "Not\ud800yet"))
    assert plain == [
        "Line 10: There are characters here that aren't UTF-8. Save the file as UTF-8 and try again."
    ]
    escaped = mistakes_in(changed("Not yet", r"Not\uD800yet"))
    assert escaped == ["Line 10: “label” has a character that can't be shown (U+D800). Take it out."]
    named = mistakes_in(changed("rubric:", r'"\uD800": x' + "\nrubric:"))
    assert named[0].startswith("Line 1: “\N{REPLACEMENT CHARACTER}” isn't known here.")


@pytest.mark.parametrize("code", ["UFFFFFFFF", "U00110000"])
def test_an_escape_code_beyond_unicode_is_refused(code):
    expected = "Line 10: No character has this escape code. Take it out."
    assert mistakes_in(changed("Not yet", f"\\{code}")) == [expected]


def test_bytes_that_are_not_utf_8_are_refused():
    expected = "Line 10: There are characters here that aren't UTF-8. Save the file as UTF-8 and try again."
    assert mistakes_in(SMALL.encode().replace(b"Not yet", b"D\xe9j\xe0")) == [expected]


noise = st.binary(max_size=20) | st.text("-:?&*!|>'\"%@{}[],# \n\t\\x0", max_size=20).map(str.encode)


@given(noise, st.integers(0, len(SMALL)), st.integers(0, 30))
def test_whatever_is_in_a_file_the_answer_is_a_document_or_its_mistakes(noise, start, gone):
    raw = SMALL.encode()
    try:
        document = parse(raw[:start] + noise + raw[start + gone :])
    except DocumentError as refused:
        told = str(refused).encode()
    else:
        told = dump(document)
        assert parse(told) == document
    assert told
