"""What an edition shows of a principle, and what it has shown before. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessments.group import Group, join
from assessments.grouping import NOBODY, UNNAMED, Picture, Place
from assessments.isolating import Figure, persons


@dataclass(frozen=True)
class Edition:
    """Groups, and who is behind each of them, in the same order."""

    groups: tuple[Group, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def told(self) -> dict[Figure, Group]:
        return dict(zip(self.figures, self.groups, strict=True))

    @property
    def picture(self) -> Picture:
        return {_place(group): figure for figure, group in self.told.items()}


def _place(group: Group) -> Place:
    return frozenset(group.perspectives) | (UNNAMED if group.is_everybody_else else frozenset())


@dataclass(frozen=True)
class Past:
    """What each figure told last, and the last picture there was.

    `counted` is what was told first of each figure that was counted: what only joins others tells nothing new.
    """

    told: Mapping[Figure, Group] = field(default_factory=dict)
    counted: Mapping[Figure, Group] = field(default_factory=dict)
    last: Picture = field(default_factory=dict)

    def then(self, edition: Edition, inside: Past | None = None) -> Past:
        """A release later. One that showed nothing changes nothing.

        The outside edition is made of what `inside` tells by then: that stands for it in `counted`.
        """
        new = [figure for figure in edition.figures if self.known(figure) is None]
        behind = inside.behind(new) if inside else {figure: edition.told[figure] for figure in new}
        return Past(
            told={**self.told, **edition.told},
            counted={**behind, **self.counted},
            last=edition.picture or self.last,
        )

    def known(self, figure: Figure) -> Group | None:
        """What was told of a figure, or of those that it joins: new numbers might tell what a word had left open."""
        if figure in self.told:
            return self.told[figure]
        parts = [part for part in self.last.values() if part <= figure]
        return join([self.told[part] for part in parts]) if parts and NOBODY.union(*parts) == figure else None

    def behind(self, joined: Iterable[Figure]) -> dict[Figure, Group]:
        """What was counted of those who are in the last picture, and in one of these figures."""
        now = [figure for figure in self.last.values() if any(figure <= one for one in joined)]
        return {
            figure: group
            for figure, group in self.counted.items()
            if any(figure == one or (one not in self.counted and figure <= one) for one in now)
        }

    def shares_people(self, figure: Figure) -> bool:
        """With a different figure: what the two tell could be compared."""
        return any(figure != other and persons(figure) & persons(other) for other in self.told)

    def leads(self, place: Place) -> frozenset[int]:
        """Whom the name of everybody else said, where they are still among these."""
        within = [self.told[figure] for before, figure in self.last.items() if before <= place]
        return frozenset(one for group in within for one in group.leads)
