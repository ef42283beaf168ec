"""What a round's path shows of its round: plain values, by which its stages are remembered. Pure.

How to reach somebody isn't among them: what says that is kept only for a while.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ShownRound:
    """As its reader finds it: `role` is theirs in its team (“”: they only read what was shown)."""

    code: str
    title: str
    team: str
    team_code: str
    state: str
    role: str
    is_facilitator: bool
    may_place: bool
    is_in_the_open: bool
    door_closed: bool
    team_told_at: datetime | None
    way: str  # to hold the conversation
    warm_ups: int
    meeting_ahead: str
    meets_again: bool
    has_met: bool
    another_look: bool  # a part holds what was agreed last time, and nobody has confirmed it
    has_release: bool
    awaits_release: bool
    report_lacks_something: bool
    is_issued: bool
    issued_number: int
    has_easy_read: bool  # a summary that was issued
    can_be_reopened: bool
    reopen_until: datetime | None
    hearing: str
    hear_on: date | None
    next_round: str  # its code
    nothing_begins: str  # why, in a team that is archived
    came_of_it: str  # the end of that page's address, once there is one

    @property
    def is_planned(self) -> bool:
        return self.state == "planned"

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_closed(self) -> bool:
        return self.state == "closed"
