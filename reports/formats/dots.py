"""The dots as PNG, for Word and whatever else opens its files: not all of it can draw the SVG of the other formats.

What each dot says is read from the picture's own description, so that the two can't say different things.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from PIL import Image, ImageDraw

from assessments.comparison import NOT_TICKED
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from reports.answers import NOT_ANSWERED, SPOKEN_STATES
from reports.charts import A_ROW, CARD, DOT, GAP, PITCH, place
from teams.remembered import remembered

SCALE = 4  # pixels for each px, so that print is sharp
LISTED = "In order: "
STATES = {words.lower(): state for state, words in SPOKEN_STATES.items()}


def states_of(description: str) -> tuple[str, ...]:
    """What charts.strip listed; nothing for any other picture."""
    listed = description.rpartition(LISTED)[2].rstrip(".") if LISTED in description else ""
    states = tuple(STATES.get(words, "") for words in listed.split(", "))
    return states if all(states) else ()


@remembered(megabytes=1)
def draw_dots(states: tuple[str, ...], colour: str) -> bytes:
    columns, rows = min(len(states), A_ROW), -(-len(states) // A_ROW)
    size = ((columns * PITCH - GAP) * SCALE, (rows * PITCH - GAP) * SCALE)
    image = Image.new("RGB", size, CARD)
    pen = ImageDraw.Draw(image)
    for number, state in enumerate(states):
        x, y = place(number)
        _Dot(pen, x, y, colour).draw(state)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


class _Dot:
    """Draws in px from its own top left corner."""

    def __init__(self, pen: ImageDraw.ImageDraw, x: int, y: int, colour: str):
        self.pen, self.x, self.y, self.colour = pen, x, y, colour

    def draw(self, state: str) -> None:
        if state == TICKED:
            self._box("ellipse", 0, 0, DOT, DOT, fill=self.colour)
            self._line([(7, 12.5), (10.5, 16), (17, 8.5)], CARD)
        elif state in (NOT_TICKED, NOT_TRUE):
            self._box("ellipse", 0, 0, DOT, DOT, outline=self.colour, width=2 * SCALE)
        elif state == NOT_SURE:
            for start in range(0, 360, 40):
                dash = {"start": start, "end": start + 20, "fill": self.colour, "width": 2 * SCALE}
                self._box("arc", 0, 0, DOT, DOT, **dash)
            self._box("arc", 9, 6, 15, 12, start=180, end=80, fill=self.colour, width=2 * SCALE)
            self._line([(12, 11.5), (12, 14.5)], self.colour)
            self._box("ellipse", 11, 16.2, 13, 18.2, fill=self.colour)
        elif state == NOT_ANSWERED:
            self._box("ellipse", 9, 9, 15, 15, fill=self.colour)
        else:
            self._line([(8, 12), (16, 12)], self.colour)

    def _box(self, shape: str, left: float, top: float, right: float, bottom: float, **looks: Any) -> None:
        corners = [self._at(left, top), self._at(right, bottom)]
        getattr(self.pen, shape)([(corners[0]), (corners[1][0] - 1, corners[1][1] - 1)], **looks)

    def _line(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        self.pen.line(
            [self._at(*point) for point in points], fill=colour, width=int(2.5 * SCALE), joint="curve"
        )

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (self.x + x) * SCALE, (self.y + y) * SCALE
