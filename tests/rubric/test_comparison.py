"""What changed between two editions of a rubric, and word by word how."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric.comparison import compare, difference
from rubric.document import Document, HardWord, Level, Principle, Source, Statement, parse
from tests.rubric.documents import documents, texts

CAHN = Path(__file__).parents[2] / "rubric" / "data" / "cahn-four-values.yaml"
FEW = settings(max_examples=40)  # whole documents take a while to make
sentences = st.lists(st.sampled_from(["you", "listen", "people", " ", "\n", ","]) | texts).map(" ".join)


def make_statements(*keys, level="now"):
    return [Statement(key, level, f"You {key}.") for key in keys]


def make_document(**statements):
    """Principles by their keys, each with its statements, at the levels “now” and “next”."""
    return Document(
        slug="small",
        title="How are we doing?",
        language="en-GB",
        purpose="A conversation.",
        source=Source("A paper tool"),
        levels=(Level("now", "Now", "Now you…", "warning"), Level("next", "Next", "Next you…", "strength")),
        principles=tuple(Principle(key, key.title(), tuple(found)) for key, found in statements.items()),
    )


def keys(entries):
    return [entry.key for entry in entries]


def moves(changes):
    return [
        (m.after.key, m.before.place, m.before.position, m.after.place, m.after.position)
        for m in changes.moved
    ]


# Word by word


@given(sentences, sentences)
def test_both_texts_can_be_put_together_again(before, after):
    pieces = difference(before, after)
    assert "".join(words for kind, words in pieces if kind in ("same", "gone")) == before
    assert "".join(words for kind, words in pieces if kind in ("same", "new")) == after
    assert all(words for _, words in pieces)


@given(sentences)
def test_a_text_is_the_same_as_itself(text):
    assert difference(text, text) == ([("same", text)] if text else [])


def test_words_that_stay_are_told_from_those_that_go_and_come():
    assert difference("You listen when asked.", "You listen to people when asked.") == [
        ("same", "You listen "), ("new", "to people "), ("same", "when asked.")
    ]  # fmt: skip


def test_texts_with_only_spaces_in_common_are_replaced_whole():
    assert difference("You see yourselves", "Staff know best") == [
        ("gone", "You see yourselves"), ("new", "Staff know best")
    ]  # fmt: skip


def test_a_line_break_is_a_change_of_its_own():
    assert difference("one\ntwo", "one two") == [
        ("same", "one"), ("gone", "\n"), ("new", " "), ("same", "two")
    ]  # fmt: skip


# Statements


def test_statements_come_and_go():
    before = make_document(power=make_statements("ask", "decide"))
    after = make_document(power=make_statements("decide", "share"))
    changes = compare(before, after).statements
    assert keys(changes.new) == ["share"]
    assert keys(changes.retired) == ["ask"]
    assert not changes.moved
    assert not changes.reworded


def test_a_reworded_statement_shows_what_changed_in_each_of_its_texts():
    before = make_document(power=[Statement("ask", "now", "You ask people.", "Staff ask.", "2696")])
    after = make_document(power=[Statement("ask", "now", "You ask all people.", "", "1F91D")])
    changes = compare(before, after).statements
    [rewording] = changes.reworded
    assert (rewording.before.thing.text, rewording.after.thing.text) == (
        "You ask people.",
        "You ask all people.",
    )
    assert [(text.field, text.difference) for text in rewording.texts] == [
        ("text", [("same", "You ask "), ("new", "all "), ("same", "people.")]),
        ("easy_read", [("gone", "Staff ask.")]),
        ("picture", [("gone", "2696"), ("new", "1F91D")]),
    ]
    assert not any((changes.new, changes.retired, changes.moved))


def test_a_statement_moves_to_another_level_or_principle():
    before = make_document(power=make_statements("ask", "tell"), honesty=make_statements("thank"))
    after = make_document(
        power=make_statements("ask", level="next"), honesty=make_statements("thank", "tell")
    )
    assert moves(compare(before, after).statements) == [
        ("ask", ("power", "now"), 1, ("power", "next"), 1),
        ("tell", ("power", "now"), 2, ("honesty", "now"), 2),
    ]


def test_a_statement_moves_among_its_neighbours():
    before = make_document(power=make_statements("a", "b", "c", "d"))
    after = make_document(power=make_statements("d", "a", "b", "c"))
    place = ("power", "now")
    assert moves(compare(before, after).statements) == [("d", place, 4, place, 1)]


def test_making_way_for_others_is_not_moving():
    before = make_document(power=make_statements("a", "b", "c"), honesty=make_statements("d"))
    after = make_document(power=make_statements("x", "a", "c", "y"), honesty=make_statements("d"))
    assert not compare(before, after).statements.moved
    swapped = replace(before, principles=before.principles[::-1])
    assert not compare(before, swapped).statements


def test_a_statement_can_move_and_be_reworded():
    before = make_document(power=make_statements("ask"), honesty=make_statements("tell"))
    after = make_document(
        power=[], honesty=[*make_statements("tell"), Statement("ask", "next", "You ask all.")]
    )
    changes = compare(before, after).statements
    assert [m.after.key for m in changes.moved] == [r.after.key for r in changes.reworded] == ["ask"]


# Everything else


def test_principles_and_levels_come_go_move_and_are_reworded():
    before = make_document(
        power=make_statements("a"), honesty=make_statements("b"), trust=make_statements("c")
    )
    power, honesty, trust = before.principles
    reworded = replace(honesty, short_title="Honest", examples=("Say no.", "Say why."))
    after = replace(
        before,
        principles=(trust, reworded, replace(power, key="shared-power")),
        levels=(*before.levels[::-1], Level("later", "Later", "Later you…", "progress")),
    )
    found = compare(before, after)
    assert keys(found.principles.new) == ["shared-power"]
    assert keys(found.principles.retired) == ["power"]
    assert len(found.principles.moved) == 1
    assert [(text.field, text.after) for text in found.principles.reworded[0].texts] == [
        ("short_title", "Honest"), ("examples", "Say no."), ("examples", "Say why.")
    ]  # fmt: skip
    assert keys(found.levels.new) == ["later"]
    assert len(found.levels.moved) == 1


def test_the_rubrics_own_texts_its_source_and_hard_words_are_compared():
    before = replace(make_document(power=make_statements("a")), hard_words=(HardWord("peer", "Alike."),))
    source = Source("A paper tool", authors=("Ana Brown",), note="Reworded here.")
    words = (HardWord("peer", "Someone like you."), HardWord("network", "People who know each other."))
    after = replace(before, title="How are you doing?", source=source, hard_words=words)
    found = compare(before, after)
    assert [(text.field, text.difference) for text in found.about] == [
        ("title", [("same", "How are "), ("gone", "we"), ("new", "you"), ("same", " doing?")])
    ]
    assert [(text.field, text.before, text.after) for text in found.source] == [
        ("authors", "", "Ana Brown"), ("note", "", "Reworded here.")
    ]  # fmt: skip
    assert keys(found.hard_words.new) == ["network"]
    assert [text.field for text in found.hard_words.reworded[0].texts] == ["means"]


@pytest.mark.parametrize(
    "field", ["slug", "title", "easy_read_title", "language", "purpose", "easy_read_purpose"]
)
def test_no_text_of_the_rubric_is_overlooked(field):
    document = parse(CAHN.read_bytes())
    assert [text.field for text in compare(document, replace(document, **{field: "other"})).about] == [field]


TEXTS = ["title", "short_title", "easy_read_title", "summary", "easy_read", "reflection_prompt"]
TEXTS += ["easy_read_prompt", "picture"]


@FEW
@given(documents(), st.sampled_from(TEXTS), st.sampled_from(["text", "easy_read", "picture"]), texts, texts)
def test_nothing_has_changed_exactly_when_the_documents_are_equal(
    document, of_principle, of_statement, one, two
):
    first, *others = document.principles
    statement, *more = first.statements
    rewritten = replace(first, **{of_principle: one})
    rewritten = replace(rewritten, statements=(replace(statement, **{of_statement: two}), *more))
    after = replace(document, principles=(rewritten, *others))
    assert bool(compare(document, after)) == (document != after)
    assert not compare(document, document)


@FEW
@given(documents(), st.data())
def test_a_shuffle_of_statements_shows(document, data):
    principle = document.principles[0]
    shuffled = tuple(data.draw(st.permutations(principle.statements)))
    in_order = tuple(s for level in document.levels for s in shuffled if s.level == level.key)
    after = replace(document, principles=(replace(principle, statements=in_order), *document.principles[1:]))
    found = compare(document, after)
    assert bool(found.statements.moved) == (document != after)
    assert found == replace(compare(document, document), statements=found.statements)


@FEW
@given(documents(), documents())
def test_each_statement_is_new_retired_or_kept(before, after):
    changes = compare(before, after).statements
    old, now = ({s.key for s in document.statements} for document in (before, after))
    assert set(keys(changes.new)) == now - old
    assert set(keys(changes.retired)) == old - now
    assert {m.after.key for m in changes.moved} | {r.after.key for r in changes.reworded} <= old & now
