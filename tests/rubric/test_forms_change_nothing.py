"""Whoever opens a form of a draft and saves it changes nothing, whatever file the draft was read from."""

from dataclasses import asdict
from types import SimpleNamespace

from django import forms
from hypothesis import given, settings

from rubric.document import dump, parse
from rubric.forms.places import NamedForm, PromptForm, QuestionForm
from rubric.forms.words import (
    HardWordsForm,
    IntroductionForm,
    LevelForm,
    PrincipleForm,
    SourceForm,
    StatementForm,
)
from teams.words import clean
from tests.rubric.documents import documents, documents_to_place_on, loosely


def forms_of(document):
    """Each as it is opened, of rows as they are stored."""
    rows = [(form, document) for form in (IntroductionForm, SourceForm, HardWordsForm, PromptForm)]
    rows += [(LevelForm, level) for level in document.levels]
    rows += [(PrincipleForm, principle) for principle in document.principles]
    rows += [(StatementForm, statement) for statement in document.statements]
    rows += [(QuestionForm, question) for question in document.questions]
    places = [place for question in document.questions for place in question.places]
    rows += [(NamedForm, named) for named in (*document.groups, *places, *document.cells)]
    return [form.of(SimpleNamespace(**asdict(row))) for form, row in rows]


def sent_back(form):
    """As a browser sends what it was shown, and as it arrives in the form."""
    return {box.html_name: clean(_typed(box)) for box in form}


def _typed(box):
    shown = str(box.value() or "")
    is_line = isinstance(box.field.widget, forms.TextInput) and not box.is_hidden
    return shown.replace("\n", "") if is_line else shown.replace("\n", "\r\n")


def changed_by(form):
    again = type(form)(sent_back(form))
    assert again.is_valid(), again.errors
    shown, words = ({**each} for each in (again.shown_words, again.words))
    return {name: (shown[name], words[name]) for name in words if shown[name] != words[name]}


@settings(max_examples=10)  # each has dozens of forms
@given(documents() | documents_to_place_on())
def test_a_form_that_is_sent_back_changes_nothing(document):
    for written in (dump(document), loosely(dump(document))):
        opened = forms_of(parse(written))
        assert [changed_by(form) for form in opened] == [{}] * len(opened)
