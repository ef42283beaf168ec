"""Board reports, issued as they were seen and kept as they were issued."""

from django.utils import timezone

from assessments.models import ReportEdition, Round
from assessments.services.editions import Files, draft_of, issue
from assessments.services.forgetting import look_for_what_waits
from reports.build import build_both
from reports.formats.html import to_html
from reports.formats.kept import SOURCE, to_source
from reports.services.finishing import finish_soon
from teams.models import User
from teams.refusals import Refused


def seen_of(edition: ReportEdition) -> str:
    """What was looked at before it is issued: another number, revision or release is something else."""
    release = edition.round.releases.first()
    return f"{edition.number}-{edition.revision}-{release.number if release else 0}"


def issue_report(round: Round, *, seen: str, by: User) -> ReportEdition:
    """Keeps what was `seen`, for both audiences, and has every file made of it. Raises Refused, which says why.

    It is read before anything is locked: issue() refuses it if what it was read from has changed meanwhile.
    """
    look_for_what_waits(round.team)
    round = Round.objects.select_related("team__organisation").get(pk=round.pk)
    edition, release = draft_of(round, ReportEdition.Kind.BOARD), round.releases.first()
    issued = round.editions.filter(kind=edition.kind).exclude(issued_at=None).first()
    if issued and seen == seen_of(issued):
        return issued  # pressed twice
    if seen != seen_of(edition):
        raise Refused("Somebody has just changed or issued this report. Look at it again, then issue it.")
    if not round.is_finished:
        raise Refused("Close the round first. A report of an open round can still change.")
    edition = issue(edition, _make_files(round, edition), release=release, by=by)
    finish_soon()
    return edition


def _make_files(round: Round, edition: ReportEdition) -> Files:
    """What all others are made of: the words as they are read, and the report as it was told."""
    files = {}
    reports = build_both(round, draft=edition, issued_on=timezone.localdate())
    if not reports:
        raise Refused("There is nothing to tell yet. First bring “What we see” up to date.")
    for audience, report in reports.items():
        if report.details.unfilled and not report.details.why_not:
            raise Refused("Fill in the first page, or say why something isn’t there.")
        files[audience, "html"] = to_html(report).encode(errors="replace")
        files[audience, SOURCE] = to_source(report)
    return files
