"""Due dates, to be put into a calendar."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from assessments.access import get_action
from assessments.models import Action
from teams.access import get_team
from teams.file_names import file_name
from teams.models import Team


@require_safe
def actions_calendar(request, code):
    """A file without events is still one that a calendar reads: nothing is to be done."""
    team = get_team(request, code)
    name = file_name(team.name, "actions", "inside", ending="ics", instead=f"team-{team.code}")
    return _file(team.actions.unfinished().exclude(due_on=None), team, name)


@require_safe
def action_calendar(request, code):
    action = get_action(request, code)
    if not action.due_on or action.is_over:
        raise Http404
    name = file_name(action.what, "inside", ending="ics", instead=f"action-{action.code}")
    return _file([action], action.team, name)


def _file(actions: Iterable[Action], team: Team, name: str) -> HttpResponse:
    """For inside, and whoever opens it, or finds it among their downloads, is told so."""
    from assessments.calendar import to_calendar  # with a library of 4 MB that few processes need

    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(to_calendar(actions, team), "text/calendar; charset=utf-8", headers=headers)
