from django.shortcuts import render

from assessments.access import rounds_in
from assessments.reading.to_do import rounds_to_do, tasks_in_team, what_a_team_does
from assessments.views.home import fold
from assessments.views.sheet import wording_of
from teams.access import get_team, may_manage, people_in, roles_in_organisation
from teams.roles import ADMIN, FACILITATOR

STATES = ("open", "planned", "closed")


def team(request, code):
    """A team's rounds and what they need. Organisation admins, who aren't in the team, see what was released."""
    team = get_team(request, code)
    rounds = rounds_to_do(_rounds(request.user, team), wording=wording_of(request))
    people = people_in(team)
    role = next((one.role for one in people if one.user_id == request.user.pk), "")
    tasks = tasks_in_team(team, [each for _, each in rounds]) if role and not team.archived_at else []
    context = {
        "team": team,
        "organisation": team.organisation,
        "role": role,
        "is_facilitator": role == FACILITATOR and not team.archived_at,
        "may_manage": bool(team.archived_at) and may_manage(request.user, team),
        "may_facilitate": role != FACILITATOR and _looks_after(request.user, team),
        "rounds": rounds,
        **fold(tasks),
        "people": people,
        "facilitators": [one.user for one in people if one.role == FACILITATOR],
        "actions": what_a_team_does(team),
    }
    return render(request, "assessments/team.html", context)


def _rounds(user, team) -> list:
    """Open ones, planned ones, closed ones: of each the newest first."""
    return sorted(rounds_in(user, team), key=lambda round: STATES.index(round.state))


def _looks_after(user, team) -> bool:
    """Most people look after nothing, which is known with who they are."""
    return (
        user.looks_after and not team.archived_at and ADMIN in roles_in_organisation(user, team.organisation)
    )
