"""Who may be shown, so that nobody can be picked out, not even by subtracting releases. Pure; docs/decisions/0010.

A principle's picture is a figure for each group of people that is shown together (grouping.py). Together with all that
were ever shown, the figures of a picture may not let anybody work out one that rests on fewer than k persons
(isolating.py), and what is told of them may not leave one answer only for fewer than k persons (certainty.py for
statements, certainty_of_places.py for activities). What isn't safe isn't shown; the earlier figures stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assessments.certainty import gives_away
from assessments.certainty_of_places import gives_away as places_give_away
from assessments.choosing import Choice
from assessments.counted import FEWEST_OUTSIDE
from assessments.group import SIZED_FROM, Group, join, sized
from assessments.grouping import UNNAMED, Picture, Place, Rules, keep_joined
from assessments.isolating import Atom, Budget, Figure
from assessments.shown import Edition, Past
from assessments.telling import Told, spans, tell
from assessments.telling_places import Asked

Counter = Callable[[Figure, bool], Group]


@dataclass(frozen=True)
class Voice:
    """A person's finished part as it is now. Other answers are another `state`; the same again are the same one."""

    person: int
    state: int
    perspective: int | None
    ticked: frozenset[str] = frozenset()
    not_sure: frozenset[str] = frozenset()
    placed: Mapping[str, int] = field(default_factory=dict)

    @property
    def atom(self) -> Atom:
        return self.person, self.state


@dataclass(frozen=True)
class PartToTell:
    """A principle or an activity, the persons who have finished it, and what was shown of it before."""

    key: str
    statements: tuple[str, ...]
    voices: tuple[Voice, ...] = ()
    inside: Past = field(default_factory=Past)
    outside: Past = field(default_factory=Past)
    asked: tuple[Asked, ...] = ()

    def then(self, inside: Edition, outside: Edition) -> PartToTell:
        """A release later."""
        told = self.inside.then(inside)
        return replace(self, inside=told, outside=self.outside.then(outside, told))

    def shares_people(self, figure: Figure) -> bool:
        """With a different figure of an earlier release, in either edition."""
        return self.inside.shares_people(figure) or self.outside.shares_people(figure)


@dataclass(frozen=True)
class View:
    """A perspective that could be chosen."""

    label: str
    side: str


@dataclass(frozen=True)
class Teller:
    """Shows the parts of a round. `views`: by id, all that could be chosen, in the organisation's order.

    Both editions of a part share a budget, so that no history, however odd, makes a release long.
    """

    views: Mapping[int, View]
    k: int
    closing: bool = False
    today: str = ""  # YYYY-MM-DD

    def show(self, parts: Sequence[PartToTell]) -> list[tuple[Edition, Edition]]:
        """For each part, the inside edition and the outside one. A small group makes words of the whole round."""
        tellings = [self._inside(part) for part in parts]
        pictures = [telling.choose() for telling in tellings]
        in_words = _is_any_small(pictures)
        editions = self._tell(tellings, pictures, in_words)
        if _is_any_small(edition.picture for edition in editions) and not in_words:  # what waits is small
            in_words, editions = True, self._tell(tellings, pictures, True)
        return [
            (edition, self._outside(telling, edition).tell_newest(in_words))
            for telling, edition in zip(tellings, editions, strict=True)
        ]

    def _tell(
        self, tellings: Sequence[Telling], pictures: Sequence[Picture], in_words: bool
    ) -> list[Edition]:
        return [telling.tell(picture, in_words) for telling, picture in zip(tellings, pictures, strict=True)]

    def _inside(self, part: PartToTell) -> Telling:
        rules = self._rules(self.k)
        units = keep_joined(rules.singly(self._atoms(part.voices)), part.inside.last)
        return Telling(self, part, part.inside, rules, units, self._counter(part), Budget())

    def _outside(self, telling: Telling, inside: Edition) -> Telling:
        """Made of what the inside edition tells, so that it can't tell more: its groups are the perspectives here."""
        part, told = telling.part, inside.told
        units = keep_joined(inside.picture, part.outside.last)

        def count(figure: Figure, in_words: bool) -> Group:
            group = join([told[one] for one in told if one <= figure])
            return group.in_words() if in_words else group

        rules, behind = self._rules(max(FEWEST_OUTSIDE, self.k)), part.inside.then(inside)
        return Telling(self, part, part.outside, rules, units, count, telling.budget, behind)

    def _rules(self, k: int) -> Rules:
        return Rules({one: view.side for one, view in self.views.items()}, k, self.closing)

    def _atoms(self, voices: Iterable[Voice]) -> dict[int | None, Figure]:
        atoms: dict[int | None, set[Atom]] = defaultdict(set)
        for voice in voices:
            atoms[voice.perspective if voice.perspective in self.views else None].add(voice.atom)
        return {one: frozenset(found) for one, found in atoms.items()}

    def _counter(self, part: PartToTell) -> Counter:
        voices = {voice.atom: voice for voice in part.voices}

        def count(figure: Figure, in_words: bool) -> Group:
            said, n = [voices[atom] for atom in figure], len(figure)
            pairs = {key: _tell_of(said, key, in_words) for key in part.statements}
            ticked, not_sure = ({key: pair[which] for key, pair in pairs.items()} for which in (0, 1))
            placed = {one.key: one.tell([voice.placed for voice in said]) for one in part.asked}
            sizes = sized(n, self.k)
            return Group((), (), *sizes, ticked, not_sure, counted_on=self.today, placed=placed)

        return count


