"""Easy Read summaries, issued with their pictures as they are today."""

import json
from dataclasses import replace

from django.utils import timezone

from assessments.counted import OUTSIDE
from assessments.models import ReportEdition, Round
from assessments.services.editions import draft_of, issue
from assessments.services.forgetting import look_for_what_waits
from reports.build import build_easy_read
from reports.drafts import Stamp
from reports.easy_read import EasyReadSummary, Point
from reports.formats.easy_read import to_html
from reports.services.finishing import finish_soon
from rubric import pictures
from rubric.document import ShownDrawing
from rubric.services.drawings import keep_drawing
from teams.models import User
from teams.refusals import Refused


def issue_easy_read_summary(round: Round, *, seen: tuple[int, int], by: User) -> ReportEdition:
    """`seen` is the number and the revision that were on the page: what is issued is what somebody looked at.

    It names nobody's figures, so there is one text for inside and outside. Nothing is locked while it is made, as in
    issue_report. Raises Refused, which says why.
    """
    look_for_what_waits(round.team)
    round = Round.objects.select_related("team__organisation").get(pk=round.pk)
    release = round.releases.first()
    edition, summary = draft_of(round, ReportEdition.Kind.EASY_READ), build_easy_read(round)
    if summary is None:
        raise Refused("There is nothing to tell yet. First bring “What we see” up to date.")
    if not summary.is_checked:
        raise Refused("Say first who checked it, and when.")
    if seen != (edition.number, edition.revision):
        raise Refused("Somebody has just changed or issued this summary. Look at it again, then issue it.")
    stamp = Stamp(number=edition.number, issued_on=timezone.localdate())
    summary = replace(_with_kept_pictures(summary), stamp=stamp)
    files = {
        (OUTSIDE, "html"): to_html(summary).encode(),
        (OUTSIDE, "json"): json.dumps(summary.to_json(), ensure_ascii=False, indent=2).encode(),
    }
    edition = issue(edition, files, release=release, by=by)
    finish_soon()
    return edition


def read_issued(edition: ReportEdition) -> EasyReadSummary | None:
    """As it was issued; None when its files were deleted, because somebody took their words back."""
    file = edition.files.filter(audience=OUTSIDE, format="json").first()
    return EasyReadSummary.from_json(json.loads(bytes(file.content))) if file else None


def _with_kept_pictures(summary: EasyReadSummary) -> EasyReadSummary:
    """A picture of the set as it is today, also after the set has changed."""
    sections = (replace(s, slots=tuple(_with_kept_picture(p) for p in s.slots)) for s in summary.sections)
    return replace(summary, sections=tuple(sections))


def _with_kept_picture(point: Point) -> Point:
    if not point.is_shown or not point.drawing or not point.drawing.code:
        return point
    try:
        return replace(point, drawing=ShownDrawing(digest=keep_drawing(point.drawing.code)))
    except pictures.NoSuchPicture:
        return replace(point, drawing=None)
