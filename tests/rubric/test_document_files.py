"""Files that aren't plain YAML in UTF-8, or far too big, are refused before anything is made of them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.document import DocumentError, dump, parse, plain_yaml
from tests.rubric.documents import MATRIX, SMALL, changed, mistakes_in

FORMAT = Path(__file__).parents[2] / "docs/rubric-format.md"
TOO_MUCH = "There is more here, or more inside each other, than a rubric has. Is it the right file?"
SHORTCUT = "“&” and “*” can’t stand for other text. Write it out, or put it in quotes."
TYPE_TAG = "“!” can’t name a type here. Take it out, or put the text in quotes."


@pytest.mark.parametrize("text", ["", b"", "\n\n", "# Only a remark\n"])
def test_an_empty_file_is_refused(text):
    assert mistakes_in(text) == ["Line 1: The file is empty. Is it the right one?"]


@pytest.mark.parametrize("text", ["- a\n- b\n", "hello", "[]", "--- 7"])
def test_a_file_of_another_kind_is_refused(text):
    assert mistakes_in(text) == ["Line 1: The file should be “name: value” lines."]


def test_what_is_not_yaml_is_refused_with_its_line():
    [mistake] = mistakes_in(changed("purpose: ", "purpose: a: "))
    assert mistake.startswith("Line 4: This can’t be read as YAML (mapping values are not allowed here).")
    [mistake] = mistakes_in(changed('together."\n', "together.\n"))
    assert mistake.startswith("Line 28: This can’t be read as YAML (found unexpected end of stream).")
    assert "What it is in begins on line 27." in mistake


def test_a_second_document_in_the_file_is_refused():
    assert mistakes_in(f"{SMALL}---\n{SMALL}") == [
        "Line 28: A second document begins here. Keep one to a file."
    ]


@pytest.mark.parametrize(("letter", "times"), [("x", 50_000_000), (b"x", 50_000_000), ("é", 25_000_000)])
def test_a_file_of_fifty_megabytes_is_refused_before_it_is_parsed(letter, times):
    big = letter * times  # which every process would keep, if it stood above
    expected = "Line 1: The file has 50,000,000 bytes. It can have 32,000,000. Is it the right one?"
    assert mistakes_in(big) == [expected]


def test_so_many_bytes_are_the_most(monkeypatch):
    monkeypatch.setattr(plain_yaml, "LARGEST", 1_000_000)
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


@pytest.mark.parametrize("code", ["0000", "0007", "001B", "007F", "00AD", "001F", "FFFE"])
def test_characters_that_nobody_sees_are_taken_out(code):
    for written in (chr(int(code, 16)), f"\\u{code}"):
        assert parse(changed("Not yet", f"Not{written} yet")).levels[0].label == "Not yet"


@pytest.mark.parametrize("code", ["000B", "000C", "0085", "2028", "2029"])
def test_lines_that_are_none_to_an_editor_shift_no_numbers(code):
    odd = changed("Not yet", f"Not{chr(int(code, 16))}yet")
    assert parse(odd).levels[0].label == "Not yet"
    assert mistakes_in(odd.replace("warning", "warming"))[0].startswith("Line 12: ")


def test_half_a_character_is_replaced():
    for written in ("\ud800", r"\uD800"):
        assert (
            parse(changed("Not yet", f"Not{written}yet")).levels[0].label == "Not\N{REPLACEMENT CHARACTER}yet"
        )
    named = mistakes_in(changed("rubric:", r'"\uD800": x' + "\nrubric:"))
    assert named[0].startswith("Line 1: “\N{REPLACEMENT CHARACTER}” isn’t known here.")


@pytest.mark.parametrize("code", ["UFFFFFFFF", "U00110000"])
def test_an_escape_code_beyond_unicode_is_refused(code):
    expected = "Line 10: No character has this escape code. Take it out."
    assert mistakes_in(changed("Not yet", f"\\{code}")) == [expected]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_another_encoding_is_told_so(encoding):
    expected = "Line 1: This file is UTF-16. Save it as UTF-8 and try again."
    assert mistakes_in(SMALL.encode(encoding)) == [expected]


def test_a_mark_at_the_beginning_of_a_file_does_no_harm():
    assert parse(SMALL.encode("utf-8-sig")) == parse(SMALL)


def test_words_that_show_nothing_are_none():
    assert mistakes_in(changed("Not yet", "\u200b"))[0].startswith("Line 10: “label” is empty.")


def test_bytes_that_are_not_utf_8_are_refused():
    expected = "Line 10: There are characters here that aren’t UTF-8. Save the file as UTF-8 and try again."
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


def test_the_page_about_the_format_names_every_field():
    """The message about a name that isn't known says which are."""
    rows = re.findall(r"^\| `([^`]+)`", FORMAT.read_text(), re.M)
    documented = {part.removesuffix("[]") for row in rows for part in re.split(r"\.(?:….)?", row)}
    assert documented == {name for names in _known_names() for name in names.split(", ")}


def _known_names():
    odd = "odd: odd"
    copied = SMALL.replace("\nresponse: ", f"\n  adapted: {{{odd}}}\nresponse: ")
    text = f"{copied}{odd}\nhard_words:\n  - {{word: Peer, means: Alike, {odd}}}\n"
    for first, indent in [
        ("response: ", 2),
        ("    direction: ", 4),
        ("    title: ", 4),
        ("          text: ", 10),
    ]:
        text = text.replace(f"\n{first}", f"\n{' ' * indent}{odd}\n{first}", 1)
    grouped = MATRIX.replace("questions:", "groups:\n  - key: all\n    label: All\nquestions:")
    to_place_on = re.sub("(?m)^( +)label: ", rf"\1{odd}\n\1label: ", grouped)
    to_place_on = to_place_on.replace("    text: ", f"    {odd}\n    text: ").replace(
        "response:", f"{odd}\nresponse:"
    )
    told = [*mistakes_in(text), *mistakes_in(to_place_on)]
    return re.findall(r"You can use: (?:plans, does, )?(.*)\.", "\n".join(told))