def _is_any_small(pictures: Iterable[Picture]) -> bool:
    return any(len(figure) < SIZED_FROM for picture in pictures for figure in picture.values())


def _tell_of(said: Sequence[Voice], key: str, in_words: bool) -> tuple[Told, Told]:
    ticked, not_sure = (
        sum(key in voice.ticked for voice in said),
        sum(key in voice.not_sure for voice in said),
    )
    return tell(ticked, not_sure, len(said), in_words=in_words)


@dataclass(frozen=True)
class Telling:
    """An edition of a part. `count` tells of a figure that is new; `inside` is what the outside edition is made of."""

    teller: Teller
    part: PartToTell
    past: Past
    rules: Rules
    units: Picture
    count: Counter
    budget: Budget
    inside: Past | None = None

    def choose(self) -> Picture:
        return Choice(self.rules, self.past, self.budget).choose(self.units)

    def tell_newest(self, in_words: bool) -> Edition:
        return self.tell(self.choose(), in_words)

    def tell(self, picture: Picture, in_words: bool) -> Edition:
        """What gives somebody's answers away isn't told; all of the part stays as it was."""
        edition = self._edition(picture, in_words)
        counted = self.past.then(edition, self.inside).counted
        new = counted.keys() - self.past.counted.keys()
        if self._ticks_give_away(counted, new) or self._places_give_away(counted, new):
            return self._edition(self.past.last, in_words)
        return edition

    def _ticks_give_away(self, counted: Mapping[Figure, Group], new: Collection[Figure]) -> bool:
        told = {
            figure: {key: spans(group.ticked[key], group.not_sure[key], len(figure)) for key in group.ticked}
            for figure, group in counted.items()
        }
        return gives_away(told, new, self.rules.k, self.budget)

    def _places_give_away(self, counted: Mapping[Figure, Group], new: Collection[Figure]) -> bool:
        told = {
            figure: {one.key: one.sums(group.placed[one.key], len(figure)) for one in self.part.asked}
            for figure, group in counted.items()
        }
        return places_give_away(told, new, self.rules.k, self.budget)

    def _edition(self, picture: Picture, in_words: bool) -> Edition:
        groups = [self._named(place, self._told(figure, in_words)) for place, figure in picture.items()]
        return Edition(tuple(groups), tuple(picture.values()))

    def _told(self, figure: Figure, in_words: bool) -> Group:
        """In words too if it shares people with an earlier figure, unless it still stands as it did."""
        known = self.past.known(figure)
        stands = figure in self.past.last.values()
        in_words = in_words or (not stands and self.part.shares_people(figure))
        if known is None:
            return self.count(figure, in_words)
        return known.in_words() if in_words else known

    def _named(self, place: Place, group: Group) -> Group:
        views = self.teller.views
        perspectives = tuple(one for one in views if one in place)
        leads = self.past.leads(place) | self.rules.leads(place, self.units)
        leads |= self.inside.leads(place) if self.inside else frozenset()
        return replace(
            group,
            perspectives=perspectives,
            labels=tuple(views[one].label for one in perspectives),
            is_everybody_else=place >= UNNAMED,
            leads=tuple(one for one in perspectives if one in leads),
        )
