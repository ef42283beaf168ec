"""Dots: numbers → geometry. Pure. One dot a statement; its shape alone says what it says, so grey will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.comparison import NOT_TICKED
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from reports.answers import NOT_ANSWERED, NOT_ASKED, SPOKEN_STATES

# Of static/scss/_properties.scss, written out because pictures can’t read custom properties in a PDF.
PLUM, LEAF, CLAY, CARD = "#5b2a5e", "#2f6b3c", "#a8461f", "#ffffff"
COLOURS = {"warning": CLAY, "progress": PLUM, "strength": LEAF}

DOT, GAP, A_ROW = 24, 4, 9  # px, px and dots: 9 in a row still fit beside the margins of a 320 px screen
PITCH = DOT + GAP

# Each drawn from its dot's top left corner, in px.
CIRCLE = "m1 12a11 11 0 1 0 22 0a11 11 0 1 0-22 0"
TICK = "m7 12.5l3.5 3.5 6.5-7.5"
QUESTION = "m9.2 9.4a2.9 2.9 0 1 1 4.4 2.5c-1 .6-1.6 1.1-1.6 2.2m0 3.2v.1"
POINT = "m10 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0"
DASH = "m9 12h6"

# What is drawn for each state: full, empty or dashed circles, and signs on them or instead of them.
FULL, EMPTY, DASHED, SIGNS, TICKS = "full", "empty", "dashed", "signs", "ticks"
SHAPES = {
    TICKED: ((FULL, CIRCLE), (TICKS, TICK)),
    NOT_TICKED: ((EMPTY, CIRCLE),),
    NOT_TRUE: ((EMPTY, CIRCLE),),
    NOT_SURE: ((DASHED, CIRCLE), (SIGNS, QUESTION)),
    NOT_ANSWERED: ((SIGNS, POINT),),
    NOT_ASKED: ((SIGNS, DASH),),
}


@dataclass(frozen=True)
class Strip:
    """A row of dots (more than one row when there are many) with its description in words.

    `paths` has a path for each way of drawing: few paths make a picture that is quick to put into a PDF.
    """

    paths: dict[str, str]
    colour: str
    width: int
    height: int
    description: str
    rows: int = 1
    card: str = CARD


def strip(states: Sequence[str], *, direction: str, says: str) -> Strip:
    """`says` names the picture: “Getting there, 2 of 3”. The same places in two strips are the same statements."""
    columns, rows = min(len(states), A_ROW), -(-len(states) // A_ROW)
    return Strip(
        paths=_paths(states),
        colour=COLOURS[direction],
        width=columns * PITCH - GAP,
        height=rows * PITCH - GAP,
        description=f"{says}. In order: {', '.join(SPOKEN_STATES[s].lower() for s in states)}.",
        rows=rows,
    )


def place(number: int) -> tuple[int, int]:
    """The top left corner of a dot, in px, by its number from 0."""
    return number % A_ROW * PITCH, number // A_ROW * PITCH


def _paths(states: Sequence[str]) -> dict[str, str]:
    paths: dict[str, str] = {}
    for number, state in enumerate(states):
        x, y = place(number)
        for way, shape in SHAPES[state]:
            paths[way] = f"{paths.get(way, '')}M{x} {y}{shape}"
    return paths
