"""Something is wrong with a statement's words: said from a sheet of one's own to the rubric's editors.

They learn nothing of the sheet or its round, and the sheet keeps nothing of it (docs/decisions/0059).
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.models import Sheet
from assessments.part import Part, statements
from assessments.said import NOTHING
from assessments.views.mine import my_part, own
from assessments.views.sheet import contact_of, of_sheet
from rubric.document import PlacedText, texts_read
from rubric.forms.remarks import RemarkForm
from rubric.services.remarks import NoRoom, say_in_round
from teams.visitors import address_of

THANKS = "Thank you. The people who write these words get it on Monday."


@require_http_methods(["GET", "HEAD", "POST"])
@own
def remark_on_statement(request, sheet, principle, number):
    part = my_part(request, sheet, principle)
    if not 1 <= number <= len(part.principle.statements):
        raise Http404
    form = RemarkForm(request.POST or None, is_easy=part.document.is_easy)
    if not form.is_valid():
        return _page(request, sheet, part, number, form, status=422 if form.errors else 200)
    said = {"once": form.name, "address": address_of(request)}
    try:
        say_in_round(sheet.round.version.rubric, _text(part, number), form.said, **said)
    except NoRoom as why:
        form.add_error(None, str(why))
        return _page(request, sheet, part, number, form, status=429)
    messages.success(request, THANKS)
    return redirect(_back(sheet, part, number))


def _text(part: Part, number: int) -> PlacedText:
    """The very words that stand before them."""
    statement = part.principle.statements[number - 1]
    return texts_read(f"statement-{statement.key}", statement, part.document.wording)[0]


def _back(sheet: Sheet, part: Part, number: int) -> str:
    """To the same statement; a list has it too."""
    return reverse("my_statement", args=[sheet.round.code, part.principle.key, number])


def _page(request, sheet: Sheet, part: Part, number: int, form: RemarkForm, *, status: int):
    nothing = NOTHING.mark * len(part.principle.statements)
    context = of_sheet(sheet) | {
        "title": part.principle.name,
        "number": number,
        "last": len(part.principle.statements),
        "text": _text(part, number),
        "drawing": statements(part, nothing)[number - 1]["drawing"],
        "contact": contact_of(sheet.round.team.organisation),
        "back_url": _back(sheet, part, number),
        "form": form,
    }
    return render(request, "assessments/remark_on_statement.html", context, status=status)
