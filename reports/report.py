"""A round, told to a board: results, and what people wrote about them. Pure dataclasses, made by build.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from reports.details import IMPLICATIONS, REPORT_TYPES, Details
from reports.drafts import Drafts, Implication, Stamp, Summary
from reports.results import Results

SPOKEN_STATUSES = {"planned": "Planned", "going-on": "Going on", "done": "Done", "stopped": "Stopped"}


@dataclass(frozen=True)
class ToldAction:
    """`principle` and `statement` are in the words of this round's rubric, or blank. `status` is Action.status."""

    what: str
    status: str = "planned"
    stage: str = ""
    why: str = ""
    principle: str = ""
    statement: str = ""
    led_by: str = ""
    co_lead: str = ""
    due_on: date | None = None
    cost: str = ""
    how_known: str = ""
    stopped_because: str = ""
    latest_note: str = ""


@dataclass(frozen=True)
class Reopened:
    at: datetime
    reason: str


@dataclass(frozen=True)
class Report:
    """`plan` is what the team will do from now on; `promised` what it had said before this round that it would do."""

    results: Results
    details: Details
    summary: Summary
    reopenings: tuple[Reopened, ...] = ()
    plan: tuple[ToldAction, ...] = ()
    promised: tuple[ToldAction, ...] = ()
    left_out: tuple[str, ...] = ()
    stamp: Stamp = field(default_factory=Stamp)
    brand_colour: str = ""
    logo: str = field(default="", repr=False)  # a data: address, so that the document holds all it needs
    drafts: Drafts = field(default_factory=Drafts)

    @property
    def day(self) -> date | datetime:
        """On which it was issued; of a draft, the moment at which its figures were kept."""
        return self.stamp.issued_on or self.results.made_at

    @property
    def requests(self) -> tuple[str, ...]:
        return self.details.requests or self.drafts.requests

    @property
    def report_type(self) -> str:
        """In words, as somebody chose it; else for decision if it asks for something."""
        return REPORT_TYPES[self.details.report_type or ("decision" if self.requests else "information")]

    @property
    def hear_back(self) -> str:
        return self.details.hear_back or self.drafts.hear_back

    @property
    def implications(self) -> tuple[Implication, ...]:
        """Those that are wanted: as they were written, else as they are drafted."""
        wanted = {name: heading for name, heading in IMPLICATIONS.items() if name not in self.left_out}
        written = {name: getattr(self.details, name) for name in wanted}
        told = {name: text or getattr(self.drafts, name) for name, text in written.items()}
        return tuple(
            Implication(wanted[name], text, not written[name]) for name, text in told.items() if text
        )

    @property
    def still_drafted(self) -> tuple[str, ...]:
        """What nobody has written themselves, in words."""
        found = ["the summary"] if not self.details.summary else []
        found += ["what you ask for"] if self.drafts.requests and not self.details.requests else []
        return (*found, *(each.heading.lower() for each in self.implications if each.is_drafted))
