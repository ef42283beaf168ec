"""A line as Easy Read prints it: in pieces, so that words stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rubric.document import HardWord
from rubric.plain_words import forms_of

COULD_BREAK = re.compile(r"\S*[-–/]\S*")
LONGEST = 30  # letters that fit beside a picture; a longer word may break rather than leave the page


@dataclass(frozen=True)
class Piece:
    """Some of a line: `is_hard` where its meaning stands below, `is_whole` where a line could break it, and mustn't."""

    text: str
    is_hard: bool = False
    is_whole: bool = False


def pieces(line: str, hard_words: Sequence[HardWord]) -> list[Piece]:
    """The line again, in pieces. Of a hard word that stands in it twice, both are marked."""
    if not hard_words:
        return list(_whole(line))
    longest_first = sorted(hard_words, key=lambda hard: -len(hard.word))
    found: list[Piece] = []
    at = 0
    for match in re.finditer("|".join(forms_of(hard.word) for hard in longest_first), line, re.IGNORECASE):
        word = match.group()
        found += [*_whole(line[at : match.start()]), Piece(word, is_hard=True, is_whole=_fits(word))]
        at = match.end()
    return [*found, *_whole(line[at:])]


def _whole(text: str) -> Iterator[Piece]:
    at = 0
    for match in COULD_BREAK.finditer(text):
        if _fits(match.group()):
            if match.start() > at:
                yield Piece(text[at : match.start()])
            yield Piece(match.group(), is_whole=True)
            at = match.end()
    if text[at:]:
        yield Piece(text[at:])


def _fits(word: str) -> bool:
    return len(word) <= LONGEST
