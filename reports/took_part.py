"""Who answered each on their own, and how many they are, as far as a release tells it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.counted import INSIDE, Counts
from assessments.group import Group

FLOOR = 5  # the fewest that may be shown together, where a release doesn't say


@dataclass(frozen=True)
class TookPart:
    """Who answered on their own, as far as it may be told."""

    fewest: int = FLOOR
    edition: str = INSIDE
    shown: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()  # of the same
    together: str = ""  # how many they all are
    shown_ids: tuple[frozenset[int], ...] = ()  # of the same: a new label is no new perspective
    among: tuple[str, ...] = ()  # whom everybody else may be, if they are shown
    others: tuple[str, ...] = ()  # of those, whom the name of everybody else doesn't say
    not_shown: tuple[str, ...] = ()
    helped: bool | None = None  # so many or more were; None outside, where it isn't told
    on_paper: bool | None = None

    @property
    def is_inside(self) -> bool:
        return self.edition == INSIDE

    @property
    def sized(self) -> tuple[tuple[str, str], ...]:
        return tuple(zip(self.shown, self.sizes, strict=True))


def tell_took_part(counts: Counts, edition: str) -> TookPart:
    inside = edition == INSIDE
    groups = counts.groups(edition)
    named = [group for group in groups if group.named]
    parts = counts.parts_in(edition)
    return TookPart(
        fewest=counts.fewest(edition),
        edition=edition,
        shown=tuple(group.name for group in named),
        sizes=tuple(
            _how_many(g for one in parts for g in one.groups if g.name == group.name) for group in named
        ),
        together=_how_many(one.together for one in parts if one.together),
        shown_ids=tuple(frozenset(group.named) for group in named),
        among=tuple(dict.fromkeys(label for group in groups for label in among(group))),
        others=tuple(dict.fromkeys(label for group in groups for label in group.unnamed)),
        not_shown=counts.without_a_group(edition),
        helped=counts.helped if inside else None,
        on_paper=counts.on_paper if inside else None,
    )


def _how_many(groups: Iterable[Group]) -> str:
    """Of one group in all parts that show it: as many as each of them tells, and no more than that."""
    sizes = {(group.fewest, group.most) for group in groups}
    if len(sizes) < 2:
        return "".join(in_people(*size) for size in sizes)
    least, most = min(least for least, _ in sizes), max(most for _, most in sizes)
    return f"{in_people(least, most)}, depending on the part"


def in_people(least: int, most: int) -> str:
    return f"{least if least == most else f'{least} to {most}'} people"


def among(group: Group) -> tuple[str, ...]:
    return group.labels if group.is_everybody_else else ()
