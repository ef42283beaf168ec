"""Archiving a team, on a page that says what happens, and bringing it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessments.services import archived_teams
from teams.access import ADMIN, get_team
from teams.punctuation import sentence
from teams.views.refusals import refusals_told_to


@require_http_methods(["GET", "HEAD", "POST"])
def archive_team(request, code):
    team = get_team(request, code, role=ADMIN)
    if team.archived_at:
        return redirect("team", code)
    if request.method == "POST" and _is_archived(request, team):
        return redirect("team", code)
    context = {
        "team": team,
        "organisation": team.organisation,
        "open_rounds": archived_teams.open_rounds_of(team),
        "planned": team.rounds.planned().count(),
    }
    return render(request, "assessments/archive_team.html", context)


def _is_archived(request, team) -> bool:
    with refusals_told_to(request):
        archived_teams.archive_team(team, by=request.user)
        messages.success(request, sentence(f"We’ve archived {team}") + " You can bring it back on this page.")
        return True
    return False


@require_POST
def bring_back_team(request, code):
    team = get_team(request, code, role=ADMIN)
    archived_teams.bring_back_team(team, by=request.user)
    messages.success(request, f"{team} is back, with everything as it was.")
    return redirect("team", code)
