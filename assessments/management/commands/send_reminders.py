from django.core.management.base import BaseCommand

from assessments.services.late_rounds import remind_of_open_rounds
from assessments.services.reminders import send_reminders
from assessments.services.second_people import tell_again
from assessments.services.telling_team import remind_teams
from rubric.services.telling_editors import tell_editors


class Command(BaseCommand):
    help = (
        "Reminds by e-mail: those who lead an action of what is due, facilitators of rounds that nobody has closed, "
        "teams whose round closes soon, where their facilitator wants it, those who can be the second person of "
        "quotes that wait, and editors of rubrics on whose words there are new remarks. Run it once a day, "
        "in the morning."
    )

    def handle(self, **options):
        count = send_reminders()
        self.stdout.write(f"Reminded: {count} {'person' if count == 1 else 'people'}.")
        rounds = remind_of_open_rounds()
        if rounds:
            self.stdout.write(
                f"About rounds that are still open: {rounds} e-mail{'' if rounds == 1 else 's'}."
            )
        teams = remind_teams()
        if teams:
            self.stdout.write(f"About rounds that close soon: {teams} e-mail{'' if teams == 1 else 's'}.")
        quotes = tell_again()
        if quotes:
            self.stdout.write(f"About quotes that wait: {quotes} e-mail{'' if quotes == 1 else 's'}.")
        remarks = tell_editors()
        if remarks:
            self.stdout.write(f"About remarks on rubrics: {remarks} e-mail{'' if remarks == 1 else 's'}.")
