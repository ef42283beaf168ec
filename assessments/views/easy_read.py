"""A part in Easy Read: one statement a page, and then the words. A script walks through them without asking us."""

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.changes import VALUES, read_words
from assessments.models import Sheet
from assessments.part import EASY_READ, EASY_READ_STEM, Filled, Part, statements
from assessments.services.answering import RoundClosed, read_part, save_answer
from assessments.views.mine import my_part, own
from assessments.views.part import closed_page, part_page, save_form
from assessments.views.sheet import wording_of

IN_YOUR_WORDS = "In your own words"


@require_http_methods(["GET", "HEAD", "POST"])
@own
def my_statement(request, sheet, principle, number):
    part = my_part(sheet, principle)
    if not 1 <= number <= len(part.principle.statements):
        raise Http404
    if request.method == "POST":
        return _answer(request, sheet, part, number)
    return _show(request, sheet, part, number)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def my_words(request, sheet, principle):
    part = my_part(sheet, principle)
    if request.method == "POST":
        then = reverse("my_next", args=[sheet.round.code, principle])
        return save_form(request, sheet, part, then=then, read=read_words, page=_words_again)
    return _show(request, sheet, part, None)


def _answer(request, sheet: Sheet, part: Part, number: int):
    value = VALUES.get(request.POST.get("answer"))
    if value is None:
        raise BadRequest("Press True, Not true or Not sure.")
    statement = part.principle.statements[number - 1].id
    try:
        save_answer(sheet, statement=statement, value=value, changed_at=timezone.now())
    except RoundClosed:
        return closed_page(request, sheet, part)
    return redirect(_way_to(sheet, part, number + 1))


def _show(request, sheet: Sheet, part: Part, number: int | None):
    """The standard wording, and a closed round, have one page for the whole part."""
    if wording_of(request) != EASY_READ or not sheet.round.is_open:
        return redirect("my_principle", sheet.round.code, part.principle.key)
    filled = read_part(sheet, part)
    return _page(request, sheet, part, filled, number, filled.marks)


def _words_again(request, sheet: Sheet, part: Part, filled: Filled, **more):
    """What was written couldn't be stored. The form had no answers, so these are read."""
    return _page(request, sheet, part, filled, None, read_part(sheet, part).marks, **more)


def _page(request, sheet: Sheet, part: Part, filled: Filled, number: int | None, marks: str, **more):
    """All statements and the words, of which one is shown: `number` counts from 1, None stands for the words."""
    steps = [one | _neighbours(sheet, part, one["number"]) for one in statements(part, marks)]
    context = {
        "at": number,
        "steps": steps,
        "heading": EASY_READ_STEM if number else IN_YOUR_WORDS,
        "question": EASY_READ_STEM,
        "in_your_words": IN_YOUR_WORDS,
        "words_url": _address(sheet, part, len(steps) + 1),
        "last_url": _way_to(sheet, part, len(steps)),
    }
    return part_page(
        request, sheet, part, filled, template="assessments/my_statement.html", **context, **more
    )


def _neighbours(sheet: Sheet, part: Part, number: int) -> dict[str, str]:
    urls = {"url": _address(sheet, part, number), "next_url": _way_to(sheet, part, number + 1)}
    return urls | ({"back_url": _way_to(sheet, part, number - 1)} if number > 1 else {})


def _way_to(sheet: Sheet, part: Part, number: int) -> str:
    """Past the page's header, so that a small phone shows the question at once."""
    return f"{_address(sheet, part, number)}#question"


def _address(sheet: Sheet, part: Part, number: int) -> str:
    """Of a statement; after the last come the words."""
    args = [sheet.round.code, part.principle.key]
    if number > len(part.principle.statements):
        return reverse("my_words", args=args)
    return reverse("my_statement", args=[*args, number])
