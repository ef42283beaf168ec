"""The Easy Read summary, as it is read: as it would be now, and as it was issued."""

from dataclasses import replace

from django.db.models.functions import Length
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.counted import OUTSIDE
from assessments.models import ReportEdition
from assessments.services.activities import sources_of
from assessments.services.editions import draft_of, issued_edition
from assessments.views.mine import own
from assessments.views.sheet import of_sheet
from reports.build import build_easy_read
from reports.easy_read import count_pages, warnings_of
from reports.formats.easy_read import to_html
from reports.formats.pdf import job_of
from reports.formats.unprinted import unprinted
from reports.services.easy_read import issue_easy_read_summary as issue
from reports.services.easy_read import read_issued
from reports.services.finishing import IssuedFile, look_after
from reports.views.pdf import Page, answer_with_job, answer_with_pdf
from reports.views.results import of_round
from reports.views.which import asked, issued_instead
from teams.file_names import file_name
from teams.refusals import Refused
from teams.replies import reply, wants_json

EASY_READ = ReportEdition.Kind.EASY_READ
INSTEAD = "The summary is all on its page, and you can print it from there."


@require_safe
def easy_read_summary(request, code):
    round = get_round(request, code)
    if as_issued := issued_instead(request, round, EASY_READ):
        return as_issued
    summary = build_easy_read(round)
    if summary is None:
        return redirect("results", round.code)
    issued = round.editions.filter(kind=EASY_READ).exclude(issued_at=None)
    context = {**of_round(round), "summary": summary, "issued": list(issued), "asked": asked(request)}
    return render(request, "reports/easy_read_summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def easy_read_summary_pdf(request, code):
    round = get_round(request, code)
    if as_issued := issued_instead(request, round, EASY_READ, "pdf"):
        return as_issued
    summary = build_easy_read(round)
    if summary is None:
        return redirect("results", round.code)
    page = _page("easy_read_summary", [round.code], of_round(round))
    job = job_of(round.code, summary, lambda: to_html(summary))
    return answer_with_pdf(request, job, _file_name(round, "draft"), page)


@require_http_methods(["GET", "HEAD", "POST"])
def issue_easy_read_summary(request, code):
    round = get_round(request, code, role=FACILITATOR)
    summary, problem = build_easy_read(round), ""
    if summary is None:
        return redirect("results", round.code)
    if request.method == "POST":
        try:
            edition = issue(round, seen=_seen(request), by=request.user)
            return redirect("issued_easy_read_summary", round.code, edition.number)
        except Refused as refused:
            problem = str(refused)
    context = {"summary": summary, "edition": draft_of(round, EASY_READ), "problem": problem}
    context |= {"warnings": warnings_of(summary), "pages": count_pages(summary)}
    context["unprinted"] = unprinted(to_html(summary))
    return render(request, "reports/issue_easy_read_summary.html", {**of_round(round), **context})


@require_safe
def issued_easy_read_summary(request, code, number):
    """The same address tells scripts how far its PDF is."""
    round = get_round(request, code)
    edition = get_object_or_404(_issued(round), number=number)
    progress = look_after(edition)
    if wants_json(request):
        return reply(**progress.to_json())
    context = {**of_round(round), **told_of(edition), "progress": progress}
    context["others"] = _issued(round).exclude(pk=edition.pk)
    return render(request, "reports/issued_easy_read_summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def issued_easy_read_summary_pdf(request, code, number):
    round = get_round(request, code)
    edition = get_object_or_404(_issued(round), number=number)
    page = _page("issued_easy_read_summary", [round.code, number], of_round(round))
    return _answer_as_issued(request, edition, page)


@require_safe
@own
def my_easy_read_summary(request, sheet):
    """The one that counts, for whoever took part without an account."""
    edition = issued_edition(sheet.round, EASY_READ)
    if edition is None:
        return redirect("my_results", sheet.round.code)
    return render(request, "reports/my_easy_read_summary.html", of_sheet(sheet) | told_of(edition))


@require_http_methods(["GET", "HEAD", "POST"])
@own
def my_easy_read_summary_pdf(request, sheet):
    edition = issued_edition(sheet.round, EASY_READ)
    if edition is None:
        return redirect("my_results", sheet.round.code)
    return _answer_as_issued(
        request, edition, _page("my_easy_read_summary", [sheet.round.code], of_sheet(sheet))
    )


def _issued(round):
    return round.editions.filter(kind=EASY_READ).exclude(issued_at=None)


def told_of(edition: ReportEdition) -> dict:
    """`file` says how large its PDF is; nothing before it is made."""
    pdf = edition.files.filter(format="pdf").annotate(size=Length("content")).values("size", "pages")
    summary, sources = read_issued(edition), tuple(sources_of(edition.round))
    return {"edition": edition, "summary": summary and replace(summary, sources=sources), "file": pdf.first()}


def _answer_as_issued(request, edition: ReportEdition, page: Page):
    if not edition.files.exists():
        raise Http404
    return answer_with_job(request, IssuedFile(edition, OUTSIDE, "pdf"), name_of_summary(edition), page)


def name_of_summary(edition: ReportEdition) -> str:
    day = timezone.localtime(edition.issued_at).date().isoformat()
    return _file_name(edition.round, f"{edition.number}-{day}")


def _seen(request) -> tuple[int, int]:
    """The number and the revision that were on the page; what was never there equals none."""
    sent = [request.POST.get(name, "") for name in ("number", "revision")]
    number, revision = (int(text) if text.isdecimal() and len(text) < 10 else -1 for text in sent)
    return number, revision


def _page(back: str, args: list, around: dict) -> Page:
    return Page(reverse(back, args=args), "The Easy Read summary", around, INSTEAD)


def _file_name(round, which: str) -> str:
    team = round.team
    return file_name(team.name, "easy-read", which, ending="pdf", instead=f"team-{team.code}")
