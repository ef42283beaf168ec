"""What a projector shows of one difference: its statement, and a bar for each group that there is room for. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.bars import Bar, bar_of, in_order
from reports.differences import Difference
from reports.voices import Voice, Voices
from teams.sides import LIVED

AT_MOST = 3  # differences of a part: each is talked about
ROOM = 4  # bars on one screen
SHORT_NAME = 40  # characters of a name that stand beside its bar in one line or two
ONE_LINE = 75  # characters of a name above its bar
STACKED = {130: 4, 230: 3}  # bars with a name above each, by how long the statement is
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
    of: int  # groups that are shown in all

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
    return Slide(difference.text, difference.key, bars, of=len(voices.voices))


def _with_room(voices: Voices, difference: Difference) -> list[Voice]:
    """The two that differ, and as many others as fit; people with lived experience first, then who is paid."""
    lined_up = in_order(voices.voices)
    two = [voice for voice in lined_up if voice.label in (difference.more, difference.less)]
    others = [voice for voice in lined_up if voice not in two]
    if all(map(_is_short, two)) and len(difference.text) <= max(LENGTHS):
        more = [voice for voice in others if _is_short(voice)][: ROOM - len(two)]
    else:
        more = _above_one_another(two, others, difference)
    return [voice for voice in lined_up if voice in (*two, *more)]


def _above_one_another(two: list[Voice], others: list[Voice], difference: Difference) -> list[Voice]:
    """Long names take the room of bars, and leave out whom they must, but people with lived experience last."""
    room = next((most for letters, most in STACKED.items() if len(difference.text) <= letters), len(two))
    lived = [voice for voice in others if voice.side == LIVED]
    is_one_line = all(len(voice.label) <= ONE_LINE for voice in (*two, *lived))
    return lived[: room - len(two)] if is_one_line else []


def _is_short(voice: Voice | Bar) -> bool:
    return len(voice.label) <= SHORT_NAME
