"""Tables for spreadsheets: every cell quoted, and none that a spreadsheet would take for a formula. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the wide ones too
BOM = "\ufeff"  # without it, Excel reads UTF-8 as something else


def to_csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([cell(value) for value in row] for row in rows)
    return (BOM + out.getvalue()).encode(errors="replace")


def cell(value: object) -> str:
    """As text; what would start a formula gets an apostrophe before it, even after spaces."""
    text = "" if value is None else day(value) if isinstance(value, date) else str(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULAS) else text


def day(value: date) -> str:
    """3 March 2027."""
    return f"{value.day} {value:%B %Y}"
