"""Where a text names somebody, however they are written there. Pure.

Capitals, the encoding of accents and the kinds of apostrophes and hyphens are free, and an “s” may follow at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from teams.remembered import A_WHILE, remembered

# Common in this country, and words for nothing else.
FIRST_NAMES = frozenset(
    """
    Abdul Adam Ahmed Aisha Alan Alex Alexander Alice Amanda Amina Amy Andrew Angela Anita Ann Anna Anne
    Anthony Arthur Barbara Ben Benjamin Betty Bob Brenda Brian Carol Caroline Catherine Charles Charlotte
    Chloe Chris Christine Christopher Claire Clare Colin Craig Daniel Darren Dave David Deborah Debbie
    Dennis Derek Diane Donna Doris Dorothy Edward Eileen Elaine Elizabeth Ellie Emily Emma Eric Ethan Fatima
    Fiona Francis Gareth Gary Geoff George Gillian Graham Hannah Harry Hassan Heather Helen Henry Ian Isaac
    Isabella Jacqueline James Jamie Jane Janet Jason Jean Jennifer Jenny Jessica Joan Joanne John Jonathan
    Joseph Joshua Joyce Judith Julia Julie Karen Kate Katherine Kathleen Katie Keith Kelly Kenneth Kevin
    Khan Laura Lauren Leanne Lesley Liam Linda Lisa Louise Lucy Luke Margaret Maria Marion Martin Mary
    Matthew Maureen Megan Michael Michelle Mike Mohammad Mohammed Muhammad Nadia Natalie Nicholas Nicola
    Nigel Olivia Omar Oliver Pamela Patricia Patrick Paul Pauline Peter Philip Priya Rachel Raj Rebecca
    Richard Robert Roger Ronald Ruth Ryan Sally Samantha Samuel Sandra Sarah Sharon Sheila Shirley Simon
    Sophie Stephen Steve Steven Stuart Susan Suzanne Terry Thomas Tim Timothy Tom Tony Tracey Tracy Trevor
    Valerie Victoria William Yusuf Yvonne Zainab
    """.split()  # noqa: SIM905 (to be read, and added to)
)
# Words too, so that they need their capital: of anybody's name, and of the common ones.
ALSO_WORDS = frozenset(
    """
    bill dawn faith frank grace grant holly hope ivy joy long may mark penny ray rose sue will young
    """.split()  # noqa: SIM905 (to be read, and added to)
)
BOB_AND_CAROL = frozenset({"bob", "carol", "harry", "heather", "jean"})
TITLES = r"(?i:mr|mrs|ms|mx|dr|prof)|MISS|Miss|Rev|REV|Sir|SIR|Nurse|NURSE|Sister|SISTER|Aunt|Auntie|Uncle"

APOSTROPHES = "'`´‘’‛ʹʻʼʽ′＇ꞌ"
HYPHENS = "\\-‐‑‒–—"
# Scripts that put no space between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HANGUL = "\uac00-\ud7af"  # spaced, but what a word does in its sentence is written at its end
ACCENTS = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
# What goes on with a word and isn't a letter: accents, and all that the scripts of India write but their full stop.
GOES_ON = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0710-\u08ff"
    "\u0900-\u0963\u0966-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)

LETTER = rf"[^\W_{UNSPACED}{APOSTROPHES}]"
BEFORE, AFTER = rf"(?<!{LETTER})", rf"(?!{LETTER}|[{GOES_ON}])"
TITLED = re.compile(
    rf"\b(?:{TITLES})\.?\s+(?P<name>[^\W\d_][\w{ACCENTS}{APOSTROPHES}{HYPHENS}]*[\w{ACCENTS}])"
)
WORD = re.compile(rf"{BEFORE}[A-Za-z]{{2,}}{AFTER}")
PIECE = re.compile(rf".[{ACCENTS}]*", re.DOTALL)
BEGINNING, BEGINS = re.compile(LETTER), re.compile(BEFORE)
ENDS, KOREAN = re.compile(f"[sS]?{AFTER}"), re.compile(f"[{HANGUL}\u1100-\u11ff]$")
WORDS_END = re.compile(rf"{LETTER}[{GOES_ON}]*$")
HAN = re.compile("[\u3400-\u9fff]{3,4}")


def bounded(pattern: str, words: str) -> str:
    """A pattern for these words that doesn't cut a word in two, in scripts that part their words."""
    before = BEFORE if re.match(LETTER, words) else ""
    return before + pattern + (AFTER if WORDS_END.search(words) else "")


