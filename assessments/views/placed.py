"""Activities as parts of a sheet, after its principles."""

from django.http import Http404

from assessments.models import Placement, Reflection, Sheet
from assessments.placing import ActivityPart
from assessments.services.activities import parts_placed
from assessments.views.sheet import wording_of


def activity_parts(request, sheet: Sheet) -> list[ActivityPart]:
    """None on the sheet of a group that chose one principle."""
    return [] if sheet.principle_id is not None else parts_placed(sheet.round, wording_of(request))


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
