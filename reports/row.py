"""One team in a row: its last round, what it says of itself, what is late and what comes next. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.days import write_day
from reports.picture import Picture

A_YEAR = timedelta(days=365)
NOT_OPEN = "Planned, not open yet"


@dataclass(frozen=True)
class Shown:
    """Another rubric, or another thing that a round was about: its report has the rest."""

    code: str
    rubric: str
    about: str = ""


@dataclass(frozen=True)
class TeamsRound:
    """Planned, open or closed: `is_open` and `closed_on` say which."""

    code: str
    title: str
    is_open: bool = False
    meets_on: date | None = None
    closes_on: date | None = None
    closed_on: date | None = None
    hear_on: date | None = None
    told_on: date | None = None

    def stands(self, today: date) -> str:
        if self.closed_on:
            closed = f"Closed on {write_day(self.closed_on)}"
            return f"{closed}, more than a year ago" if self.closed_on < today - A_YEAR else closed
        if not self.is_open:
            return NOT_OPEN
        if not self.closes_on:
            return "Open"
        until = write_day(self.closes_on)
        return f"Open. It was to close on {until}" if self.closes_on < today else f"Open until {until}"

    @property
    def days(self) -> Iterator[tuple[date | None, str]]:
        if self.closed_on:
            if not self.told_on:
                yield self.hear_on, "People hear by"
            return
        yield self.meets_on, "Meets on"
        yield self.closes_on, "Closes on" if self.is_open else "To close on"

    def was_promised(self, today: date) -> str:
        """What became of telling people, where that is behind."""
        if self.told_on:
            return f"People were told on {write_day(self.told_on)}"
        is_due = self.closed_on and self.hear_on and self.hear_on < today
        return f"People were to hear by {write_day(self.hear_on)}" if is_due and self.hear_on else ""


@dataclass(frozen=True)
class Row:
    """`last` is the round that began last, whatever it is about; `picture` is of the one that shows most of the team.
    `acts_on` is the day on which an action is due next."""

    code: str
    name: str
    today: date
    last: TeamsRound | None = None
    planned: TeamsRound | None = None
    picture: Picture | None = None
    more: tuple[Shown, ...] = ()
    late: int = 0
    has_actions: bool = False
    acts_on: date | None = None

    @property
    def stands(self) -> str:
        round = self.last or self.planned
        return round.stands(self.today) if round else "No round yet"

    @property
    def so_far(self) -> str:
        return ". ".join(filter(None, [self.stands, self._met]))

    @property
    def _met(self) -> str:
        """The day on which its last round was to be talked about. Whether they did is for the team to say."""
        day = self.last and self.last.meets_on
        return f"Their meeting was to be on {write_day(day)}" if day and day < self.today else ""

    @property
    def has_begun(self) -> bool:
        """A round is there, if only as a plan."""
        return bool(self.last or self.planned)

    @property
    def is_from_before(self) -> bool:
        """What is drawn is of an earlier round than the last."""
        return bool(self.picture and self.last and self.picture.code != self.last.code)

    @property
    def next_on(self) -> date | None:
        return self._next[0]

    @property
    def comes_next(self) -> str:
        return self._next[1]

    @property
    def late_in_words(self) -> str:
        if not self.has_actions:
            return "No actions yet"
        if not self.late:
            return "No late action"
        return f"{self.late} late action{'' if self.late == 1 else 's'}"

    @property
    def _next(self) -> tuple[date | None, str]:
        """The soonest day of its rounds, or else of its actions."""
        days = [*self._days(self.last), *self._days(self.planned, f"{NOT_OPEN}. " if self.last else "")]
        if days:
            on, what = min(days)
            return on, f"{what} {write_day(on)}"
        if self.last and self.planned:
            return None, NOT_OPEN
        if self.acts_on:
            return self.acts_on, f"Action due on {write_day(self.acts_on)}"
        promised = self.last.was_promised(self.today) if self.last else ""
        return None, promised or "No date yet"

    def _days(self, round: TeamsRound | None, begins: str = "") -> list[tuple[date, str]]:
        """That are ahead, each with what is on that day."""
        days = round.days if round else ()
        return [(on, f"{begins}{what}") for on, what in days if on and on >= self.today]
