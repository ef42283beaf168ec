"""What is worth another look in an Easy Read summary, and how many pages it fills."""

from __future__ import annotations

import math

from reports.easy_read.summary import EasyReadSummary, Point
from rubric.plain_words import Check, check, lines

# Millimetres of a page of easy-read-document.scss, measured in what it prints.
PAGE, TOP, HEADING, PICTURE, LINE, GAP, EXPLAINED, ENDING = 260, 62, 18, 26, 8.5, 3, 4.5, 25
LETTERS, ACROSS = 49, 64  # of a line beside a picture, and below it


def warnings_of(summary: EasyReadSummary) -> list[tuple[Point, tuple[Check, ...]]]:
    """The points of which something is worth another look."""
    told = [(p, tuple(c for c in check(p.text, summary.explained) if not c.is_fine)) for p in summary.points]
    return [(point, checks) for point, checks in told if checks]


def count_pages(summary: EasyReadSummary) -> int:
    """About how many pages it fills. A point stays on one page."""
    pages, left = 1, float(PAGE - TOP)
    for section in summary.shown:
        for number, point in enumerate(section.points):
            needed = _height(point) + (0 if number else HEADING)
            if needed - GAP > left:
                pages, left = pages + 1, PAGE
            left -= needed
    return pages if left >= ENDING else pages + 1


def _height(point: Point) -> float:
    told = lines(point.text)
    rows = sum(math.ceil(len(line) / LETTERS) for line in told)
    return max(PICTURE, rows * LINE) + _meanings(point) + GAP


def _meanings(point: Point) -> float:
    rows = sum(math.ceil(len(f"{hard.word} means: {hard.means}") / ACROSS) for hard in point.hard_words)
    return rows * LINE + EXPLAINED if rows else 0
