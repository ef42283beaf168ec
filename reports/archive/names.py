"""Names in an archive, the same for one thing each time and never twice. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


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
