"""How Easy Read words of a way to meet read, told beside them while an organisation writes."""

from django.forms import BoundField, Form
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from rubric.plain_words import Reading, reading_of
from rubric.views.how_it_reads import MOST_LETTERS, Row
from teams.access import ADMIN, get_organisation
from teams.replies import reply


def rows_of(form: Form) -> dict[str, Row]:
    return {field.name: _row(field) for field in form.visible_fields()}


@require_POST
def how_easy_it_reads(request, slug):
    """One text. Writes nothing."""
    get_organisation(request, slug, role=ADMIN)
    told = {"reading": _reading(request.POST.get("text", "")[:MOST_LETTERS])}
    return reply(html=render_to_string("rubric/_how_it_reads.html", told, request))


def _row(field: BoundField) -> Row:
    if not field.name.startswith("easy_read"):
        return Row(field, is_read=False)
    field.field.widget.attrs["data-checked-text"] = True
    return Row(field, True, _reading(field.value() or ""))


def _reading(text: str) -> Reading | None:
    return reading_of(text, is_easy=True, is_english=True, names_who=False) if text.strip() else None
