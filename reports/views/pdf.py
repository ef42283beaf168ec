import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import IO, Protocol

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import get_round
from assessments.models import ReportEdition
from assessments.services.editions import is_unchanged
from reports.build import build_report
from reports.formats import FORMATS
from reports.formats.pdf import INSTALL, job_for, missing_parts
from reports.pdf import jobs
from reports.pdf.queue import QueueIsFull
from reports.results import Results
from reports.views.results import of_round
from reports.views.which import asked, edition_of, issued_instead
from teams.file_names import file_name
from teams.replies import reply, wants_json

ASK_AGAIN = 15  # seconds
PDF = FORMATS["pdf"].label
log = logging.getLogger(__name__)


class Waited(Protocol):
    """A file that somebody may have to wait for. `state` is one of those in pdf/jobs.py."""

    @property
    def state(self) -> str: ...
    def start(self) -> None: ...
    def keep_going(self) -> None: ...
    def forget(self) -> None: ...
    def open(self) -> IO[bytes]: ...


@dataclass(frozen=True)
class Page:
    """Around a PDF that isn't there yet: where it was asked for, and what the pages about its round show.

    `instead` says what can be done without it, `what` it is, and `unprinted` which words won't all be in it.
    """

    back: str
    back_text: str
    around: dict
    instead: str = ""
    what: str = PDF
    unprinted: Sequence[str] = ()


@require_http_methods(["GET", "HEAD", "POST"])
def report_pdf(request, code):
    round = get_round(request, code)
    if issued := issued_instead(request, round, ReportEdition.Kind.BOARD, "pdf"):
        return issued
    report = build_report(round, edition=edition_of(request))
    if report is None:
        return redirect("results", round.code)
    instead = "The report is all on its page, and you can print it from there."
    page = Page(reverse("report", args=[round.code]) + asked(request), "The report", of_round(round), instead)
    return answer_with_pdf(request, job_for(report), draft_name(report.results, "pdf"), page)


def answer_with_pdf(request, job: jobs.Job, file_name: str, page: Page):
    """It is made of what the round says, and isn't kept if somebody has taken words back since it was read."""
    round = page.around["round"]
    answer = answer_with_job(request, job, file_name, replace(page, unprinted=job.unprinted))
    if not is_unchanged(round):
        job.forget()
    return answer


def answer_with_job(request, job: Waited, file_name: str, page: Page):
    """The file, if it is kept; otherwise it is being made from now on. POST tries again after a failure."""
    if page.what == PDF and (missing := missing_parts()):
        return _told(request, "missing", page, status=503, missing=missing, install=INSTALL)
    if request.method == "POST":
        if job.state == jobs.FAILED:
            job.forget()
        return redirect(request.get_full_path())
    try:
        return _answer(request, job, file_name, page)
    except QueueIsFull:
        return _wait_to_ask(request, page)
    except OSError:
        log.exception("A file could not be made.")
        return (
            reply(state=jobs.FAILED)
            if wants_json(request)
            else _told(request, "failed", page, file_name=file_name)
        )


def _answer(request, job: Waited, file_name: str, page: Page):
    if job.state == jobs.NEW:
        job.start()
    state = job.state
    if state == jobs.MAKING:
        job.keep_going()
    if wants_json(request):
        return reply(state=state)
    if state == jobs.KEPT:
        return FileResponse(job.open(), as_attachment=True, filename=file_name)
    return _told(request, "failed" if state == jobs.FAILED else "making", page, file_name=file_name)


def _wait_to_ask(request, page: Page):
    """Scripts and browsers ask again by themselves. Nothing is wrong, so logs.py leaves it out."""
    request.waits_its_turn = True
    told = reply(state="waiting", status=503) if wants_json(request) else None
    response = told or _told(request, "waiting", page, status=503)
    response.headers["Retry-After"] = str(ASK_AGAIN)
    return response


def _told(request, what: str, page: Page, *, status: int = 200, **more):
    context = {**page.around, "page": page, "ask_again": ASK_AGAIN, **more}
    return render(request, f"reports/pdf_{what}.html", context, status=status)


def draft_name(results: Results, format: str) -> str:
    """Of the report as it is now; issued ones have a number."""
    day = timezone.localdate(results.made_at).isoformat()
    inside = "inside" if results.took_part.is_inside else ""
    named = (results.team, day, inside, "draft", *FORMATS[format].marks)
    return file_name(*named, ending=FORMATS[format].ending, instead=f"round-{results.code}")
