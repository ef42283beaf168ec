"""Tables for spreadsheets, and what a cell may hold: text, and never a formula, whatever somebody wrote."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

LONGEST = 32_767  # characters that a spreadsheet's cell can hold
# A spreadsheet takes a cell that begins so for a formula, and a formula can fetch things: owasp.org, CSV injection. The
# wide signs count too, and some spreadsheets pass over spaces.
FORMULA = re.compile(r" *[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def to_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Everything quoted, nothing a formula, opened rightly by Excel (hence the byte order mark)."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig", errors="replace")


def neutral(value: object) -> str:
    """As text that starts no formula: those that would begin with an apostrophe. Days as 2027-03-19."""
    text = plain(value).replace("\0", "")
    return f"'{text}" if FORMULA.match(text) else text


def plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def in_xml(value: object) -> str:
    """Without characters that XML, and so Word and spreadsheets, can't hold."""
    return NOT_XML.sub("", plain(value))