def find_names(text: str, names: Iterable[str]) -> Iterator[re.Match[str]]:
    """The surest first. `names` are whole names; each of their parts is looked for too."""
    yield from (match for match in TITLED.finditer(text) if _is_titled(match))
    for name in sorted(_parts(names), key=lambda name: -len(name)):
        yield from find_name(name, text)
    for match in WORD.finditer(text):
        yield from _common(match, text)


def find_name(name: str, text: str) -> Iterator[re.Match[str]]:
    """However it is spelt there, but no part of another word."""
    return filter(_is_whole, _pattern(name).finditer(text))


@remembered(megabytes=1, seconds=A_WHILE)  # two thousand names
def _pattern(name: str) -> re.Pattern[str]:
    """Where it is a word too, or as short as one, it is found only with its capital."""
    letters = _letters(name)
    needs_capital = letters.casefold() in ALSO_WORDS or (len(letters) < 3 and letters.isascii())
    if needs_capital:
        return re.compile(f"{_spelt(name.title())}|{_spelt(name.upper())}")
    return re.compile(_spelt(name.casefold()), re.IGNORECASE)


def _is_whole(match: re.Match[str]) -> bool:
    """In scripts that part their words. Korean says at a word's end what it does; an English “s” may be left there."""
    (start, end), text = match.span(), match.string
    if not BEGINNING.match(match[0]):
        return True
    if not BEGINS.match(text, start):
        return False
    return bool(KOREAN.search(match[0]) or not WORDS_END.search(match[0]) or ENDS.match(text, end))


def _is_titled(match: re.Match[str]) -> bool:
    """“mr okonkwo”, but not “the dr said”."""
    return match["name"][0].isupper() or match[0].casefold().startswith(("mr", "ms", "mx"))


def _common(match: re.Match[str], text: str) -> Iterator[re.Match[str]]:
    for word in (match[0], match[0][:-1] if match[0][-1] in "sS" else ""):
        needs_capital = word.casefold() in BOB_AND_CAROL
        if word.title() in FIRST_NAMES and not (needs_capital and word.islower()):
            found = re.compile(re.escape(word)).match(text, match.start())
            if found:
                yield found
            return


def _parts(names: Iterable[str]) -> set[str]:
    whole = {" ".join(normalize("NFC", name).split()) for name in names}
    parts = {part for name in whole for part in (name, *name.split(), *re.split(rf"[\s{HYPHENS}]+", name))}
    given = {part[-2:] for part in parts if HAN.fullmatch(part)}  # without the family's, which comes first
    return {part for part in parts | given if len(_letters(part)) > 1}


def _letters(name: str) -> str:
    return "".join(character for character in normalize("NFC", name) if character.isalpha())


def _spelt(name: str) -> str:
    """With every way to write each of its letters."""
    pieces = PIECE.findall(normalize("NFC", name))
    return re.sub("(?i:ss)", "(?:ss|ß|ẞ)", "".join(_written(normalize("NFD", piece)) for piece in pieces))


def _written(letter: str) -> str:
    if letter in APOSTROPHES:
        return f"[{APOSTROPHES}]"
    if re.fullmatch(rf"[\s{HYPHENS}]", letter):
        return rf"[\s{HYPHENS}]+"
    # Accents may be encoded apart from it, as one with it, or some of both.
    ways = {normalize("NFC", letter[:at]) + letter[at:] for at in range(1, len(letter) + 1)}
    return f"(?:{'|'.join(re.escape(way) for way in sorted(ways))})" if len(ways) > 1 else re.escape(letter)
