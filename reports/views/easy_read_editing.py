"""A facilitator writes the Easy Read summary, and is told what would make it easier."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import FACILITATOR, get_round
from assessments.models import ReportEdition
from assessments.services.editions import draft_of
from reports.build import build_easy_read
from reports.easy_read import MOST_LETTERS, NO_PICTURE, EasyReadSummary, Point, check, count_pages
from reports.forms.easy_read import EasyReadForm, PointPictureForm
from reports.services.writing import save_details
from reports.views.results import of_round
from rubric import pictures
from rubric.reading import read_version
from rubric.services.drawings import keep_drawing
from rubric.views.pictures import LONGEST
from teams.meanwhile import WrittenMeanwhile
from teams.replies import reply

EASY_READ = ReportEdition.Kind.EASY_READ


@require_http_methods(["GET", "HEAD", "POST"])
def edit_easy_read_summary(request, code):
    round = get_round(request, code, role=FACILITATOR)
    summary = build_easy_read(round)
    if summary is None:
        return redirect("results", round.code)
    stored = draft_of(round, EASY_READ).details
    form = EasyReadForm(request.POST or None, summary=summary, stored=stored)
    if form.is_valid() and _save(request, round, form):
        return _onwards(request, round, summary)
    context = {"form": form, "summary": summary, "pages": count_pages(summary)}
    return render(request, "reports/edit_easy_read_summary.html", {**of_round(round), **context})


@require_POST
def check_easy_read_summary(request, code):
    """What there is to say of one text, while somebody is writing it. Writes nothing."""
    round = get_round(request, code, role=FACILITATOR)
    summary = build_easy_read(round)
    text = request.POST.get("text", "")[:MOST_LETTERS]
    checks = check(text, summary.explained if summary else ())
    return reply(html=render_to_string("reports/easy_read/_checks.html", {"checks": checks}, request))


@require_http_methods(["GET", "HEAD", "POST"])
def choose_easy_read_picture(request, code, point):
    round = get_round(request, code, role=FACILITATOR)
    summary = build_easy_read(round)
    if summary is None:
        return redirect("results", round.code)
    found = _point(summary, point)
    stored = draft_of(round, EASY_READ).details.get(f"{point}_picture", "")
    form = PointPictureForm(request.POST or None)
    if form.is_valid() and _save_picture(request, round, found, form):
        return redirect(f"{reverse('edit_easy_read_summary', args=[round.code])}#point-{point}")
    context = {"form": form, "point": found, "stored": stored, **_offered(request, round)}
    context["chosen"] = form.data.get("picture", PointPictureForm.NOW)
    return render(request, "reports/choose_easy_read_picture.html", {**of_round(round), **context})


def _save(request, round, form: EasyReadForm) -> bool:
    """Whether it was saved; if not, the form says what somebody else has written meanwhile."""
    try:
        texts = {"shown": form.shown, "wanted": form.wanted}
        save_details(round, kind=EASY_READ, by=request.user, **texts)
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)
        return False
    return True


def _onwards(request, round, summary: EasyReadSummary):
    """To a point's picture, if that was asked for; else back to the words, with what there is to say about them."""
    wanted = request.POST.get("then", "")
    if wanted in {point.name for section in summary.sections for point in section.slots}:
        return redirect("choose_easy_read_picture", round.code, wanted)
    messages.success(request, "Saved.")
    known = wanted in {f"section-{section.place.key}" for section in summary.sections}
    return redirect(reverse("edit_easy_read_summary", args=[round.code]) + (f"#{wanted}" if known else ""))


def _point(summary: EasyReadSummary, name: str) -> Point:
    for section in summary.sections:
        for point in section.slots:
            if point.name == name:
                return point
    raise Http404


def _save_picture(request, round, point: Point, form: PointPictureForm) -> bool:
    chosen, name = form.cleaned_data["picture"], f"{point.name}_picture"
    if chosen == PointPictureForm.NOW:
        return True
    shown, wanted = {name: form.cleaned_data["shown"]}, {name: _kept(round, chosen)}
    try:
        save_details(round, kind=EASY_READ, shown=shown, wanted=wanted, by=request.user)
    except WrittenMeanwhile:
        form.add_error(
            "picture", "Somebody else chose another picture just now. Look at it, then choose again."
        )
        return False
    return True


def _kept(round, chosen: str) -> str:
    """A drawing that this round's rubric has is taken as the rubric keeps it; any other is kept from now on."""
    if chosen == PointPictureForm.DRAFTED:
        return ""
    drawings = read_version(round.version_id).drawings or {}
    return NO_PICTURE if chosen == NO_PICTURE else drawings.get(chosen) or keep_drawing(chosen)


def _offered(request, round) -> dict:
    """What was looked for; before that, the pictures of the round's rubric."""
    typed = request.GET.get("words", "").strip()[:LONGEST]
    codes = read_version(round.version_id).pictures[: pictures.MOST]
    found = pictures.find(typed) if typed else [pictures.named(code) for code in codes]
    return {"typed": typed, "found": [picture for picture in found if picture.code in pictures.codes()]}
