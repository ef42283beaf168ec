"""What a release says of the activities that a round places. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assessments.agreed import AgreedActivity, GroupSheet
from assessments.comparison import Look
from assessments.counted import Counts
from assessments.group import Group
from assessments.placing import AIM, NOW, UNSURE, Step, steps_in
from reports.placing.differences import Asked, Heard
from reports.told_quote import ToldQuote
from reports.took_part import FLOOR, among, in_people
from reports.voices import TOGETHER
from rubric.document import Cell, Document, Place, Source
from teams.keyed import with_key
from teams.sides import shared_side


@dataclass(frozen=True)
class PlacedStep:
    """A question at a moment. `place` is where it is placed: None if they aren’t sure, or haven’t said."""

    asked: Asked
    moment: int
    place: Place | None = None
    is_unsure: bool = False
    then: Place | None = None

    @property
    def said(self) -> str:
        """What was agreed, in words."""
        if self.place:
            return self.place.label
        return UNSURE.label if self.is_unsure else "Not answered yet"


@dataclass(frozen=True)
class GroupPlaces:
    """What 2 or more people said as one."""

    label: str
    people: int
    steps: tuple[PlacedStep, ...]
    reflection: str = ""
    is_lived: bool | None = False  # as of a GroupSheet

    def place(self, asked: Asked) -> Place | None:
        return next(step.place for step in self.steps if step.asked.key == asked.key)


@dataclass(frozen=True)
class ActivityResult:
    """`steps` is what the team agreed, all of now first. `heard` are the groups that are shown; without any, fewer than
    `fewest` who can be shown together have finished it, or nobody has: the two read the same. `now` and `aim` are what
    the agreed places lead to together, where the rubric has such cells; `was` is what they led to last time, if it
    `was_asked` about then.
    """

    key: str
    name: str
    line: str
    drawing: str
    rubric: str
    steps: tuple[PlacedStep, ...]
    now: Cell | None = None
    aim: Cell | None = None
    was: Cell | None = None
    was_asked: bool = False
    is_answered: bool = True
    is_finished: bool = True
    reflection: str = ""
    why: str = ""
    where_we_differ: str = ""
    fewest: int = FLOOR
    heard: tuple[Heard, ...] = ()
    together: Heard | None = None
    groups: tuple[GroupPlaces, ...] = ()
    quotes: tuple[ToldQuote, ...] = ()

    @cached_property
    def questions(self) -> tuple[tuple[PlacedStep, PlacedStep], ...]:
        """Each question now and as an aim."""
        now, aim = self.at(NOW), self.at(AIM)
        return tuple(zip(now, aim, strict=True))

    def at(self, moment: int) -> tuple[PlacedStep, ...]:
        return tuple(step for step in self.steps if step.moment == moment)

    def placed_elsewhere(self, step: PlacedStep) -> Iterator[tuple[GroupPlaces, Place]]:
        """By those who answered as one, lived experience first, where the team has placed it too."""
        for group in sorted(self.groups, key=lambda group: not group.is_lived):
            place = group.place(step.asked)
            if step.place and place and place != step.place:
                yield group, place

    @property
    def full_title(self) -> str:
        return self.name

    @property
    def everybody(self) -> tuple[Heard, ...]:
        """The groups, and then all of them together."""
        return (*self.heard, self.together) if self.together else self.heard

    @property
    def has_words(self) -> bool:
        own = (self.reflection, self.why, self.where_we_differ, *(group.reflection for group in self.groups))
        return any(own)


@dataclass(frozen=True)
class PlacedOn:
    """The rubric on whose answers a round’s activities are placed. It may be the round’s only one."""

    title: str
    key: str
    version: int
    source: Source


def tell_activities(now: Look, then: Look | None, counts: Counts, edition: str) -> tuple[ActivityResult, ...]:
    """In the round’s order; with `then`, beside where the earlier round placed those with the same keys."""
    if now.placed_on is None:
        return ()
    agreed = [_tell(one, now.agreed.groups, now.placed_on, then) for one in now.agreed.activities]
    return tuple(_with_voices(one, counts, edition) for one in agreed)


def _tell(
    agreed: AgreedActivity, groups: Sequence[GroupSheet], document: Document, then: Look | None
) -> ActivityResult:
    """What was agreed by the team, and by groups."""
    return ActivityResult(
        key=agreed.key,
        name=agreed.name,
        line=agreed.line,
        drawing=agreed.drawing,
        rubric=document.title,
        steps=_steps(document, agreed, then),
        now=_cell(document, agreed, NOW),
        aim=_cell(document, agreed, AIM),
        was=_cell_then(then, agreed.key),
        was_asked=bool(then and with_key(agreed.key, then.agreed.activities)),
        is_answered=agreed.is_answered,
        is_finished=agreed.finished,
        reflection=agreed.reflection,
        why=agreed.why,
        where_we_differ=agreed.where_we_differ,
        groups=_groups(agreed.key, groups, document),
    )


def _with_voices(told: ActivityResult, counts: Counts, edition: str) -> ActivityResult:
    """And what people said each on their own."""
    counted = counts.activity(told.key, edition)
    sides = {perspective: side for perspective, _, side in counts.perspectives}
    return replace(
        told,
        fewest=counts.fewest(edition),
        heard=tuple(_heard(group, group.name, sides) for group in counted.groups),
        together=_heard(counted.together, TOGETHER, {}) if counted.together else None,
    )


def _steps(document: Document, agreed: AgreedActivity, then: Look | None) -> tuple[PlacedStep, ...]:
    return tuple(
        PlacedStep(
            asked=asked(step, document),
            moment=step.moment,
            place=_place(document, agreed, step),
            is_unsure=agreed.placed.get(step.key) == UNSURE,
            then=_then(then, agreed.key, step),
        )
        for step in steps_in(document)
    )


def asked(step: Step, document: Document) -> Asked:
    """Places that lead to cells have no order."""
    return Asked(step.key, step.question, is_ladder=not document.cells)


def _place(document: Document, agreed: AgreedActivity, step: Step) -> Place | None:
    """By key: this wording may not have had the place that another one had."""
    mine = with_key(step.question.key, document.questions)
    chosen = agreed.placed.get(step.key)
    return with_key(chosen, mine.places) if mine else None


def _then(then: Look | None, key: str, step: Step) -> Place | None:
    return _place(then.placed_on, then.agreed.activity(key), step) if then and then.placed_on else None


def _cell(document: Document, agreed: AgreedActivity, moment: int) -> Cell | None:
    chosen = tuple(agreed.placed.get(step.key, "") for step in steps_in(document) if step.moment == moment)
    return next((cell for cell in document.cells if cell.places == chosen), None)


def _cell_then(then: Look | None, key: str) -> Cell | None:
    return _cell(then.placed_on, then.agreed.activity(key), NOW) if then and then.placed_on else None


def _groups(key: str, groups: Sequence[GroupSheet], document: Document) -> tuple[GroupPlaces, ...]:
    """Those that finished it."""
    said = [(group, with_key(key, group.activities)) for group in groups]
    return tuple(_group(group, its, document) for group, its in said if its)


def _group(group: GroupSheet, said: AgreedActivity, document: Document) -> GroupPlaces:
    who = f": {group.perspective}" if group.perspective else ""
    return GroupPlaces(
        label=f"A group of {group.people}{who}",
        people=group.people,
        steps=_steps(document, said, None),
        reflection=said.reflection,
        is_lived=group.is_lived,
    )


def _heard(group: Group, label: str, sides: dict[int, str]) -> Heard:
    """Everybody else is of no side, whoever they may be."""
    known = [] if group.is_everybody_else else [sides[one] for one in group.perspectives if one in sides]
    return Heard(
        label=label,
        size=in_people(group.fewest, group.most),
        n=group.n,
        placed=tuple(group.placed.items()),
        side=shared_side(known),
        among=among(group),
        counted_on=date.fromisoformat(group.counted_on) if group.counted_on else None,
    )
