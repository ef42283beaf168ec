"""What the files in an archive are called: short, the same each time, safe on every system, and never twice. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

LONGEST = 50  # characters of a name's part: Windows takes 260 for a whole path
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")  # Windows keeps these names for devices


def slug(text: str, instead: str) -> str:
    """Small letters, digits and hyphens: nothing in it climbs out of a folder or hides. `instead` of nothing."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    if not found:
        return instead
    return f"{instead}-{found}" if RESERVED.match(found) else found


@dataclass
class Names:
    """Tells names apart that are the same: the second is “name-2”. `key` says whose name it is."""

    taken: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def name(self, key: str, wanted: str) -> str:
        if key in self.kept:
            return self.kept[key]
        found, number = wanted, 2
        while found in self.taken:
            found, number = f"{wanted}-{number}", number + 1
        self.taken[found] = key
        self.kept[key] = found
        return found
