"""Why a part isn't finished, as its round is about to close, and what becomes of it then. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.path_facts import Facts, PartOfPath

NOT_TICKED = "The report will say that your team hasn’t ticked it together."
NOT_PLACED = "The report will say that your team hasn’t placed it together."


@dataclass(frozen=True)
class Unfinished:
    """`view` is the page on which it is finished."""

    key: str
    name: str
    why: str
    then: str
    view: str


def unfinished_parts(facts: Facts) -> list[Unfinished]:
    """In the rubric's order, each with the first thing that it lacks."""
    return [one for part in facts.parts for one in _of(part, facts)]


def _of(part: PartOfPath, facts: Facts) -> Iterator[Unfinished]:
    if part.needs_another_look:
        yield _another_look(part)
    elif not part.finished:
        yield _not_agreed(part) if part.begun or part.is_placed else _not_answered(part)
    elif facts.places and not part.is_placed and not part.is_activity:
        yield _not_placed(part)


def _another_look(part: PartOfPath) -> Unfinished:
    why = "It needs another look: it holds what you agreed last time, and nobody has confirmed it."
    return Unfinished(part.key, part.name, why, _not_there(part), part.view)


def _not_answered(part: PartOfPath) -> Unfinished:
    why = "Nobody has answered it together."
    return Unfinished(part.key, part.name, why, _not_there(part), part.view)


def _not_agreed(part: PartOfPath) -> Unfinished:
    why = "It is begun, and nobody has pressed “Save and continue”."
    then = "What is there is kept. The report will say that you haven’t finished it."
    return Unfinished(part.key, part.name, why, then, part.view)


def _not_there(part: PartOfPath) -> str:
    return NOT_PLACED if part.is_activity else NOT_TICKED


def _not_placed(part: PartOfPath) -> Unfinished:
    why = "It is agreed, and you haven’t said where you stand."
    return Unfinished(part.key, part.name, why, "The report will show no level for it.", "standing")
