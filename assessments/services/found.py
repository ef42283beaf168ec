"""What a release would tell of, as it was found at one moment; and whether it may be told yet when it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.agreed import Agreed
from assessments.models import Reflection, Release, Round, Sheet
from assessments.services.counting import Persons


@dataclass(frozen=True)
class Found:
    """A round as it was `at` that moment. `lately`: how often it was brought up to date in the hour before."""

    round: Round
    at: datetime
    last: Release | None
    lately: int
    tells_of: frozenset[tuple]
    agreed: Agreed
    persons: Persons

    def still_holds(self, now: Round) -> bool:
        """Nobody else has released, closed or reopened, or raised k; and nobody it tells of has erased their sheet, or
        changed who may read their words. What people have said since then is for the next release."""
        then = (self.round.closed_at, self.round.floor, self.last)
        return then == (now.closed_at, now.floor, now.releases.first()) and self.tells_of <= read_tells_of(
            now
        )


def read_tells_of(round: Round) -> frozenset[tuple]:
    """Each part that a person or a group has finished, with who may read what they wrote there."""
    rows = Reflection.objects.filter(sheet__round=round).exclude(finished_at=None)
    others = rows.exclude(sheet__kind=Sheet.Kind.TOGETHER)
    return frozenset(others.values_list("pk", "may_read", "may_quote", "may_quote_outside"))
