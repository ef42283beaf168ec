from django.core.management.base import BaseCommand

from assessments.services.late_rounds import remind_of_open_rounds
from assessments.services.reminders import send_reminders


class Command(BaseCommand):
    help = (
        "Reminds those who lead an action of what is due, and facilitators of rounds that nobody has closed, by "
        "e-mail. Run it once a day, in the morning."
    )

    def handle(self, **options):
        count = send_reminders()
        self.stdout.write(f"Reminded: {count} {'person' if count == 1 else 'people'}.")
        rounds = remind_of_open_rounds()
        if rounds:
            self.stdout.write(
                f"About rounds that are still open: {rounds} e-mail{'' if rounds == 1 else 's'}."
            )
