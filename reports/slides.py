"""What a projector shows of one difference: its statement, and a bar for each group that there is room for. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.bars import Bar, bar_of, in_order
from reports.differences import Difference
from reports.voices import Voice, Voices

AT_MOST = 3  # differences of a part: each is talked about
ROOM = 4  # bars on one screen
SHORT_NAME = 40  # characters of a name that stand beside its bar in one line or two
LENGTHS = {
    70: "short",
    130: "usual",
    230: "long",
}  # characters of a statement: the longer, the smaller its letters


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
    bars = tuple(bar_of(voice, difference.key) for voice in _with_room(voices, difference))
    return Slide(difference.text, difference.key, bars)


def _with_room(voices: Voices, difference: Difference) -> list[Voice]:
    """The two that differ, and as many others as fit; people with lived experience first, then who is paid."""
    lined_up = in_order(voices.voices)
    two = [voice for voice in lined_up if voice.label in (difference.more, difference.less)]
    others = [voice for voice in lined_up if voice not in two and _is_short(voice)]
    has_room = all(map(_is_short, two)) and len(difference.text) <= max(LENGTHS)
    fit = two + others[: ROOM - len(two)] if has_room else two
    return [voice for voice in lined_up if voice in fit]


def _is_short(voice: Voice | Bar) -> bool:
    return len(voice.label) <= SHORT_NAME
