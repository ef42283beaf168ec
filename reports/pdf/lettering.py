"""What each glyph of a PDF stands for, where WeasyPrint says it wrongly. No Django, and no WeasyPrint."""

from __future__ import annotations

import io
import re
import unicodedata

import pikepdf
from fontTools.ttLib import TTFont

DRAWN = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")  # a glyph, and what WeasyPrint saw it drawn for
OURS = "Atkinson"
NOTHING = "\N{ZERO WIDTH SPACE}"


def mend_letters(document: pikepdf.Pdf) -> None:
    """Each glyph stands for its own letter. WeasyPrint takes what it is drawn for first: within a line that runs right
    to left, a bracket for the other one, and a mark for the whole syllable.
    """
    fonts = {
        font.objgen: font for page in document.pages for font in page.Resources.get("/Font", {}).values()
    }
    if all(OURS in str(font.BaseFont) for font in fonts.values()):
        return  # as nearly always
    for font in fonts.values():
        letters = _letters_of(font)
        drawn = font.ToUnicode.read_bytes()
        font.ToUnicode.write(DRAWN.sub(lambda found: _mended(found, letters), drawn))  # noqa: B023 (used at once)


def _letters_of(font: pikepdf.Dictionary) -> dict[int, set[str]]:
    """By glyph, as the embedded font itself has them."""
    descriptor = font.DescendantFonts[0].FontDescriptor
    file = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    embedded = TTFont(io.BytesIO(file.read_bytes()), lazy=True)
    letters: dict[int, set[str]] = {}
    for code, name in (embedded.getBestCmap() or {}).items():
        letters.setdefault(embedded.getGlyphID(name), set()).add(chr(code))
    return letters


def _mended(found: re.Match[bytes], letters: dict[int, set[str]]) -> bytes:
    glyph, said = found[1].decode(), bytes.fromhex(found[2].decode()).decode("utf-16-be")
    known = letters.get(int(glyph, 16), set())
    if known and not any(said in (letter, unicodedata.normalize("NFKC", letter)) for letter in known):
        said = min(known)
    return f"<{glyph}> <{(said or NOTHING).encode('utf-16-be').hex()}>".encode()
