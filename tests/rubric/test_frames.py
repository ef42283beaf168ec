"""Other lists through which the same answers can be read: what their file may say, and which rubrics they serve."""

from dataclasses import astuple, replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.document import DocumentError, parse
from rubric.frames import NAMES, TOPICS, Entry, frame_called, frames_for, names_of, parse_frames, read_frames
from rubric.plain_words import count_words, sentences
from rubric.views.finding import find_words
from rubric.views.layout import lay_out
from tests.rubric.documents import SMALL, keys
from tests.rubric.reading import grade
from tests.rubric.test_statements_read_well import DOCUMENTS as READ
from tests.rubric.test_statements_read_well import FILES

DATA = Path(__file__).resolve().parents[2] / "rubric" / "data"
DOCUMENTS = {file.stem: document for file, document in zip(FILES, READ, strict=True)}
MAIN = DOCUMENTS["cahn-four-values"]
MOST_WORDS, MOST_GRADE = 15, 4.5
# Of each edition, what its words and tags add up to. Whoever changes them raises the edition, and writes both here:
# reports name the edition that they were read by.
EDITIONS = {
    ("six-principles", "1"): "660629d7c533b5b7",
    ("four-principles-2016", "1"): "d8dc46e611d274be",
    ("four-principles-york", "1"): "9304d129f25e2ef1",
    ("scie-principles", "1"): "880cdbfc450f2dd4",
    ("cqc-local-authorities", "1"): "3540cc7d7c73171a",
}
FILE = """\
frames:
  - key: by-size
    title: "Large and small"
    easy_read_title: "Big and small"
    edition: "1"
    kind: topics
    source:
      title: "An invented list"
      authors: []
      published_by: "Nobody"
    note: "How to read it."
    easy_read_note: "This is a list."
    entries:
      - key: large
        title: "What is large"
        easy_read: "Big things."
        statements: {small: [alone, gone]}
      - key: little
        title: "What is little"
        easy_read: "Small things."
        note: "Nothing is."
        easy_read_note: "There are none."
        statements: {another: [alone]}
"""
SMALL_RUBRIC = parse(SMALL)


def mistakes_in(text):
    with pytest.raises(DocumentError) as caught:
        parse_frames(text)
    return [str(mistake) for mistake in caught.value.mistakes]


