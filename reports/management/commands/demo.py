"""The invented council that the app is tried on."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments.models import ReportEdition
from assessments.services.demo import add_demo
from reports.services.easy_read import issue_easy_read_summary
from reports.services.issuing import issue_report, seen_of
from teams.cast import cast


class Command(BaseCommand):
    help = "Add an invented council, with people to sign in as. What is there already is left alone."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("This is for trying the app out. Set DEMO=1 if that is what you are doing.")
        if add_demo():
            _issue_summaries()
            _issue_reports()
            self.stdout.write("Wrenfield Council has been added.")
        self.stdout.write("On the sign-in page, choose whom to be:")
        for person in cast():
            self.stdout.write(f"  {person.email:<24}{person.part}")


def _issue_summaries() -> None:
    """Here and not in add_demo: only reports can tell a round."""
    for edition in ReportEdition.objects.filter(kind=ReportEdition.Kind.EASY_READ, issued_at=None):
        seen = (edition.number, edition.revision)
        issue_easy_read_summary(edition.round, seen=seen, by=edition.round.created_by)


def _issue_reports() -> None:
    """Here and not in add_demo: only reports can tell a round."""
    for edition in ReportEdition.objects.filter(kind=ReportEdition.Kind.BOARD, issued_at=None):
        issue_report(edition.round, seen=seen_of(edition), by=edition.round.created_by)
