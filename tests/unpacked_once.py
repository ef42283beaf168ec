"""A font that PDFs hold is unpacked once for all that a process makes.

A PDF of ours is made by a process of its own, which unpacks each font once. Tests make hundreds in one process, and
unpacking, which WeasyPrint does anew for each, took a seventh of their time.
"""

from functools import cache
from io import BytesIO

from fontTools.ttLib import woff2

unpack = woff2.decompress


def remember_fonts() -> None:
    woff2.decompress = lambda packed, unpacked: unpacked.write(_unpacked(packed.read()))


@cache
def _unpacked(packed: bytes) -> bytes:
    unpack(BytesIO(packed), unpacked := BytesIO())
    return unpacked.getvalue()
