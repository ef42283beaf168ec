from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import FACILITATOR, get_round
from assessments.models import ReportEdition
from assessments.services.editions import NotNow, draft_of
from assessments.services.meanwhile import WrittenMeanwhile
from reports.build import build_report
from reports.details import IMPLICATIONS, IN_SHORT, NAMES, REQUEST_NAMES, SECTIONS
from reports.drafts import Draft
from reports.formats.html import context_of
from reports.forms import WORDS, DetailsForm
from reports.report import Report
from reports.services.writing import leave_out_draft, save_details, take_draft
from reports.views.results import of_round
from teams.replies import ABSENT, refuse, reply

BOARD = ReportEdition.Kind.BOARD
SETTLED = "Somebody has just decided about this, or written it. Look at it again."


@require_http_methods(["GET", "HEAD", "POST"])
def report_details(request, code):
    round = get_round(request, code, role=FACILITATOR)
    form, report = _form(request, round), build_report(round)
    if "start" in request.POST:
        form.begin_with(request.POST["start"], _drafts(report) if report else {})
    elif form.is_valid() and _save(request, round, form):
        messages.success(request, "Saved.")
        return redirect("report_details", round.code)
    preview = build_report(round, draft=_as_written(round, form)) if form.is_bound else report
    read = context_of(preview) if preview else {}
    context = {**read, "form": form, "preview": preview, "report": report}
    return render(request, "reports/details.html", {**of_round(round), **context})


@require_POST
def preview_report(request, code):
    """What a board would read of what is in the boxes now. Nothing is kept of it."""
    round = get_round(request, code, role=FACILITATOR)
    report = build_report(round, draft=_as_written(round, _form(request, round)))
    if report is None:
        return refuse(ABSENT, "There is no report to show yet.", status=404)
    return reply(html=render_to_string("reports/preview_report.html", context_of(report), request))


@require_POST
def settle_draft(request, code):
    """One of the drafts on the page before issuing: taken as it is, or left out."""
    round = get_round(request, code, role=FACILITATOR)
    report, name = build_report(round), request.POST.get("draft")
    draft = next((one for one in report.unconfirmed if one.name == name), None) if report else None
    try:
        messages.success(request, _settle(request, round, draft))
    except (NotNow, WrittenMeanwhile) as why:
        messages.warning(request, str(why) if isinstance(why, NotNow) else SETTLED)
    return redirect(f"{reverse('issue_report', args=[round.code])}#drafts")


def _settle(request, round, draft: Draft | None) -> str:
    """What to say of it."""
    if draft is None:
        raise NotNow(SETTLED)
    if request.POST.get("decide") == "leave":
        leave_out_draft(round, draft, by=request.user)
        return f"Left out: {draft.heading}."
    take_draft(round, draft, _chosen(request, draft), by=request.user)
    return f"Now in the report: {draft.heading}."


def _chosen(request, draft: Draft) -> list[str]:
    marks = request.POST.getlist("taken")
    if not marks:
        raise NotNow("Tick what you ask for, or leave it out.")
    if not set(marks) <= set(draft.marked):
        raise NotNow("These words have changed since. Look at them again.")
    texts = [text for mark, text in draft.marked.items() if mark in marks]
    if any(len(text) > WORDS for text in texts):
        raise NotNow("These words are too long to use as they are. Change them.")
    return texts


def _form(request, round) -> DetailsForm:
    draft = draft_of(round, BOARD)
    sections = [name for name in SECTIONS if name not in draft.left_out]
    return DetailsForm(request.POST or None, initial={**draft.details, "sections": sections})


def _as_written(round, form: DetailsForm) -> ReportEdition:
    """The draft with what is in the boxes, as far as it can be kept. It isn't saved."""
    draft = draft_of(round, BOARD)
    if form.is_bound:
        form.full_clean()
        draft.details = {**draft.details, **form.wanted}
        before, after = form.left_out
        draft.left_out = sorted((set(draft.left_out) | (after - before)) - (before - after))
    return draft


def _drafts(report: Report) -> dict[str, str]:
    """What each box can begin with."""
    texts = {name: getattr(report.drafts, name) for name in (*IMPLICATIONS, "hear_back")}
    requests = dict(zip(REQUEST_NAMES, report.drafts.requests, strict=False))
    return {**texts, **requests, **{name: getattr(report.summary, name) for name in IN_SHORT}}


def _save(request, round, form: DetailsForm) -> bool:
    """Whether it was saved; if not, the form says what somebody else has written meanwhile."""
    try:
        texts = {"shown": form.shown, "wanted": form.wanted, "left_out": form.left_out}
        save_details(round, kind=BOARD, names=NAMES, by=request.user, **texts)
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)
        return False
    return True
