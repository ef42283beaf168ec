"""What was quoted of somebody's own words, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.services.quotable import quotes_of
from assessments.services.quotes import withdraw_quote
from assessments.views.mine import own
from assessments.views.sheet import of_sheet, part_of


@require_safe
@own
def my_quotes(request, sheet):
    """Each under its part, as the pages of the sheet call it."""
    quotes = [
        (part_of(request, sheet, quote.reflection.principle.key).principle.name, quote)
        for quote in quotes_of(sheet).select_related("reflection__principle")
    ]
    return render(request, "assessments/my_quotes.html", of_sheet(sheet) | {"quotes": quotes})


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
