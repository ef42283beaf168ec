"""An activity drawn: a strip of places for each question, with where it was, is and is wanted. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.placing.placed import ActivityResult, PlacedStep
from rubric.document import Place

LAST_TIME, NOW, AIM = "Last time", "Now", "Aim"


@dataclass(frozen=True)
class Said:
    """How the two times are called: what isn’t of the newest round is never called now."""

    now: str = NOW
    then: str = LAST_TIME


@dataclass(frozen=True)
class Rung:
    """One place. `comes` and `goes`: the way between now and the aim reaches it from below, and goes on above it."""

    label: str
    is_now: bool = False
    is_aim: bool = False
    was: bool = False
    said: Said = Said()
    comes: bool = False
    goes: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        said = [(self.said.then, self.was), (self.said.now, self.is_now), (AIM, self.is_aim)]
        return tuple(mark for mark, holds in said if holds)

    @property
    def in_words(self) -> str:
        """“Now, aim”; the first begins with a capital."""
        first, *others = self.marks or ("",)
        return ", ".join([first, *(f"{one[0].lower()}{one[1:]}" for one in others)])

    @property
    def shape(self) -> str:
        """What is drawn: where it is leads, then where it is wanted, then where it was."""
        return "now" if self.is_now else "aim" if self.is_aim else "was" if self.was else "none"


@dataclass(frozen=True)
class Strip:
    """`question` is blank where there is one alone: the heading above it says enough."""

    question: str
    rungs: tuple[Rung, ...]


def strips_of(activity: ActivityResult, said: Said = Said()) -> tuple[Strip, ...]:
    """None while nothing is placed: an empty strip would look like an answer."""
    several = len(activity.questions) > 1
    return tuple(
        Strip(now.asked.question.text if several else "", _rungs(now, aim, said))
        for now, aim in activity.questions
        if now.place or aim.place
    )


def _rungs(now: PlacedStep, aim: PlacedStep, said: Said) -> tuple[Rung, ...]:
    places = now.asked.question.places
    at, to = _number(places, now.place), _number(places, aim.place)
    low, high = (min(at, to), max(at, to)) if at is not None and to is not None else (0, 0)
    was = now.then.key if now.then else None
    return tuple(
        Rung(
            label=place.label,
            is_now=n == at,
            is_aim=n == to,
            was=place.key == was,
            said=said,
            comes=low < n <= high,
            goes=low <= n < high,
        )
        for n, place in enumerate(places)
    )


def _number(places: tuple[Place, ...], place: Place | None) -> int | None:
    return next((n for n, one in enumerate(places) if place and one.key == place.key), None)
