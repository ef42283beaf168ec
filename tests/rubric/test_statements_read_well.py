"""The rubrics that come with the app read well, in either wording."""

import re
from pathlib import Path

import pytest

from assessments.part import hard_words_in
from rubric.document import HardWord, parse
from rubric.plain_words import check, count_words, sentences
from tests.rubric.reading import grade

FILES = sorted((Path(__file__).resolve().parents[2] / "rubric" / "data").glob("*.yaml"))
DOCUMENTS = [parse(file.read_bytes()) for file in FILES]
STATEMENTS = [(d, s) for d in DOCUMENTS for s in d.statements]
PAGES = [(d, p) for d in DOCUMENTS for p in d.principles]
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=[d.slug for d in DOCUMENTS])
each_statement = pytest.mark.parametrize(
    ("document", "statement"), STATEMENTS, ids=[f"{d.slug}-{s.key}" for d, s in STATEMENTS]
)
each_page = pytest.mark.parametrize(
    ("document", "principle"), PAGES, ids=[f"{d.slug}-{p.key}" for d, p in PAGES]
)
PLACES = [(d, p) for d in DOCUMENTS for p in d.places]
QUESTIONS = [(d, q) for d in DOCUMENTS for q in d.questions]
each_place = pytest.mark.parametrize(
    ("document", "place"), PLACES, ids=[f"{d.slug}-{p.key}" for d, p in PLACES]
)
each_question = pytest.mark.parametrize(
    ("document", "question"), QUESTIONS, ids=[f"{d.slug}-{q.key}" for d, q in QUESTIONS]
)
WHOSE = re.compile(r"\b(you|your|yours|yourself|yourselves|we|us|our|ours|ourselves|they)\b", re.IGNORECASE)
MOST_WORDS, MOST_GRADE = 25, 7
EASY_MOST_WORDS, EASY_MOST_GRADE = 15, 4.5


@each_statement
def test_a_statement_names_who_does_it_and_is_a_whole_sentence(document, statement):
    for text in (statement.text, statement.easy_read):
        assert not WHOSE.search(text)
        assert re.fullmatch(r"[A-Z“].*[.”]", text)


@each_statement
def test_a_statement_is_short_and_has_its_easy_read_with_a_picture(document, statement):
    assert count_words(statement.text) <= MOST_WORDS
    assert statement.easy_read
    assert statement.picture


@each_page
def test_a_page_is_easy_enough(document, principle):
    texts = [principle.summary, *principle.examples, principle.reflection_prompt]
    texts += [statement.text for statement in principle.statements]
    assert grade(texts, document.hard_words) <= MOST_GRADE


@each_page
def test_a_page_in_easy_read_is_easy(document, principle):
    texts = _easy_texts(principle)
    assert all(texts)
    assert grade(texts, document.hard_words) <= EASY_MOST_GRADE
    assert principle.picture


@each_document
def test_sentences_in_easy_read_are_short(document):
    texts = [document.easy_read_title, document.easy_read_purpose, *_all_easy_texts(document)]
    assert all(texts)
    found = [sentence for text in texts for sentence in sentences(text)]
    assert [sentence for sentence in found if count_words(sentence) > EASY_MOST_WORDS] == []


@each_document
def test_hard_words_are_explained_and_used(document):
    texts = [document.easy_read_purpose, *_all_easy_texts(document)]
    told = [told.says for text in texts for told in check(text, document.hard_words) if not told.is_fine]
    assert [says for says in told if says.endswith("say what it means.")] == []
    used = {hard.word for text in texts for hard in hard_words_in(document, text)}
    assert {hard.word for hard in document.hard_words} == used


@each_document
def test_its_note_says_what_is_whose(document):
    assert "by this project" in document.source.note or "this project’s own" in document.source.note
    assert "endorsed" in document.source.note


@each_place
def test_a_place_has_a_short_sentence_a_name_and_a_picture_in_either_wording(document, place):
    for text in (place.hint, place.easy_read):
        assert not WHOSE.search(text)
        assert re.fullmatch(r"[A-Z“].*[.”]", text)
    assert count_words(place.hint) <= MOST_WORDS
    assert place.easy_read_label
    assert place.picture


@each_question
def test_a_question_is_easy_in_either_wording(document, question):
    named = [*question.places, *document.groups, *document.cells]
    assert grade([question.text, *(thing.hint for thing in named)], document.hard_words) <= MOST_GRADE
    easy = [question.easy_read, *(thing.easy_read for thing in named)]
    assert all(easy)
    assert grade(easy, document.hard_words) <= EASY_MOST_GRADE


def _all_easy_texts(document):
    of_parts = [text for principle in document.principles for text in _easy_texts(principle)]
    asked = [question.easy_read for question in document.questions]
    named = [text for thing in document.named for text in (thing.easy_read_label, thing.easy_read)]
    return [*of_parts, *asked, *named, *filter(None, [document.easy_read_prompt])]


def _easy_texts(principle):
    texts = [principle.easy_read_title, principle.easy_read, principle.easy_read_prompt]
    return texts + [statement.easy_read for statement in principle.statements]


@pytest.mark.parametrize(
    ("text", "counted_by_hand"),
    [
        ("The cat sat on the mat.", -1.4),
        ("Staff see themselves as the experts.", 2.5),
        ("People give time and skills as volunteers. Staff record this, and celebrate it regularly.", 6.5),
    ],
)
def test_the_grade_is_the_one_that_is_counted_by_hand(text, counted_by_hand):
    assert grade([text]) == pytest.approx(counted_by_hand, abs=0.5)


def test_hard_words_are_left_aside():
    words = [HardWord("peer support network", "People who help each other.")]
    assert grade(["There is a peer support network."], words) < grade(["There is a peer support network."])
