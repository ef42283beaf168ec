"""Dates as people write them here: the day first, or the month as a word. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
MONTHS += ["august", "september", "october", "november", "december"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SAYS_NOTHING = {"st", "nd", "rd", "th", "of", "the"}


def read_day(text: str) -> date | None:
    """`28 Mar 2027`, `28.03.27`, `28/3/2027`, `Sunday, 28th March 2027`, `2027-03-28`. None if it can't be told.

    03/04/2027 is in April. Nobody's month is guessed to come first, unless it is a word.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    pieces = [piece for piece in re.findall(r"\d+|[^\W\d_]+", plain) if not _says_nothing(piece)]
    if len(pieces) != 3:
        return None
    day, month, year = _in_order(pieces)
    try:
        return date(_year(year), _month(month), int(day))
    except ValueError:
        return None


def _says_nothing(piece: str) -> bool:
    return piece in SAYS_NOTHING or _place(piece, WEEKDAYS) is not None


def _in_order(pieces: list[str]) -> list[str]:
    """Day, month, year."""
    first, second, third = pieces
    if len(first) == 4 and first.isdecimal():
        return [third, second, first]
    return [second, first, third] if first.isalpha() else pieces


def _year(piece: str) -> int:
    """This century's, of two digits."""
    if len(piece) not in (2, 4):
        raise ValueError(piece)
    return int(piece) + (2000 if len(piece) == 2 else 0)


def _month(piece: str) -> int:
    place = _place(piece, MONTHS)
    return int(piece) if place is None else place + 1


def _place(piece: str, names: list[str]) -> int | None:
    """Where a name stands in its list, or its beginning of three letters and more."""
    found = [place for place, name in enumerate(names) if len(piece) >= 3 and name.startswith(piece)]
    return found[0] if found else None
