"""Bars of five: what each group of people says of one statement, never finer than what is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.telling import ALL, FEW, HALF, MANY, SOME
from reports.answers import EASY_STATES, StatementResult
from reports.voices import Voice, VoiceStatement
from teams.sides import LIVED, PAID

FILLS = {ALL: 5, MANY: 4, HALF: 3, SOME: 2, FEW: 1}
BOXES = 5
FIRST = {LIVED: 0, PAID: 1}  # sides, in the order in which they stand


@dataclass(frozen=True)
class Bar:
    """What one group says, beside `boxes` of which some are full. `counted_on` is when it was told first.

    Who answered as one, and the team itself, have a `state` instead of boxes: one sheet says one thing.
    """

    label: str
    in_words: str
    side: str = ""
    boxes: tuple[bool, ...] = ()
    counted_on: date | None = None
    state: str = ""
    in_easy_words: str = ""

    @property
    def full(self) -> int:
        return sum(self.boxes)


def in_order(voices: Iterable[Voice]) -> list[Voice]:
    """People with lived experience first, then who is paid."""
    return sorted(voices, key=lambda voice: FIRST.get(voice.side, len(FIRST)))


def bar_of(voice: Voice, key: str) -> Bar:
    """Of the statement with this key."""
    return bar(voice, next(statement for statement in voice.statements if statement.key == key))


def bar(voice: Voice, said: VoiceStatement) -> Bar:
    boxes = tuple(number < FILLS[said.shade] for number in range(BOXES))
    return Bar(
        label=voice.label,
        in_words=said.in_words.lower(),
        side=voice.side,
        boxes=boxes,
        counted_on=voice.counted_on,
        in_easy_words=said.in_easy_words,
    )


def of_one_sheet(label: str, said: StatementResult) -> Bar:
    return Bar(label, said.now_in_words.lower(), state=said.now, in_easy_words=EASY_STATES[said.now])


def of_last_time(label: str, said: StatementResult) -> Bar:
    return Bar(label, said.then_in_words.lower(), state=said.then, in_easy_words=EASY_STATES[said.then])
