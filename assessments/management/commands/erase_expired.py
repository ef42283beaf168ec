from django.core.management.base import BaseCommand

from assessments.services.keeping import erase_expired


class Command(BaseCommand):
    help = "Erases persons' sheets that their organisations keep no longer. Run it once a day."

    def handle(self, **options):
        count = erase_expired()
        self.stdout.write(f"Erased: {count} sheet{'' if count == 1 else 's'}.")
