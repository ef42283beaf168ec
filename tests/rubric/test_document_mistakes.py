"""A rubric with mistakes is refused whole, and each mistake is told with its line and with what to do."""

import pytest

from rubric.document import parse
from tests.rubric.documents import SMALL, changed, mistakes_in


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("rubric: small\n", "", "Line 1: “rubric” is missing. Add it."),
        ("purpose: ", "purposes: ", "Line 1: “purpose” is missing. Add it."),
        ("source:\n  title", "source:\n  note", "Line 6: “title” is missing. Add it."),
        ("response: tick\n", "", "Line 1: “response” is missing. Add it."),
        ('    label: "Not yet"\n', "", "Line 9: “label” is missing. Add it."),
        ('    title: "Deciding together"\n', "", "Line 18: “title” is missing. Add it."),
        ('          text: "Staff decide alone."\n', "", "Line 23: “text” is missing. Add it."),
        ("key: alone\n          text", "text", "Line 23: “key” is missing. Add it."),
    ],
)
def test_a_missing_text_is_refused(old, new, mistake):
    assert mistake in mistakes_in(changed(old, new))


@pytest.mark.parametrize(
    ("old", "new", "line", "name"),
    [
        ('"How are we doing?"', '""', 2, "title"),
        ('"How are we doing?"', "", 2, "title"),
        ('"How are we doing?"', r'" \n\t "', 2, "title"),
        ('"Staff decide alone."', '""', 24, "text"),
        ('"1F91D"', '""', 19, "picture"),
        ("response: tick", 'easy_read_title: ""\nresponse: tick', 7, "easy_read_title"),
    ],
)
def test_an_empty_text_is_refused(old, new, line, name):
    expected = f"Line {line}: “{name}” is empty. Write something, or take it out if it isn’t needed."
    assert mistakes_in(changed(old, new)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "line", "name", "known"),
    [
        ("rubric:", "colour: red\nrubric:", 1, "colour", "title"),
        ("  title: ", "  titel: x\n  title: ", 6, "titel", "published_by"),
        ("    label: ", "    hint: x\n    label: ", 10, "hint", "direction"),
        ("    picture: ", "    icon: x\n    picture: ", 19, "icon", "reflection_prompt"),
        ("          text: ", "          note: x\n          text: ", 24, "note", "easy_read"),
        ("      doing-well:", "      elsewhere:", 25, "elsewhere", "not-yet, doing-well."),
        ("rubric:", "<<: {a: b}\nrubric:", 1, "<<", "title"),
    ],
)
def test_an_unknown_name_is_refused(old, new, line, name, known):
    [mistake] = [found for found in mistakes_in(changed(old, new)) if "isn’t known" in found]
    assert mistake.startswith(f"Line {line}: “{name}” isn’t known here. You can use: ")
    assert known in mistake


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "language:",
            "title: x\nlanguage:",
            "Line 3: “title” was already given on line 2. Keep one of them.",
        ),
        (
            "      doing-well:\n",
            "      not-yet:\n",
            "Line 25: “not-yet” was already given on line 22. Keep one of them.",
        ),
        (
            "- key: doing-well",
            "- key: not-yet",
            "Line 13: “not-yet” is already used on line 9. Choose another key.",
        ),
        ("key: shared", "key: alone", "Line 26: “alone” is already used on line 23. Choose another key."),
    ],
)
def test_a_name_or_key_given_twice_is_refused(old, new, mistake):
    assert mistake in mistakes_in(changed(old, new))


def test_keys_are_unique_among_principles_and_over_the_whole_rubric():
    again = SMALL + SMALL[SMALL.index("  - key: together") :]
    assert mistakes_in(again) == [
        "Line 28: “together” is already used on line 18. Choose another key.",
        "Line 33: “alone” is already used on line 23. Choose another key.",
        "Line 36: “shared” is already used on line 26. Choose another key.",
    ]


def test_a_hard_word_ends_before_what_it_means():
    """In the browser they stand in one line, with a colon between them."""
    words = 'hard_words:\n  - {word: "CQC: the inspectors", means: "They inspect: all of us."}\n'
    expected = (
        "Line 9: “CQC: the inspectors” has a colon in it. "
        "Write only the word here, and what it means in “means”."
    )
    assert mistakes_in(changed("levels:\n", words + "levels:\n")) == [expected]


