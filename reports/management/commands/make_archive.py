import os

from django.core.management.base import BaseCommand, CommandError

from assessments.models import Archive
from reports.archive.filling import make
from reports.processes import show_life

NICENESS = 10  # what people save comes first


class Command(BaseCommand):
    help = "Makes an archive that somebody has asked for. The server starts it in a process of its own."

    def add_arguments(self, parser):
        parser.add_argument("token")

    def handle(self, token, **options):
        show_life()
        os.nice(NICENESS)
        archive = Archive.objects.select_related("organisation").filter(token=token).first()
        if archive is None:
            raise CommandError("There is no such archive any more.")
        if archive.finished_at is None:
            make(archive)
