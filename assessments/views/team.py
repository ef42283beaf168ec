from django.shortcuts import render

from assessments.access import rounds_of
from teams.access import FACILITATOR, get_team


def team(request, code):
    """A team's rounds. Organisation admins, who aren't in the team, see what was released and no more."""
    team = get_team(request, code)
    rounds = list(rounds_of(request.user).filter(team=team).order_by("-opened_at", "-created_at"))
    membership = team.memberships.filter(user=request.user).first()
    return render(
        request,
        "assessments/team.html",
        {
            "team": team,
            "organisation": team.organisation,
            "is_facilitator": bool(membership and membership.role == FACILITATOR),
            "open_rounds": [r for r in rounds if r.state == "open"],
            "planned_rounds": [r for r in rounds if r.state == "planned"],
            "closed_rounds": [r for r in rounds if r.state == "closed"],
        },
    )
