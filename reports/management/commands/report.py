from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Round
from reports.build import build_report
from reports.formats import FORMATS
from reports.formats.pdf import missing_parts
from teams.punctuation import sentence


class Command(BaseCommand):
    help = "Writes a round’s report to a file, the same that the browser gets."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the round’s code, as in its address")
        parser.add_argument("--format", choices=FORMATS, default="pdf")
        parser.add_argument("--edition", choices=[OUTSIDE, INSIDE], default=OUTSIDE, help="who may read it")
        parser.add_argument("--output", required=True, help="the file to write")

    def handle(self, *args, code, format, edition, output, **options):
        report = build_report(_get_round(code), edition=edition)
        if report is None:
            raise CommandError("Nothing has been shown in this round yet. Its facilitator does that first.")
        if format == "pdf" and (missing := missing_parts()):
            raise CommandError(f"PDFs need what isn’t installed here: {', '.join(missing)}.")
        try:
            content = FORMATS[format].make(report)
        except FileNotFoundError as error:
            raise CommandError("The PDF couldn’t be made. What went wrong is above.") from error
        Path(output).write_bytes(content)
        self.stdout.write(f"{output} is written.")
        if edition == INSIDE:
            self.stdout.write(
                sentence(f"It is the inside edition: keep it within {report.results.organisation}")
            )


def _get_round(code: str) -> Round:
    try:
        return Round.objects.select_related("team__organisation").get(code=code)
    except Round.DoesNotExist as error:
        raise CommandError(f"There is no round with the code {code}.") from error
