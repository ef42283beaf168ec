"""What was quoted of somebody's own words, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Reflection
from assessments.reading.quotable import quotes_of
from assessments.services.quotes import withdraw_quote
from assessments.views.mine import own
from assessments.views.sheet import of_sheet, part_of


@require_safe
@own
def my_quotes(request, sheet):
    """Each under its part, as the pages of the sheet call it."""
    about = ("reflection__principle", "reflection__activity")
    quotes = [
        (_called(request, sheet, quote.reflection), quote)
        for quote in quotes_of(sheet).select_related(*about)
    ]
    return render(request, "assessments/my_quotes.html", of_sheet(sheet) | {"quotes": quotes})


def _called(request, sheet, row: Reflection) -> str:
    """In the wording that its writer has chosen; an activity has one name."""
    return row.activity.name if row.activity else part_of(request, sheet, row.principle.key).name


@require_http_methods(["GET", "HEAD", "POST"])
@own
def take_back(request, sheet, quote):
    """Asked twice, because nobody can undo it."""
    quote = get_object_or_404(quotes_of(sheet).select_related("reflection"), code=quote)
    if request.method != "POST":
        return render(request, "assessments/take_back.html", of_sheet(sheet) | {"quote": quote})
    withdraw_quote(quote)
    messages.success(request, "You have taken your words back. They will not be in our reports from now on.")
    return redirect("my_quotes", sheet.round.code)
