"""What people write for a report, between its stored JSON and the dataclass. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True)
class Ask:
    """One thing that a board is asked for, and what it needs to know to decide on it."""

    what: str
    why: str = ""
    cost: str = ""
    who: str = ""

    @property
    def is_explained(self) -> bool:
        return bool(self.why or self.cost or self.who)


@dataclass(frozen=True)
class Details:
    """What people write for a report themselves."""

    meeting: str = ""
    meeting_date: date | None = None
    lead_officer: str = ""
    co_author: str = ""
    purpose: str = ""
    asks: tuple[Ask, ...] = ()
    strength: str = ""
    hard_truth: str = ""
    request: str = ""  # the one of the summary; what is numbered stands in `asks`
    who_was_missing: str = ""
    next_steps: str = ""
    hear_back: str = ""
    legal: str = ""
    finance: str = ""
    equality: str = ""
    risk: str = ""
    why_not: str = ""
    report_type: str = ""  # one of REPORT_TYPES
    contact: str = ""
    frame: str = ""  # the key of the list by which an appendix reads the same answers

    @property
    def requests(self) -> tuple[str, ...]:
        return tuple(ask.what for ask in self.asks)

    @property
    def asked(self) -> tuple[str, ...]:
        """All of it: what is numbered, then the summary’s. Whoever asks whether anything is asked asks this."""
        return (*self.requests, *filter(None, [self.request]))

    @property
    def unfilled(self) -> tuple[str, ...]:
        """What a first page should say and doesn't; what is asked has a draft of its own."""
        wanted = {
            "the meeting": self.meeting,
            "the date of the meeting": self.meeting_date,
            "the lead officer": self.lead_officer,
            "the person with lived experience who wrote it too": self.co_author,
        }
        return tuple(words for words, value in wanted.items() if not value)


REPORT_TYPES = {"decision": "For decision", "information": "For information"}
IN_SHORT = {"strength": "One strength", "hard_truth": "One hard truth", "request": "One request"}
IMPLICATIONS = {"legal": "Legal", "finance": "Finance", "equality": "Equality", "risk": "Risk"}
# What can be left out. The first page, who took part and who was missing, each principle and the limits can't.
SECTIONS = {
    "changed": "What has changed since last time",
    "promised": "What we said we would do",
    "plan": "The plan",
    "legal": "Implications: legal",
    "finance": "Implications: finance",
    "equality": "Implications: equality",
    "risk": "Implications: risk",
    "next": "What happens next",
    "appendix": "Appendix: every statement and its answer",
}
REQUESTS = 6  # at most so many; a board that is asked for more remembers none
REQUEST_NAMES = [f"request_{n}" for n in range(1, REQUESTS + 1)]
ABOUT_A_REQUEST = ("why", "cost", "who")
NAMES = [field.name for field in fields(Details) if field.name != "asks"] + REQUEST_NAMES
NAMES += [f"{name}_{more}" for name in REQUEST_NAMES for more in ABOUT_A_REQUEST]


def read_details(stored: dict[str, str]) -> Details:
    """`stored` has a text for each of NAMES that was written; the requests keep their order and lose their gaps."""
    texts = {name: stored.get(name, "") for name in NAMES if not name.startswith("request_")}
    day = texts.pop("meeting_date")
    asks = tuple(_read_ask(stored, name) for name in REQUEST_NAMES if stored.get(name))
    return Details(**texts, meeting_date=date.fromisoformat(day) if day else None, asks=asks)


def _read_ask(stored: dict[str, str], name: str) -> Ask:
    more = {about: stored.get(f"{name}_{about}", "") for about in ABOUT_A_REQUEST}
    return Ask(stored[name], **more)
