"""How hard words are to read, as far as a program can see it. It tells, and never forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rubric.document import HardWord
from teams.punctuation import quoted

MOST_WORDS = 15  # in a sentence
STANDARD_WORDS, STANDARD_GRADE, EASY_GRADE = 25, 7, 4.5
FEWEST = 5  # words of which a grade says something
LONG, SYLLABLES = 12, 4  # letters and syllables that make a word hard to read
KNOWN = {"everybody", "everything", "anybody", "anything", "january", "february", "television"}
VOWELS = re.compile(r"[aeiouy]+")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
WHOSE = re.compile(r"\b(you|your|yours|yourself|yourselves|we|us|our|ours|ourselves|they)\b", re.IGNORECASE)
UNWANTED = re.compile(
    r"\b(service users?|clients?|surveys?|respondents?|compliance|(?<!no )(?<!not a )scor(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
JOINED = re.compile(r"\b(and|but|because)\b", re.IGNORECASE)
SHORT_FORM = re.compile(r"\b[A-Z]{2,}\b|\b(?:e\.g|i\.e|etc)\b")
# Not “one”, which is more often somebody than a number.
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBERS |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBER = re.compile(rf"\b({'|'.join(NUMBERS)})\b", re.IGNORECASE)
SENTENCE = re.compile(r".+?(?:[.?!…]+[”’\")]*(?=\s|$)|$)")
GOES_ON = re.compile(r"(?<=[^\s.?!…:”)])\s*\n\s*(?=[a-z])")  # a line that ends within a sentence
WRITTEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


@dataclass(frozen=True)
class Check:
    """`is_fine` only informs; anything else is worth another look."""

    says: str
    is_fine: bool = False


def check(text: str, explained: Sequence[HardWord] = ()) -> tuple[Check, ...]:
    """`explained` are the hard words whose meaning is printed where they come first."""
    found = [check for sentence in sentences(as_read(text)) for check in _sentence(sentence)]
    return (*found, *_words(text, explained))


@dataclass(frozen=True)
class Reading:
    """How one text of a rubric reads. `grade` is None where a formula for English would say nothing."""

    longest: int
    grade: float | None
    advice: tuple[str, ...] = ()


def reading_of(
    text: str,
    hard_words: Sequence[HardWord] = (),
    *,
    is_easy: bool,
    is_english: bool,
    names_who: bool = True,
) -> Reading:
    """Only statements and what their part says must name who does it: people are asked about them, whoever they are."""
    longest = max(map(count_words, sentences(as_read(text))), default=0)
    says_enough = is_english and count_words(text) >= FEWEST
    found = round(grade(text, hard_words), 1) if says_enough else None
    most = EASY_GRADE if is_easy else STANDARD_GRADE
    advice = list(_too_long(longest, MOST_WORDS if is_easy else STANDARD_WORDS))
    if found is not None and found > most:
        advice.append(
            f"The reading level is {found}. Aim for {most} or less, with shorter words and sentences."
        )
    if is_english:
        advice += [*_unnamed(text), *_unwanted(text)] if names_who else _unwanted(text)
        advice += [each.says for each in _words(text, hard_words) if is_easy and not each.is_fine]
    return Reading(longest, found, tuple(advice))


def _too_long(longest: int, most: int) -> Iterator[str]:
    if longest > most:
        yield f"There are {longest} words in one sentence. Make it {most} or fewer."


def _unnamed(text: str) -> Iterator[str]:
    for word in _each(WHOSE.findall(text)):
        yield f"{quoted(word)} can be anybody. Name who does it."


def _unwanted(text: str) -> Iterator[str]:
    for word in _each(UNWANTED.findall(text)):
        yield f"{quoted(word)} isn’t said here. Find another word."


def grade(text: str, hard_words: Sequence[HardWord] = ()) -> float:
    """By Flesch and Kincaid, hard words aside: their meaning stands beside them. 0 where there is no word."""
    plain = _without(text, hard_words)
    words = WRITTEN.findall(plain)
    if not words:
        return 0.0
    count = sum(1 if word.isdigit() else syllables(re.sub("[’']", "", word.lower())) for word in words)
    return 0.39 * len(words) / len(sentences(plain)) + 11.8 * count / len(words) - 15.59


def _without(text: str, hard_words: Sequence[HardWord]) -> str:
    """Each makes room for a short word, so that sentences keep their length."""
    longest_first = sorted((hard.word for hard in hard_words), key=len, reverse=True)
    forms = "|".join(map(forms_of, longest_first))
    return re.sub(forms, "it", text, flags=re.IGNORECASE) if forms else text


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


def forms_of(word: str) -> str:
    """A pattern for the word and its plural."""
    if word.lower().endswith("y"):
        return rf"\b{re.escape(word[:-1])}(y|ies)\b"
    return rf"\b{re.escape(word)}(s|es)?\b"


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
