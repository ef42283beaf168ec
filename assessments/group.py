"""A group of persons and what may be told of it; and several groups as one, which is made of that alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assessments.telling import ALL, FEW, HALF, MANY, SOME, Told, word
from assessments.telling_places import Words
from teams.punctuation import or_list

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
