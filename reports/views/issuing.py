"""A report is issued, and stays as it was: on a page, and in every format that was kept."""

from collections import Counter

from django.contrib import messages
from django.db.models.functions import Length
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.counted import INSIDE, OUTSIDE
from assessments.models import ReportEdition, ReportFile, Round
from assessments.services.editions import draft_of
from assessments.services.report_links import working_link
from reports.board import warnings_of
from reports.build import build_both
from reports.details import IN_SHORT, SECTIONS
from reports.drafts import REQUESTS
from reports.formats import FORMATS
from reports.formats.html import read_kept, to_html
from reports.formats.unprinted import unprinted
from reports.pdf import jobs
from reports.report import Report
from reports.services import issuing as services
from reports.services.finishing import IssuedFile, awaited, look_after
from reports.steps import Step, step_of
from reports.views.pdf import Page, answer_with_job
from reports.views.results import of_round
from reports.views.which import edition_of
from teams.addresses import full_address
from teams.file_names import file_name
from teams.replies import reply, wants_json
from teams.views.refusals import refusals_told_to

BOARD = ReportEdition.Kind.BOARD
DRAFTS = {REQUESTS: "What you ask for"} | IN_SHORT  # which can be left out too


@require_http_methods(["GET", "HEAD", "POST"])
def issue_report(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if request.method == "POST":
        return _issue(request, round)
    reports = build_both(round)
    if not reports:
        return redirect("results", round.code)
    report = reports[OUTSIDE]
    details = report.details
    before = round.editions.not_replaced().filter(kind=BOARD).first()
    context = {
        "report": report,
        "details": details,
        "drafts": _to_look_at(report),
        "before": before,
        "sharing": sharing_of(before) if before else None,
        "waiting": round.quotes.waiting().count(),
        "left_out": _left_out(report),
        "may_issue": round.is_finished and (details.why_not or not details.unfilled),
        "unprinted": unprinted(to_html(reports[INSIDE])),
        "warnings": warnings_of(report),
        "seen": services.seen_of(draft_of(round, BOARD)),
    }
    return render(request, "reports/issue_report.html", {**of_round(round), **context})


def _to_look_at(report: Report) -> list[tuple[Step, int]]:
    """On which pages drafts wait, and how many."""
    return list(Counter(step_of(draft.name) for draft in report.unconfirmed).items())


def _left_out(report: Report) -> list[str]:
    """In words. What was written after it was left out is in the report all the same."""
    drafts = {name: words for name, words in DRAFTS.items() if not getattr(report.details, name)}
    return [words.lower() for name, words in (SECTIONS | drafts).items() if name in report.left_out]


def _issue(request, round):
    with refusals_told_to(request, messages.warning):
        edition = services.issue_report(round, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, f"Report {edition.number} is issued.{_what_the_link_shows(edition)}")
        return redirect("issued_report", round.code, edition.number)
    return redirect("issue_report", round.code)


def _what_the_link_shows(edition: ReportEdition) -> str:
    sharing = sharing_of(edition)
    if not sharing or not sharing["link"] or sharing["leads_here"]:
        return ""
    return " The link that you shared doesn’t show it yet. You can let it, below."


@require_safe
def issued_report(request, code, number):
    """The same address tells scripts how far the files are that are made after issuing."""
    round = get_round(request, code)
    edition, audience = issued_of(round, number), edition_of(request)
    progress = look_after(edition)
    if wants_json(request):
        return reply(**progress.to_json())
    kept = edition.files.filter(audience=audience, format="html").first()
    context = {
        "edition": edition,
        "audience": audience,
        "newest": round.editions.not_replaced().filter(kind=BOARD).first(),
        "others": round.editions.filter(kind=BOARD).exclude(issued_at=None).exclude(pk=edition.pk),
        "is_facilitator": round.role == FACILITATOR,
        "kept": read_kept(content_of(kept).decode()) if kept else None,
        "files": files_of(edition, audience),
        "progress": progress,
        "sharing": sharing_of(edition) if round.role == FACILITATOR else None,
    }
    return render(request, "reports/issued_report.html", {**of_round(round), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def issued_report_file(request, code, number, format):
    """One of the kept files, or a page that waits for it. POST tries again after a failure."""
    round = get_round(request, code)
    edition, audience = issued_of(round, number), edition_of(request)
    if format not in FORMATS:
        raise Http404
    name = name_of(round, edition, audience, format)
    there = _formats_of(edition, audience)  # first, since a file may be made meanwhile
    kept = edition.files.filter(audience=audience, format=format).first()
    if kept is None and format in awaited(edition.kind, there):
        return _wait(request, round, IssuedFile(edition, audience, format), name)
    if kept is None:
        return redirect("issued_report", round.code, number)
    if wants_json(request):  # a page that has waited for it
        return reply(state=jobs.KEPT)
    response = HttpResponse(content_of(kept), content_type=FORMATS[format].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _wait(request, round: Round, file: IssuedFile, name: str):
    back = reverse("issued_report", args=[round.code, file.edition.number])
    return answer_with_job(
        request, file, name, Page(back, str(file.edition), of_round(round), what=FORMATS[file.format].label)
    )


def sharing_of(edition: ReportEdition) -> dict | None:
    """How the report is shared with people without an account, or can be; None where the page has no say in it."""
    link = working_link(edition.round)
    leads_here = link is not None and link.edition_id == edition.pk
    if edition.superseded_at and not leads_here:
        return None
    address = full_address(reverse("shared_report", args=[link.token])) if link else ""
    return {"link": link, "leads_here": leads_here, "address": address}


def issued_of(round: Round, number: int) -> ReportEdition:
    issued = ReportEdition.objects.exclude(issued_at=None).select_related("round")
    return get_object_or_404(issued, round=round, kind=BOARD, number=number)


def content_of(kept: ReportFile) -> bytes:
    return bytes(kept.content)  # a memoryview on PostgreSQL


def files_of(edition: ReportEdition, audience: str) -> list[dict]:
    """Those that were kept, with their size and pages, and those that are still being made of one of them."""
    kept = edition.files.filter(audience=audience).annotate(size=Length("content"))
    told = {file["format"]: file for file in kept.values("format", "size", "pages")}
    shown = told.keys() | awaited(edition.kind, told)
    return [told.get(name, {}) | {"kind": each} for name, each in FORMATS.items() if name in shown]


def _formats_of(edition: ReportEdition, audience: str) -> list[str]:
    return list(edition.files.filter(audience=audience).values_list("format", flat=True))


def name_of(round: Round, edition: ReportEdition, audience: str, format: str) -> str:
    team, day = round.team, timezone.localdate(edition.issued_at).isoformat()
    inside = "inside" if audience == INSIDE else ""
    named = (team.name, "report", f"{edition.number}", day, inside, *FORMATS[format].marks)
    return file_name(*named, ending=FORMATS[format].ending, instead=f"team-{team.code}")
