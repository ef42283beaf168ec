"""A text as Easy Read looks at it: sentences, and lines whose words must stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.part import forms_of
from rubric.document import HardWord

SENTENCE = re.compile(r".+?(?:[.?!…]+[”’\")]*(?=\s|$)|$)")
COULD_BREAK = re.compile(r"\S*[-–/]\S*")
GOES_ON = re.compile(r"(?<=[^\s.?!…:”)])\s*\n\s*(?=[a-z])")  # a line that ends within a sentence
LONGEST = 30  # letters that fit beside a picture; a longer word may break rather than leave the page


@dataclass(frozen=True)
class Piece:
    """Some of a line: `is_hard` where its meaning stands below, `is_whole` where a line could break it, and mustn't."""

    text: str
    is_hard: bool = False
    is_whole: bool = False


def sentences(text: str) -> list[str]:
    """Each line ends a sentence too."""
    return [found.strip() for line in lines(text) for found in SENTENCE.findall(line) if found.strip()]


def as_read(text: str) -> str:
    """A sentence that goes on in the next line is one: laying it out in short lines makes it no shorter."""
    return GOES_ON.sub(" ", text)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def count_words(sentence: str) -> int:
    """A dash by itself is no word."""
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())


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
