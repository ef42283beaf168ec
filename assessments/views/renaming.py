"""Changing names after a round has opened."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import FACILITATOR, get_round
from assessments.forms.renaming import RenameRoundForm
from assessments.services.renaming import rename_round as rename
from teams.views.refusals import refusals_on, theirs_shown_on


@require_http_methods(["GET", "HEAD", "POST"])
def rename_round(request, code):
    """A plan is changed as a whole."""
    round = get_round(request, code, role=FACILITATOR)
    if not round.opened_at:
        return redirect("edit_round", code)
    form = RenameRoundForm(request.POST or None, round=round)
    if form.is_valid():
        with refusals_on(form, "about_name"), theirs_shown_on(form):
            rename(round, by=request.user, shown=form.shown, **form.cleaned_data)
            messages.success(request, "We’ve saved the name.")
            return redirect("round", code)
    context = {"round": round, "team": round.team, "organisation": round.team.organisation, "form": form}
    context["was_issued"] = round.editions.not_replaced().exists()
    return render(request, "assessments/rename_round.html", context)
