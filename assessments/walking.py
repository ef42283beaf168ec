"""Where else could somebody be, step by step, while all else that counts stays as it is? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assessments.ladders import Ladders, Places
from assessments.worlds import World, Worlds


@dataclass
class Walk:
    """One person of a class at a time goes from place to place; somebody of one of `others` may go the other way."""

    worlds: Worlds
    ladders: Ladders
    one: int
    others: Sequence[int]
    seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.parts: list[Places] = [frozenset([place]) for place in range(self.ladders.places)]

    @property
    def unseen(self) -> Places:
        """A part where nobody of the class has been found yet."""
        return next((part for part in self.parts if not part & self.seen), frozenset())

    def go(self, worlds: Sequence[World]) -> None:
        waiting = list(worlds)
        while waiting and len(self.parts) > 1:
            world = waiting.pop()
            here = [place for place in range(self.ladders.places) if self._holds(world, place)]
            self.seen |= set(here)
            waiting += [next for place in here for next in self._from(world, place)]

    def _holds(self, world: World, place: int) -> bool:
        return self.ladders.count(world.numbers, [self.one], [place]) > 0

    def _from(self, world: World, here: int) -> Iterator[World]:
        """The nearest places first."""
        for there in sorted(range(self.ladders.places), key=lambda place: abs(place - here)):
            if not any(here in part and there in part for part in self.parts):
                moved = self._moved(world, here, there)
                if moved:
                    self._join(here, there)
                    yield moved

    def _moved(self, world: World, here: int, there: int) -> World | None:
        step = self.ladders.step(self.one, here, there)
        for back in ({}, *(self.ladders.step(other, there, here) for other in self.others)):
            if self.worlds.allows(world, step | back):
                return self.worlds.after(world, step | back)
        return None

    def _join(self, here: int, there: int) -> None:
        touched = [part for part in self.parts if here in part or there in part]
        self.parts = [part for part in self.parts if part not in touched] + [touched[0] | touched[1]]
