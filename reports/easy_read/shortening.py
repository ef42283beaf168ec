"""Long sentences made short, a clause a line, and sentences that name somebody; for drafts only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from assessments.names import find_names
from rubric.plain_words import count_words, lines, sentences

SHORT = 15  # words in a sentence, as guides to Easy Read ask
JOINS = "and|but|or|because|so|if|when|where|which|who|while|until|before|after|with"
CLAUSE = re.compile(rf"(?<=[,;:–—])\s+|\s+(?=(?:{JOINS})\b)")
WORD = re.compile(r"[^\W\d_]+")


def is_short(text: str) -> bool:
    """Every sentence of it."""
    return all(count_words(sentence) <= SHORT for sentence in sentences(text))


def shortened(text: str) -> str:
    """The same, with a long sentence in several lines. Nothing is cut: a long clause goes on below."""
    return "\n".join(short for line in lines(text) for short in _short_lines(line))


def can_be_told(text: str) -> bool:
    """In lines of whole clauses."""
    clauses = (clause for sentence in sentences(text) for clause in CLAUSE.split(sentence))
    return all(count_words(clause) <= SHORT for clause in clauses)


def names_somebody(sentence: str, known: Collection[str]) -> bool:
    """`known` are words of names, as written."""
    return not set(WORD.findall(sentence)).isdisjoint(known) or any(find_names(sentence, ()))


def _short_lines(line: str) -> Iterator[str]:
    if is_short(line):
        yield line
        return
    for sentence in sentences(line):
        yield from [sentence] if is_short(sentence) else _clauses(sentence)


def _clauses(sentence: str) -> Iterator[str]:
    """As many clauses a line as are short together."""
    line = ""
    for clause in CLAUSE.split(sentence):
        both = f"{line} {clause}".strip()
        if count_words(both) > SHORT:
            yield from _broken(line)
            both = clause
        line = both
    yield from _broken(line)


def _broken(clause: str) -> Iterator[str]:
    """In lines of as many words as may be."""
    line = ""
    for word in clause.split():
        if line and count_words(f"{line} {word}") > SHORT:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line
