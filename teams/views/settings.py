"""What an organisation decides for itself: how it looks, whom to call, how safe and how long."""

from django.contrib import messages
from django.shortcuts import redirect, render

from teams import access
from teams.forms import SettingsForm
from teams.services import organisations
from teams.views.refusals import refusals_on, sent, theirs_shown_on


def organisation_settings(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = SettingsForm(sent(request), request.FILES or None, organisation=organisation)
    if form.is_valid():
        with refusals_on(form, "logo"), theirs_shown_on(form):
            _save(organisation, form, by=request.user)
            messages.success(request, "We’ve saved the settings.")
            return redirect("organisation_settings", slug)
    return render(request, "teams/organisation_settings.html", {"organisation": organisation, "form": form})


def _save(organisation, form: SettingsForm, *, by) -> None:
    values = dict(form.cleaned_data)
    logo, removed = values.pop("logo"), values.pop("remove_logo", False)
    if logo or removed:
        values["logo"] = logo
    organisations.change_settings(organisation, by=by, shown=form.shown, **values)
