"""How many persons said what, as a release keeps it. Pure: only what may be told is in here, and never more.

A number behind a word isn't kept, and every total and every joined group is worked out from what its groups tell, so
nothing in here can be subtracted from anything else in here. Who may be shown at all is decided in disclosure.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assessments.telling import ALL, FEW, HALF, MANY, SOME, Told, word
from assessments.telling_places import Words
from teams.punctuation import or_list
from teams.sides import UNSAID

INSIDE, OUTSIDE = "inside", "outside"  # the editions
FEWEST_OUTSIDE = 10
SIZED_FROM = 10  # smaller groups are told as "5 to 9", and make words of all the round's figures
EVERYBODY_ELSE, ANYBODY_ELSE = "Everybody else", "anybody else"


@dataclass(frozen=True)
class Group:
    """Perspectives that are shown together, in the organisation's order. Figures go by statement key; where people
    placed an activity, by question and moment.

    Which of them anybody chose isn't known. `fewest` to `most` is how many they are, as it may be told: the same number
    twice from SIZED_FROM on. `leads` are those that everybody else is named by.
    """

    perspectives: tuple[int, ...]
    labels: tuple[str, ...]  # as they read when the release was made
    fewest: int
    most: int
    ticked: dict[str, Told] = field(default_factory=dict)
    not_sure: dict[str, Told] = field(default_factory=dict)
    is_everybody_else: bool = False
    leads: tuple[int, ...] = ()
    counted_on: str = ""  # the day on which these figures were told first, as YYYY-MM-DD
    placed: dict[str, Words] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called wherever it is told of, beside quotes too: another name would undo the “or”."""
        if not self.is_everybody_else:
            return or_list(self.labels)
        return or_list([*self._labels(self.leads), ANYBODY_ELSE]) if self.leads else EVERYBODY_ELSE

    @property
    def named(self) -> tuple[int, ...]:
        """The perspectives that its name says."""
        return self.leads if self.is_everybody_else else self.perspectives

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The labels of everybody else that its name doesn't say."""
        labels = zip(self.perspectives, self.labels, strict=True)
        return tuple(label for one, label in labels if one not in self.named)

    def holds(self, perspective: int | None) -> bool:
        """Those who chose nothing are with everybody else."""
        return perspective in self.perspectives or (perspective is None and self.is_everybody_else)

    def _labels(self, perspectives: Iterable[int]) -> list[str]:
        labels = dict(zip(self.perspectives, self.labels, strict=True))
        return [labels[one] for one in perspectives]

    @property
    def n(self) -> int | None:
        """How many they are exactly; None if only "{fewest} to {most}" may be told."""
        return self.fewest if self.fewest == self.most else None

    def in_words(self) -> Group:
        """The same with words for numbers, made of the numbers alone."""
        return replace(self, ticked=self._words(self.ticked), not_sure=self._words(self.not_sure))

    def called(self, names: Mapping[str, str]) -> Group:
        """The same people, under other names for the same labels."""
        return replace(self, labels=tuple(names.get(label, label) for label in self.labels))

    def _words(self, figures: dict[str, Told]) -> dict[str, Told]:
        return {
            key: word(told, self.most) if isinstance(told, int) else told for key, told in figures.items()
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Group:
        lists = {name: tuple(stored[name]) for name in ("perspectives", "labels", "leads")}
        placed = {key: tuple(words) for key, words in stored.get("placed", {}).items()}
        return cls(**{**stored, **lists, "placed": placed})


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

    def called(self, names: Mapping[str, str]) -> CountedPrinciple:
        return replace(self, groups=tuple(group.called(names) for group in self.groups))

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> CountedPrinciple:
        return cls(stored["key"], tuple(Group.from_json(group) for group in stored["groups"]))


@dataclass(frozen=True)
class Counts:
    """`helped` and `on_paper`: k or more were helped, or wrote on paper; otherwise it was fewer than k.

    `principles` is the inside edition, with groups of at least k; `outside` joins them into groups of at least
    `fewest(OUTSIDE)`. `perspectives` lists those that could be chosen, chosen or not, as (id, label, side).
    """

    k: int = 5
    principles: tuple[CountedPrinciple, ...] = ()
    outside: tuple[CountedPrinciple, ...] = ()
    helped: bool = False
    on_paper: bool = False
    perspectives: tuple[tuple[int, str, str], ...] = ()

    def fewest(self, edition: str) -> int:
        return self.k if edition == INSIDE else max(FEWEST_OUTSIDE, self.k)

    def edition(self, edition: str) -> tuple[CountedPrinciple, ...]:
        return self.principles if edition == INSIDE else self.outside

    def principle(self, key: str, edition: str) -> CountedPrinciple:
        """The principle of that key; one that isn't shown when the release has none."""
        return next((p for p in self.edition(edition) if p.key == key), CountedPrinciple(key))

    def groups(self, edition: str) -> tuple[Group, ...]:
        """Each group that a principle shows, once, in the organisation's order, everybody else last."""
        found = {group.name: group for one in self.edition(edition) for group in one.groups}
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
        editions = {
            name: tuple(CountedPrinciple.from_json(p) for p in stored[name])
            for name in ("principles", "outside")
        }
        listed = tuple((perspective, label, side) for perspective, label, side in stored["perspectives"])
        return cls(**{**stored, **editions, "perspectives": listed})


def _listed(group: Group, order: dict[int, int]) -> tuple[bool, int]:
    """Retired perspectives come last."""
    return group.is_everybody_else, min((order.get(one, len(order)) for one in group.perspectives), default=0)


def sized(n: int, k: int) -> tuple[int, int]:
    """How many they are, as it may be told."""
    return (n, n) if n >= SIZED_FROM else (k, SIZED_FROM - 1)


def join(groups: Sequence[Group]) -> Group:
    """Several groups as one, without a name. It knows no more than what they tell, and is as old as the oldest."""
    return Group(
        perspectives=(),
        labels=(),
        fewest=sum(group.fewest for group in groups),
        most=sum(group.most for group in groups),
        ticked={key: _join((group, group.ticked[key]) for group in groups) for key in groups[0].ticked},
        not_sure={key: _join((group, group.not_sure[key]) for group in groups) for key in groups[0].not_sure},
        counted_on=min(group.counted_on for group in groups),
        placed={key: _join_words(groups, key) for key in groups[0].placed},
    )


def _join_words(groups: Sequence[Group], key: str) -> Words:
    told = zip(*(group.placed[key] for group in groups), strict=True)
    return tuple(str(_join(zip(groups, words, strict=True))) for words in told)


def _join(parts: Iterable[tuple[Group, Told]]) -> Told:
    """Numbers add up; a word that all say stays; otherwise the middles of what the words may mean are added."""
    parts = list(parts)
    numbers = [told for _, told in parts if isinstance(told, int)]
    if len(numbers) == len(parts):
        return sum(numbers)
    if len({told for _, told in parts}) == 1:
        return parts[0][1]
    share = sum(_middle(told, _size(group)) for group, told in parts) / sum(
        _size(group) for group, _ in parts
    )
    return SOME if share < 0.4 else MANY if share > 0.6 else HALF


def _size(group: Group) -> float:
    return (group.fewest + group.most) / 2


def _middle(told: Told, n: float) -> float:
    if isinstance(told, int):
        return told
    return {FEW: 0.5, SOME: 1 + n / 4, HALF: n / 2, MANY: 3 * n / 4 - 1, ALL: n - 0.5}[told]
