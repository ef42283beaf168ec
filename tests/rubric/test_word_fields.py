"""What the fields let through, a document can carry; what they show, they take back unchanged."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rubric.document import HardWord, dump, parse
from rubric.document.parsing import LABEL, PICTURE, TEXT
from rubric.forms.fields import HardWordsField, LinesField, PictureField, WordsField
from rubric.forms.pictures import emoji, is_code, picture_code
from tests.rubric.documents import SMALL

DOCUMENT = parse(SMALL)
ANY_TEXT = st.text(st.characters(), max_size=40) | st.text("ab :\n\r\t\x00\x0b\ud800", max_size=40)


def cleaned(field, typed):
    try:
        return field.clean(typed)
    except ValidationError:
        return None


@given(ANY_TEXT)
def test_a_text_that_was_let_through_fits_into_a_document(typed):
    text = cleaned(WordsField(max_length=TEXT), typed)
    if text is not None:
        document = replace(DOCUMENT, purpose=text)
        assert parse(dump(document)) == document


@given(ANY_TEXT)
def test_hard_words_that_were_let_through_fit_into_a_document(typed):
    field = HardWordsField(required=False)
    entries = cleaned(field, typed)
    if entries is not None:
        document = replace(DOCUMENT, hard_words=tuple(HardWord(**entry) for entry in entries))
        assert parse(dump(document)) == document
        assert field.clean(field.prepare_value(entries)) == entries


@given(st.lists(st.text("abc :", min_size=1).map(str.strip).filter(bool), max_size=5))
def test_lines_that_are_shown_come_back(lines):
    field = LinesField(most=5, longest=TEXT, required=False)
    assert field.clean(field.prepare_value(lines)) == lines


@given(ANY_TEXT | st.text("🤝⚖\ufe0f\u200d🧑🏫1", max_size=12))
def test_a_picture_that_was_let_through_fits_into_a_document(typed):
    code = cleaned(PictureField(), typed)
    if code:
        principle = replace(DOCUMENT.principles[0], picture=code)
        document = replace(DOCUMENT, principles=(principle,))
        assert parse(dump(document)) == document


@given(st.from_regex(PICTURE.pattern, fullmatch=True).filter(lambda code: len(code) <= PICTURE.longest))
def test_whatever_picture_a_document_has_comes_back_from_its_field(code):
    field = PictureField()
    assert field.clean(field.prepare_value(code)) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("🤝", "1F91D"),
        ("⚖️", "2696"),
        ("⚖", "2696"),
        ("🧑‍🏫", "1F9D1-200D-1F3EB"),
        ("1F91D", "1F91D"),
        ("", ""),
    ],
)
def test_an_emoji_has_an_openmoji_code(typed, code):
    assert PictureField().clean(typed) == code
    assert not code or picture_code(emoji(code)) == code


@pytest.mark.parametrize("typed", ["smile", ":-)", "é", "🤝" * 20])
def test_what_is_no_emoji_is_refused(typed):
    with pytest.raises(ValidationError, match="Put in one emoji"):
        PictureField().clean(typed)


@pytest.mark.parametrize("code", ["110000", "D800", "0000"])
def test_a_code_that_nobody_can_see_is_shown_as_it_is(code):
    assert is_code(code)
    assert emoji(code) == code


def test_line_breaks_are_a_documents():
    assert WordsField(max_length=TEXT).clean("a\r\nb\rc\vd\fe") == "a\nb\nc\nd\ne"


def test_a_pasted_text_is_never_cut_off_by_the_browser():
    assert "maxlength" not in WordsField(max_length=LABEL).widget.attrs


def test_a_missing_value_is_empty():
    assert WordsField(max_length=LABEL, required=False).clean(None) == ""
    assert LinesField(most=1, longest=LABEL, required=False).clean(None) == []