def test_a_hard_word_is_explained_once():
    words = "hard_words:\n  - {word: peer, means: Alike.}\n  - {word: peer, means: Equal.}\n"
    expected = "Line 10: “peer” is already used on line 9. Choose another word."
    assert mistakes_in(changed("levels:\n", words + "levels:\n")) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('"1F91D"', "2696", "Line 19: “picture” is read as a number. Put it in quotes."),
        ("key: alone", "key: no", "Line 23: “key” is read as yes or no. Put it in quotes."),
        ('"Not yet"', "2027-03-01", "Line 10: “label” is read as a date. Put it in quotes."),
        ('"Not yet"', "=", "Line 10: “label” is read as something else than text. Put it in quotes."),
        ('"Not yet"', "[a]", "Line 10: “label” should be a text."),
        ('"Not yet"', "{a: b}", "Line 10: “label” should be a text."),
        ("  title: ", "  authors: Ana\n  title: ", "Line 6: “authors” should be a list, one “- …” a line."),
        ("  title: ", "  authors: [7]\n  title: ", "Line 6: An entry of “authors” is read as a number."),
        ("  title: ", "  note: 7\n  title: ", "Line 6: “note” is read as a number. Put it in quotes."),
        ("source:\n  title: ", "source: ", "Line 5: “source” should be “name: value” lines."),
        ("- key: not-yet\n", "- a\n  - key: not-yet\n", "Line 9: An entry of “levels” should be “name: value” lines."),
        ("- key: alone\n          text", "alone", "Line 23: “not-yet” should be a list, one “- …” a line."),
        ("rubric: small", "? [a]\n: b\nrubric: small", "Line 1: A name should be a text."),
    ],
)  # fmt: skip
def test_the_wrong_type_is_refused(old, new, mistake):
    assert any(found.startswith(mistake) for found in mistakes_in(changed(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("small", "Not_A_Slug", "Line 1: “rubric” can’t be “Not_A_Slug”. Use small letters"),
        ("alone", "not--quite", "Line 23: “key” can’t be “not--quite”. Use small letters"),
        ("en-GB", "English", "Line 3: “language” can’t be “English”. Use a language code"),
        ("1F91D", "1f91d", "Line 19: “picture” can’t be “1f91d”. Use an OpenMoji code"),
        ("1F91D", "1F91D-", "Line 19: “picture” can’t be “1F91D-”. Use an OpenMoji code"),
        ("1F91D", "../secret", "Line 19: “picture” can’t be “../secret”. Use an OpenMoji code"),
        (
            "strength",
            "good",
            "Line 16: “direction” can’t be “good”. Use “warning”, “progress” or “strength”.",
        ),
        ("tick", "tock", "Line 7: “response” can’t be “tock”. Use “tick”, or “place”"),
    ],
)
def test_a_word_of_the_wrong_shape_is_refused(old, new, mistake):
    [found] = mistakes_in(changed(old, new))
    assert found.startswith(mistake)


def test_a_level_that_no_principle_uses_is_refused():
    end = SMALL.index("      doing-well:")
    expected = "Line 13: No principle has a statement at the level “doing-well”. Add one, or take it out."
    assert mistakes_in(SMALL[:end]) == [expected]


@pytest.mark.parametrize(
    ("text", "name", "longest"),
    [
        ("How are we doing?", "title", 200),
        ("A conversation, not a test.", "purpose", 1_000),
        ("Not yet", "label", 80),
        ("Signs that a team hasn’t got this", "stem", 120),
        ("Deciding together", "title", 300),
        ("Staff decide alone.", "text", 1_000),
    ],
)
def test_texts_have_a_longest_length(text, name, longest):
    parse(changed(text, "x" * longest))
    [mistake] = mistakes_in(changed(text, "x" * (longest + 1)))
    assert mistake.endswith(f"“{name}” has {longest + 1:,} characters. It can have {longest:,}.")


def test_a_level_has_at_most_40_statements():
    more = [f"        - {{key: s{n}, text: S}}\n" for n in range(40)]
    first = "        - key: alone\n"
    parse(changed(first, "".join(more[:39]) + first))
    expected = "Line 22: “not-yet” has 41 entries. It can have 1 to 40."
    assert mistakes_in(changed(first, "".join(more) + first)) == [expected]


def test_a_rubric_has_at_most_20_principles():
    more = [
        f"  - {{key: p{n}, title: P, statements: {{not-yet: [{{key: s{n}, text: S}}]}}}}\n" for n in range(20)
    ]
    parse(SMALL + "".join(more[:19]))
    expected = "Line 17: “principles” has 21 entries. It can have 1 to 20."
    assert mistakes_in(SMALL + "".join(more)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("principles:\n", "principles: []\nx: |\n", "Line 17: “principles” has 0 entries. It can have 1 to 20."),
        ("levels:\n", "levels: []\nx:\n", "Line 8: “levels” has 0 entries. It can have 1 to 6."),
        ("    statements:\n", "    statements: {}\n    x:\n", "Line 21: “statements” is empty. Add some."),
        ("      not-yet:\n", "      not-yet: []\n      x:\n", "Line 22: “not-yet” has 0 entries. It can have 1 to 40."),
    ],
)  # fmt: skip
def test_lists_have_a_fewest(old, new, mistake):
    assert mistake in mistakes_in(changed(old, new))


def test_what_only_follows_from_a_mistake_is_not_told():
    levels, principles, statements = (
        SMALL.index(name) for name in ("levels:", "principles:", "      not-yet:")
    )
    assert mistakes_in(SMALL[:levels] + SMALL[principles:]) == ["Line 1: “levels” is missing. Add it."]
    assert mistakes_in(SMALL[:principles]) == ["Line 1: “principles” is missing. Add it."]
    assert mistakes_in(SMALL[: statements - 1] + " none\n") == [
        "Line 21: “statements” should be “name: value” lines."
    ]


def test_a_long_name_is_shortened_in_the_message():
    [mistake] = mistakes_in(changed("response:", f"{'x' * 900}: y\nresponse:"))
    assert mistake.startswith(f"Line 7: “{'x' * 40}…” isn’t known here.")


def test_all_mistakes_are_told_together_in_the_order_of_their_lines():
    text = changed("small", "Small").replace('"1F91D"', "42").replace("key: shared", "key: alone")
    text = text.replace("direction: strength", "direction: up").replace("title: ", "titel: ", 1)
    assert [line.split(":")[0] for line in mistakes_in(text)] == [
        "Line 1", "Line 1", "Line 2", "Line 16", "Line 19", "Line 19", "Line 26"
    ]  # fmt: skip
