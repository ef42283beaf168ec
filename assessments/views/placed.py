"""Activities as parts of a sheet, after its principles."""

from django.http import Http404

from assessments.models import Placement, Reflection, Sheet
from assessments.placing import ActivityPart
from assessments.services.activities import placed_activities, version_placed_on
from assessments.views.sheet import wording_of
from rubric.reading import read_in_wording, read_version


def activity_parts(request, sheet: Sheet) -> list[ActivityPart]:
    """None on the sheet of a group that chose one principle."""
    version = version_placed_on(sheet.round)
    if version is None or sheet.principle_id is not None:
        return []
    document = read_in_wording(version, wording_of(request))
    ticked = len(read_version(sheet.round.version_id).principles)
    activities = placed_activities(sheet.round)
    of = ticked + len(activities)
    return [
        ActivityPart(document, each, number, of) for number, each in enumerate(activities, start=ticked + 1)
    ]


def activity_part(request, sheet: Sheet, key: str) -> ActivityPart:
    parts = activity_parts(request, sheet)
    found = next((part for part in parts if part.activity.key == key), None)
    if found is None:
        raise Http404
    return found


def progress_of_activities(request, sheet: Sheet) -> list[dict]:
    """As read_progress tells of principles."""
    parts = activity_parts(request, sheet)
    if not parts:
        return []
    placed = set(Placement.objects.filter(sheet=sheet).exclude(value=0).values_list("activity_id", flat=True))
    words = {row.activity_id: row for row in Reflection.objects.filter(sheet=sheet, principle=None)}
    return [_progress(part, placed, words.get(part.activity.id)) for part in parts]


def _progress(part: ActivityPart, placed: set[int], words: Reflection | None) -> dict:
    begun = part.activity.id in placed or bool(words and words.text)
    finished = bool(words and words.finished_at)
    return {"number": part.number, "activity": part.activity, "begun": begun, "finished": finished}
