"""Where the main navigation leads: to somebody's only team or organisation, or to a list of them."""

from django.shortcuts import redirect, render

from teams.models import Organisation, Team, User
from teams.roles import ADMIN


def teams(request):
    return _lead(request, "Teams", of_team="team", of_organisation="every_team")


def all_actions(request):
    return _lead(request, "Actions", of_team="actions", of_organisation="due_actions")


def organisations(request):
    return _lead(request, "Organisations", of_team="", of_organisation="organisation")


def _lead(request, heading: str, *, of_team: str, of_organisation: str):
    """Each names a page. Who looks after one organisation finds its teams there, their own among them."""
    organisations = list(_looked_after(request.user))
    teams = list(_teams(request.user)) if of_team else []
    if len(organisations) == 1 and all(team.organisation == organisations[0] for team in teams):
        return redirect(of_organisation, organisations[0].slug)
    if len(teams) == 1 and not organisations:
        return redirect(of_team, teams[0].code)
    places = {"organisations": organisations, "teams": teams}
    pages = {"of_team": of_team, "of_organisation": of_organisation}
    return render(request, "assessments/places.html", {"heading": heading, **places, **pages})


def _looked_after(user: User):
    return Organisation.objects.filter(roles__user=user, roles__role=ADMIN)


def _teams(user: User):
    return Team.objects.active().filter(memberships__user=user).select_related("organisation")
