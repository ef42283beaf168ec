from django.core.management.base import BaseCommand

from assessments.services.archives import remove_old_archives
from assessments.services.keeping import erase_expired


class Command(BaseCommand):
    help = (
        "Erases persons' sheets that their organisations keep no longer, and old archives. Run it once a day."
    )

    def handle(self, **options):
        count = erase_expired()
        remove_old_archives()
        self.stdout.write(f"Erased: {count} sheet{'' if count == 1 else 's'}.")
