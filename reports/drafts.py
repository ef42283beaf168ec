"""What stands in a report until somebody writes or issues it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Summary:
    """At most 150 words: how it began, one strength, one hard truth, one request."""

    opening: str
    strength: str
    hard_truth: str
    request: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Without what is asked, which stands elsewhere."""
        return tuple(part for part in (self.opening, self.strength, self.hard_truth) if part)

    @property
    def text(self) -> str:
        """To begin from, for whoever writes their own."""
        return "\n\n".join(part for part in (*self.parts, self.request) if part)


@dataclass(frozen=True)
class Drafts:
    """What stands in a report where nobody has written a text of their own."""

    requests: tuple[str, ...] = ()
    legal: str = ""
    finance: str = ""
    equality: str = ""
    risk: str = ""
    hear_back: str = ""  # from the round: its facilitator's own words


@dataclass(frozen=True)
class Implication:
    heading: str
    text: str


@dataclass(frozen=True)
class Stamp:
    """Which edition this is: a draft until it is issued, with its number and date."""

    number: int = 1
    issued_on: date | None = None
    superseded_on: date | None = None
    withdrawn: bool = False  # superseded because somebody took their words back

    @property
    def state(self) -> str:
        if self.superseded_on:
            return "superseded"
        return "issued" if self.issued_on else "draft"

    @property
    def in_words(self) -> str:
        """“Draft of report 2” or “Report 2, issued 3 March 2027”."""
        if not self.issued_on:
            return f"Draft of report {self.number}"
        return f"Report {self.number}, issued {self.issued_on.day} {self.issued_on:%B %Y}"
