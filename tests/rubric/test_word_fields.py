"""What the fields let through, a document can carry; what they show, they take back unchanged."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rubric.document import HardWord, dump, parse
from rubric.document.shapes import LABEL, TEXT
from rubric.forms.fields import HardWordsField, LinesField, WordsField
from teams.words import clean
from tests.rubric.documents import SMALL

DOCUMENT = parse(SMALL)
ANY_TEXT = st.text(st.characters(), max_size=40) | st.text("ab :\n\r\t\x00\x0b\ud800", max_size=40)


def cleaned(field, typed):
    """As a form gets it, and refuses or takes it."""
    try:
        return field.clean(clean(typed))
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


def test_a_pasted_text_is_never_cut_off_by_the_browser():
    assert "maxlength" not in WordsField(max_length=LABEL).widget.attrs


def test_a_missing_value_is_empty():
    assert WordsField(max_length=LABEL, required=False).clean(None) == ""
    assert LinesField(most=1, longest=LABEL, required=False).clean(None) == []
