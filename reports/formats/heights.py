"""How high a spreadsheet's row must be for its words, and what becomes of words for which none is high enough. Pure.

Rows are given their height: LibreOffice leaves every row of a file as high as one line otherwise.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from reports.formats.cells import in_xml
from teams.remembered import remembered

LINE, TALL_LINE, TALLEST = 15, 22, 408  # points; the last is the most that a spreadsheet can do
WIDEST = 255  # characters that a column can have
SURELY = 0.9  # of a column's characters, since some letters are wide
TALL_SCRIPTS = "\u0590"  # from here on letters have marks above and below them


def rows_of(row: Sequence[object], widths: Sequence[int], names: int) -> Iterator[Sequence[object]]:
    """The row; where words are too long for any, the rest beneath it, where the first `names` columns say it again.

    With no `names`, a row is one row, so that tables can be joined.
    """
    if not names:
        yield row
        return
    cells = [pieces(cell, width) for cell, width in zip(row, widths, strict=True)]
    for turn in range(max(len(each) for each in cells)):
        yield [_cell(each, turn, again=column < names) for column, each in enumerate(cells)]


def _cell(pieces: tuple[object, ...], turn: int, *, again: bool) -> object:
    if turn < len(pieces):
        return pieces[turn]
    return pieces[0] if again and len(pieces) == 1 else ""


def height(row: Sequence[object], widths: Sequence[int]) -> int:
    """In points, so that each cell's lines are all to be seen."""
    words = ((cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str))
    needed = (_height_of(in_xml(cell), width) for cell, width in words if _may_be_higher(cell, width))
    return min(TALLEST, max(needed, default=LINE))


def wide_enough(column: Collection[object], width: int) -> int:
    """For rows that mustn't be split: twice as wide, until all words of the column are to be seen."""
    while width < WIDEST and any(len(pieces(cell, width)) > 1 for cell in column):
        width = min(2 * width, WIDEST)
    return width


def pieces(cell: object, width: int) -> tuple[object, ...]:
    """Each as long as a row can show; nearly always it is one."""
    if not isinstance(cell, str) or len(cell) <= width or _height_of(in_xml(cell), width) <= TALLEST:
        return (cell,)
    text = in_xml(cell)
    lines, most = list(_wrapped(text, width)), TALLEST // _line(text)
    return tuple("".join(lines[n : n + most]).strip() for n in range(0, len(lines), most))


def broken(text: str) -> str:
    """As spreadsheets break lines; a carriage return would stand there as a code."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _may_be_higher(cell: str, width: int) -> bool:
    """Nearly none is: of the largest rubric there are half a million cells."""
    return len(cell) > width * SURELY or not cell.isascii() or not cell.isprintable()


@remembered(megabytes=1)
def _height_of(text: str, width: int) -> int:
    return len(list(_wrapped(text, width))) * _line(text)


def _line(text: str) -> int:
    return TALL_LINE if max(text, default="") >= TALL_SCRIPTS else LINE


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Line by line, all of it: put together again, they are the text."""
    fits = _fits(text, width)
    for line in broken(text).splitlines(keepends=True) or [""]:
        yield from _whole(line.rstrip("\n"), fits, "\n" * line.endswith("\n"))


def _whole(line: str, fits: int, ending: str) -> list[str]:
    whole = textwrap.TextWrapper(fits, drop_whitespace=False, replace_whitespace=False, expand_tabs=False)
    found = whole.wrap(line) or [""]
    return [*found[:-1], found[-1] + ending]


def _fits(text: str, width: int) -> int:
    """Chinese letters, and others of that kind, are as wide as two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return int(width * SURELY * len(text) / (len(text) + wide)) if text else width
