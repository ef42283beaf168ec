"""Issues what the demo has written. Apart from adding it: making every file takes seconds."""

from assessments.models import ReportEdition
from reports.services.easy_read import issue_easy_read_summary
from reports.services.issuing import issue_report, seen_of


def issue_everything() -> None:
    _issue_summaries()
    _issue_reports()


def _issue_summaries() -> None:
    for edition in ReportEdition.objects.filter(kind=ReportEdition.Kind.EASY_READ, issued_at=None):
        seen = (edition.number, edition.revision)
        issue_easy_read_summary(edition.round, seen=seen, by=edition.round.created_by)


def _issue_reports() -> None:
    for edition in ReportEdition.objects.filter(kind=ReportEdition.Kind.BOARD, issued_at=None):
        issue_report(edition.round, seen=seen_of(edition), by=edition.round.created_by)
