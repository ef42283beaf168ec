from django.core.management.base import BaseCommand

from assessments.services.reminders import send_reminders


class Command(BaseCommand):
    help = "Reminds those who lead an action of what is due, by e-mail. Run it once a day, in the morning."

    def handle(self, **options):
        count = send_reminders()
        self.stdout.write(f"Reminded: {count} {'person' if count == 1 else 'people'}.")
