from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import Sheet
from assessments.views.sheet import wording_of
from reports.history import NoSuchRound, build_progress
from teams.access import FACILITATOR, get_team


@require_safe
def progress(request, code):
    """A team over all its rounds, for its readers: releases, and no more."""
    team = get_team(request, code)
    chosen = {name: request.GET.get(name, "") for name in ("then", "now")}
    try:
        told = build_progress(team, easy_read=wording_of(request) == Sheet.Wording.EASY_READ, **chosen)
    except NoSuchRound as error:
        raise Http404 from error
    is_facilitator = team.memberships.filter(user=request.user, role=FACILITATOR).exists()
    may_plan = is_facilitator and not team.archived_at
    context = {"team": team, "organisation": team.organisation, "progress": told, "may_plan": may_plan}
    return render(request, "reports/progress.html", context)
