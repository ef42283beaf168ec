"""Ways to hold the conversation: an organisation's admins word the list, and a facilitator chooses from it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assessments.access import FACILITATOR, get_round
from assessments.forms.session_formats import (
    STEPS,
    ChooseFormatForm,
    SessionFormatForm,
    StepFormSet,
    moved_to,
    rearranged,
)
from assessments.models import SessionFormat
from assessments.services import session_formats as services
from teams.access import ADMIN, get_organisation
from teams.punctuation import quoted
from teams.views.refusals import refusals_on, refusals_told_to, sent

EMPTY_STEPS = [{}, {}, {}]  # what a new format begins with


def session_formats(request, slug):
    organisation = get_organisation(request, slug, role=ADMIN)
    context = {
        "organisation": organisation,
        "formats": services.formats_of(organisation),
        "retired": services.retired_formats_of(organisation),
    }
    return render(request, "assessments/session_formats.html", context)


def add_session_format(request, slug):
    organisation = get_organisation(request, slug, role=ADMIN)
    new = SessionFormat(organisation=organisation, steps=EMPTY_STEPS)

    def save(words):
        services.add_format(organisation, by=request.user, **words)

    return _write(request, new, save)


def edit_session_format(request, slug, key):
    session_format = _get_format(request, slug, key)

    def save(words):
        services.change_format(session_format, by=request.user, **words)

    return _write(request, session_format, save)


@require_POST
def retire_session_format(request, slug, key):
    session_format = _get_format(request, slug, key)
    services.retire_format(session_format, by=request.user)
    messages.success(request, f"{quoted(session_format)} is no longer offered. Rounds that chose it keep it.")
    return redirect("session_formats", slug)


@require_POST
def bring_back_session_format(request, slug, key):
    session_format = _get_format(request, slug, key)
    services.bring_back_format(session_format, by=request.user)
    messages.success(request, f"{quoted(session_format)} is back in the list.")
    return redirect("session_formats", slug)


def choose_session_format(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.closed_at:
        messages.warning(request, services.CLOSED)
        return redirect("round", code)
    form = _choice(request, round)
    if form.is_valid():
        with refusals_told_to(request):
            services.choose_format(round, key=form.cleaned_data["session_format"], by=request.user)
            messages.success(request, "Saved.")
        return redirect("round", code)
    context = {"round": round, "team": round.team, "organisation": round.team.organisation, "form": form}
    return render(request, "assessments/choose_session_format.html", context)


def _choice(request, round) -> ChooseFormatForm:
    """What is offered, and what was chosen before even if it isn't offered any more."""
    offered, chosen = services.formats_of(round.team.organisation), services.format_of(round)
    if chosen and chosen.retired_at:
        offered.append(chosen)
    initial = {"session_format": round.session_format}
    return ChooseFormatForm(sent(request), formats=offered, initial=initial)


def _get_format(request, slug: str, key: str) -> SessionFormat:
    organisation = get_organisation(request, slug, role=ADMIN)
    session_format = services.find_format(organisation, key)
    if session_format is None:
        raise Http404
    return session_format


def _write(request, session_format: SessionFormat, save):
    """The form of one. Its buttons save it, or move, add and take out steps in what is typed and save nothing."""
    form, moved = SessionFormatForm(sent(request), initial=_words(session_format)), None
    steps = _steps(sent(request), session_format)
    if "change" in request.POST:
        form = SessionFormatForm(initial={name: form[name].value() for name in form.fields})
        typed = rearranged(steps.written, request.POST["change"])
        steps, moved = StepFormSet(initial=typed, prefix="steps"), moved_to(request.POST["change"])
    elif form.is_valid() and steps.is_valid():
        with refusals_on(form, "title"):
            save({**form.cleaned_data, "steps": steps.wanted})
            messages.success(request, f"We’ve saved {quoted(form.cleaned_data['title'])}.")
            return redirect("session_formats", session_format.organisation.slug)
    context = {"organisation": session_format.organisation, "session_format": session_format}
    written = {"form": form, "steps": steps, "most_steps": STEPS, "moved": moved}
    return render(request, "assessments/edit_session_format.html", context | written)


def _steps(data, session_format: SessionFormat) -> StepFormSet:
    """What is sent is compared with nothing, so that steps which stay as they are count as written."""
    return StepFormSet(data, initial=None if data else session_format.steps, prefix="steps")


def _words(session_format: SessionFormat) -> dict:
    is_new = not session_format.key
    return {name: "" if is_new else getattr(session_format, name) for name in SessionFormatForm.base_fields}
