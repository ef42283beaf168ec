"""Ways to hold the conversation: an organisation's admins word the list, and a facilitator chooses from it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assessments.access import FACILITATOR, get_round
from assessments.forms.session_formats import (
    STEPS,
    PlanMeetingForm,
    SessionFormatForm,
    StepFormSet,
    moved_to,
    rearranged,
)
from assessments.models import SessionFormat, WarmUp
from assessments.services import offered
from assessments.services.session_formats import plan_meeting
from assessments.views.how_it_reads import rows_of
from teams.access import ADMIN, get_organisation
from teams.punctuation import quoted
from teams.views.refusals import refusals_on, refusals_told_to, sent, theirs_shown_on, too_late

EMPTY_STEPS = [{}, {}, {}]  # what a new format begins with


def session_formats(request, slug):
    organisation = get_organisation(request, slug, role=ADMIN)
    formats, warm_ups = (offered.all_of(kind, organisation) for kind in (SessionFormat, WarmUp))
    context = {
        "organisation": organisation,
        "formats": [each for each in formats if not each.retired_at],
        "warm_ups": [each for each in warm_ups if not each.retired_at],
        "retired_formats": [each for each in formats if each.retired_at],
        "retired_warm_ups": [each for each in warm_ups if each.retired_at],
    }
    return render(request, "assessments/session_formats.html", context)


def add_session_format(request, slug):
    organisation = get_organisation(request, slug, role=ADMIN)
    new = SessionFormat(organisation=organisation, steps=EMPTY_STEPS)

    def save(words, _shown):
        return offered.add(SessionFormat, organisation, by=request.user, **words)

    return _write(request, new, save)


def edit_session_format(request, slug, key):
    session_format = get_offered(SessionFormat, request, slug, key)

    def save(words, shown):
        return offered.change(session_format, by=request.user, shown=shown, **words)

    return _write(request, session_format, save)


@require_POST
def retire_session_format(request, slug, key):
    return take_out(request, get_offered(SessionFormat, request, slug, key))


@require_POST
def bring_back_session_format(request, slug, key):
    return bring_back(request, get_offered(SessionFormat, request, slug, key))


def get_offered(kind, request, slug: str, key: str):
    organisation = get_organisation(request, slug, role=ADMIN)
    each = offered.find(kind, organisation, key)
    if each is None:
        raise Http404
    return each


def saved(request, each):
    """Somebody may have taken it out of the list while it was being changed."""
    gone = " It isn’t in the list any more. You can bring it back." if each.retired_at else ""
    messages.success(request, f"We’ve saved {quoted(each)}.{gone}")
    return redirect("session_formats", each.organisation.slug)


def take_out(request, each):
    offered.retire(each, by=request.user)
    messages.success(request, f"{quoted(each)} is no longer offered. Rounds that chose it keep it.")
    return redirect("session_formats", each.organisation.slug)


def bring_back(request, each):
    with refusals_told_to(request):
        offered.bring_back(each, by=request.user)
        messages.success(request, f"{quoted(each)} is back in the list.")
    return redirect("session_formats", each.organisation.slug)


def choose_session_format(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.closed_at:
        return too_late(request, offered.CLOSED, "round", code)
    form = _choice(request, round)
    if form.is_valid():
        with refusals_told_to(request), theirs_shown_on(form):
            plan_meeting(round, by=request.user, shown=form.shown, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("round", code)
    context = {"round": round, "team": round.team, "organisation": round.team.organisation, "form": form}
    return render(request, "assessments/choose_session_format.html", context)


def _choice(request, round) -> PlanMeetingForm:
    """What is offered, and what was chosen before even if it isn't offered any more."""
    organisation = round.team.organisation
    formats, warm_ups = (offered.all_of(kind, organisation) for kind in (SessionFormat, WarmUp))
    return PlanMeetingForm(
        sent(request),
        formats=[each for each in formats if not each.retired_at or each.key == round.session_format],
        warm_ups=[each for each in warm_ups if not each.retired_at or each.key in round.warm_ups],
        initial={"session_format": round.session_format, "warm_ups": round.warm_ups},
    )


def _write(request, session_format: SessionFormat, save):
    """The form of one. Its buttons save it, or move, add and take out steps in what is typed and save nothing."""
    stored = session_format.steps if session_format.key else []
    form, moved = SessionFormatForm(sent(request), stored=stored, initial=_words(session_format)), None
    steps = _steps(sent(request), session_format)
    if "change" in request.POST:
        form = SessionFormatForm(stored=stored, initial={name: form[name].value() for name in form.fields})
        form.sent_before = request.POST
        typed = rearranged(steps.written, request.POST["change"])
        steps, moved = StepFormSet(initial=typed, prefix="steps"), moved_to(request.POST["change"])
    elif form.is_valid() and steps.is_valid():
        with refusals_on(form, "title"), theirs_shown_on(form):
            return saved(request, save({**form.cleaned_data, "steps": steps.wanted}, form.shown))
    context = {"organisation": session_format.organisation, "session_format": session_format}
    written = {"form": form, "rows": rows_of(form), "steps": steps, "most_steps": STEPS, "moved": moved}
    return render(request, "assessments/edit_session_format.html", context | written)


def _steps(data, session_format: SessionFormat) -> StepFormSet:
    """What is sent is compared with nothing, so that steps which stay as they are count as written."""
    return StepFormSet(data, initial=None if data else session_format.steps, prefix="steps")


def _words(session_format: SessionFormat) -> dict:
    is_new = not session_format.key
    return {name: "" if is_new else getattr(session_format, name) for name in SessionFormatForm.base_fields}
