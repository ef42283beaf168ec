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
STATEMENTS = [(f"{d.slug}-{s.key}", s) for d in DOCUMENTS for s in d.statements]
PAGES = [(f"{d.slug}-{p.key}", d, p) for d in DOCUMENTS for p in d.principles]
PLACES = [(f"{d.slug}-{p.key}", p) for d in DOCUMENTS for p in d.places]
QUESTIONS = [(f"{d.slug}-{q.key}", d, q) for d in DOCUMENTS for q in d.questions]
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=[d.slug for d in DOCUMENTS])
WHOSE = re.compile(r"\b(you|your|yours|yourself|yourselves|we|us|our|ours|ourselves|they)\b", re.IGNORECASE)
MOST_WORDS, MOST_GRADE = 25, 7
EASY_MOST_WORDS, EASY_MOST_GRADE = 15, 4.5


# What looks at every statement lists those that are wrong: a test for each took longer to begin than to look.


def test_statements_name_who_does_it_and_are_whole_sentences():
    texts = [(name, text) for name, one in STATEMENTS for text in (one.text, one.easy_read)]
    assert [(name, text) for name, text in texts if not _names_who_and_is_whole(text)] == []


def _names_who_and_is_whole(text):
    return not WHOSE.search(text) and re.fullmatch(r"[A-Z“].*[.”]", text)


def test_statements_are_short_and_have_their_easy_read_with_a_picture():
    assert [(name, one.text) for name, one in STATEMENTS if count_words(one.text) > MOST_WORDS] == []
    assert [name for name, one in STATEMENTS if not one.easy_read] == []
    assert [name for name, one in STATEMENTS if not one.picture] == []


def test_pages_are_easy_enough():
    grades = {name: grade(_texts(page), document.hard_words) for name, document, page in PAGES}
    assert {name: found for name, found in grades.items() if found > MOST_GRADE} == {}


def _texts(page):
    texts = [page.summary, *page.examples, page.reflection_prompt]
    return texts + [statement.text for statement in page.statements]


def test_pages_in_easy_read_are_easy():
    assert [name for name, _, page in PAGES if not all(_easy_texts(page))] == []
    grades = {name: grade(_easy_texts(page), document.hard_words) for name, document, page in PAGES}
    assert {name: found for name, found in grades.items() if found > EASY_MOST_GRADE} == {}
    assert [name for name, _, page in PAGES if not page.picture] == []


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


def test_places_have_a_short_sentence_a_name_and_a_picture_in_either_wording():
    texts = [(name, text) for name, one in PLACES for text in (one.hint, one.easy_read)]
    assert [(name, text) for name, text in texts if not _names_who_and_is_whole(text)] == []
    assert [(name, one.hint) for name, one in PLACES if count_words(one.hint) > MOST_WORDS] == []
    assert [name for name, one in PLACES if not one.easy_read_label] == []
    assert [name for name, one in PLACES if not one.picture] == []


def test_questions_are_easy_in_either_wording():
    told = {name: _told_of(document, question) for name, document, question in QUESTIONS}
    assert [name for name, (_, easy, _) in told.items() if not all(easy)] == []
    grades = {name: (grade(texts, hard), grade(easy, hard)) for name, (texts, easy, hard) in told.items()}
    too_hard = {name: found for name, found in grades.items() if found[0] > MOST_GRADE}
    too_hard |= {name: found for name, found in grades.items() if found[1] > EASY_MOST_GRADE}
    assert too_hard == {}


def _told_of(document, question):
    """In either wording, and which hard words of it are explained."""
    named = [*question.places, *document.groups, *document.cells]
    texts = [question.text, *(thing.hint for thing in named)]
    return texts, [question.easy_read, *(thing.easy_read for thing in named)], document.hard_words


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
