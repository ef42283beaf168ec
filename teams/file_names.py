"""What files are called: short, the same each time, safe on every system, whatever script a name is in. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100  # characters of a whole file's name
A_PART = 50  # … of a folder's, or of one part of a name: Windows takes 260 for a whole path
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")  # Windows keeps these names for devices


def slug(text: str, instead: str, *, longest: int = A_PART) -> str:
    """Small letters, digits and hyphens: nothing in it climbs out of a folder or hides. `instead` of nothing."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")
    if not found:
        return instead
    return f"{instead}-{found}" if RESERVED.match(found) else found


def file_name(of: str, *rest: str, ending: str, instead: str) -> str:
    """`of` gives way where the whole would be too long, since the `rest` tells one file of it from another.

    `instead` is for a name without a letter that every system knows; with a code in it, no two are the same.
    """
    tail = "".join(f"-{part}" for part in rest if part) + f".{ending}"
    return slug(of, instead, longest=LONGEST - len(tail)) + tail
