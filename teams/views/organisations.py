"""An organisation's own page, its teams and its roles, as its members and its admins see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from teams import access
from teams.codes import new_code
from teams.forms import ORGANISATION_ROLES, InviteForm, NewTeamForm
from teams.models import OrganisationRole
from teams.refusals import Refused
from teams.services import people
from teams.services.facilitating import facilitate
from teams.services.invitations import waiting_anywhere_in
from teams.services.organisations import create_team
from teams.views.inviting import invite_those_of
from teams.views.refusals import refusals_on, refusals_told_to, sent

PEOPLE_A_PAGE = 100


def organisation(request, slug):
    """Members read the names of their own teams; admins manage all of it."""
    organisation = access.get_organisation(request, slug)
    is_admin = access.ADMIN in access.roles_in_organisation(request.user, organisation)
    teams = access.every_team_of(organisation) if is_admin else access.teams_in(request.user, organisation)
    context = {
        "organisation": organisation,
        "is_admin": is_admin,
        "teams": [team for team in teams if not team.archived_at],
        "archived": [team for team in teams if team.archived_at],
    }
    if is_admin:
        context |= {
            "roles": access.posts_in(organisation),
            "invitations": waiting_anywhere_in(organisation),
        }
    return render(request, "teams/organisation.html", context)


@require_safe
def organisation_people(request, slug):
    """Everybody with an account, so that whoever has left is found without knowing their team."""
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    named = request.GET.get("name", "").strip()
    found = Paginator(people.people_of(organisation, named=named), PEOPLE_A_PAGE)
    context = {
        "organisation": organisation,
        "named": named,
        "page": found.get_page(request.GET.get("page")),
    }
    return render(request, "teams/organisation_people.html", context)


def new_team(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    is_first = not organisation.teams.exists()
    initial = {"facilitates": is_first, "code": new_code()}
    form = NewTeamForm(sent(request), organisation=organisation, initial=initial)
    if form.is_valid():
        with refusals_on(form, "name"):
            team = create_team(organisation, by=request.user, **form.cleaned_data)
            if form.cleaned_data["facilitates"]:
                facilitate(team, by=request.user)  # of one that was there already, openly
            return _go_on_with(request, team)
    context = {"organisation": organisation, "form": form, "is_first": is_first}
    return render(request, "teams/new_team.html", context)


def _go_on_with(request, team):
    """Whoever facilitates it plans its first round; anybody else invites somebody who does."""
    if request.user in people.facilitators_of(team):
        messages.success(request, f"{team} is ready, and you facilitate it. Now plan its first round.")
        return redirect("plan_round", team.code)
    messages.success(request, f"{team} is ready. Now invite somebody to facilitate it.")
    return redirect("team_people", team.code)


def invite_to_organisation(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = InviteForm(sent(request), roles=ORGANISATION_ROLES)
    if form.is_valid() and invite_those_of(form, request, organisation=organisation):
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
