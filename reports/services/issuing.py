"""Board reports, issued as they were seen and kept as they were issued."""

from django.db import transaction
from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import ReportEdition, Round
from assessments.services.editions import Files, NotNow, draft_of, issue
from reports.build import build_report
from reports.formats import FORMATS
from teams.models import User


def seen_of(edition: ReportEdition) -> str:
    """What was looked at before it is issued: another number, revision or release is something else."""
    release = edition.round.releases.first()
    return f"{edition.number}-{edition.revision}-{release.number if release else 0}"


@transaction.atomic
def issue_report(round: Round, *, seen: str, by: User) -> ReportEdition:
    """Keeps what was `seen`, in every format and for both audiences. Raises NotNow, which says why.

    All is read and made under the round's lock, and taking words back asks for the same lock first: it comes before
    and the words aren't here, or after and finds this report.
    """
    locked = Round.objects.select_for_update(of=["self"])
    round = locked.select_related("team__organisation").get(pk=round.pk)
    edition = draft_of(round, ReportEdition.Kind.BOARD)
    issued = round.editions.filter(kind=edition.kind).exclude(issued_at=None).first()
    if issued and seen.startswith(f"{issued.number}-"):
        return issued  # pressed twice
    if seen != seen_of(edition):
        raise NotNow("Somebody has just changed or issued this report. Look at it again, then issue it.")
    if not round.is_finished:
        raise NotNow("Close the round first. A report of an open round can still change.")
    return issue(edition, _make_files(round, edition), by=by)


def _make_files(round: Round, edition: ReportEdition) -> Files:
    """PDFs are made of the kept HTML, when somebody asks for one."""
    today, files = timezone.localdate(), {}
    for audience in (OUTSIDE, INSIDE):
        report = build_report(round, edition=audience, draft=edition, issued_on=today)
        if report is None:
            raise NotNow("There is nothing to tell yet. First show what you see.")
        if report.details.unfilled and not report.details.why_not:
            raise NotNow("Fill in the first page, or say why something isn’t there.")
        files |= {(audience, name): each.make(report) for name, each in FORMATS.items() if name != "pdf"}
    return files
