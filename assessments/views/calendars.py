"""Due dates, to be put into a calendar."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.access import get_action
from assessments.calendar import to_calendar
from teams.access import get_team
from teams.models import Team


@require_safe
def actions_calendar(request, code):
    team = get_team(request, code)
    return _file(team.actions.exclude(due_on=None), team, team.name)


@require_safe
def action_calendar(request, code):
    action = get_action(request, code)
    if not action.due_on:
        raise Http404
    return _file([action], action.team, action.what[:40])


def _file(actions, team: Team, name: str) -> HttpResponse:
    """For inside, and whoever opens it, or finds it among their downloads, is told so."""
    content = to_calendar(actions, name=f"What we will do – {team} – for inside {team.organisation} only")
    disposition = f'attachment; filename="{slugify(name) or "actions"}-inside.ics"'
    return HttpResponse(content, "text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})
