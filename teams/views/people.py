"""A team's people: who they are, what they may do, and who is invited."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from teams import access
from teams.forms import TEAM_ROLES, InviteForm, JoinForm, TeamForm
from teams.models import Membership
from teams.punctuation import sentence
from teams.refusals import Refused
from teams.services import organisations, people
from teams.services.facilitating import facilitate, facilitates, people_beside
from teams.services.invitations import waiting_in_team
from teams.views.inviting import invite_those_of
from teams.views.refusals import refusals_on, refusals_told_to, sent, theirs_shown_on, to_archived


def team_people(request, code):
    """Everybody in the team may look; addresses and buttons are for those who manage it."""
    team = access.get_team(request, code)
    roles = access.roles_in_organisation(request.user, team.organisation)
    context = {
        "team": team,
        "organisation": team.organisation,
        "may_close": access.ADMIN in roles,
        "memberships": access.everybody_in(team),
        "may_manage": access.may_manage(request.user, team),
        "invitations": waiting_in_team(team),
    }
    return render(request, "teams/team_people.html", context)


def invite_to_team(request, code):
    team = access.get_team(request, code, role=access.ADMIN)
    if team.archived_at:
        return to_archived(request, team)
    form = InviteForm(sent(request), roles=TEAM_ROLES)
    place = {"organisation": team.organisation, "team": team}
    if form.is_valid() and invite_those_of(form, request, **place):
        return redirect("team_people", code)
    context = {"form": form, "team": team, "organisation": team.organisation}
    return render(request, "teams/invite_to_team.html", context)


@require_POST
def change_role(request, code):
    team = access.get_team(request, code, role=access.ADMIN)
    role = request.POST.get("role")
    with refusals_told_to(request):
        if role not in Membership.Role.values:
            raise Refused("Choose what they may do: member or facilitator.")
        member = _member(team, request.POST.get("person", ""))
        people.change_role(member, role=role, by=request.user)
        messages.success(request, f"{member.user} is now a {member.get_role_display().lower()}.")
    return redirect("team_people", code)


@require_POST
def remove_member(request, code):
    team = access.get_team(request, code, role=access.ADMIN)
    with refusals_told_to(request):
        member = _member(team, request.POST.get("person", ""))
        people.remove_member(member, by=request.user)
        messages.success(request, sentence(f"{member.user} is no longer in {team}"))
    still_theirs = access.teams_of(request.user).filter(pk=team.pk).exists()
    return redirect("team_people", code) if still_theirs else redirect("home")


def facilitate_team(request, code):
    """For whoever looks after the organisation; the page says what happens."""
    team = access.get_team_looked_after(request, code)
    if facilitates(request.user, team):
        return redirect("team", code)
    if request.method == "POST":
        with refusals_told_to(request):
            facilitate(team, by=request.user)
            messages.success(request, sentence(f"You facilitate {team} from now on"))
        return redirect("team", code)
    told = people_beside(request.user, team).exists()
    context = {"team": team, "organisation": team.organisation, "told": told}
    return render(request, "teams/facilitate_team.html", context)


def rename_team(request, code):
    team = access.get_team(request, code, role=access.ADMIN)
    form = TeamForm(sent(request), initial={"name": team.name})
    if form.is_valid():
        with refusals_on(form, "name"), theirs_shown_on(form):
            organisations.rename_team(team, by=request.user, shown=form.shown, **form.cleaned_data)
            messages.success(request, "We’ve saved the team’s name.")
            return redirect("team_people", code)
    context = {"form": form, "team": team, "organisation": team.organisation}
    return render(request, "teams/rename_team.html", context)


def _member(team, email: str) -> Membership:
    member = team.memberships.select_related("user").filter(user__email=email)
    if not member:
        raise Refused("This person isn’t in the team any more.")
    return member[0]


def your_name(request):
    """Everybody says for themselves what others call them."""
    form = JoinForm(sent(request), initial={"name": request.user.name})
    if form.is_valid():
        people.change_name(request.user, name=form.cleaned_data["name"])
        messages.success(request, "We’ve saved your name.")
        return redirect("home")
    return render(request, "teams/your_name.html", {"form": form})
