"""How the words of a draft read, told beside them, also while somebody is writing. It advises, and never forbids."""

from dataclasses import dataclass

from django.forms import BoundField
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from rubric.access import get_draft
from rubric.document import Document, speaks_as_we_do
from rubric.forms.fields import LinesField, WordsField
from rubric.forms.words import PrincipleForm, StatementForm, WordsForm
from rubric.plain_words import Reading, reading_of
from rubric.reading import read_version
from teams.replies import reply

NOT_SENTENCES = {"published_by", "language"}
NAMING_WHO = {StatementForm: "statement", PrincipleForm: "part"}  # in the address: what is asked about
MOST_LETTERS = 2_000  # that are looked at: twice what fits


@dataclass(frozen=True)
class Row:
    """A field of a form, and how its words read. `is_read` of what is written in sentences."""

    field: BoundField
    is_read: bool
    reading: Reading | None = None


def rows_of(form, document: Document) -> list[Row]:
    """Of a form that is open."""
    if not isinstance(form, WordsForm):
        return []
    return [_row(form, field, document) for field in form.visible_fields()]


def asks_about(form) -> str:
    """Which kind of thing is open, if its words must name who does it."""
    return NAMING_WHO.get(type(form), "")


def advice_of(text: str, easy_read: str, document: Document) -> dict[str, tuple[str, ...]]:
    """What is worth another look, in each wording."""
    return {
        "standard": _reading(text, document, False).advice,
        "easy_read": _reading(easy_read, document, True).advice,
    }


@require_POST
def how_it_reads(request, slug):
    """One text, while somebody is writing it. Writes nothing."""
    document = read_version(get_draft(request, slug).pk)
    text, name = request.POST.get("text", "")[:MOST_LETTERS], request.POST.get("name", "")
    names_who = _names_who(request.GET.get("of", ""), name)
    reading = _reading(text, document, _is_easy(name), names_who=names_who) if text.strip() else None
    return reply(html=render_to_string("rubric/_how_it_reads.html", {"reading": reading}, request))


def _row(form: WordsForm, field: BoundField, document: Document) -> Row:
    if not _is_read(field.name, field.field):
        return Row(field, is_read=False)
    field.field.widget.attrs["data-checked-text"] = True
    names_who = _names_who(asks_about(form), field.name)
    easy, text = _is_easy(field.name), field.value()
    return Row(field, True, _reading(text, document, easy, names_who=names_who) if text else None)


def _names_who(asked: str, name: str) -> bool:
    """A question to think about may speak to whoever reads it."""
    return asked in NAMING_WHO.values() and "prompt" not in name


def _is_easy(name: str) -> bool:
    return "easy_read" in name


def _reading(text: str, document: Document, is_easy: bool, *, names_who: bool = True) -> Reading:
    return reading_of(
        text,
        document.hard_words,
        is_easy=is_easy,
        is_english=speaks_as_we_do(document.language),
        names_who=names_who,
    )


def _is_read(name: str, field) -> bool:
    is_one_text = isinstance(field, WordsField) and not isinstance(field, LinesField)
    return is_one_text and name not in NOT_SENTENCES
