"""What people said each on their own, by perspective, as a release tells it: never more than that. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assessments.counted import Counts
from assessments.group import Group
from assessments.telling import ALL, FEW, HALF, MANY, SOME, Told, word
from reports.answers import how_many
from reports.differences import DIFFERENT_FROM, Difference, widest
from reports.took_part import FLOOR, among, in_people
from rubric.document import Document, Principle
from teams.sides import shared_side

SPOKEN_SHADES = {
    ALL: "All or nearly all",
    MANY: "Many",
    HALF: "About half",
    SOME: "Some",
    FEW: "Few or nobody",
}
EASY_SHADES = {**SPOKEN_SHADES, FEW: "Few people, or nobody,"}
SHARES = {ALL: 1.0, MANY: 0.75, HALF: 0.5, SOME: 0.25, FEW: 0.0}
TOGETHER = "The groups shown, together"


@dataclass(frozen=True)
class VoiceStatement:
    """What one group says of one statement. `n` is how many they are, if that may be told."""

    text: str
    ticked: Told
    not_sure: Told
    n: int | None
    key: str = ""

    @property
    def shade(self) -> str:
        """Which of the five fills: a number from 40 to 60 in a hundred is about half, any other the word that it
        would be. A word fills as itself."""
        if isinstance(self.ticked, str):
            return self.ticked
        return HALF if 0.4 <= self.share <= 0.6 else word(self.ticked, self.n or 1)

    @property
    def share(self) -> float:
        """0 to 1, as near as it is told."""
        if isinstance(self.ticked, str):
            return SHARES[self.ticked]
        return self.ticked / (self.n or 1)

    @property
    def may_be_half(self) -> bool:
        """Half of them or more, as far as a word tells."""
        return self.ticked == HALF or self.surely_half

    @property
    def surely_half(self) -> bool:
        return self.ticked in (MANY, ALL) if isinstance(self.ticked, str) else self.share >= 0.5

    @property
    def in_words(self) -> str:
        """“7 of 12”, “About half”, “Many, some not sure”."""
        words, not_sure = self.ticked_in_words, self.not_sure_in_words
        return words if not_sure == SPOKEN_SHADES[FEW] else f"{words}, {not_sure.lower()} not sure"

    @property
    def in_easy_words(self) -> str:
        """The same in Easy Read, each in a sentence of its own: “Many say yes. Some are not sure.”"""
        yes = f"{self._easily(self.ticked)} say yes."
        is_told = self.not_sure_in_words != SPOKEN_SHADES[FEW]
        return f"{yes} {self._easily(self.not_sure)} are not sure." if is_told else yes

    def _easily(self, told: Told) -> str:
        return EASY_SHADES[told] if isinstance(told, str) else f"{told} of {self.n}"

    @property
    def ticked_in_words(self) -> str:
        return self._in_words(self.ticked)

    @property
    def not_sure_in_words(self) -> str:
        return self._in_words(self.not_sure or FEW)

    def _in_words(self, told: Told) -> str:
        return SPOKEN_SHADES[told] if isinstance(told, str) else f"{told} of {self.n}"


@dataclass(frozen=True)
class VoiceLevel:
    label: str
    direction: str
    statements: tuple[VoiceStatement, ...]
    adds_up: bool = True  # as of LevelResult

    @property
    def in_words(self) -> str:
        """How many statements about half of them or more say are true: “2 of 4”."""
        often, of = sum(s.shade in (ALL, MANY, HALF) for s in self.statements), len(self.statements)
        return f"{often} of {of}" if self.adds_up else how_many(often, of)


@dataclass(frozen=True)
class Voice:
    """One group, or all that are shown. `size`: “12 people”, “5 to 9 people”. `among` are everybody else's labels.

    `side`: see shared_side. `counted_on` is the day on which its figures were told first.
    """

    label: str
    size: str
    levels: tuple[VoiceLevel, ...]
    among: tuple[str, ...] = ()
    counted_on: date | None = None
    side: str = ""

    @property
    def statements(self) -> tuple[VoiceStatement, ...]:
        return tuple(statement for level in self.levels for statement in level.statements)


@dataclass(frozen=True)
class Voices:
    """Of one principle. Without any, fewer than `fewest` who can be shown together have finished it, or nobody has:
    the two read the same."""

    fewest: int = FLOOR
    voices: tuple[Voice, ...] = ()
    together: Voice | None = None  # of those; nothing is told of everybody

    @property
    def all(self) -> tuple[Voice, ...]:
        return (*self.voices, self.together) if self.together else self.voices

    @cached_property
    def by_statement(self) -> dict[str, list[tuple[Voice, VoiceStatement]]]:
        """By its key, what each of them says of it."""
        found: dict[str, list[tuple[Voice, VoiceStatement]]] = {}
        for voice in self.voices:
            for statement in voice.statements:
                found.setdefault(statement.key, []).append((voice, statement))
        return found

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where they see it most differently first."""
        if len(self.voices) < 2:
            return ()
        rows = zip(*(voice.statements for voice in self.voices), strict=True)
        found = [widest(list(zip(row, self.voices, strict=True))) for row in rows]
        return tuple(sorted((d for d in found if d.gap >= DIFFERENT_FROM), key=lambda d: d.place))


def tell_voices(document: Document, counts: Counts, edition: str) -> dict[str, Voices]:
    """By principle."""
    return {principle.key: _voices(document, principle, counts, edition) for principle in document.principles}


def _voices(document: Document, principle: Principle, counts: Counts, edition: str) -> Voices:
    counted = counts.principle(principle.key, edition)
    together = counted.together
    sides = {perspective: side for perspective, _, side in counts.perspectives}
    return Voices(
        fewest=counts.fewest(edition),
        voices=tuple(_of_side(document, principle, group, sides) for group in counted.groups),
        together=_voice(document, principle, together, TOGETHER) if together else None,
    )


def _of_side(document: Document, principle: Principle, group: Group, sides: dict[int, str]) -> Voice:
    """Everybody else is of no side, whoever they may be."""
    known = [] if group.is_everybody_else else [sides[one] for one in group.perspectives if one in sides]
    return replace(_voice(document, principle, group, group.name), side=shared_side(known))


def _voice(document: Document, principle: Principle, group: Group, label: str) -> Voice:
    levels = [level for level in document.levels if principle.at_level(level.key)]
    return Voice(
        label=label,
        size=in_people(group.fewest, group.most),
        levels=tuple(
            VoiceLevel(
                level.label,
                level.direction,
                tuple(
                    VoiceStatement(s.text, group.ticked[s.key], group.not_sure[s.key], group.n, s.key)
                    for s in principle.at_level(level.key)
                ),
                adds_up=document.has_standing,
            )
            for level in levels
        ),
        among=among(group),
        counted_on=date.fromisoformat(group.counted_on) if group.counted_on else None,
    )
