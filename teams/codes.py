"""Random codes that name things in public URLs."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from django.utils.crypto import get_random_string

# No vowels and nothing that reads like something else, so codes can be read aloud and spell no words.
ALPHABET = "bcdfghjkmnpqrtvwxy234679"
DIGITS = "0123456789"  # of the codes that sign people in
JOIN_CODE_LENGTH, RETURN_CODE_LENGTH, TOKEN_LENGTH = CODE_LENGTHS = 8, 12, 32
SIGN_IN_CODE_LENGTH = 8
LONGEST = 2_000  # characters in which we look for one: an e-mail

UNSEEN = {"Cf", "Mn", "Me"}  # kinds of characters: joiners, and what stands on others
DASHES = (
    "\N{MINUS SIGN}\N{HYPHEN BULLET}\N{KATAKANA-HIRAGANA PROLONGED SOUND MARK}"  # that Unicode has no dashes
)
LABELS = re.compile("return|your|join|code|group")  # also without a space behind. No code has vowels
APART = r"(?:_|[^\w,;:/?=&#()\[\]<>\"“”|])+"  # what people put inside a code, and not between two things


def new_code() -> str:
    """8 characters: 24**8, about 10**11 possibilities. It names a thing; it doesn't let anybody in."""
    return get_random_string(JOIN_CODE_LENGTH, ALPHABET)


def new_token() -> str:
    """32 characters of 24: about 146 bits, more than the 128 that let somebody in."""
    return get_random_string(TOKEN_LENGTH, ALPHABET)


def shown(code: str) -> str:
    """As people read it, in fours: `BCDF-GHJK`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4)).upper()


def typed(text: str, alphabet: str = ALPHABET) -> str:
    """As we keep it, however it was typed or copied: small letters, plain digits, and nothing that isn't in a code."""
    return "".join(character for character in plain(text) if character in alphabet)


def plain(text: str) -> str:
    """Small letters, plain digits, one dash for all kinds, and nothing that isn't seen."""
    return "".join(map(_plain, unicodedata.normalize("NFKC", text).lower()))


def _plain(character: str) -> str:
    """Keyboards for other scripts have digits of their own."""
    kind = unicodedata.category(character)
    if kind in UNSEEN:
        return ""
    return "-" if kind == "Pd" or character in DASHES else str(unicodedata.decimal(character, character))


def codes_in(text: str, alphabet: str = ALPHABET, lengths: Collection[int] = CODE_LENGTHS) -> list[str]:
    """The code in a text that may hold more, such as “Your code: BCDF-GHJK.”, a whole sentence, an address.

    Several only where nothing tells which is meant. Of codes of two kinds it is the longer one, which opens more.
    """
    words = LABELS.sub(" ", plain(unquote(text[:LONGEST])))
    for found in _readings(words, alphabet):
        codes = {typed(each, alphabet) for each in found}
        longest = max((len(code) for code in codes if len(code) in lengths), default=None)
        if longest:
            return sorted(code for code in codes if len(code) == longest)
    return [code for code in [typed(words, alphabet)] if len(code) in lengths]


def _readings(text: str, alphabet: str) -> Iterator[list[str]]:
    """What may be a code, the surest first. A word with other letters in it is no part of one."""
    word, four = (rf"(?<![^\W_])[{alphabet}]{some}(?![^\W_])" for some in ("+", "{4}"))
    yield re.findall(rf"\A[\W_]*({word}(?:[\W_]+{word})*)[\W_]*\Z", text)  # nothing else is there
    yield re.findall(rf"(?<![^\W_]-){four}(?:\s*-\s*{four})+(?!-?[^\W_])|{word}", text)  # as we write it
    yield re.findall(rf"{word}(?:(?:\s*-+\s*|[._·*]){word})+", text)
    runs = re.findall(rf"{word}(?:{APART}{word})*", text)
    yield runs
    yield [part for run in runs for part in _in_fours(run.split())]


def _in_fours(words: list[str]) -> Iterator[str]:
    """Of “my BCDF GHJK”, the code."""
    for fours in (length // 4 for length in CODE_LENGTHS):
        for start in range(len(words) - fours + 1):
            if {len(word) for word in words[start : start + fours]} == {4}:
                yield "".join(words[start : start + fours])
