"""What may be a strength or a hard truth of what a team places, and its headline. No place is a target. Pure.

A strength is where the team would like it to be, or has moved there; never what fewer than half of people with lived
experience say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from assessments.placing import AIM, NOW
from assessments.telling import FEW, SOME
from reports.placing.in_words import difference, named, said_as_one, says, was_at
from reports.placing.placed import ActivityResult, PlacedStep
from rubric.document import Place
from teams.punctuation import and_list, quoted, sentence
from teams.sides import LIVED

NOTHING_PLACED = "No piece of work has been placed together yet."
ALL_THERE = "All of it is where the team would like it to be. Who would see this differently?"
NOT_ALL_THERE = "The team hasn’t said that all of it is where they would like it to be."
PLACED = "The team has said together where some of its work is."
UNHEARD = "What people with lived experience say of it can’t be shown."


@dataclass(frozen=True)
class Told:
    """`about` is the activity's name."""

    about: str
    text: str


def headline_of(activities: Sequence[ActivityResult]) -> str:
    placed = [(one.name, place.label) for one in activities if (place := named(one, NOW))]
    told = and_list([f"{quoted(name)} at {label}" for name, label in placed]) if placed else ""
    if told:
        return sentence(f"The team places {told}")
    return PLACED if any(map(_is_placed, activities)) else NOTHING_PLACED


def strength_of(activities: Iterable[ActivityResult]) -> str:
    """What has moved to, or towards, where the team would like it; then what is there."""
    good = [one for one in activities if not is_denied(one)]
    told = [*(_moved(one) for one in good), *(_there(one) for one in good)]
    return next(filter(None, told), "")


def hard_truth_of(activities: Sequence[ActivityResult]) -> Told | None:
    """What people with lived experience don’t say; then where groups differ; then what isn’t where it is wanted."""
    kinds = (_denied, _differ, _not_there)
    found = (Told(one.name, text) for kind in kinds for one in activities if (text := kind(one)))
    return next(found, None)


def no_truth_of(activities: Sequence[ActivityResult]) -> str:
    """Where hard_truth_of() finds none."""
    if not any(map(_is_placed, activities)):
        return NOTHING_PLACED
    return ALL_THERE if all(map(_is_there, activities)) else NOT_ALL_THERE


def moves_of(activities: Iterable[ActivityResult]) -> list[str]:
    """What is placed elsewhere than last time, whichever way it went."""
    placed = [(one.name, was_at(one), named(one, NOW)) for one in activities]
    return [
        sentence(f"{quoted(name)} was at {was.label}, and is now at {now.label}")
        for name, was, now in placed
        if was and now and was.key != now.key
    ]


def differing(activities: Iterable[ActivityResult]) -> list[str]:
    """The names of those on which groups differ."""
    return [one.name for one in activities if differs(one)]


def differs(one: ActivityResult) -> bool:
    return bool(_differ(one))


def is_denied(one: ActivityResult) -> bool:
    """Most of those it is about, or somebody who answered as one, place it elsewhere than the team."""
    return any(_deniers(one))


def may_hear_lived_experience(one: ActivityResult) -> bool:
    """A group of it is shown, or may be."""
    heard = any(group.side == LIVED for group in one.heard)
    return heard or any(group.is_lived is not False for group in one.groups)


def _is_placed(one: ActivityResult) -> bool:
    """In answer to any question: what several lead to together has no name in some rubrics."""
    return any(step.place for step in one.at(NOW))


def _is_there(one: ActivityResult) -> bool:
    """The team has said where it is and where they would like it, and it is the same."""
    return all(now.place and now.place == aim.place for now, aim in one.questions)


def _moved(one: ActivityResult) -> str:
    now, aim, was = named(one, NOW), named(one, AIM), was_at(one)
    if not now or not aim or not was or was.key == now.key or not _is_towards(one):
        return ""
    to = "where the team would like it" if now.key == aim.key else f"on the way to {aim.label}"
    return _with_unheard(one, f"{quoted(one.name)} has moved from {was.label} to {now.label}, {to}")


def _there(one: ActivityResult) -> str:
    now, aim = named(one, NOW), named(one, AIM)
    if not now or not aim or now.key != aim.key:
        return ""
    return _with_unheard(one, f"{quoted(one.name)} is where the team would like it: {now.label}")


def _is_towards(one: ActivityResult) -> bool:
    """Nearer to the aim than it was; without an order, there."""
    first, *others = one.questions
    now, aim = first
    if others or not now.asked.is_ladder:
        return bool(one.now) and one.now == one.aim
    keys = [place.key for place in now.asked.question.places]
    if not (now.place and aim.place and now.then and now.then.key in keys):
        return False
    then, at, to = (keys.index(place.key) for place in (now.then, now.place, aim.place))
    return abs(to - at) < abs(to - then)


def _with_unheard(one: ActivityResult, told: str) -> str:
    return sentence(told) if may_hear_lived_experience(one) else f"{sentence(told)} {UNHEARD}"


def _denied(one: ActivityResult) -> str:
    for place, denied in _deniers(one):
        return f"The team places {quoted(one.name)} at {sentence(place.label)} {denied}"
    return ""


def _deniers(one: ActivityResult) -> Iterator[tuple[Place, str]]:
    """Where the team says it is, with what others say: groups of people with lived experience of which fewer than half
    say so, and those who answered as one and don’t."""
    for step in one.at(NOW):
        if step.place:
            told = chain(_denied_by_half(one, step, step.place), _denied_as_one(one, step, step.place))
            yield from ((step.place, denied) for denied in told)


def _denied_by_half(one: ActivityResult, step: PlacedStep, place: Place) -> Iterator[str]:
    at = step.asked.question.places.index(place)
    for group in one.heard:
        if group.side == LIVED and group.word(step.asked, at) in (FEW, SOME):
            yield f"Who says {step.asked.place(at)}? {group.says(step.asked, at)}"


def _denied_as_one(one: ActivityResult, step: PlacedStep, ours: Place) -> Iterator[str]:
    """Of a ladder, whoever is higher says what the team says, and more."""
    places = step.asked.question.places
    for group, theirs in one.placed_elsewhere(step):
        if not step.asked.is_ladder or places.index(theirs) < places.index(ours):
            yield says(group, theirs)


def _differ(one: ActivityResult) -> str:
    told = chain((difference(one, step) for step in one.steps), said_as_one(one))
    first = next(filter(None, told), "")
    return f"{quoted(one.name)}. {first}" if first else ""


def _not_there(one: ActivityResult) -> str:
    now, aim = named(one, NOW), named(one, AIM)
    if not now or not aim or now.key == aim.key:
        return ""
    return f"{quoted(one.name)} is at {sentence(now.label)} {sentence(f'The team would like {aim.label}')}"
