import os

from django.core.management.base import BaseCommand

from reports.processes import let_go, show_life
from reports.services.finishing import finish_all, finish_soon, unfinished

NICENESS = 10  # what people save comes first


class Command(BaseCommand):
    help = "Makes the files of issued reports, where they are missing. The server starts it by itself."

    def handle(self, **options):
        show_life()
        os.nice(NICENESS)
        finish_all()
        let_go()
        if unfinished().exists():
            finish_soon()  # issued while we still held the lock
