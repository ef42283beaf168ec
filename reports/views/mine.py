"""What came of it, for whoever took part without an account: first what matters most, and the rest behind it.

They needn't be of the organisation, so this is the outside edition; words that were shared with the round are for them
as for the team.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.counted import OUTSIDE
from assessments.models import ReportEdition, Round, YouSaid
from assessments.services.session_formats import told_to_those_who_come
from assessments.services.you_said import published_of
from assessments.views.came_of_it import tell
from assessments.views.mine import easy_read_of, own
from assessments.views.sheet import document_of, of_sheet
from reports.build import build_results
from reports.easy_results import tell_easily
from reports.own_words import read_shared_words
from reports.results import Results
from reports.services.easy_read import read_issued
from reports.views.results import (
    activities_easily,
    activity_of_results,
    by_frame,
    in_easy_read,
    part_easily,
    part_of_results,
    placed_on,
)
from reports.what_happened import Deeds, deeds_issued, deeds_published, tell_what_happened
from reports.what_we_see import tell_page
from rubric.frames import frames_for
from rubric.reading import read_version


@require_safe
@own
def my_results(request, sheet):
    round, results = sheet.round, _results(request, sheet)
    page, edition = published_of(round), easy_read_of(round)
    places = placed_on(request, round)
    context = _around(sheet, results) | {
        "you_said": page,
        "came_of_it": page.token if page else None,
        "has_easy_read": edition is not None,
        "deeds": _deeds(request, round, page, edition),
        "today": timezone.localdate(),
        **told_to_those_who_come(round),
    }
    if results:
        seen, document = tell_page(results, {}), read_version(round.version_id)
        easy_read = in_easy_read(request, round)
        context["told"] = tell_what_happened(results, seen, document, easy_read=easy_read)
        context |= activities_easily(results, places)
    return render(request, "reports/my_results.html", context)


@require_safe
@own
def my_results_more(request, sheet):
    results = _results(request, sheet)
    if results is None:
        return redirect("my_results", sheet.round.code)
    seen = tell_page(results, read_shared_words(sheet.round))
    document = read_version(sheet.round.version_id)
    places = placed_on(request, sheet.round)
    context = _around(sheet, results) | {"seen": seen, "frames": frames_for(document), "placed_on": places}
    if in_easy_read(request, sheet.round):
        context["parts"], _ = tell_easily(seen, document)
        context |= activities_easily(results, places)
        return render(request, "reports/my_easy_results_more.html", context)
    return render(request, "reports/my_results_more.html", context)


@require_safe
@own
def my_results_part(request, sheet, principle):
    results = _results(request, sheet)
    if results is None:
        raise Http404
    context = _around(sheet, results) | part_of_results(results, principle)
    if in_easy_read(request, sheet.round):
        told = part_easily(sheet.round, context, read_shared_words(sheet.round))
        return render(request, "reports/my_easy_part.html", context | told)
    return render(request, "reports/my_results_part.html", context)


@require_safe
@own
def my_results_activity(request, sheet, activity):
    results = _results(request, sheet)
    shared = read_shared_words(sheet.round)
    told = activity_of_results(request, sheet.round, results, activity, shared)
    context = _around(sheet, results) | told
    page = "my_easy_activity" if in_easy_read(request, sheet.round) else "my_results_activity"
    return render(request, f"reports/{page}.html", context)


@require_safe
@own
def my_results_by(request, sheet, frame):
    results = _results(request, sheet)
    context = _around(sheet, results) | by_frame(results, sheet.round, frame)
    page = "my_easy_by_frame" if in_easy_read(request, sheet.round) else "my_results_by_frame"
    return render(request, f"reports/{page}.html", context)


def _results(request, sheet) -> Results | None:
    return build_results(sheet.round, edition=OUTSIDE, easy_read=in_easy_read(request, sheet.round))


def _around(sheet, results: Results | None) -> dict:
    """Before it has closed, and while the last results are worked out, this can change."""
    called = "What happened" if sheet.round.is_finished else "What we see so far"
    return of_sheet(sheet) | {"results": results, "called": called}


def _deeds(request, round: Round, page: YouSaid | None, edition: ReportEdition | None) -> tuple[Deeds, ...]:
    """What people were told last: a plan that was issued before may have come true since."""
    document = document_of(request, round)
    told = deeds_published([tell(entry, document) for entry in page.shown]) if page else ()
    if told or edition is None:
        return told
    summary = read_issued(edition)
    return deeds_issued(summary) if summary else ()
