"""What a projector shows of one difference: its statement, and a bar for each group that there is room for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessments.telling import ALL, FEW, HALF, MANY, SOME
from reports.differences import Difference
from reports.voices import Voice, Voices
from teams.sides import LIVED, PAID

AT_MOST = 3  # differences of a part: each is talked about
ROOM = 4  # bars on one screen
SHORT_NAME = 40  # characters of a name that stand beside its bar in one line or two
LENGTHS = {
    70: "short",
    130: "usual",
    230: "long",
}  # characters of a statement: the longer, the smaller its letters
FILLS = {ALL: 5, MANY: 4, HALF: 3, SOME: 2, FEW: 1}  # never finer than what is told
BOXES = 5
FIRST = {LIVED: 0, PAID: 1}  # sides, in the order in which they stand


@dataclass(frozen=True)
class Bar:
    """What one group says, beside `boxes` of which some are full. `counted_on` is when it was told first."""

    label: str
    side: str
    boxes: tuple[bool, ...]
    in_words: str
    counted_on: date | None = None


@dataclass(frozen=True)
class Slide:
    text: str
    statement: str  # its key
    bars: tuple[Bar, ...]

    @property
    def length(self) -> str:
        return next((name for most, name in LENGTHS.items() if len(self.text) <= most), "very-long")

    @property
    def names(self) -> str:
        return "short" if all(map(_is_short, self.bars)) else "long"


def slides_of(voices: Voices) -> tuple[Slide, ...]:
    return tuple(_slide(voices, difference) for difference in voices.differences[:AT_MOST])


def _slide(voices: Voices, difference: Difference) -> Slide:
    bars = tuple(_bar(voice, difference.key) for voice in _with_room(voices, difference))
    return Slide(difference.text, difference.key, bars)


def _with_room(voices: Voices, difference: Difference) -> list[Voice]:
    """The two that differ, and as many others as fit; people with lived experience first, then who is paid."""
    in_order = sorted(voices.voices, key=lambda voice: FIRST.get(voice.side, len(FIRST)))
    two = [voice for voice in in_order if voice.label in (difference.more, difference.less)]
    others = [voice for voice in in_order if voice not in two and _is_short(voice)]
    has_room = all(map(_is_short, two)) and len(difference.text) <= max(LENGTHS)
    fit = two + others[: ROOM - len(two)] if has_room else two
    return [voice for voice in in_order if voice in fit]


def _is_short(voice: Voice | Bar) -> bool:
    return len(voice.label) <= SHORT_NAME


def _bar(voice: Voice, key: str) -> Bar:
    said = next(statement for statement in voice.statements if statement.key == key)
    boxes = tuple(number < FILLS[said.shade] for number in range(BOXES))
    return Bar(voice.label, voice.side, boxes, said.in_words.lower(), voice.counted_on)
