"""An organisation's own page, its teams and its roles, as its members and its admins see them."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from teams import access
from teams.forms import ORGANISATION_ROLES, InviteForm, TeamForm
from teams.models import OrganisationRole
from teams.services import Refused, people
from teams.services.invitations import invite_all, with_undelivered
from teams.services.organisations import create_team
from teams.views.refusals import refusals_on, refusals_told_to, sent


def organisation(request, slug):
    """Members read the names of their own teams; admins manage all of it."""
    organisation = access.get_organisation(request, slug)
    is_admin = access.ADMIN in access.roles_in_organisation(request.user, organisation)
    teams = access.teams_of(request.user).filter(organisation=organisation)
    context = {"organisation": organisation, "is_admin": is_admin, "teams": teams}
    if is_admin:
        context |= {
            "teams": organisation.teams.annotate(people=Count("memberships")),
            "roles": organisation.roles.select_related("user").order_by("role", "user__name", "user__email"),
            "invitations": with_undelivered(organisation.invitations.waiting())
            .select_related("team")
            .order_by("email"),
        }
    return render(request, "teams/organisation.html", context)


def new_team(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = TeamForm(sent(request))
    if form.is_valid():
        with refusals_on(form, "name"):
            team = create_team(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, f"{team} is ready. Now invite somebody to facilitate it.")
            return redirect("team_people", team.code)
    return render(request, "teams/new_team.html", {"organisation": organisation, "form": form})


def invite_to_organisation(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = InviteForm(sent(request), roles=ORGANISATION_ROLES)
    if form.is_valid():
        with refusals_on(form, "email"):
            who = {"organisation": organisation, "by": request.user}
            invite_all(form.cleaned_data["email"], role=form.cleaned_data["role"], **who)
            messages.success(request, form.what_was_sent())
            return redirect("organisation", slug)
    return render(request, "teams/invite_to_organisation.html", {"organisation": organisation, "form": form})


@require_POST
def remove_organisation_role(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    with refusals_told_to(request):
        role = _role(organisation, request.POST.get("person", ""), request.POST.get("role", ""))
        people.remove_organisation_role(role, by=request.user)
        messages.success(request, f"{role.user} no longer has this role: {role.get_role_display().lower()}.")
    still_theirs = access.organisations_of(request.user).filter(pk=organisation.pk).exists()
    return redirect("organisation", slug) if still_theirs else redirect("home")


def _role(organisation, email: str, role: str) -> OrganisationRole:
    found = organisation.roles.select_related("user").filter(user__email=email, role=role)
    if not found:
        raise Refused("This person doesn’t have this role any more.")
    return found[0]
