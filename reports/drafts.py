"""What stands in a report until somebody writes or issues it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessments.days import write_day
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
    """A text, or several, to take, change or leave out. `name` is its field's, or REQUESTS.

    One that `stands` is in the report while nobody writes another: the round's own words. `used` are those of the
    texts that are in the report word for word; what `is_written` isn't waited for any more.
    """

    name: str
    heading: str
    texts: tuple[str, ...]
    is_left_out: bool = False
    stands: bool = False
    is_written: bool = False
    used: tuple[str, ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        return tuple(text for text in self.texts if text not in self.used)

    @property
    def is_open(self) -> bool:
        """Where somebody wrote otherwise, only requests are offered still: there may be several."""
        return any(self.texts) and (self.name == REQUESTS or bool(self.used) or not self.is_written)

    @property
    def waits(self) -> bool:
        """Whether nobody has decided about it yet."""
        return not (self.is_left_out or self.stands or self.is_written)

    @property
    def marked(self) -> dict[str, str]:
        """Each that can be taken by what tells it from any other, so that nobody takes words that they haven't seen."""
        return {fingerprint(text): text for text in self.unused}

    @property
    def box(self) -> str:
        """Where people write it themselves."""
        return box_of(self.name)


def box_of(name: str) -> str:
    return "request_1" if name == REQUESTS else name


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
        return f"Report {self.number}, issued {write_day(self.issued_on)}"
