"""A version is withdrawn from new rounds, or a rubric adapted by an organisation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rubric.access import EDITOR, get_rubric, get_version, organisations_edited_by
from rubric.forms.publishing import AdaptForm
from rubric.services import drafts as services
from rubric.services.adapting import adapt_rubric as adapt
from rubric.views.using import rounds_using
from teams.views.refusals import refusals_on


def withdraw_version(request, slug, number):
    version = get_version(request, slug, number, role=EDITOR)
    if request.method == "POST":
        services.withdraw_version(version, by=request.user)
        messages.success(request, f"Version {number} isn’t used for new rounds any more.")
        return redirect("rubric", slug)
    others = version.rubric.versions.in_use().exclude(pk=version.pk).order_by("-number")
    context = {"rubric": version.rubric, "organisation": version.rubric.organisation, "version": version}
    context |= rounds_using(version, request.user)
    return render(request, "rubric/withdraw_version.html", {**context, "next_in_use": others.first()})


@require_POST
def bring_back_version(request, slug, number):
    version = get_version(request, slug, number, role=EDITOR)
    services.bring_back_version(version, by=request.user)
    messages.success(request, f"Version {number} can be used for new rounds again.")
    return redirect("rubric", slug)


def adapt_rubric(request, slug):
    rubric = get_rubric(request, slug)
    organisations = organisations_edited_by(request.user)
    if not organisations:
        raise PermissionDenied
    form = AdaptForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        with refusals_on(form):
            own = adapt(rubric, organisation=form.cleaned_data["organisation"], by=request.user)
            return redirect("rubric", own.slug)
    return render(request, "rubric/adapt_rubric.html", {"rubric": rubric, "form": form})
