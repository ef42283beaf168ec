from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import FACILITATOR, get_round
from assessments.models import ReportEdition
from assessments.services.editions import draft_of
from reports.build import build_report
from reports.details import NAMES
from reports.forms import DetailsForm
from reports.services import WrittenMeanwhile, save_details
from reports.views.results import of_round

BOARD = ReportEdition.Kind.BOARD


@require_http_methods(["GET", "HEAD", "POST"])
def report_details(request, code):
    round = get_round(request, code, role=FACILITATOR)
    form = DetailsForm(request.POST or None, initial=draft_of(round, BOARD).details)
    if form.is_valid() and _save(request, round, form):
        messages.success(request, "Saved.")
        return redirect("report", round.code)
    report = build_report(round)
    return render(request, "reports/details.html", {**of_round(round), "form": form, "report": report})


def _save(request, round, form: DetailsForm) -> bool:
    """Whether it was saved; if not, the form says what somebody else has written meanwhile."""
    try:
        texts = {"shown": form.shown, "wanted": form.wanted}
        save_details(round, kind=BOARD, names=NAMES, by=request.user, **texts)
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)
        return False
    return True
