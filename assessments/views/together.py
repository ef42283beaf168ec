"""The together sheet's first page: its parts, in the order that people like, and what is finished."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_together_sheet
from assessments.models import Sheet
from assessments.part import Part, find_part, title
from assessments.services.progress import read_progress
from rubric.reading import read_version
from teams.models import Perspective

CLOSED = "This round is closed, so nothing more can be saved."


@require_safe
def together(request, code):
    sheet = get_together_sheet(request, code)
    document = read_version(sheet.round.version_id)
    progress = read_progress(sheet, document)
    context = {
        "document": document,
        "parts": [(title(one.principle, wording_of(request)), one) for one in progress],
        "finished": sum(one.finished for one in progress),
        "present": who_was_there(sheet),
    }
    return render(request, "assessments/together.html", of_sheet(sheet) | context)


def wording_of(request) -> str:
    return request.COOKIES.get("wording", Sheet.Wording.STANDARD)


def part_of(sheet: Sheet, key: str) -> Part:
    part = find_part(read_version(sheet.round.version_id), key)
    if part is None:
        raise Http404
    return part


def of_sheet(sheet: Sheet) -> dict:
    """What every page of a sheet needs."""
    team = sheet.round.team
    return {
        "sheet": sheet,
        "round": sheet.round,
        "team": team,
        "organisation": team.organisation,
        "closed": not sheet.round.is_open,
    }


def who_was_there(sheet: Sheet) -> QuerySet[Perspective]:
    """In the organisation's own order; read only if a page shows it."""
    return Perspective.objects.filter(pk__in=sheet.presences.values("perspective"))


def contact_of(sheet: Sheet) -> str:
    """Whom to call besides 999."""
    organisation = sheet.round.team.organisation
    return ", ".join(filter(None, [organisation.safeguarding_name, organisation.safeguarding_phone]))
