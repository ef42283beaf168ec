"""The rows of a spreadsheet in which the answers are read by another list. A statement stands under each entry that it
speaks to."""

from __future__ import annotations

from collections.abc import Iterator

from reports.framed import Framed, FramedEntry

HEADINGS = ("Entry", "Statement", "A sign of", "Part", "The team", "What others say", "Statement key")
WIDTHS = (26, 44, 16, 20, 14, 44, 18)  # in characters
KIND_OF_SIGN = "“A sign of” says what kind of sign a statement is, never how the team stands."
GAP = "Nothing in this rubric speaks to it: a gap of this tool"


def rows_of(framed: Framed) -> Iterator[tuple[str, ...]]:
    rest = [FramedEntry("", "Speaks to none of these", "", statements=framed.rest)] if framed.rest else []
    for entry in (*framed.entries, *rest):
        for one in entry.statements:
            others = "; ".join(f"{bar.label}: {bar.in_words}" for bar in one.others)
            said = (one.together.in_words.capitalize(), others or "Can’t be shown")
            yield (entry.title, one.text, one.level, one.part, *said, one.key)
        if not entry.statements:
            yield (entry.title, GAP, "", "", "", "", "")
