"""Dates as people write them here, in English and Welsh: the day first, or the month as a word; and as we do. Pure."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from difflib import get_close_matches

ENGLISH = "january february march april may june july august september october november december"
WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
SOFTENED = {  # as Welsh has them after “o”
    "fawrth": 3,
    "fai": 5,
    "fehefin": 6,
    "orffennaf": 7,
    "fedi": 9,
    "dachwedd": 11,
    "ragfyr": 12,
}
MONTHS = SOFTENED | {name: n for names in (ENGLISH, WELSH) for n, name in enumerate(names.split(), start=1)}
WEEKDAYS = "monday tuesday wednesday weds thursday friday saturday sunday llun mercher iau gwener sadwrn sul"
NOTHING = "st nd rd th of the on in by at from to for due until till am pm morning afternoon evening gmt bst"
NOTHING_IN_WELSH = "af il ail ydd ed fed eg ain o y yr yn ar am erbyn dydd bore prynhawn"
SAYS_NOTHING = {*NOTHING.split(), *NOTHING_IN_WELSH.split()}
LONGEST = 100  # characters of a date
NEAR = {"today": 0, "heddiw": 0, "tomorrow": 1, "yfory": 1}

TUESDAY = r"\bdydd mawrth\b|\bmaw(?:rth)?\b(?=\D*\d+\D*[^\W\d]{3})"  # in Welsh it is named as March is
HALF = r"\s*(?:[ap]\.?m\b\.?|o.?clock\b|y[bh]\b)"
TIMES = (
    r"(?<=\d-\d\d)[t ]\d.*",  # of 2027-03-28T14:00
    rf"\b\d{{1,2}}(?:[:.]\d\d)?\s*(?:-|–|to)\s*(?=\d{{1,2}}(?:[:.]\d\d)?{HALF})",  # of 2-4pm
    rf"(?<!\d)\d{{1,2}}(?:[:.]\d\d)?{HALF}",
    r"\b\d{1,2}:\d\d(?::\d\d)?|\b\d{1,2}h\d\d|\b\d{4} ?h(?:ou)?rs\b|\b(?:12 )?(?:noon|midday|midnight)\b",
    r"(?:(?<=[^\W\d]{3})|(?<=\d{4})),?\s+\d{1,2}(?:\.\d\d)?\s*(?:-|–|to)\s*\d{1,2}(?:\.\d\d)?$",
    r"\bat\s+\d{1,2}(?:\.\d\d)?$|(?<=[^\W\d]{3})\s+\d{1,2}\.\d\d$|(?<=\d{4}),?\s+\d{1,2}\.\d\d$",
)


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """`28 Mar 2027`, `28.03.27`, `Sunday, 28th of March`, `2027-03-28T14:00`, `28 Mawrth`. None if it can't be told.

    03/04/2027 is in April: nobody's month is guessed to come first, unless it is a word. Without a year it is the
    next such day or, in the `past`, the last.
    """
    pieces = _pieces(unicodedata.normalize("NFKC", text).casefold()[:LONGEST].strip(" .,"))
    if pieces and pieces[0] in NEAR:
        return today + timedelta(NEAR[pieces[0]]) if len(pieces) == 1 else None
    try:
        day, month, *year = _in_order(_apart(pieces))
        years = [_year(*year)] if year else range(today.year - 8, today.year + 9)
        return _nearest(_days(int(day), _month(month), years), today, past)
    except (TypeError, ValueError):
        return None


def write_day(day: date) -> str:
    """`28 March 2027`."""
    return f"{day.day} {day:%B %Y}"


def _pieces(text: str) -> list[str]:
    """Numbers and words, without a time and what says nothing about the day."""
    plain = re.sub(TUESDAY, " ", re.sub(r"['‘’](?=\d\d\b)", " 20", text))
    for time in TIMES:
        plain = re.sub(time, " ", plain)
    return [piece for piece in re.findall(r"\d+|[^\W\d_]+", plain) if not _says_nothing(piece)]


def _says_nothing(piece: str) -> bool:
    return piece in SAYS_NOTHING or _named(piece, WEEKDAYS.split()) is not None


def _apart(pieces: list[str]) -> list[str]:
    """28032027, 20270328 and 280327."""
    digits = "".join(pieces)
    if len(pieces) != 1 or not digits.isdecimal() or len(digits) not in (6, 8):
        return pieces
    ends = (2, 4) if digits[4:6] in ("19", "20") or len(digits) == 6 else (4, 6)
    return [digits[: ends[0]], digits[slice(*ends)], digits[ends[1] :]]


def _in_order(pieces: list[str]) -> list[str]:
    """Day, month and, where there is one, year."""
    first, *others = pieces
    if len(first) == 4 and first.isdecimal():
        return [*others[::-1], first]
    return [others[0], first, *others[1:]] if first.isalpha() and others else pieces


def _year(piece: str) -> int:
    """This century's, of two digits."""
    if len(piece) not in (2, 4):
        raise ValueError(piece)
    return int(piece) + (2000 if len(piece) == 2 else 0)


def _month(piece: str) -> int:
    name = _named(piece, MONTHS)
    return int(piece) if name is None else MONTHS[name]


def _named(piece: str, names: Collection[str]) -> str | None:
    """The name that begins with three letters and more, or that has been mistyped."""
    begun = [name for name in names if len(piece) >= 3 and name.startswith(piece)]
    near = get_close_matches(piece, names, n=1, cutoff=0.8) if len(piece) >= 5 else []
    return next(iter([*begun, *near]), None)


def _days(day: int, month: int, years: Iterable[int]) -> list[date]:
    """29 February isn't there every year."""
    last = monthrange(2000, month)[1]
    if not 1 <= day <= last:
        raise ValueError(day)
    return [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]


def _nearest(days: list[date], today: date, past: bool) -> date | None:
    if len(days) < 2:
        return days[0] if days else None
    return max(day for day in days if day <= today) if past else min(day for day in days if day >= today)


def write_minutes(minutes: int) -> str:
    """As people say it: “2 hours and 45 minutes”."""
    hours, rest = divmod(minutes, 60)
    said = [
        f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in ((hours, "hour"), (rest, "minute"))
    ]
    return " and ".join(words for number, words in zip((hours, rest), said, strict=True) if number)
