"""How many persons said what, as a release keeps it. Pure: only what may be told is in here, and never more.

A number behind a word isn't kept, and every total and every joined group is worked out from what its groups tell, so
nothing in here can be subtracted from anything else in here. Who may be shown at all is decided in disclosure.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from assessments.group import Group, join
from teams.keyed import with_key
from teams.sides import UNSAID

INSIDE, OUTSIDE = "inside", "outside"  # the editions
FEWEST_OUTSIDE = 10


@dataclass(frozen=True)
class CountedPrinciple:
    """Without groups it isn't shown: too few have finished it, or nobody has. The two look the same."""

    key: str
    groups: tuple[Group, ...] = ()

    @property
    def together(self) -> Group | None:
        """The groups shown, worked out from what they tell; None if none is. One too: no total ever proves that
        somebody is hidden, nor its lack."""
        return join(self.groups) if self.groups else None

    def group_of(self, perspective: int | None) -> Group | None:
        """The group whose name may stand beside somebody's words; None where nothing is told of them, and for
        everybody else where its name says nobody."""
        return next((group for group in self.groups if group.holds(perspective) and group.named), None)

    def called(self, names: Mapping[str, str]) -> Self:
        return replace(self, groups=tuple(group.called(names) for group in self.groups))

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(stored["key"], tuple(Group.from_json(group) for group in stored["groups"]))


@dataclass(frozen=True)
class CountedActivity(CountedPrinciple):
    """The same of an activity: its groups say where they placed it."""


@dataclass(frozen=True)
class Counts:
    """`helped` and `on_paper`: k or more were helped, or wrote on paper; otherwise it was fewer than k.

    `principles` is the inside edition, with groups of at least k; `outside` joins them into groups of at least
    `fewest(OUTSIDE)`; so are activities. `perspectives` lists those that could be chosen, chosen or not, as (id, label,
    side).
    """

    k: int = 5
    principles: tuple[CountedPrinciple, ...] = ()
    outside: tuple[CountedPrinciple, ...] = ()
    helped: bool = False
    on_paper: bool = False
    perspectives: tuple[tuple[int, str, str], ...] = ()
    activities: tuple[CountedActivity, ...] = ()
    outside_activities: tuple[CountedActivity, ...] = ()

    def fewest(self, edition: str) -> int:
        return self.k if edition == INSIDE else max(FEWEST_OUTSIDE, self.k)

    def edition(self, edition: str) -> tuple[CountedPrinciple, ...]:
        return self.principles if edition == INSIDE else self.outside

    def principle(self, key: str, edition: str) -> CountedPrinciple:
        """The principle of that key; one that isn't shown when the release has none."""
        return with_key(key, self.edition(edition)) or CountedPrinciple(key)

    def activities_in(self, edition: str) -> tuple[CountedActivity, ...]:
        return self.activities if edition == INSIDE else self.outside_activities

    def activity(self, key: str, edition: str) -> CountedActivity:
        return with_key(key, self.activities_in(edition)) or CountedActivity(key)

    def part(self, kind: str, key: str, edition: str) -> CountedPrinciple:
        """The "principle" or the "activity" of that key."""
        return self.activity(key, edition) if kind == "activity" else self.principle(key, edition)

    def parts_in(self, edition: str) -> tuple[CountedPrinciple | CountedActivity, ...]:
        """Both kinds."""
        return (*self.edition(edition), *self.activities_in(edition))

    def groups(self, edition: str) -> tuple[Group, ...]:
        """Each group that is shown anywhere, once, in the organisation's order, everybody else last."""
        parts = self.parts_in(edition)
        found = {group.name: group for one in parts for group in one.groups}
        order = {perspective: number for number, (perspective, *_) in enumerate(self.perspectives)}
        return tuple(sorted(found.values(), key=lambda group: _listed(group, order)))

    def heard(self, edition: str) -> frozenset[int]:
        """The perspectives that a group shown is named by."""
        return frozenset(one for group in self.groups(edition) for one in group.named)

    def without_a_group(self, edition: str) -> tuple[str, ...]:
        """Those no group is named by: fewer than k, nobody, or joined with others. Who doesn't say isn't missed."""
        heard = self.heard(edition)
        missed = [(p, label) for p, label, side in self.perspectives if side != UNSAID]
        return tuple(label for perspective, label in missed if perspective not in heard)

    def called(self, names: Mapping[str, str]) -> Counts:
        """By the names that people know themselves by in Easy Read, say; no figure changes."""
        return replace(
            self,
            principles=tuple(one.called(names) for one in self.principles),
            outside=tuple(one.called(names) for one in self.outside),
            activities=tuple(one.called(names) for one in self.activities),
            outside_activities=tuple(one.called(names) for one in self.outside_activities),
            perspectives=tuple(
                (one, names.get(label, label), side) for one, label, side in self.perspectives
            ),
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Counts:
        """Releases made before persons were counted have {}."""
        if not stored:
            return cls()
        editions: dict[str, tuple[CountedPrinciple, ...]] = {
            name: tuple(CountedPrinciple.from_json(p) for p in stored[name])
            for name in ("principles", "outside")
        }
        editions |= {
            name: tuple(CountedActivity.from_json(one) for one in stored.get(name, ()))
            for name in ("activities", "outside_activities")
        }
        listed = tuple((perspective, label, side) for perspective, label, side in stored["perspectives"])
        return cls(**{**stored, **editions, "perspectives": listed})


def _listed(group: Group, order: dict[int, int]) -> tuple[bool, int]:
    """Retired perspectives come last."""
    return group.is_everybody_else, min((order.get(one, len(order)) for one in group.perspectives), default=0)
