"""What a cell may hold: text, and never a formula, whatever somebody wrote."""

from __future__ import annotations

import re
from datetime import date

LONGEST = 32_767  # characters that a spreadsheet's cell can hold
# A spreadsheet takes a cell that begins so for a formula, and a formula can fetch things: owasp.org, CSV injection.
FORMULA = re.compile(r"[=+\-@\t\r\n]")
NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def neutral(value: object) -> str:
    """As text that starts no formula: those that would begin with an apostrophe. Days as 2027-03-19."""
    text = plain(value)
    return f"'{text}" if FORMULA.match(text) else text


def plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def in_xml(value: object) -> str:
    """Without characters that XML, and so Word and spreadsheets, can't hold."""
    return NOT_XML.sub("", plain(value))
