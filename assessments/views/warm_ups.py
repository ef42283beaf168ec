"""Warm-ups: an organisation's admins word them, in the same list as ways to hold the conversation."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from assessments.forms.warm_ups import WarmUpForm
from assessments.models import WarmUp
from assessments.services import offered
from assessments.views.how_it_reads import rows_of
from assessments.views.session_formats import bring_back, get_offered, saved, take_out
from teams.access import ADMIN, get_organisation
from teams.views.refusals import refusals_on, sent, theirs_shown_on


def add_warm_up(request, slug):
    organisation = get_organisation(request, slug, role=ADMIN)

    def save(words, _shown):
        return offered.add(WarmUp, organisation, by=request.user, **words)

    return _write(request, WarmUp(organisation=organisation), save)


def edit_warm_up(request, slug, key):
    warm_up = get_offered(WarmUp, request, slug, key)

    def save(words, shown):
        return offered.change(warm_up, by=request.user, shown=shown, **words)

    return _write(request, warm_up, save)


@require_POST
def retire_warm_up(request, slug, key):
    return take_out(request, get_offered(WarmUp, request, slug, key))


@require_POST
def bring_back_warm_up(request, slug, key):
    return bring_back(request, get_offered(WarmUp, request, slug, key))


def _write(request, warm_up: WarmUp, save):
    now = {name: getattr(warm_up, name) for name in WarmUpForm.base_fields} if warm_up.key else {}
    form = WarmUpForm(sent(request), initial=now)
    if form.is_valid():
        with refusals_on(form, "title"), theirs_shown_on(form):
            return saved(request, save(form.cleaned_data, form.shown))
    context = {"organisation": warm_up.organisation, "warm_up": warm_up, "form": form, "rows": rows_of(form)}
    return render(request, "assessments/edit_warm_up.html", context)
