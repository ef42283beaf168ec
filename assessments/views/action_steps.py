"""The steps of an action's life, and what people note on the way."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import get_action
from assessments.came_from import way_back
from assessments.forms.actions import NoteForm, StopForm
from assessments.services import actions as doing
from assessments.views.actions import action_page, of_team
from assessments.views.gone import leads_on_when_gone
from teams.punctuation import quoted
from teams.roles import MEMBER
from teams.views.refusals import refusals_on, refusals_told_to

STEPS = {
    "start": (doing.start, "Good to know. It is going on now."),
    "finish": (doing.finish, "Done. Now tell those who asked for it."),
    "reopen": (doing.reopen, "It is open again."),
}
STOPPED_ALREADY = "Somebody stopped it just before you. What you wrote is kept as a note."


@require_POST
def step_action(request, code):
    action = get_action(request, code, role=MEMBER)
    if request.POST.get("step") not in STEPS:
        raise BadRequest("Choose what happens with this action.")
    step, words = STEPS[request.POST["step"]]
    with refusals_told_to(request):
        step(action, by=request.user)
        messages.success(request, words)
    return redirect(way_back(request, "action", code).address)


@require_http_methods(["GET", "HEAD", "POST"])
def stop_action(request, code):
    action = get_action(request, code, role=MEMBER)
    form = StopForm(request.POST or None)
    if form.is_valid() and _stop(request, action, form):
        return redirect(way_back(request, "action", code).address)
    return render(
        request, "assessments/stop_action.html", {**of_team(action.team), "action": action, "form": form}
    )


def _stop(request, action, form: StopForm) -> bool:
    because = form.cleaned_data["because"]
    with refusals_on(form):
        stopped = doing.stop(action, because=because, by=request.user)
        if stopped.stopped_because == because:
            messages.success(request, "Stopped. Why is kept with it.")
        else:
            messages.warning(request, STOPPED_ALREADY)
        return True
    return False


@require_POST
def note_action(request, code):
    action = get_action(request, code, role=MEMBER)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return action_page(request, action, form)
    doing.add_note(action, text=form.cleaned_data["text"], by=request.user)
    messages.success(request, "Your note is saved.")
    return redirect(way_back(request, "action", code).address)


@require_POST
@leads_on_when_gone("This action", to="actions")
def take_out_action(request, code):
    action = get_action(request, code, role=MEMBER)
    with refusals_told_to(request):
        doing.take_out(action, by=request.user)
        messages.success(request, f"{quoted(action.what)} has been taken out.")
        return redirect(way_back(request, "actions", action.team.code).address)
    return redirect(way_back(request, "action", code).address)
