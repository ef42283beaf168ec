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
    why_not: str = ""
    report_type: str = ""  # one of REPORT_TYPES
    contact: str = ""

    @property
    def unfilled(self) -> tuple[str, ...]:
        """What a first page should say and doesn't; what is asked has a draft of its own."""
        wanted = {
            "which meeting it is for": self.meeting,
            "when the meeting is": self.meeting_date,
            "who the lead officer is": self.lead_officer,
            "which person with lived experience wrote it with them": self.co_author,
        }
        return tuple(words for words, value in wanted.items() if not value)


REPORT_TYPES = {"decision": "For decision", "information": "For information"}
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
NAMES = [field.name for field in fields(Details) if field.name != "requests"] + REQUEST_NAMES


def read_details(stored: dict[str, str]) -> Details:
    """`stored` has a text for each of NAMES that was written; the requests keep their order and lose their gaps."""
    texts = {name: stored.get(name, "") for name in NAMES if name not in REQUEST_NAMES}
    day = texts.pop("meeting_date")
    requests = tuple(text for name in REQUEST_NAMES if (text := stored.get(name, "")))
    return Details(**texts, meeting_date=date.fromisoformat(day) if day else None, requests=requests)
