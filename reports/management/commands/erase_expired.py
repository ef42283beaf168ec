from operator import call

from django.conf import settings
from django.core.management.base import BaseCommand

from assessments.services.forgetting import end_taken_back
from assessments.services.keeping import erase_expired
from assessments.services.releases import finish_closings
from reports.pdf.desk import remove_old
from reports.services.archives import remove_old_archives
from rubric.services.remarks_kept import erase_old_remarks
from teams.one_by_one import one_by_one
from teams.services.traces import clear_traces

REST = [
    erase_old_remarks,
    remove_old_archives,
    lambda: remove_old(settings.DATA_DIR / "reports"),
    end_taken_back,
    clear_traces,
]


class Command(BaseCommand):
    help = (
        "Erases persons’ sheets and remarks on rubrics that their organisations keep no longer, old archives "
        "and PDFs, sessions that have ended and counters that count no more. Before that, it makes the last "
        "results of rounds whose closing was cut off. Run it once a day."
    )

    def handle(self, **options):
        one_by_one(call, [finish_closings, self._erase, *REST])

    def _erase(self):
        count = erase_expired()
        self.stdout.write(f"Erased: {count} sheet{'' if count == 1 else 's'}.")
