"""A font that PDFs hold is unpacked once for all that a process makes, and read once in each that is looked at.

A PDF of ours is made by a process of its own, which unpacks each font once. Tests make hundreds in one process, and
unpacking, which WeasyPrint does anew for each, took a seventh of their time. To find what a PDF says, pypdf reads all
its fonts for each page anew, and for each drawing on it: a quarter of what looking at one took.
"""

from functools import cache
from io import BytesIO

from fontTools.ttLib import woff2
from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

unpack = woff2.decompress
read = Font.from_font_resource


def remember_fonts() -> None:
    woff2.decompress = lambda packed, unpacked: unpacked.write(_unpacked(packed.read()))
    Font.from_font_resource = staticmethod(_read)


@cache
def _unpacked(packed: bytes) -> bytes:
    unpack(BytesIO(packed), unpacked := BytesIO())
    return unpacked.getvalue()


def _read(font: DictionaryObject) -> Font:
    """It is kept with what it was read of, which lives as long as the reader of its PDF."""
    if not hasattr(font, "read"):
        font.read = read(font)
    return font.read
