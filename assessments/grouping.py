"""Who is shown together: like joins like, and nobody counts as few. Pure; docs/decisions/0010.

A place is the set of perspectives that are shown together; a figure rests on sheets as they were ("atoms"). A
perspective that nobody chose is treated as one that a few did, so that neither can be told from what is shown, nor from
what isn't.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.isolating import Figure, persons
from teams.sides import LIVED, OTHERS, PAID, shared_side

Place = frozenset[int | None]  # None is whoever chose nothing: with them it is everybody else
Picture = dict[Place, Figure]  # as they are listed: in the organisation's order, everybody else last

NOBODY: Figure = frozenset()
UNNAMED: Place = frozenset([None])
NO_SIDE = ""
JOINING = (LIVED, PAID, OTHERS)  # perspectives of these join their own side first


@dataclass(frozen=True)
class Rules:
    """`sides` are the perspectives that could be chosen, in the organisation's order. `closing`: for the last time."""

    sides: Mapping[int, str]
    k: int
    closing: bool = False

    def singly(self, atoms: Mapping[int | None, Figure]) -> Picture:
        """Each perspective by itself, also those that nobody chose."""
        return {frozenset([one]): atoms.get(one, NOBODY) for one in (*self.sides, None)}

    def group(self, units: Picture, last: Picture) -> Picture:
        """`units` are never parted. People with lived experience go to everybody else only at the end; whom `last`
        showed as a group of their own, never."""
        groups, left = self._by_side(units)
        rest = together({UNNAMED: NOBODY} | self._waits_not(left, last) | self._without_side(units))
        if len(rest[1]) < self.k and rest != (UNNAMED, NOBODY):
            rest = together(dict([rest]) | self._last_of_others_or_paid(groups))
        picture = {place: figure for place, figure in groups.items() if not place <= rest[0]}
        return self.in_order(picture | (dict([rest]) if len(rest[1]) >= self.k else {}))

    def leads(self, place: Place, units: Picture) -> frozenset[int]:
        """Whoever joins everybody else as a group that could have been shown by itself: its name says them."""
        joined = [group for group in self._by_side(units)[0] if None in place and group <= place]
        return frozenset(one for group in joined for one in group if one is not None)

    def in_order(self, picture: Picture) -> Picture:
        return {
            place: picture[place]
            for place in sorted(picture, key=lambda place: (None in place, self._at(place)))
        }

    def _by_side(self, units: Picture) -> tuple[Picture, Picture]:
        """The groups of each side, and what is left of it."""
        groups: Picture = {}
        left: Picture = {}
        for side in JOINING:
            mine = {place: figure for place, figure in units.items() if self._side(place) == side}
            of_side, too_few = self._join(mine)
            groups, left = groups | of_side, left | too_few
        return groups, left

    def _join(self, mine: Picture) -> tuple[Picture, Picture]:
        small = {place: figure for place, figure in mine.items() if len(figure) < self.k}
        large = {place: figure for place, figure in mine.items() if place not in small}
        if not small:
            return large, {}
        joined = together(small)
        if len(joined[1]) >= self.k:
            return large | dict([joined]), {}
        if not large:
            return {}, small
        target = max(large, key=self._at)
        joined = together(small | {target: large.pop(target)})
        return large | dict([joined]), {}

    def _waits_not(self, left: Picture, last: Picture) -> Picture:
        return {
            place: figure
            for place, figure in left.items()
            if self._side(place) != LIVED or (self.closing and place not in last)
        }

    def _without_side(self, units: Picture) -> Picture:
        return {place: figure for place, figure in units.items() if self._side(place) == NO_SIDE}

    def _last_of_others_or_paid(self, groups: Picture) -> Picture:
        for side in (OTHERS, PAID):
            found = [place for place in groups if self._side(place) == side]
            if found:
                target = max(found, key=self._at)
                return {target: groups[target]}
        return {}

    def _side(self, place: Place) -> str:
        """One of JOINING, if all in it are of that side."""
        if None in place:
            return NO_SIDE
        side = shared_side(side for one, side in self.sides.items() if one in place)
        return side if side in JOINING else NO_SIDE

    def _at(self, place: Place) -> int:
        """Where it stands in the organisation's list: where the first of its perspectives does."""
        return min((number for number, one in enumerate(self.sides) if one in place), default=len(self.sides))


def together(picture: Picture) -> tuple[Place, Figure]:
    return frozenset[int | None]().union(*picture), NOBODY.union(*picture.values())


def keep_joined(units: Picture, last: Picture) -> Picture:
    """What was shown as one group stays one, as it is now."""
    for place in last:
        touched = {unit: figure for unit, figure in units.items() if unit & place}
        others = {unit: figure for unit, figure in units.items() if unit not in touched}
        units = others | dict([together({place: NOBODY} | touched)])
    return units


def beside(picture: Picture, last: Picture) -> Picture:
    """The picture, and those of the last one that it has nothing newer of."""
    return picture | {
        place: figure for place, figure in last.items() if not any(place & new for new in picture)
    }


def is_disjoint(picture: Picture) -> bool:
    """Nobody is in two groups."""
    everybody = [persons(figure) for figure in picture.values()]
    return sum(map(len, everybody)) == len(frozenset[int]().union(*everybody))
