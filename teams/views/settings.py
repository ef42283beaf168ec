"""What an organisation decides for itself: how it looks, whom to call, how safe and how long."""

from django.contrib import messages
from django.shortcuts import redirect, render

from teams import access
from teams.forms import SettingsForm
from teams.services import organisations
from teams.views.refusals import refusals_on, sent


def organisation_settings(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = SettingsForm(sent(request), request.FILES or None, organisation=organisation)
    if form.is_valid():
        with refusals_on(form, "logo"):
            _save(organisation, form.cleaned_data, by=request.user)
            messages.success(request, "We’ve saved the settings.")
            return redirect("organisation_settings", slug)
    return render(request, "teams/organisation_settings.html", {"organisation": organisation, "form": form})


def _save(organisation, values: dict, *, by) -> None:
    logo, removed = values.pop("logo"), values.pop("remove_logo", False)
    organisations.change_settings(organisation, by=by, **values)
    if logo or removed:
        organisations.change_logo(organisation, png=logo, by=by)
