"""How the words of a draft read, told beside them. It advises, and never forbids."""

from rubric.document import Document, speaks_as_we_do
from rubric.forms.fields import LinesField, WordsField
from rubric.forms.words import StatementForm, WordsForm
from rubric.plain_words import Reading, reading_of

NOT_SENTENCES = {"published_by", "language"}


def readings_of(form, document: Document) -> list[tuple[str, Reading]]:
    """Of each text in a form that is open, by its label."""
    if not isinstance(form, WordsForm):
        return []
    is_statement = isinstance(form, StatementForm)
    return [
        (field.label, _reading(field.value(), document, "easy_read" in name, is_statement=is_statement))
        for name, field in ((name, form[name]) for name in form.fields)
        if _is_read(name, field.field) and field.value()
    ]


def advice_of(text: str, easy_read: str, document: Document) -> dict[str, tuple[str, ...]]:
    """What is worth another look, in each wording."""
    return {
        "standard": _reading(text, document, False).advice,
        "easy_read": _reading(easy_read, document, True).advice,
    }


def _reading(text: str, document: Document, is_easy: bool, *, is_statement: bool = True) -> Reading:
    return reading_of(
        text,
        document.hard_words,
        is_easy=is_easy,
        is_english=speaks_as_we_do(document.language),
        is_statement=is_statement,
    )


def _is_read(name: str, field) -> bool:
    is_one_text = isinstance(field, WordsField) and not isinstance(field, LinesField)
    return is_one_text and name not in NOT_SENTENCES