def changed(old, new):
    assert old in FILE
    return FILE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('    title: "Large and small"\n', "", "Line 2: “title” is missing. Add it."),
        ('    edition: "1"\n', "", "Line 2: “edition” is missing. Add it."),
        ('edition: "1"', 'edition: "0"', "Line 5: “edition” can’t be “0”. Use “1”, “2” and so on."),
        ('edition: "1"', "edition: 1", "Line 5: “edition” is read as a number. Put it in quotes."),
        ("kind: topics", "kind: scores", "Line 6: “kind” can’t be “scores”. Use “names” or “topics”."),
        ('        easy_read: "Big things."\n', "", "Line 14: “easy_read” is missing. Add it."),
        ("key: little", "key: large", "Line 18: “large” is already used on line 14. Choose another key."),
        ('        easy_read_note: "There are none."\n', "", "Line 18: “easy_read_note” is missing. Add it."),
        (
            "{small: [alone, gone]}",
            "{small: [alone, alone]}",
            "Line 17: “alone” stands here 2 times. Keep one.",
        ),
        (
            "{small: [alone, gone]}",
            "{small: [Alone!]}",
            "Line 17: A key can’t be “Alone!”. Use small letters, digits and single hyphens, such as “getting-there”.",
        ),
        (
            "{small: [alone, gone]}",
            '{"A b": [alone]}',
            "Line 17: A rubric can’t be called “A b”. Use small letters, digits and single hyphens, such as "
            "“getting-there”.",
        ),
        ("{small: [alone, gone]}", "{small: alone}", "Line 17: “small” should be a list, one “- …” a line."),
        ("{small: [alone, gone]}", "[alone]", "Line 17: “statements” should be “name: value” lines."),
        (
            "[alone, gone]",
            "[alone, &a gone]",
            "Line 17: “&” and “*” can’t stand for other text. Write it out, or put it in quotes.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(old, new, mistake):
    assert mistake in mistakes_in(changed(old, new))


def test_principles_are_for_names_and_statements_for_topics():
    [unknown, missing] = sorted(
        mistakes_in(changed("kind: topics", "kind: names").split("      - key: little")[0])
    )
    assert "“principles” is missing. Add it." in unknown
    assert missing.startswith("Line 17: “statements” isn’t known here.")


def test_every_mistake_is_told_at_once():
    assert len(mistakes_in(changed("kind: topics", "kind: x").replace('"Small things."', '""'))) == 2


def test_a_key_that_the_rubric_has_lost_does_no_harm():
    [frame] = parse_frames(FILE)
    assert [keys for _, keys in frame.tags_in(SMALL_RUBRIC)] == [("alone",), ()]
    bare = changed("alone, gone", "gone").replace("another: [alone]", "another: [gone]")
    assert not parse_frames(bare)[0].serves(SMALL_RUBRIC)


@given(st.lists(keys, max_size=8, unique=True), st.lists(keys, max_size=8, unique=True))
def test_whatever_is_tagged_only_what_there_is_is_told(tagged, ours):
    """And each key once, in the order of the list, for the rubric and for copies of copies of it."""
    [frame] = parse_frames(FILE)
    entry = Entry("large", "Large", "Big.", tags=(("small", tuple(tagged)),))
    [principle] = SMALL_RUBRIC.principles
    statements = tuple(replace(principle.statements[0], key=key) for key in ours)
    document = replace(SMALL_RUBRIC, principles=(replace(principle, statements=statements),))
    for read in (document, replace(document, slug="own", ancestors=("own-first", "small"))):
        [(_, told)] = replace(frame, entries=(entry,)).tags_in(read)
        assert list(told) == [key for key in tagged if key in ours]
    assert not replace(frame, entries=(entry,)).serves(replace(document, slug="other"))


def test_a_copy_with_tags_of_its_own_needs_no_others():
    [frame] = parse_frames(changed("{small: [alone, gone]}", "{small: [alone], own: [shared]}"))
    own = replace(SMALL_RUBRIC, slug="own", ancestors=("small",))
    assert dict(frame.tags_in(own))[frame.entries[0]] == ("shared",)


def test_every_tag_that_comes_along_is_of_a_rubric_that_does():
    for frame in read_frames():
        for entry in frame.entries:
            for slug, tags in entry.tags:
                document = DOCUMENTS[slug]
                known = document.principles if frame.kind == NAMES else document.statements
                assert set(tags) <= {each.key for each in known}, (frame.key, entry.key)


def test_lists_are_offered_where_the_rubric_has_tags():
    assert [frame.key for frame in frames_for(MAIN)] == [
        "six-principles",
        "scie-principles",
        "cqc-local-authorities",
    ]
    assert len(frame_called("cqc-local-authorities", MAIN).entries) == 9
    assert "six-principles" not in {frame.key for frame in frames_for(DOCUMENTS["six-principles"])}
    assert frames_for(DOCUMENTS["from-to"]) == ()
    assert frame_called("four-principles-york", MAIN) is None


def test_other_names_are_told_once():
    named = names_of(MAIN)
    assert [name.title for name in named["reciprocity"]] == ["Promoting reciprocity"]
    assert [frame.key for frame in named["reciprocity"][0].frames] == [
        "four-principles-2016",
        "four-principles-york",
    ]
    assert [name.title for name in named["redefining-work"]] == [
        "Valuing work differently",
        "Recognising the core economy",
    ]
    assert names_of(DOCUMENTS["from-to"]) == {}


def test_the_page_of_a_rubric_says_them_beside_its_parts():
    page = lay_out(MAIN, "standard")
    also = {part["key"]: part["also_called"] for part in page["parts"]}
    assert also["redefining-work"] == ["Valuing work differently", "Recognising the core economy"]
    assert [each["frame"].key for each in page["named_by"]] == [
        "four-principles-2016",
        "four-principles-york",
    ]
    easy = {part["key"]: part["also_called"] for part in lay_out(MAIN, "easy-read")["parts"]}
    assert easy["equal-human-beings"] == ["Everyone has something to give."]


def test_a_search_finds_them():
    found = find_words(MAIN, "the CORE economy")
    assert ("principle-redefining-work", "Redefining work, also called", "Recognising the core economy") in [
        (one.place, one.where, one.text) for one in found
    ]


def test_what_people_read_is_easy_where_it_says_so():
    for frame in read_frames():
        easy = [frame.easy_read_title, frame.easy_read_note]
        easy += [text for entry in frame.entries for text in (entry.easy_read, entry.easy_read_note) if text]
        assert grade([f"{text.rstrip('.')}." for text in easy]) <= MOST_GRADE, frame.key
        assert all(count_words(one) <= MOST_WORDS for text in easy for one in sentences(text)), frame.key
        assert frame.kind == TOPICS or not any(entry.note for entry in frame.entries)


def test_an_edition_stays_what_it_was():
    assert {(frame.key, frame.edition): digest(frame) for frame in read_frames()} == EDITIONS


def digest(frame):
    told = [frame.title, frame.easy_read_title, frame.kind, frame.note, frame.easy_read_note]
    told += [frame.source.title, frame.source.authors, frame.source.published_by]
    told += [astuple(entry) for entry in frame.entries]
    return sha256(repr(told).encode()).hexdigest()[:16]
