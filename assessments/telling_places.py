"""What may be told of how many placed something at which of several answers, and what that leaves open. Pure;
docs/decisions/0056.

Each person is at one answer, counted from 1, or at 0: not sure, or nothing said. So shares add up, and a figure for
each answer would give the last one away. Answers in an order are told as "this one or higher", which adds up to
nothing. Answers without one are told one by one, and as if somebody hadn't been sure where all would be accounted for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.telling import ALL, MANY, span_of, word

NOT_PLACED = 0  # not sure, or nothing said: below the lowest
Words = tuple[str, ...]  # one for each answer, the lowest first
Sum = tuple[
    frozenset[int], int, int
]  # these answers, and the least and the most persons who are at one of them


@dataclass(frozen=True)
class Asked:
    """A question at a moment: `answers` is how many there are to choose from, `in_order` whether one can be higher."""

    key: str
    answers: int
    in_order: bool = True

    def tell(self, placed: Sequence[Mapping[str, int]]) -> Words:
        places = [one.get(self.key, NOT_PLACED) for one in placed]
        return (tell_in_order if self.in_order else tell_apart)(places, self.answers)

    def sums(self, words: Words, n: int) -> tuple[Sum, ...]:
        """Of which numbers of n people it is told."""
        return (sums_in_order if self.in_order else sums_apart)(words, n)


def tell_in_order(places: Sequence[int], answers: int) -> Words:
    """How many placed it there or higher."""
    higher = [sum(place >= one for place in places) for one in range(1, answers + 1)]
    return tuple(word(count, len(places)) for count in higher)


def tell_apart(places: Sequence[int], answers: int) -> Words:
    """How many placed it just there. No word is further from the truth than one person."""
    n, counts = len(places), [places.count(one) for one in range(1, answers + 1)]
    if sum(_least(count, n) for count in counts) == n:  # the words would say that everybody is accounted for
        counts[_last_of_most(counts)] -= 1
    return tuple(word(count, n) for count in counts)


def sums_in_order(words: Words, n: int) -> tuple[Sum, ...]:
    """How many of n may be where, if tell_in_order() says this."""
    answers = range(1, len(words) + 1)
    return tuple((frozenset(answers[at:]), *span_of(told, n)) for at, told in enumerate(words))


def sums_apart(words: Words, n: int) -> tuple[Sum, ...]:
    """How many of n may be where, if tell_apart() says this."""
    return tuple(
        (frozenset([at + 1]), span_of(told, n)[0], _most_apart(words, at, n)) for at, told in enumerate(words)
    )


def _most_apart(words: Words, at: int, n: int) -> int:
    """One more than the word says, if that is how everybody may be accounted for."""
    counts = [span_of(told, n)[0] for told in words]
    counts[at] = span_of(words[at], n)[1] + 1
    told_so = sum(counts) == n and _last_of_most(counts) == at
    return counts[at] if told_so else counts[at] - 1


def _least(count: int, n: int) -> int:
    return span_of(word(count, n), n)[0]


def _last_of_most(counts: Sequence[int]) -> int:
    return max(range(len(counts)), key=lambda at: (counts[at], at))


def half_or_more(words: Words) -> int | None:
    """The highest answer, counted from 1, that half or more placed it at, or higher; None if that isn't told."""
    return next((at for at in range(len(words), 0, -1) if words[at - 1] in (MANY, ALL)), None)
