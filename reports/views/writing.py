"""A report is written in steps, each beside what a board will read of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.came_from import as_it_came, said, way_back
from assessments.models import ReportEdition
from assessments.services.editions import draft_of
from assessments.services.path import read_facts
from assessments.stages import Path
from assessments.views.sheet import wording_of
from reports.build import build_report
from reports.details import SECTIONS
from reports.drafts import REQUESTS, Draft
from reports.formats.html import context_of
from reports.forms.writing import LEAVE, TAKE, AsksForm, DoneForm, MeetingForm, StepForm, SummaryForm
from reports.services.writing import save_details, settle_left_out
from reports.steps import ASKS, DONE, ISSUE, MEETING, PAGES, STEPS, SUMMARY, Step
from reports.views.results import of_round
from rubric.frames import frames_for
from rubric.reading import read_version
from teams.meanwhile import WrittenMeanwhile
from teams.replies import ABSENT, refuse, reply

BOARD = ReportEdition.Kind.BOARD
FORMS = {"meeting": MeetingForm, "asks": AsksForm, "summary": SummaryForm, "done": DoneForm}
BEGIN, TO, ANOTHER = "start", "to", "another"
OPENED = "opened"  # for whom the choice of what is in it stands open: whoever came for that
DECIDED = "decided"  # names the draft that was decided about, so that what it is folded in stays open
write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def go_on_with_report(request, code):
    """To the first step that isn't done yet; to issuing it, when all are."""
    round = get_round(request, code, role=FACILITATOR)
    step = Path(read_facts(round, wording=wording_of(request))).next_report_step
    if step and step.view == "actions":
        back = way_back(request, "round", round.code)
        return redirect(reverse("actions", args=[round.team.code]) + f"{said(back)}&round={round.code}")
    return redirect(reverse(step.view if step else ISSUE, args=[round.code]) + as_it_came(request))


@write
def write_meeting(request, code):
    return _write(request, code, MEETING, MeetingForm)


@write
def write_asks(request, code):
    return _write(request, code, ASKS, AsksForm, has_another=ANOTHER in (*request.GET, request.POST.get(TO)))


@write
def write_summary(request, code):
    return _write(request, code, SUMMARY, SummaryForm)


@write
def write_done(request, code):
    return _write(request, code, DONE, DoneForm)


def _write(request, code, step: Step, form_class: type[StepForm], **more):
    round = get_round(request, code, role=FACILITATOR)
    report = build_report(round)
    drafts = report.offered if report else {}
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, initial=_initial(round), **_offered(round, step), **more)
    if _is_kept(request, round, form, drafts):
        return _onwards(request, round, step, form, drafts)
    preview = build_report(round, draft=_as_written(round, form)) if form.is_bound else report
    read = context_of(preview) if preview else {}
    context = {**read, "form": form, "step": step, "preview": preview, "report": report, "drafts": drafts}
    context |= {"decided": request.GET.get(DECIDED), "opens": OPENED in request.GET}
    return render(request, "reports/write_report.html", {**of_round(round), **context})


@require_POST
def preview_report(request, code, step):
    """What a board would read of what is in the boxes of this step now. Nothing is kept of it."""
    round = get_round(request, code, role=FACILITATOR)
    if step not in STEPS:
        raise Http404
    form = FORMS[step](request.POST, initial=_initial(round), **_offered(round, STEPS[step]))
    report = build_report(round, draft=_as_written(round, form))
    if report is None:
        return refuse(ABSENT, "There is no report to show yet.", status=404)
    return reply(html=render_to_string(STEPS[step].preview, context_of(report), request))


def _initial(round) -> dict:
    draft = draft_of(round, BOARD)
    return {**draft.details, "sections": [name for name in SECTIONS if name not in draft.left_out]}


def _offered(round, step: Step) -> dict:
    """The lists by which the appendix can read this rubric."""
    return {"frames": frames_for(read_version(round.version_id))} if step is DONE else {}


def _is_kept(request, round, form: StepForm, drafts: dict[str, Draft]) -> bool:
    """Whether what was sent is saved. A draft that somebody wants to edit is put into its box, and waits there."""
    begun, taken, left = (request.POST.get(name) for name in (BEGIN, TAKE, LEAVE))
    if begun in drafts:
        form.begin_with(begun, drafts[begun].unused)
    elif taken in drafts:
        form.take(drafts[taken])
    elif (taken or left or "") not in ("", *drafts):
        form.show_settled(taken or left)
    return begun is None and form.is_valid() and _save(request, round, form)


def _save(request, round, form: StepForm) -> bool:
    """Whether it was saved; if not, the form says what somebody else has written meanwhile."""
    try:
        texts = {"shown": form.shown, "wanted": form.wanted, "left_out": form.left_out}
        save_details(round, kind=BOARD, by=request.user, **texts)
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)
        return False
    return True


def _onwards(request, round, step: Step, form: StepForm, drafts: dict[str, Draft]):
    """Back to the draft that was decided about, to another box, to where somebody wants to go, or to the next step."""
    to, here = request.POST.get(TO), reverse(step.view, args=[round.code])
    decided = drafts.get(request.POST.get(TAKE) or request.POST.get(LEAVE))
    messages.success(request, _said(request, decided))
    carried = as_it_came(request).replace("?", "&", 1)
    if decided:
        place = f"draft-{REQUESTS}" if decided.name == REQUESTS else f"id_{decided.box}"
        return redirect(f"{here}?{DECIDED}={decided.name}{carried}#{place}")
    if to == ANOTHER:
        return redirect(f"{here}?{ANOTHER}=1{carried}#id_{form.requests[-1][0].name}")
    if to == "round":
        return redirect(way_back(request, "round", round.code).address)
    return redirect(reverse(to if to in PAGES else step.then, args=[round.code]) + as_it_came(request))


def _said(request, decided: Draft | None) -> str:
    if decided is None:
        return "Saved."
    is_left = LEAVE in request.POST
    return f"Left out: {decided.heading}." if is_left else f"Now in the report: {decided.heading}."


def _as_written(round, form: StepForm) -> ReportEdition:
    """The draft with what is in the boxes, as far as it can be kept. It isn't saved."""
    draft = draft_of(round, BOARD)
    form.is_valid()  # what can't be kept isn't among what is wanted
    draft.details = {**draft.details, **form.wanted}
    draft.left_out = settle_left_out(draft.left_out, form.left_out)
    return draft
