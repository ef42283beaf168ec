"""Writes a version of a rubric as YAML, the way import_rubric reads it."""

from django.core.management.base import BaseCommand, CommandError

from rubric.models import RubricVersion
from rubric.services.exporting import file_of


class Command(BaseCommand):
    help = "Write a rubric to standard output: the version in use, or the one asked for."

    def create_parser(self, *args, **kwargs):
        """Django's own --version, of Django, gives way to ours."""
        return super().create_parser(*args, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--version", type=int, metavar="N", help="A version’s number.")

    def handle(self, *, slug, version, **options):
        versions = RubricVersion.objects.filter(rubric__slug=slug)
        chosen = versions.filter(number=version) if version else versions.in_use()
        found = chosen.order_by("-number").first()
        if found is None:
            raise CommandError(
                f"There is no {slug} in version {version}." if version else f"There is no {slug} in use."
            )
        self.stdout.write(file_of(found), ending="")
