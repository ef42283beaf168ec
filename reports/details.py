"""What people write for a report, between its stored JSON and the dataclass. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True)
class Details:
    """What people write for a report themselves."""

    meeting: str = ""
    meeting_date: date | None = None
    lead_officer: str = ""
    co_author: str = ""
    purpose: str = ""
    requests: tuple[str, ...] = ()
    summary: str = ""
    who_was_missing: str = ""
    next_steps: str = ""
    hear_back: str = ""
    legal: str = ""
    finance: str = ""
    equality: str = ""
    risk: str = ""

    @property
    def implications(self) -> tuple[tuple[str, str], ...]:
        """Those that were written, each with its heading."""
        named = [
            ("Legal", self.legal),
            ("Finance", self.finance),
            ("Equality", self.equality),
            ("Risk", self.risk),
        ]
        return tuple((heading, text) for heading, text in named if text)


REQUESTS = 6  # at most so many; a board that is asked for more remembers none
REQUEST_NAMES = [f"request_{n}" for n in range(1, REQUESTS + 1)]
NAMES = [field.name for field in fields(Details) if field.name != "requests"] + REQUEST_NAMES


def read_details(stored: dict[str, str]) -> Details:
    """`stored` has a text for each of NAMES that was written; the requests keep their order and lose their gaps."""
    texts = {name: stored.get(name, "") for name in NAMES if name not in REQUEST_NAMES}
    day = texts.pop("meeting_date")
    requests = tuple(text for name in REQUEST_NAMES if (text := stored.get(name, "")))
    return Details(**texts, meeting_date=date.fromisoformat(day) if day else None, requests=requests)
