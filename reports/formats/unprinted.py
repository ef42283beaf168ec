"""What of a document can't be printed here, with the words it is about: said before it is printed or issued."""

from __future__ import annotations

import lxml.html

from reports.pdf.fonts import unprintable

BEFORE, LONGEST = 30, 80  # characters that are shown of a text


def unprinted(html: str) -> list[str]:
    """Each text once, as it was written: the device of whoever reads this has other fonts."""
    lost = unprintable(html)
    if not lost:
        return []
    texts = (" ".join(text.split()) for text in lxml.html.document_fromstring(html).find("body").itertext())
    return list(dict.fromkeys(_around(text, lost) for text in texts if lost & set(text)))


def _around(text: str, lost: set[str]) -> str:
    first = next(place for place, each in enumerate(text) if each in lost)
    start = max(0, first - BEFORE)
    cut = text[start : start + LONGEST]
    return f"{'…' if start else ''}{cut}{'…' if len(text) > start + LONGEST else ''}"
