"""What WeasyPrint's PDFs lack so that words in every script can be read out and copied. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pydyf
from weasyprint.pdf.stream import Stream

from teams.scripts import language_of, runs_right_to_left

OURS = "en"


class SpokenStream(Stream):
    """Says of each line in another script which language it is in and what its words are.

    Letters of Bengali or Tamil change places and shapes, so that what is drawn isn't in the order of what is said.
    """

    @contextmanager
    def marked(self, box: object, tag: str) -> Iterator[None]:
        with super().marked(box, tag):
            words = getattr(box, "text", "")
            language = _language_of(box, words)
            if language:
                self.begin_marked_content("Span", _spoken(words, language))
            yield
            if language:
                self.end_marked_content()


def _language_of(box: object, words: str) -> str:
    """As its mark-up says, where that isn't the document's own; else as its letters do."""
    said = box.style["lang"] if words else ""
    return said if said and not said.startswith(OURS) else language_of(words)


def _spoken(words: str, language: str) -> pydyf.Dictionary:
    """Lines that run right to left can be read back, and some readers turn what is said of them round once more."""
    told = {"Lang": pydyf.String(language)}
    if not runs_right_to_left(words):
        told["ActualText"] = pydyf.String(words)
    return pydyf.Dictionary(told)
