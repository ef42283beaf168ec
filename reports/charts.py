"""Dots: numbers → geometry. Pure. One dot a statement; its shape alone says what it says, so grey will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.report import SPOKEN_STATES

# DESIGN.md's tokens, written out because pictures can't read a stylesheet's custom properties in a PDF.
PLUM, LEAF, CLAY, CARD = "#5b2a5e", "#2f6b3c", "#a8461f", "#ffffff"
COLOURS = {"warning": CLAY, "progress": PLUM, "strength": LEAF}

DOT, GAP, A_ROW = 24, 4, 9  # px, px and dots: 9 in a row still fit beside the margins of a 320 px screen
PITCH = DOT + GAP


@dataclass(frozen=True)
class Mark:
    """One dot, by its top left corner; `state` gives its shape."""

    state: str
    x: int
    y: int


@dataclass(frozen=True)
class Strip:
    """A row of dots (more than one row when there are many), with its description in words."""

    marks: tuple[Mark, ...]
    colour: str
    width: int
    height: int
    description: str
    card: str = CARD


def strip(states: Sequence[str], *, direction: str, says: str) -> Strip:
    """`says` names the picture: “Getting there: 2 of 3”. The same places in two strips are the same statements."""
    columns, rows = min(len(states), A_ROW), -(-len(states) // A_ROW)
    return Strip(
        marks=tuple(Mark(s, n % A_ROW * PITCH, n // A_ROW * PITCH) for n, s in enumerate(states)),
        colour=COLOURS[direction],
        width=columns * PITCH - GAP,
        height=rows * PITCH - GAP,
        description=f"{says}. In order: {', '.join(SPOKEN_STATES[s].lower() for s in states)}.",
    )
