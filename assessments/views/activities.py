"""What a round places, said while it is planned."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from assessments.access import FACILITATOR, get_round
from assessments.forms.activities import ActivityFormSet, PlacesOnForm
from assessments.models import Round
from assessments.services.activities import (
    OPENED,
    can_be_placed,
    chosen_to_place_on,
    may_place,
    plan_activities,
    rows_of,
    to_place_on,
)
from assessments.views.opening import of_round
from rubric.document import PLACE
from teams.meanwhile import as_rows
from teams.two_lists import guess
from teams.views.refusals import refusals_on, theirs_shown_on, too_late


def activities(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.opened_at:
        return too_late(request, OPENED, "round", code)
    if not may_place(round):
        raise Http404
    sent = request.POST or None
    stored, chosen = rows_of(round), {"places_on": chosen_to_place_on(round)}
    form = PlacesOnForm(sent, versions=to_place_on(round), stored=stored, initial=chosen)
    rows = ActivityFormSet(sent, initial=None if sent else _rows(round, stored), prefix="activities")
    if round.version.response == PLACE:
        del form.fields["places_on"]
    if form.is_valid() and rows.is_valid() and _save(request, round, form, rows):
        return redirect("round", code)
    if form.theirs and (guessed := _guessed(request, form, rows)):
        rows = ActivityFormSet(initial=guessed, prefix="activities")
    context = {"form": form, "rows": rows}
    return render(request, "assessments/activities.html", {**of_round(round), **context})


def _rows(round: Round, stored: list[dict]) -> list[dict]:
    """As they are; of a round about an activity, that one at first."""
    if not stored and round.about == Round.About.ACTIVITY:
        return [{"name": round.about_name, "line": "", "picture": ""}]
    return stored


def _guessed(request, form: PlacesOnForm, rows: ActivityFormSet) -> list[dict]:
    """What somebody may have meant beside what others have saved since, to look at and save; nothing where that
    couldn't be saved, so that all that they wrote stays in its boxes."""
    shown, theirs = as_rows(request.POST.get("initial-activities", "")), as_rows(form.shown["activities"])
    guessed = [] if shown is None or theirs is None else guess(shown, theirs, rows.in_place)
    return guessed if can_be_placed(guessed) else []


def _save(request, round: Round, form: PlacesOnForm, rows: ActivityFormSet) -> bool:
    """If not, the page says why, or what somebody else has named meanwhile."""
    with refusals_on(form), theirs_shown_on(form):
        words = {"activities": rows.in_place, "shown": form.shown}
        plan_activities(round, by=request.user, **words, **form.cleaned_data)
        messages.success(request, "Saved.")
        return True
    return False
