"""Every team at a glance, for those who look after the organisation: by name, never by how well."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.counted import INSIDE
from reports.forms.every_team import FindTeamForm
from reports.glance import TEAMS_A_PAGE, see_teams
from reports.overview import due_actions as due_actions_of
from reports.overview import read_overview
from reports.table_of_teams import to_table
from teams import access
from teams.file_names import file_name

ACTIONS_A_PAGE = 50


@require_safe
def every_team(request, slug):
    """Twelve queries: who asks (two), the organisation, what stands beside (six), which teams, what is around them, and
    what they show."""
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = FindTeamForm(request.GET)
    name = form.name
    overview = read_overview(organisation, name)
    page = Paginator(range(overview.teams), TEAMS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "form": form,
        "name": name,
        "overview": overview,
        "page": page,
        "rows": see_teams(organisation, name, page.object_list) if overview.teams else [],
    }
    return render(request, "reports/every_team.html", context)


@require_safe
def every_team_csv(request, slug):
    """The rows of every page, for whoever sees the page."""
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    content = to_table(organisation, FindTeamForm(request.GET).name)
    day = timezone.localdate().isoformat()
    name = file_name(organisation.name, "every-team", day, INSIDE, ending="csv", instead=organisation.slug)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def due_actions(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    page = Paginator(due_actions_of(organisation), ACTIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "today": timezone.localdate()}
    return render(request, "reports/due_actions.html", context)
