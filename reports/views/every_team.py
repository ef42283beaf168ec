"""Every team at a glance, for those who look after the organisation: by name, never by how well."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.forms import GlanceForm
from reports.glance import TEAMS_A_PAGE, see_teams
from reports.overview import due_actions as due_actions_of
from reports.overview import read_overview
from teams import access

ACTIONS_A_PAGE = 50


@require_safe
def every_team(request, slug):
    """Six queries in all: who asks (two), the organisation, what stands above, which teams, what was shown of them."""
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = GlanceForm(request.GET)
    wanted = form.wanted
    overview = read_overview(organisation, wanted)
    form.offer(overview.rubrics)
    page = Paginator(range(overview.teams), TEAMS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "form": form,
        "wanted": wanted,
        "overview": overview,
        "page": page,
        "teams": see_teams(organisation, wanted, page.object_list) if overview.teams else [],
    }
    return render(request, "reports/every_team.html", context)


@require_safe
def due_actions(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    page = Paginator(due_actions_of(organisation), ACTIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "today": timezone.localdate()}
    return render(request, "reports/due_actions.html", context)
