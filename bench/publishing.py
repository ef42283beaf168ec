"""Publishing the results of a round that has shown much already, for beside.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.workshop import shell

if TYPE_CHECKING:
    from bench.beside import Deed, Place

SHEETS, EARLIER = 200, 24
NEWCOMERS = SHEETS // (EARLIER + 1)  # before each release, of one perspective

RELEASES = """
from datetime import timedelta
from assessments.models import Answer, Reflection, Round, Sheet
from assessments.services.releases import make_release
from django.utils import timezone
from rubric.reading import read_version
round = Round.objects.get(code="{code}")
document, now = read_version(round.version_id), timezone.now()
perspectives = list(round.team.organisation.perspectives.all())
def come(number):
    view = perspectives[number % 3]
    Sheet.objects.bulk_create([
        Sheet(round=round, kind="person", how="alone", language="new", perspective=view) for _ in range({people})
    ])
    sheets = list(Sheet.objects.filter(round=round, language="new"))
    Answer.objects.bulk_create([
        Answer(sheet=sheet, statement_id=s.id, value=(sheet.pk * 7 + m * 5) % 4, changed_at=now)
        for sheet in sheets for m, s in enumerate(document.statements)
    ])
    Reflection.objects.bulk_create([
        Reflection(sheet=sheet, principle_id=p.id, finished_at=now)
        for sheet in sheets for p in document.principles
    ])
    Sheet.objects.filter(round=round, language="new").update(language="en-GB")
before = round.releases.count()
for number in range({earlier}):
    come(number)
    make_release(round, by=None, now=now - timedelta(hours={earlier} - number))
come(before)
print("EARLIER", round.releases.count())
"""


def publication(place: Place, turn: int) -> Deed:
    """The next release, which tells of newcomers."""
    earlier = 0 if turn else EARLIER
    told = shell(place.folder, RELEASES.format(code=place.code, earlier=earlier, people=NEWCOMERS))
    assert f"EARLIER {EARLIER + turn}" in told, told
    return lambda: place.press(f"/rounds/{place.code}/up-to-date/")
