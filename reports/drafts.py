"""What stands in a report until somebody writes or issues it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessments.part import fingerprint

REQUESTS = "requests"  # names what is asked, as a draft


@dataclass(frozen=True)
class Summary:
    """At most 150 words: one strength, one hard truth, one request."""

    strength: str = ""
    hard_truth: str = ""
    request: str = ""


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
class Draft:
    """A text, or several, that nobody has looked at yet. `name` is its field's, or REQUESTS."""

    name: str
    heading: str
    texts: tuple[str, ...]

    @property
    def marked(self) -> dict[str, str]:
        """Each text by what tells it from any other, so that nobody takes words that they haven't seen."""
        return {fingerprint(text): text for text in self.texts}

    @property
    def box(self) -> str:
        """Where people write it themselves."""
        return "request_1" if self.name == REQUESTS else self.name


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
