"""An issued report's outside edition and its Easy Read summary, for whoever holds its link. No account, and nothing
is kept of who reads it. Files are read as they were kept at issuing, so nothing else can come out of here."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.counted import OUTSIDE
from assessments.models import ReportEdition, ReportFile, ReportLink
from assessments.services.editions import issued_edition
from assessments.services.report_links import find_link, share_report, stop_sharing
from reports.formats import FORMATS
from reports.formats.html import read_kept
from reports.views.easy_read import name_of_summary, told_of
from reports.views.issuing import content_of, files_of, issued_of, name_of
from teams.codes import typed
from teams.views.refusals import refusals_told_to

EASY_READ = ReportEdition.Kind.EASY_READ
TO_READ = ("pdf", "docx")  # what readers want; the other formats are folded
# Our own pages may know where a form came from: without that, a browser hides from us that it is ours.
HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "same-origin"}
STOPPED, ENDED = "stopped", "ended"
GONE = 410


@require_POST
def share_issued_report(request, code, number):
    """`step` is share, which leads the round's link here, or stop."""
    round = get_round(request, code, role=FACILITATOR)
    edition = issued_of(round, number)
    if request.POST.get("step") == "stop":
        stop_sharing(round, by=request.user)
        messages.success(request, "The link opens nothing any more. Whoever has it is told to ask you.")
    elif request.POST.get("step") == "share":
        _share(request, edition)
    return redirect("issued_report", code, number)


def _share(request, edition: ReportEdition) -> None:
    with refusals_told_to(request, messages.warning):
        share_report(edition, by=request.user)
        messages.success(request, f"The link shows report {edition.number}. Send it to whom you like.")


def by_link(view):
    """The view gets the link as it is now. Search engines are asked to stay away, and no other site learns of it."""

    @login_not_required
    @require_safe
    @wraps(view)
    def answer(request, token, *args, **kwargs):
        link = find_link(typed(token))
        if link is None:
            response = render(request, "assessments/not_here.html", status=404)
        else:
            response = view(request, link, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


@by_link
def shared_report(request, link):
    kept = _kept(link.edition, "html")
    why = _why_not(link) or ("" if kept else ReportEdition.Because.WITHDRAWN)
    if why:
        status = GONE if why in (STOPPED, ENDED) else 200
        return render(request, "reports/shared/not_shown.html", {**_around(link), "why": why}, status=status)
    files = [file for file in files_of(link.edition, OUTSIDE) if "size" in file]
    told = {
        "kept": read_kept(content_of(kept).decode()),
        "to_read": [file for file in files if file["kind"].name in TO_READ],
        "others": [file for file in files if file["kind"].name not in TO_READ],
        "easy_read": _easy_read(link),
    }
    return render(request, "reports/shared/report.html", {**_around(link), **told})


@by_link
def shared_report_file(request, link, format):
    kept = _kept(link.edition, format) if format in FORMATS else None
    if _why_not(link) or kept is None:
        return _back(link)
    return _attached(kept, format, name_of(link.round, link.edition, OUTSIDE, format))


@by_link
def shared_easy_read(request, link):
    summary = _easy_read(link)
    if _why_not(link) or summary is None:
        return _back(link)
    return render(request, "reports/shared/easy_read.html", {**_around(link), **told_of(summary)})


@by_link
def shared_easy_read_pdf(request, link):
    summary = _easy_read(link)
    kept = _kept(summary, "pdf") if summary else None
    if _why_not(link) or kept is None:
        return _back(link)
    return _attached(kept, "pdf", name_of_summary(summary))


def _kept(edition: ReportEdition, format: str) -> ReportFile | None:
    """Of what was issued for outside, and of nothing else."""
    return edition.files.filter(audience=OUTSIDE, format=format).first()


def _attached(kept: ReportFile, format: str, name: str) -> HttpResponse:
    response = HttpResponse(content_of(kept), content_type=FORMATS[format].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _why_not(link: ReportLink) -> str:
    """Why its report isn’t shown; empty if it is."""
    if link.is_stopped and link.stopped_at < link.ends_at:
        return STOPPED
    if link.has_ended:
        return ENDED
    return link.edition.superseded_because


def _easy_read(link: ReportLink) -> ReportEdition | None:
    """The one that counts now. It is one text for inside and outside."""
    return issued_edition(link.round, EASY_READ)


def _back(link: ReportLink):
    """To the page that says what there is."""
    return redirect("shared_report", link.token)


def _around(link: ReportLink) -> dict:
    round = link.round
    found = {"link": link, "edition": link.edition, "round": round, "team": round.team, "asked": round}
    return {**found, "organisation": round.team.organisation}
