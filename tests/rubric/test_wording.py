"""A rubric in the words that one reader has chosen."""

from dataclasses import replace

import pytest
from hypothesis import given

from rubric.document import EASY_READ, IS_IT_TRUE, STANDARD, drawing_by_code, in_wording
from rubric.reading import read_in_wording, read_version
from tests.make import make_version
from tests.rubric.documents import documents, documents_to_place_on


@given(documents())
def test_easy_read_stands_wherever_there_is_one(document):
    easy = in_wording(document, EASY_READ)
    assert easy.is_easy
    assert easy.title == (document.easy_read_title or document.title)
    assert easy.purpose == (document.easy_read_purpose or document.purpose)
    for told, whole in zip(easy.levels, document.levels, strict=True):
        assert told.label == (whole.easy_read_label or whole.label)
        assert told.stem == (whole.easy_read_stem or IS_IT_TRUE)
    for told, whole in zip(easy.principles, document.principles, strict=True):
        assert told.name == (whole.easy_read_title or whole.name)
        assert told.summary == (whole.easy_read or whole.summary)
        assert told.reflection_prompt == (whole.easy_read_prompt or whole.reflection_prompt)
    for told, whole in zip(easy.statements, document.statements, strict=True):
        assert told.text == (whole.easy_read or whole.text)
        assert (told.key, told.level, told.id, told.picture) == (
            whole.key,
            whole.level,
            whole.id,
            whole.picture,
        )
    assert easy.hard_words == document.hard_words


@given(documents_to_place_on())
def test_what_people_place_on_is_in_their_words_too(document):
    easy, standard = in_wording(document, EASY_READ), in_wording(document, STANDARD)
    assert easy.reflection_prompt == (document.easy_read_prompt or document.reflection_prompt)
    for told, whole in zip(easy.questions, document.questions, strict=True):
        assert (told.text, told.picture) == (whole.easy_read or whole.text, whole.picture)
    for told, whole in zip(easy.named, document.named, strict=True):
        assert told.label == (whole.easy_read_label or whole.label)
        assert told.hint == (whole.easy_read or whole.hint)
    assert [each.label for each in standard.named] == [each.label for each in document.named]
    assert standard.pictures == ()


@given(documents())
def test_standard_words_have_neither_pictures_nor_hard_words_beside_them(document):
    standard = in_wording(document, STANDARD)
    assert not standard.is_easy
    assert (standard.pictures, standard.hard_words) == ((), ())
    assert [drawing_by_code(standard, each.picture) for each in standard.statements] == [None] * len(
        document.statements
    )
    shown = [replace(each, picture="") for each in document.statements]
    assert list(standard.statements) == shown
    assert standard.title == document.title


@pytest.mark.django_db
def test_a_wording_of_what_is_published_is_made_once(django_assert_num_queries):
    version = make_version()
    whole = read_version(version.pk)
    easy = read_in_wording(version.pk, EASY_READ)
    with django_assert_num_queries(0):
        assert read_in_wording(version.pk, EASY_READ) is easy
        assert read_in_wording(version.pk, "anything else") is read_in_wording(version.pk, STANDARD)
    assert [each.id for each in easy.statements] == [each.id for each in whole.statements]


@pytest.mark.django_db
def test_a_draft_is_read_anew_each_time():
    draft = make_version(published=False)
    assert read_in_wording(draft.pk, STANDARD).title == draft.title
    draft.title = "Another title"
    draft.save()
    assert read_in_wording(draft.pk, STANDARD).title == "Another title"
