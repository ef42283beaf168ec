"""What the page of a placed activity shows: its ladder or its questions, drawn and in words. Pure.

What a team agreed, and who answered as one, is exact. Of groups a ladder says "this one or higher" and nothing else
(docs/decisions/0056), so a box is never how many are on that step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from assessments.telling import FEW
from reports.bars import FILLS, FIRST
from reports.placing.differences import Asked, Heard
from reports.placing.in_words import Said, tell_team
from reports.placing.placed import ActivityResult, GroupPlaces, PlacedStep
from reports.placing.told import (
    NOT_PLACED,
    Differing,
    differing,
    exactly,
    halves,
    in_lines,
)
from rubric.document import Document, Place, PlaceGroup, Question, ShownDrawing, drawing_by_code

WE = "What we agreed"
T = TypeVar("T")
ROOM = 5  # columns that stand beside each other: with more, each is a block of its own


@dataclass(frozen=True)
class Spot:
    """Whether one sheet places it just there. A line joins now and the aim: above this place, or below it."""

    place: str
    is_now: bool = False
    is_aim: bool = False
    was_now: bool = False
    goes_up: bool = False
    goes_down: bool = False

    @property
    def is_marked(self) -> bool:
        return self.is_now or self.is_aim or self.was_now

    @property
    def in_words(self) -> str:
        said = [(self.is_now, "now"), (self.is_aim, "aim"), (self.was_now, "last time")]
        return ", ".join(words for is_so, words in said if is_so).capitalize()


@dataclass(frozen=True)
class Boxes:
    """How full, of five, what a group says of a place is, now and as an aim."""

    place: str
    now: int
    aim: int

    @property
    def are_rare(self) -> bool:
        """Phones leave it out."""
        return max(self.now, self.aim) == FILLS[FEW]


@dataclass(frozen=True)
class Column:
    """Who says where it is, the place that stands at the top first: a sheet has `spots`, a group `boxes`. `nothing` is
    what a sheet says that has no place."""

    label: str
    spots: tuple[Spot, ...] = ()
    nothing: str = ""
    boxes: tuple[Boxes, ...] = ()
    size: str = ""
    side: str = ""
    counted_on: date | None = None

    @property
    def leaves_out(self) -> bool:
        return any(boxes.are_rare for boxes in self.boxes)


@dataclass(frozen=True)
class Words:
    """The same of one column in words: a line for each thing that is said."""

    label: str
    now: tuple[str, ...]
    aim: tuple[str, ...]
    size: str = ""
    counted_on: date | None = None


@dataclass(frozen=True)
class Step:
    """A place on the page; `group` is told where it begins. Of a ladder the drawing is the ladder itself."""

    place: Place
    group: PlaceGroup | None = None
    drawing: ShownDrawing | None = None


@dataclass(frozen=True)
class PlacedQuestion:
    question: Question
    is_ladder: bool
    steps: tuple[Step, ...]
    columns: tuple[Column, ...]
    words: tuple[Words, ...]

    @property
    def is_upright(self) -> bool:
        """All columns have room beside each other."""
        return len(self.columns) <= ROOM

    @property
    def has_boxes(self) -> bool:
        return any(column.boxes for column in self.columns)


@dataclass(frozen=True)
class ActivityPage:
    """`agreed` is what the team says; `halves` is where half or more of all who are shown place it."""

    activity: ActivityResult
    agreed: tuple[Said, ...]
    halves: tuple[str, ...]
    questions: tuple[PlacedQuestion, ...]
    differing: tuple[Differing, ...]

    @property
    def is_ladder(self) -> bool:
        return any(question.is_ladder for question in self.questions)

    @property
    def differ(self) -> tuple[Differing, ...]:
        return tuple(one for one in self.differing if one.apart)

    @property
    def agree(self) -> tuple[Differing, ...]:
        return tuple(one for one in self.differing if one.alike)


def tell_activity(activity: ActivityResult, document: Document) -> ActivityPage:
    """`document` is what it is placed on, in the wording of the page."""
    return ActivityPage(
        activity=activity,
        agreed=tell_team(activity) if activity.is_answered else (),
        halves=halves(activity),
        questions=tuple(_question(activity, document, *steps) for steps in activity.questions),
        differing=tuple(differing(activity)),
    )


def _question(
    activity: ActivityResult, document: Document, now: PlacedStep, aim: PlacedStep
) -> PlacedQuestion:
    asked, heard = now.asked, in_order(activity.heard)
    groups = [(group.label, *_of_group(group, now, aim)) for group in activity.groups]
    sheets = [(WE, now, aim), *groups]
    return PlacedQuestion(
        question=asked.question,
        is_ladder=asked.is_ladder,
        steps=tuple(_steps(asked.question, document, asked.is_ladder)),
        columns=(
            *(Column(label, _spots(one, other), _nothing(one, other)) for label, one, other in sheets),
            *(_column(one, now.asked, aim.asked) for one in heard),
        ),
        words=(
            _ours(activity, now, aim),
            *(Words(label, exactly(one), exactly(other)) for label, one, other in groups),
            *(_words(one, now.asked, aim.asked) for one in heard),
        ),
    )


def _ours(activity: ActivityResult, now: PlacedStep, aim: PlacedStep) -> Words:
    if not activity.is_answered:
        return Words(WE, (NOT_PLACED,), (NOT_PLACED,))
    return Words(WE, exactly(now), exactly(aim))


def in_order(heard: Sequence[Heard]) -> list[Heard]:
    """People with lived experience first, then who is paid, as in bars."""
    return sorted(heard, key=lambda one: FIRST.get(one.side, len(FIRST)))


def _of_group(group: GroupPlaces, now: PlacedStep, aim: PlacedStep) -> tuple[PlacedStep, PlacedStep]:
    said = {step.asked.key: step for step in group.steps}
    return said[now.asked.key], said[aim.asked.key]


def _from_the_top(places: Sequence[T], is_ladder: bool) -> tuple[T, ...]:
    """Of a ladder the highest stands above the others."""
    return tuple(reversed(places)) if is_ladder else tuple(places)


def _steps(question: Question, document: Document, is_ladder: bool) -> Iterator[Step]:
    named = {group.key: group for group in document.groups}
    before = ""
    for place in _from_the_top(question.places, is_ladder):
        begins = named.get(place.group) if place.group != before else None
        yield Step(place, begins, None if is_ladder else drawing_by_code(document, place.picture))
        before = place.group


def _spots(now: PlacedStep, aim: PlacedStep) -> tuple[Spot, ...]:
    places = _from_the_top(now.asked.question.places, now.asked.is_ladder)
    ends = sorted(places.index(step.place) for step in (now, aim) if step.place)
    was = now.then.key if now.then else ""
    return tuple(
        Spot(
            place=place.label,
            is_now=place == now.place,
            is_aim=place == aim.place,
            was_now=place.key == was and place != now.place,
            goes_up=len(ends) == 2 and ends[0] < number <= ends[1],
            goes_down=len(ends) == 2 and ends[0] <= number < ends[1],
        )
        for number, place in enumerate(places)
    )


def _nothing(now: PlacedStep, aim: PlacedStep) -> str:
    if now.place or aim.place:
        return ""
    return aim.said if aim.is_unsure else now.said


def _column(heard: Heard, now: Asked, aim: Asked) -> Column:
    said = zip(range(len(now.question.places)), heard.words(now), heard.words(aim), strict=True)
    boxes = [Boxes(now.place(at), FILLS[one], FILLS[other]) for at, one, other in said]
    return Column(
        label=heard.label,
        boxes=_from_the_top(boxes, now.is_ladder),
        size=heard.size,
        side=heard.side,
        counted_on=heard.counted_on,
    )


def _words(heard: Heard, now: Asked, aim: Asked) -> Words:
    return Words(heard.label, in_lines(heard, now), in_lines(heard, aim), heard.size, heard.counted_on)
