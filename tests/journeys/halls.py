"""A round in which many have answered the first part, and differ."""

HALL = """
from django.utils import timezone
from assessments.models import Answer, Reflection, Round
from assessments.services.joining import join_round
from assessments.services.rounds import open_round
from rubric.models import RubricVersion
from teams.models import Team
version = RubricVersion.objects.get(rubric__slug="cahn-four-values", number=1)
team = Team.objects.get(name="Riverside support team")
asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
round = Round.objects.create(team=team, version=version, title="A full hall", about="team", **asked)
round = open_round(round, by=None)
principle = version.principles.first()
statements = list(principle.statements.all())
perspectives = list(team.organisation.perspectives.in_use())
TICK = {0: 5, 1: 4, 2: 12, 3: 12}  # perspective → how many of its 14 say so, of every second statement
for place, perspective in enumerate(perspectives[:4]):
    for number in range(14):
        sheet, _ = join_round(round, nonce=f"{round.code} {place} {number}", how="alone", perspective=perspective)
        for position, statement in enumerate(statements):
            ticks = TICK[place] if position % 2 else 7
            if number < ticks:
                Answer.objects.create(sheet=sheet, statement=statement, value=1, changed_at=timezone.now())
        Reflection.objects.create(sheet=sheet, principle=principle, finished_at=timezone.now())
print("CODE", round.code, *version.principles.values_list("key", flat=True))
"""


def fill_a_hall(server):
    """The round's code and the keys of its parts."""
    said = server.run(HALL)
    line = next(line for line in said.splitlines() if line.startswith("CODE"))
    _, code, *parts = line.split()
    return code, parts
