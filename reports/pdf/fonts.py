"""Which characters this machine can print: those of our own font, and of every font that is installed. No Django.

Fontconfig knows them, from which Pango takes what our font lacks. So what it doesn't know would come out as boxes.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

from teams.words import clean

OURS = Path(__file__).parents[2] / "static/built/fonts"
LIST = ["fc-list", "--format", "%{fontformat} %{charset}\n"]
DRAWN = re.compile("(TrueType|CFF) (.* )?20[ -]")  # formats that Pango draws, and no fonts without a space
NOT_DRAWN = {"Cc", "Cs", "Zl", "Zp", "Zs"}  # controls, halves of characters, all kinds of space
PRIVATE = "Co"
FORMAT = "Cf"  # changes what stands beside it, and has no look of its own
# What HarfBuzz draws as nothing where a font hasn't got it: joiners, marks of direction, selectors.
UNSEEN = re.compile(
    "[\xad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff0-\ufff8\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
STAND_IN = "\N{REPLACEMENT CHARACTER}"


def unprintable(text: str) -> set[str]:
    """Its characters that no font here has, or whose look nobody knows: private ones."""
    return {each for each in set(text) if unicodedata.category(each) != FORMAT and not _is_printable(each)}


def printable(text: str) -> str:
    """With a sign in the place of each that can't be printed, so that nobody takes what is left for all there was."""
    drawn = {each: _drawn(each) for each in set(text)}
    changed = {ord(each): instead for each, instead in drawn.items() if instead != each}
    return text.translate(changed) if changed else text


def _is_printable(character: str) -> bool:
    if ord(character) in _ours():
        return True
    kind = unicodedata.category(character)
    if kind in NOT_DRAWN or UNSEEN.match(character):
        return True
    if kind == PRIVATE or (kind == FORMAT and ord(character) > 0xFFFF):
        return False  # Pango takes the font of what stands before those, whichever has them
    return bool(_installed()[ord(character)])


def _drawn(character: str) -> str:
    """What is shown of it: words may come from before they were cleaned, or past it."""
    cleaned = clean(character)
    if all(map(_is_printable, cleaned)):
        return cleaned
    return "" if unicodedata.category(character) == FORMAT else _stand_in()


def _stand_in() -> str:
    return STAND_IN if _is_printable(STAND_IN) else "?"


@cache
def _ours() -> frozenset[int]:
    """As `script/build-fonts` wrote them down. Nearly all that is printed has no others: nobody has to ask for them."""
    return frozenset(int(code, 16) for code in (OURS / "characters.txt").read_text().split())


@cache
def _installed() -> bytearray:
    """For every character, whether a font has it. What is installed later is known to the next process."""
    known = bytearray(0x110000)
    for line in _listed():
        for ends in line.split()[1:]:
            first, _, last = ends.partition("-")
            begin, end = int(first, 16), int(last or first, 16) + 1
            known[begin:end] = b"\1" * (end - begin)
    return known


def _listed() -> list[str]:
    """Nothing, where fontconfig's own programs aren't installed: then only our own font is known."""
    try:
        told = subprocess.run(LIST, capture_output=True, check=True, text=True).stdout  # noqa: S603
    except FileNotFoundError:
        return []
    return [line for line in told.splitlines() if DRAWN.match(line)]
