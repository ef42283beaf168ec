from django.http import FileResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from assessments.access import get_round
from reports import jobs
from reports.build import build_report
from reports.formats.pdf import INSTALL, job_for, missing_parts
from reports.report import Results
from reports.views.results import edition_of, of_round


@require_http_methods(["GET", "HEAD", "POST"])
def report_pdf(request, code):
    """The file, if it is kept; otherwise it is being made from now on. POST tries again after a failure."""
    round = get_round(request, code)
    report = build_report(round, edition=edition_of(request))
    if report is None:
        return redirect("results", round.code)
    if missing := missing_parts():
        context = {**of_round(round), "missing": missing, "install": INSTALL}
        return render(request, "reports/pdf_missing.html", context, status=503)
    job = job_for(report)
    if job.state == jobs.NEW or (request.method == "POST" and job.state == jobs.FAILED):
        jobs.start(job)
    if request.method == "POST":
        return redirect(request.get_full_path())
    return _answer(request, round, job, report.results)


def _answer(request, round, job: jobs.Job, results: Results):
    state = job.state
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": state})
    if state == jobs.KEPT:
        return FileResponse(job.pdf.open("rb"), as_attachment=True, filename=_file_name(results))
    template = "reports/pdf_failed.html" if state == jobs.FAILED else "reports/pdf_making.html"
    return render(request, template, {**of_round(round), "edition": edition_of(request)})


def _file_name(results: Results) -> str:
    day = timezone.localtime(results.made_at).date().isoformat()
    draft = "-draft" if results.is_draft else ""
    inside = "-inside" if results.took_part.is_inside else ""
    return f"{slugify(results.team) or 'report'}-{day}{inside}{draft}.pdf"
