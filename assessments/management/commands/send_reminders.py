from functools import partial
from operator import call

from django.core.management.base import BaseCommand

from assessments.services.late_rounds import remind_of_open_rounds
from assessments.services.reminders import send_reminders
from assessments.services.second_people import tell_again
from assessments.services.telling_team import remind_teams
from rubric.services.telling_editors import tell_editors
from teams.one_by_one import one_by_one

TOLD = {
    "rounds that are still open": remind_of_open_rounds,
    "rounds that close soon": remind_teams,
    "quotes that wait": tell_again,
    "remarks on rubrics": tell_editors,
}


class Command(BaseCommand):
    help = (
        "Reminds by e-mail: those who lead an action of what is due, facilitators of rounds that nobody has closed, "
        "teams whose round closes soon, where their facilitator wants it, those who can be the second person of "
        "quotes that wait, and editors of rubrics on whose words there are new remarks. Run it once a day, "
        "in the morning."
    )

    def handle(self, **options):
        others = [partial(self._tell, *kind) for kind in TOLD.items()]
        one_by_one(call, [self._remind, *others])

    def _remind(self):
        count = send_reminders()
        self.stdout.write(f"Reminded: {count} {'person' if count == 1 else 'people'}.")

    def _tell(self, about, tell):
        if count := tell():
            self.stdout.write(f"About {about}: {count} e-mail{'' if count == 1 else 's'}.")
