"""What a projector shows of an activity: a question at a moment, with as many groups as there is room for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.placing import HEADINGS
from reports.bars import FILLS
from reports.placing.differences import Heard, furthest_apart
from reports.placing.page import in_order
from reports.placing.placed import ActivityResult, PlacedStep

ROOM = 3  # groups beside each other
ROOM_FOR_LONG_NAMES = 2
SHORT_NAME = 40  # characters of a group's name, above its column


@dataclass(frozen=True)
class SlideRow:
    """A place, from the top. `fills` is how full each group's box is."""

    place: str
    fills: tuple[int, ...]


@dataclass(frozen=True)
class PlacesSlide:
    """`question` is told where there are several; `of` is how many groups are shown in all."""

    heading: str
    question: str
    is_ladder: bool
    groups: tuple[Heard, ...]
    of: int
    rows: tuple[SlideRow, ...]
    differs: bool
    agreed: str = ""


def slides_of_activity(activity: ActivityResult) -> tuple[PlacesSlide, ...]:
    several = len(activity.questions) > 1
    return tuple(_slide(activity, step, several) for step in activity.steps)


def _slide(activity: ActivityResult, step: PlacedStep, several: bool) -> PlacesSlide:
    asked, apart = step.asked, furthest_apart(step.asked, activity.heard)
    groups = _with_room(activity.heard, apart[1:] if apart else ())
    rows = [
        SlideRow(asked.place(at), tuple(FILLS[one.word(asked, at)] for one in groups))
        for at in range(len(asked.question.places))
    ]
    return PlacesSlide(
        heading=HEADINGS[step.moment],
        question=asked.question.text if several else "",
        is_ladder=asked.is_ladder,
        groups=groups,
        of=len(activity.heard),
        rows=tuple(reversed(rows)) if asked.is_ladder else tuple(rows),
        differs=apart is not None,
        agreed=step.place.label if step.place else "",
    )


def _with_room(heard: Sequence[Heard], apart: Sequence[Heard]) -> tuple[Heard, ...]:
    """Those who differ most, and as many others as fit; people with lived experience first, then who is paid."""
    lined_up = in_order(heard)
    leading = [one for one in lined_up if one in apart]
    others = [one for one in lined_up if one not in leading]
    room = ROOM if all(len(one.label) <= SHORT_NAME for one in lined_up) else ROOM_FOR_LONG_NAMES
    shown = [*leading, *others][:room]
    return tuple(one for one in lined_up if one in shown)
