"""Who may be shown, so that nobody can be picked out, not even by subtracting releases. Pure; docs/decisions/0010.

A principle's picture is a figure for each perspective that has a group of its own, and one for everybody else. A figure
rests on sheets as they were ("atoms"). Together with all that were shown before, the figures of a picture may not let
anybody work out one that rests on fewer than k persons. What isn't safe isn't shown; the earlier figure stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assessments.counted import FEWEST_OUTSIDE, SIZED_FROM, Group, join, sized, tell
from assessments.isolating import Atom, Budget, Figure, can_isolate, persons

Place = int | None  # a perspective with a group of its own; None is everybody else
Picture = dict[Place, Figure]  # in the perspectives' order, everybody else last
NOBODY: Figure = frozenset()


@dataclass(frozen=True)
class Voice:
    """A person's finished part as it is now. Other answers are another `state`; the same again are the same one."""

    person: int
    state: int
    perspective: Place
    ticked: frozenset[str] = frozenset()
    not_sure: frozenset[str] = frozenset()

    @property
    def atom(self) -> Atom:
        return self.person, self.state


@dataclass(frozen=True)
class Past:
    """What an edition has shown of a principle: what each figure told last, and the last picture there was."""

    told: Mapping[Figure, Group] = field(default_factory=dict)
    last: Picture = field(default_factory=dict)

    def then(self, groups: Sequence[Group], figures: Sequence[Figure]) -> Past:
        """A release later. One that showed nothing changes nothing."""
        places = [group.perspectives[0] if group.perspectives else None for group in groups]
        picture = dict(zip(places, figures, strict=True))
        return Past({**self.told, **dict(zip(figures, groups, strict=True))}, picture or self.last)

    def known(self, figure: Figure) -> Group | None:
        """What was told of a figure, or of those that it joins: new numbers might tell what a word had left open."""
        if figure in self.told:
            return self.told[figure]
        parts = [part for part in self.last.values() if part <= figure]
        return join([self.told[part] for part in parts]) if parts and NOBODY.union(*parts) == figure else None


@dataclass(frozen=True)
class Part:
    """A principle, the persons who have finished it, and what was shown of it before."""

    key: str
    statements: tuple[str, ...]
    voices: tuple[Voice, ...] = ()
    inside: Past = Past()
    outside: Past = Past()


@dataclass(frozen=True)
class Edition:
    """What an edition shows of a principle: groups, and who is behind each of them, in the same order."""

    groups: tuple[Group, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Shows the parts of a round. `perspectives`: id → label, all of the organisation's, in their order.

    Both editions of a part share a budget, so that no history, however odd, makes a release long.
    """

    perspectives: Mapping[int, str]
    k: int
    in_words: bool = False

    def show(self, parts: Sequence[Part]) -> list[tuple[Edition, Edition]]:
        """For each part, the inside edition and the outside one. A small group makes words of the whole round."""
        budgets = [Budget() for _ in parts]
        pictures = [
            choose(self._by_place(part.voices), part.inside, self.k, budget)
            for part, budget in zip(parts, budgets, strict=True)
        ]
        small = any(len(figure) < SIZED_FROM for picture in pictures for figure in picture.values())
        teller = replace(self, in_words=small)
        inside = [teller._inside(part, picture) for part, picture in zip(parts, pictures, strict=True)]
        return [
            (edition, teller._outside(part, edition, budget))
            for part, edition, budget in zip(parts, inside, budgets, strict=True)
        ]

    def _by_place(self, voices: Iterable[Voice]) -> Picture:
        atoms: dict[Place, set[Atom]] = {place: set() for place in (*self.perspectives, None)}
        for voice in voices:
            atoms[voice.perspective].add(voice.atom)
        return {place: frozenset(found) for place, found in atoms.items()}

    def _inside(self, part: Part, picture: Picture) -> Edition:
        voices = {voice.atom: voice for voice in part.voices}
        groups = [
            self._group(
                place, part.inside.known(figure) or self._count(part, [voices[atom] for atom in figure])
            )
            for place, figure in picture.items()
        ]
        return Edition(tuple(groups), tuple(picture.values()))

    def _outside(self, part: Part, inside: Edition, budget: Budget) -> Edition:
        """Made of what the inside edition tells, so that it can't tell more."""
        told = dict(zip(inside.figures, inside.groups, strict=True))
        places = Past().then(inside.groups, inside.figures).last
        now = {place: places.get(place, NOBODY) for place in (*self.perspectives, None)}
        picture = choose(now, part.outside, max(FEWEST_OUTSIDE, self.k), budget)
        groups = [
            self._group(
                place, part.outside.known(figure) or join([told[part] for part in told if part <= figure])
            )
            for place, figure in picture.items()
        ]
        return Edition(tuple(groups), tuple(picture.values()))

    def _count(self, part: Part, voices: Sequence[Voice]) -> Group:
        n = len(voices)
        pairs = {
            key: tell(
                sum(key in voice.ticked for voice in voices),
                sum(key in voice.not_sure for voice in voices),
                n,
                in_words=self.in_words,
            )
            for key in part.statements
        }
        ticked, not_sure = ({key: pair[which] for key, pair in pairs.items()} for which in (0, 1))
        fewest, most = sized(n, self.k)
        return Group((), (), fewest, most, ticked, not_sure)

    def _group(self, place: Place, group: Group) -> Group:
        perspectives = () if place is None else (place,)
        labels = tuple(self.perspectives[perspective] for perspective in perspectives)
        return replace(group.in_words() if self.in_words else group, perspectives=perspectives, labels=labels)


def choose(now: Picture, past: Past, k: int, budget: Budget) -> Picture:
    """The whole new picture if it is safe; otherwise the last one, with as many new figures as are safe.

    `now` has a figure, if only NOBODY, for every place. What has no group in the last picture never has one again.
    """
    merged = _merge(now, own=set(past.last or now))
    whole = _regroup(merged, k)
    if whole and _is_safe(whole, past, k, budget):
        return whole
    return _renew(merged, past, k, budget)


def _merge(now: Picture, own: set[Place]) -> Picture:
    """Whoever has no group of their own is everybody else."""
    others = NOBODY.union(*(figure for place, figure in now.items() if place is None or place not in own))
    return {place: figure if place in own else NOBODY for place, figure in now.items()} | {None: others}


def _regroup(now: Picture, k: int) -> Picture:
    """Fewer than k join everybody else; while those are too few, so does the smallest group, the first of equals."""
    own = [place for place, figure in now.items() if place is not None and len(figure) >= k]
    while 0 < len(_merge(now, set(own))[None]) < k and own:
        own.remove(min(own, key=lambda place: len(now[place])))
    picture = _merge(now, set(own))
    return {place: figure for place, figure in picture.items() if len(figure) >= k}


def _renew(now: Picture, past: Past, k: int, budget: Budget) -> Picture:
    """One group's new figure after another, if nobody is in two groups and nothing can be worked out."""
    picture = past.last
    for place, figure in now.items():
        trial = {**picture, place: figure}
        if len(figure) >= k and _disjoint(trial) and _is_safe(trial, past, k, budget):
            picture = trial
    return {place: picture[place] for place in now if place in picture}


def _is_safe(picture: Picture, past: Past, k: int, budget: Budget) -> bool:
    """What was all told before tells nothing new."""
    figures = picture.values()
    return past.told.keys() >= set(figures) or not can_isolate([*past.told, *figures], k, budget)


def _disjoint(picture: Picture) -> bool:
    everybody = [persons(figure) for figure in picture.values()]
    return sum(map(len, everybody)) == len(frozenset[int]().union(*everybody))
