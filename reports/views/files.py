from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.access import get_round
from assessments.models import ReportEdition
from reports.build import build_report
from reports.formats import FORMATS
from reports.report import Report
from reports.views.pdf import draft_name
from reports.views.which import asked, edition_of, issued_instead
from teams.memory import one_at_a_time


@require_safe
def report_file(request, code, format):
    """The report as it is now, to keep. A PDF takes seconds, so it has a page that waits for it."""
    round = get_round(request, code)
    if format not in FORMATS:
        raise Http404
    if issued := issued_instead(request, round, ReportEdition.Kind.BOARD, format):
        return issued
    edition = edition_of(request)
    if format == "pdf":
        return redirect(reverse("report_pdf", args=[round.code]) + asked(request))
    report = build_report(round, edition=edition)
    if report is None:
        return redirect("results", round.code)
    content = _make(format, report)
    name = draft_name(report.results, format)
    response = HttpResponse(content, content_type=FORMATS[format].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@one_at_a_time
def _make(format: str, report: Report) -> bytes:
    return FORMATS[format].make(report)
