"""A part of one's own sheet, of whichever kind: where its words stand, who may read them, and what comes next."""

from django.urls import reverse

from assessments.models import Sheet
from assessments.part import Part
from assessments.placing import ActivityPart
from assessments.views.mine import my_part
from assessments.views.placed import activity_part

AnyPart = Part | ActivityPart
PAGES = {
    "principle": {"readers": "who_may_read", "quoting": "who_may_quote", "next": "my_next"},
    "activity": {
        "readers": "who_may_read_activity",
        "quoting": "who_may_quote_activity",
        "next": "my_activity_next",
    },
}


def own_part(request, sheet: Sheet, *, principle: str = "", activity: str = "") -> AnyPart:
    """By whichever of the two keys its address has."""
    return activity_part(request, sheet, activity) if activity else my_part(request, sheet, principle)


def way(sheet: Sheet, part: AnyPart, page: str) -> str:
    """To a page about its words: `readers`, `quoting` or `next`."""
    (kind,) = part.owner
    return reverse(PAGES[kind][page], args=[sheet.round.code, part.key])


def way_to_words(sheet: Sheet, part: AnyPart) -> str:
    where = [sheet.round.code, part.key]
    if "activity" in part.owner:
        return reverse("my_activity_step", args=[*where, len(part.rows) + 1])
    return reverse("my_words", args=where)
