"""Activities as parts of a sheet, after its principles."""

from django.http import Http404

from assessments.models import Sheet
from assessments.placing import ActivityPart
from assessments.services.activities import parts_placed, version_placed_on
from assessments.services.progress import ActivityProgress, Found, read_all_placed
from assessments.views.sheet import wording_in


def activity_parts(request, sheet: Sheet) -> list[ActivityPart]:
    """None on the sheet of a group that chose one principle."""
    return (
        [] if sheet.principle_id is not None else parts_placed(sheet.round, wording_in(request, sheet.round))
    )


def activity_part(request, sheet: Sheet, key: str) -> ActivityPart:
    parts = activity_parts(request, sheet)
    found = next((part for part in parts if part.activity.key == key), None)
    if found is None:
        raise Http404
    return found


def progress_of_activities(sheet: Sheet, said: Found) -> list[ActivityProgress]:
    """As progress_in() tells of principles."""
    if sheet.principle_id is not None:
        return []
    if not version_placed_on(sheet.round):
        return []
    return read_all_placed([(sheet.pk, sheet.round)], said)[sheet.pk]
