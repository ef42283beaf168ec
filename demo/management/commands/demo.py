"""The invented council that the app is tried on."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.adding import add_demo
from teams.cast import cast


class Command(BaseCommand):
    requires_system_checks = []  # they would read every page’s module, at each start
    help = "Add an invented council, with people to sign in as. What is there already is left alone."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("This is for trying the app out. Set DEMO=1 if that is what you are doing.")
        if add_demo():
            from demo.issuing import issue_everything  # which takes as long to import as all else here

            issue_everything()
            self.stdout.write("Wrenfield Council has been added.")
        self.stdout.write("On the sign-in page, choose whom to be:")
        for person in cast():
            self.stdout.write(f"  {person.email:<24}{person.part}")
