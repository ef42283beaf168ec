"""What site administrators do: add organisations, and see to it that each has somebody who looks after it."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from teams.models import Organisation
from teams.organisation_form import AdminForm, NewOrganisationForm
from teams.punctuation import sentence
from teams.services.site import add_organisation, ask_to_look_after, with_who_looks_after
from teams.views.refusals import refusals_on, sent


def for_site_administrators(view):
    """To everybody else there is nothing of the kind."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_superuser:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_site_administrators
def site_organisations(request):
    return render(request, "teams/site/organisations.html", {"all": with_who_looks_after()})


@for_site_administrators
def new_organisation(request):
    form = NewOrganisationForm(sent(request))
    if form.is_valid():
        with refusals_on(form, "name"):
            organisation = add_organisation(**form.cleaned_data, by=request.user)
            messages.success(request, _done(f"{organisation} is ready", form, request.user))
            return redirect("site_organisations")
    return render(request, "teams/site/new_organisation.html", {"form": form})


@for_site_administrators
def invite_admin(request, slug):
    organisation = get_object_or_404(Organisation, slug=slug)
    form = AdminForm(sent(request))
    if form.is_valid():
        with refusals_on(form, "email"):
            ask_to_look_after(organisation, **form.cleaned_data, by=request.user)
            messages.success(request, _done("", form, request.user))
            return redirect("site_organisations")
    return render(request, "teams/site/invite_admin.html", {"place": organisation, "form": form})


def _done(ready: str, form, user) -> str:
    email = form.cleaned_data["email"]
    who = "You look after it now." if email == user.email else f"We’ve sent an invitation to {email}."
    return f"{sentence(ready)} {who}".strip()
