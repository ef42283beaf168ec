from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import FACILITATOR, get_round
from reports.build import build_report
from reports.forms import DetailsForm
from reports.services import WrittenMeanwhile, board_edition, save_details
from reports.views.results import of_round


@require_http_methods(["GET", "HEAD", "POST"])
def report_details(request, code):
    round = get_round(request, code, role=FACILITATOR)
    form = DetailsForm(request.POST or None, initial=board_edition(round).details)
    if form.is_valid() and _save(request, round, form):
        messages.success(request, "Saved.")
        return redirect("report", round.code)
    report = build_report(round)
    return render(request, "reports/details.html", {**of_round(round), "form": form, "report": report})


def _save(request, round, form: DetailsForm) -> bool:
    """Whether it was saved; if not, the form says what somebody else has written meanwhile."""
    try:
        save_details(round, shown=form.shown, wanted=form.wanted, by=request.user)
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)
        return False
    return True
