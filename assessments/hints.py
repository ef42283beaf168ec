"""What may give somebody away in their own words, and whether a quote keeps to those words. Pure.

A hint is a machine's guess and no more: it misses things, and what it finds may be harmless. A person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from assessments.names import bounded, find_name, find_names
from teams.remembered import A_WHILE, remembered

NAME, EMAIL, PHONE, POSTCODE, NHS, NI, HEALTH = "name", "email", "phone", "postcode", "nhs", "ni", "health"
SPOKEN = {
    NAME: "a name",
    EMAIL: "an e-mail address",
    PHONE: "a phone number",
    POSTCODE: "a postcode",
    NHS: "an NHS number",
    NI: "a National Insurance number",
    HEALTH: "about health",
}
# As whoever reads it understands at once: a bare “[name]” looks like a form that nobody filled in.
TAKEN_OUT = " taken out]"
INSTEAD = {kind: f"[{words.split(' ', 1)[1]}{TAKEN_OUT}" for kind, words in SPOKEN.items() if kind != HEALTH}

PATTERNS = {
    EMAIL: r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+",
    NI: r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b",
    NHS: r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)",
    PHONE: r"(?<![\d+])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:[ ()-]{0,2}\d){8,9}(?!\d)",
    POSTCODE: r"\b(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-Z]|[A-HK-Y]\d[A-Z]) ?\d[ABD-HJLNP-UW-Z]{2})\b",
    HEALTH: (
        r"\b(?:adhd|alzheimer\w*|anxiety|arthritis|asthma\w*|autis\w+|bipolar|blind|cancer|cerebral palsy|chemo\w*"
        r"|dementia|depress\w+|deaf|diabet\w+|diagnos\w+|dialysis|disabilit\w+|down.?s syndrome|epilep\w+|hiv"
        r"|learning disab\w+|medica\w+|medicines?|mental health|multiple sclerosis|overdose\w*|parkinson\w*"
        r"|psychiatr\w+|psychosis|schizophreni\w+|sectioned|seizures?|self-?harm\w*|stroke|suicid\w+|surgery|tablets|wheelchair\w*)\b"
    ),
}
GAP = re.compile(r"\[[^\[\]]*\]|…|\.{3,}")
QUOTATION = "'\"‘’ʼ“”"  # one kind stands for another where a quote is quoted again
MARKS = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
SENTENCE = re.compile(r"[^.!?]+[.!?]*")
AROUND = " \"'“”‘’.,;:!?…()-–—"
WORDS_OF_A_SENTENCE = 5  # as few could be anybody's


@dataclass(frozen=True)
class Hint:
    """`text[start:end]` is of this `kind`. Words about health are marked, and never offered to be taken out."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def spoken(self) -> str:
        return SPOKEN[self.kind]

    @property
    def is_hard(self) -> bool:
        return self.kind != HEALTH


def find_hints(text: str, names: Iterable[str] = ()) -> tuple[Hint, ...]:
    """In the text's order, none over another. `names` are whole names; each of their parts is looked for too."""
    found: list[Hint] = []
    for kind, match in _matches(text, names):
        start, end = match.span()
        if not any(start < hint.end and hint.start < end for hint in found):
            found.append(Hint(start, end, kind, match[0]))
    return tuple(sorted(found, key=lambda hint: hint.start))


def take_out(text: str, hints: Iterable[Hint]) -> str:
    """Wherever what they found stands, what it was stands instead: “[name taken out]”."""
    for hint in sorted(hints, key=lambda hint: -len(hint.text)):
        places = find_name(hint.text, text) if hint.kind == NAME else _find(hint.text, text)
        for match in reversed(list(places)):
            text = text[: match.start()] + INSTEAD[hint.kind] + text[match.end() :]
    return text


def _find(words: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(_whole(words), text, re.IGNORECASE)


def is_kept_from(original: str, quote: str) -> bool:
    """Whether a quote has its writer's own words: some may be left out (…), and words in [brackets] put in.

    Spaces, kinds of quotation marks and capitals are free. No word is cut in two.
    """
    said, at = plain(original), 0
    pieces = [piece.strip() for piece in GAP.split(plain(quote).strip('" '))]
    if not any(pieces):
        return False
    for piece in filter(None, pieces):
        match = re.compile(_whole(piece)).search(said, at)
        if match is None:
            return False
        at = match.end()
    return True


def without_words(text: str, words: str, instead: str) -> str:
    """A text from which somebody's words have gone: all of them, and each of their sentences that is long enough.

    Line breaks, capitals, kinds of quotation marks and how accents are encoded don't hide them.
    """
    text = normalize("NFC", text)
    for pattern in _patterns(words):
        text = pattern.sub(lambda _: instead, text)
    return text


@remembered(megabytes=1, seconds=A_WHILE)
def _patterns(words: str) -> tuple[re.Pattern[str], ...]:
    """Compiled once for all texts that are looked through: of a long quote it takes longer than all the looking."""
    sentences = [s for s in SENTENCE.findall(words) if len(s.split()) >= WORDS_OF_A_SENTENCE]
    parts = (part.strip() for part in (words, *sentences, words.strip(AROUND)))
    return tuple(re.compile(_loosely(part), re.IGNORECASE) for part in parts if part)


def holds_part(text: str, words: str) -> bool:
    """Whether without_words would take something out."""
    text = normalize("NFC", text)
    return any(pattern.search(text) for pattern in _patterns(words))


def is_sure(words: str) -> bool:
    """Whether they are so many that the same elsewhere are no coincidence."""
    return len(words.split()) >= WORDS_OF_A_SENTENCE


def holds_words(text: str, words: str) -> bool:
    """Whatever stands around them."""
    bare = words.strip().strip(AROUND)
    return bool(bare) and bool(_pattern(bare).search(normalize("NFC", text)))


@remembered(megabytes=1, seconds=A_WHILE)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(_loosely(words), re.IGNORECASE)


def is_whole_text(text: str, words: str) -> bool:
    """Whether a text is these words and nothing else, whatever its capitals, quotation marks and full stops."""
    bare = plain(words).strip(AROUND)
    return bool(bare) and plain(text).strip(AROUND) == bare


def _matches(text: str, names: Iterable[str]) -> Iterable[tuple[str, re.Match[str]]]:
    """The surest first."""
    for kind in (EMAIL, NI, NHS, PHONE, POSTCODE):
        for match in re.finditer(PATTERNS[kind], text, re.IGNORECASE):
            if kind != NHS or is_nhs_number(match[0]):
                yield kind, match
    yield from ((NAME, match) for match in find_names(text, names))
    yield from ((HEALTH, match) for match in re.finditer(PATTERNS[HEALTH], text, re.IGNORECASE))


def is_nhs_number(text: str) -> bool:
    """Ten digits, of which the last checks the others (modulus 11)."""
    digits = [int(one) for one in text if one.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def _whole(words: str) -> str:
    """A pattern that finds these words and doesn't cut a word in two."""
    return bounded(re.escape(words), words)


def _loosely(words: str) -> str:
    words = normalize("NFC", words)
    pattern = r"\s+".join(re.escape(word) for word in words.translate(MARKS).split())
    pattern = re.sub("['\"]", f"[{QUOTATION}]", pattern).replace(r"\-", "[-–—]")
    return bounded(pattern, words)


def plain(text: str) -> str:
    return " ".join(normalize("NFC", text).translate(MARKS).split()).casefold()
