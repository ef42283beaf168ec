"""Which figures make up a principle's next picture: as many new ones as are safe beside all others. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.grouping import Picture, Place, Rules, beside, is_disjoint
from assessments.isolating import Budget, Figure, can_isolate
from assessments.shown import Past


@dataclass(frozen=True)
class Choice:
    rules: Rules
    past: Past
    budget: Budget

    def choose(self, units: Picture) -> Picture:
        """The whole new picture if it is safe; otherwise the last one, with as many new figures as are safe.

        `units` has a figure, if only NOBODY, for everybody that could be shown; what `past` showed as one is one.
        """
        new = self.rules.group(units, self.past.last)
        whole = self.rules.in_order(beside(new, self.past.last))
        if self._is_safe(whole):
            return whole
        same = {
            place: figure
            for place, figure in units.items()
            if any(place >= before for before in self.past.last)
        }
        return self._renew([*new.items(), *same.items()])

    def _renew(self, candidates: list[tuple[Place, Figure]]) -> Picture:
        """One group after another as it would be, then as it was with those who are in it now."""
        picture = self.past.last
        for place, figure in candidates:
            touched = [before for before in picture if before & place]
            trial = {before: then for before, then in picture.items() if before not in touched} | {
                place: figure
            }
            splits_nothing = all(before <= place for before in touched)
            if len(figure) >= self.rules.k and splits_nothing and self._is_safe(trial):
                picture = trial
        return self.rules.in_order(picture)

    def _is_safe(self, picture: Picture) -> bool:
        """Nobody is in two groups, and what was all told before tells nothing new."""
        figures = set(picture.values())
        if not is_disjoint(picture):
            return False
        return self.past.told.keys() >= figures or not can_isolate(
            [*self.past.told, *figures], self.rules.k, self.budget
        )
