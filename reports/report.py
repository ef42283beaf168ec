"""A round, told to a board: results, and what people wrote about them. Pure dataclasses, made by build.py."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from reports.details import IMPLICATIONS, IN_SHORT, REPORT_TYPES, Ask, Details
from reports.drafts import REQUESTS, Draft, Drafts, Implication, Stamp, Summary
from reports.framed import Framed
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
    over_on: date | None = None  # when it was done or stopped
    stopped_because: str = ""
    latest_note: str = ""

    @property
    def is_over(self) -> bool:
        return self.status in ("done", "stopped")

    def is_late(self, on: date) -> bool:
        return not self.is_over and self.due_on is not None and self.due_on < on


@dataclass(frozen=True)
class Reopened:
    at: datetime
    reason: str


@dataclass(frozen=True)
class Report:
    """`plan` is what the team will do from now on; `promised` what it had said before this round that it would do.

    Once it is issued, it holds no draft that nobody looked at.
    """

    results: Results
    details: Details
    summary: Summary
    reopenings: tuple[Reopened, ...] = ()
    plan: tuple[ToldAction, ...] = ()
    promised: tuple[ToldAction, ...] = ()
    access_note: str = ""  # how those who took part were paid or thanked, in the facilitator's words
    left_out: tuple[str, ...] = ()
    stamp: Stamp = field(default_factory=Stamp)
    read_on: date | None = None  # the reader's day, by which something is late
    brand_colour: str = ""
    logo: str = field(default="", repr=False)  # a data: address, so that the document holds all it needs
    drafts: Drafts = field(default_factory=Drafts)
    framed: Framed | None = None  # the same answers by another list, where its appendix is wanted

    @property
    def is_issued(self) -> bool:
        return self.stamp.issued_on is not None

    @property
    def day(self) -> date | datetime:
        """On which it was issued; of a draft, the moment at which its figures were kept."""
        return self.stamp.issued_on or self.results.made_at

    @property
    def to_do(self) -> tuple[ToldAction, ...]:
        """What is still to come of the plan."""
        return tuple(a for a in self.plan if not a.is_over)

    @property
    def actions(self) -> dict[str, tuple[ToldAction, ...]]:
        """What was promised and what is planned, as far as the report has those sections."""
        sections = {"promised": self.promised, "plan": self.plan}
        return {name: () if name in self.left_out else actions for name, actions in sections.items()}

    @property
    def said(self) -> tuple[ToldAction, ...]:
        """What had been promised, and what is over of the plan, as far as the report has those sections."""
        over = (a for a in self.actions["plan"] if a.is_over)
        return tuple(dict.fromkeys((*self.actions["promised"], *over)))

    @property
    def late(self) -> tuple[ToldAction, ...]:
        """Of what was promised and of the plan."""
        actions = dict.fromkeys((*self.promised, *self.plan))
        return tuple(a for a in actions if self.read_on and a.is_late(self.read_on))

    @property
    def asks(self) -> tuple[Ask, ...]:
        drafted = () if REQUESTS in self.left_out else self.drafts.requests
        return self.details.asks or tuple(Ask(text) for text in drafted)

    @property
    def requests(self) -> tuple[str, ...]:
        return tuple(ask.what for ask in self.asks)

    @property
    def asked(self) -> tuple[str, ...]:
        """All of it, as page 1 has it: what is numbered, then the summary’s."""
        return (*self.requests, *filter(None, [self.in_short.request]))

    @property
    def in_short(self) -> Summary:
        """As they wrote or took it; until it is issued, as it is drafted where they haven't."""
        return Summary(**{name: getattr(self.details, name) or self._drafted(name) for name in IN_SHORT})

    @property
    def report_type(self) -> str:
        """In words, as somebody chose it; else for decision if it asks for something."""
        return REPORT_TYPES[self.details.report_type or ("decision" if self.asked else "information")]

    @property
    def hear_back(self) -> str:
        return self.details.hear_back or self.drafts.hear_back

    @property
    def implications(self) -> tuple[Implication, ...]:
        """Those that are wanted, where somebody has written them."""
        wanted = {name: heading for name, heading in IMPLICATIONS.items() if name not in self.left_out}
        written = {heading: getattr(self.details, name) for name, heading in wanted.items()}
        return tuple(Implication(heading, text) for heading, text in written.items() if text)

    @property
    def unconfirmed(self) -> tuple[Draft, ...]:
        """What we have drafted and nobody has written, taken or left out yet. What is issued holds none of it."""
        return tuple(draft for draft in self.offered.values() if draft.waits)

    @property
    def offered(self) -> dict[str, Draft]:
        """What somebody may begin with: what was left out, too, and what was used, as such."""
        found = [self._draft(REQUESTS, "What you ask for", self.drafts.requests)]
        found += [self._draft(n, heading, (getattr(self.summary, n),)) for n, heading in IN_SHORT.items()]
        for name, each in IMPLICATIONS.items():
            found.append(self._draft(name, f"Implications: {each.lower()}", (getattr(self.drafts, name),)))
        hear_back = self._draft("hear_back", "How people hear back", (self.drafts.hear_back,))
        found.append(replace(hear_back, stands=True))
        return {} if self.is_issued else {draft.name: draft for draft in found if draft.is_open}

    @property
    def drafted_in_short(self) -> bool:
        return any(draft.name in IN_SHORT for draft in self.unconfirmed)

    def _draft(self, name: str, heading: str, texts: tuple[str, ...]) -> Draft:
        written = self.details.requests if name == REQUESTS else (getattr(self.details, name),)
        return Draft(
            name,
            heading,
            texts,
            is_left_out=name in self.left_out,
            is_written=any(written),
            used=tuple(text for text in texts if text and text in written),
        )

    def _drafted(self, name: str) -> str:
        if self.is_issued or name in self.left_out:
            return ""
        return str(getattr(self.summary if name in IN_SHORT else self.drafts, name))
