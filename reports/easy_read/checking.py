"""What Easy Read asks of a text, as far as a program can see it. It tells, and never forbids."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.part import forms_of
from reports.easy_read.sentences import as_read, count_words, lines, sentences
from reports.easy_read.summary import EasyReadSummary, Point
from rubric.document import HardWord
from teams.punctuation import quoted

MOST_WORDS = 15  # in a sentence
LONG, SYLLABLES = 12, 4  # letters and syllables that make a word hard to read
KNOWN = {"everybody", "everything", "anybody", "anything", "january", "february", "television"}
VOWELS = re.compile(r"[aeiouy]+")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
JOINED = re.compile(r"\b(and|but|because)\b", re.IGNORECASE)
SHORT_FORM = re.compile(r"\b[A-Z]{2,}\b|\b(?:e\.g|i\.e|etc)\b")
# Not “one”, which is more often somebody than a number.
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBERS |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBER = re.compile(rf"\b({'|'.join(NUMBERS)})\b", re.IGNORECASE)
# Millimetres of a page of easy-read-document.scss, measured in what it prints.
PAGE, TOP, HEADING, PICTURE, LINE, GAP, EXPLAINED, ENDING = 260, 62, 18, 26, 8.5, 3, 4.5, 25
LETTERS, ACROSS = 49, 64  # of a line beside a picture, and below it


@dataclass(frozen=True)
class Check:
    """`is_fine` only informs; anything else is worth another look."""

    says: str
    is_fine: bool = False


def check(text: str, explained: Sequence[HardWord] = ()) -> tuple[Check, ...]:
    """`explained` are the hard words whose meaning is printed where they come first."""
    found = [check for sentence in sentences(as_read(text)) for check in _sentence(sentence)]
    return (*found, *_words(text, explained))


def warnings_of(summary: EasyReadSummary) -> list[tuple[Point, tuple[Check, ...]]]:
    """The points of which something is worth another look."""
    told = [(p, tuple(c for c in check(p.text, summary.explained) if not c.is_fine)) for p in summary.points]
    return [(point, checks) for point, checks in told if checks]


def count_pages(summary: EasyReadSummary) -> int:
    """About how many pages it fills. A point stays on one page."""
    pages, left = 1, float(PAGE - TOP)
    for section in summary.shown:
        for number, point in enumerate(section.points):
            needed = _height(point) + (0 if number else HEADING)
            if needed - GAP > left:
                pages, left = pages + 1, PAGE
            left -= needed
    return pages if left >= ENDING else pages + 1


def _height(point: Point) -> float:
    told = lines(point.text)
    rows = sum(math.ceil(len(line) / LETTERS) for line in told)
    return max(PICTURE, rows * LINE) + _meanings(point) + GAP


def _meanings(point: Point) -> float:
    rows = sum(math.ceil(len(f"{hard.word} means: {hard.means}") / ACROSS) for hard in point.hard_words)
    return rows * LINE + EXPLAINED if rows else 0


def _sentence(sentence: str) -> Iterator[Check]:
    number = count_words(sentence)
    if number > MOST_WORDS:
        yield Check(f"{number} words in one sentence. Make it {MOST_WORDS} or fewer: {quoted(sentence)}")
    if len(JOINED.findall(sentence)) > 1 or sentence.count(",") > 1:
        yield Check(f"There may be more than 1 idea here. Try 2 sentences: {quoted(sentence)}")


def _words(text: str, explained: Sequence[HardWord]) -> Iterator[Check]:
    known = [hard for hard in explained if re.search(forms_of(hard.word), text, re.IGNORECASE)]
    for hard in {hard.word.lower(): hard for hard in known}.values():
        yield Check(f"{quoted(hard.word)} is a hard word. What it means is printed with it.", is_fine=True)
    rest = (
        re.sub("|".join(forms_of(h.word) for h in known), " ", text, flags=re.IGNORECASE) if known else text
    )
    for word in _each(word for word in WORD.findall(rest) if _is_long(word)):
        yield Check(f"{quoted(word)} is a long word. Use an easier one, or say what it means.")
    for word in _each(NUMBER.findall(rest)):
        yield Check(f"Use digits: {NUMBERS[word.lower()]} instead of {quoted(word)}.")
    for word in _each(SHORT_FORM.findall(rest)):
        yield Check(f"{quoted(word)} is a short form. Write it in full, or say what it means.")


def _each(words: Iterator[str] | list[str]) -> list[str]:
    return list({word.lower(): word for word in words}.values())


def _is_long(word: str) -> bool:
    letters = re.sub(r"[^\w]", "", word.lower())
    if letters in KNOWN or word.isupper():
        return False
    return len(letters) >= LONG or syllables(letters) >= SYLLABLES


def syllables(word: str) -> int:
    """About: groups of vowels, without an e at the end that nobody hears."""
    heard = re.sub(r"(?<![aeiouyl])e[sd]?$", "", word)
    return max(1, len(VOWELS.findall(heard)))
