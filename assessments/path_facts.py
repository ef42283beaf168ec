"""What a round’s path is worked out from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessments.placing import field_of


@dataclass(frozen=True)
class PartOfPath:
    """One part of the together sheet: `level` is the label of where the team stands, and `direction` that level's.

    A team that `is_placed` without a level says in its own words where it stands. An activity has no level.
    """

    key: str
    name: str
    begun: bool = False
    finished: bool = False
    needs_another_look: bool = False
    is_placed: bool = False
    level: str = ""
    direction: str = ""
    last_level: str = ""
    last_direction: str = ""
    is_activity: bool = False

    @property
    def view(self) -> str:
        """Its page on the together sheet."""
        return "together_activity" if self.is_activity else "together_principle"

    @property
    def field(self) -> str:
        """What it is called where parts of both kinds stand beside each other."""
        return field_of(self.key) if self.is_activity else self.key

    @property
    def is_settled(self) -> bool:
        """Where the team stands is said, or where the activity is."""
        return self.finished if self.is_activity else self.is_placed or bool(self.level)

    @property
    def has_moved(self) -> bool:
        return bool(self.last_level and self.level) and self.last_level != self.level

    @property
    def compared(self) -> str:
        """Beside the last round, where it said where the team stood."""
        if not self.last_level or not self.level:
            return ""
        return f"Last time: {self.last_level}" if self.has_moved else "The same as last time"

    @property
    def in_words(self) -> str:
        if self.needs_another_look:
            return "Needs another look"
        if self.level:
            return self.level
        if self.is_placed:
            return "In your own words"
        if self.is_activity:
            return "Agreed" if self.finished else "Begun" if self.begun else "Not begun"
        if self.finished:
            return "Agreed, not placed yet"
        return "Begun, not placed yet" if self.begun else "Not begun"


@dataclass(frozen=True)
class Facts:
    """What is known of a round. Days are local; people are counted, and never named.

    `places` says whether the rubric asks where a team stands. Of a closed round, `asks`, `quotes`, `actions`, `meeting`
    and what follows are what its report has so far.
    """

    state: str  # planned, open or closed
    today: date
    closes_on: date | None = None
    closed_on: date | None = None
    people_meet: str = ""  # when and where, as the plan says, while that is ahead
    people_meet_on: date | None = None
    way: str = ""  # to hold the conversation
    tells_how_many: bool = True  # to those in the round; who only reads what was shown reads its counts there
    is_over: bool = False  # what people said on their own is kept no longer
    door_closed: bool = False
    joined: int = 0
    finished: int = 0
    met_on: date | None = None
    people_met: int | None = None
    nobody_draws_on_support: bool = False
    parts: tuple[PartOfPath, ...] = ()
    places: bool = True
    actions: int = 0
    asks: int = 0
    asks_nothing: bool = False  # that was left out of the report
    quotes: int = 0
    quotes_waiting: int = 0
    words_to_quote: int = 0
    meeting: str = ""
    meets_on: date | None = None
    has_first_page: bool = False
    has_summary: bool = False  # each of its two is written, or left out
    hears_back: bool = False
    issued_on: date | None = None
    issued_number: int = 0  # of that report
    easy_reads: int = 0  # Easy Read summaries that were issued, and count
    hear_on: date | None = None  # by when people were told that they hear
    has_told: bool = False
    next_round: str = ""  # its code

    @property
    def days_left(self) -> int | None:
        """Until its closing day, which may have passed."""
        return (self.closes_on - self.today).days if self.closes_on else None

    @property
    def meets_again(self) -> bool:
        """Another day is planned than the one on which they have met."""
        return bool(self.met_on and self.people_meet_on and self.people_meet_on > self.met_on)

    @property
    def meeting_ahead(self) -> str:
        """Who has met, and plans no other day, meets no more."""
        return self.people_meet if self.meets_again or not self.met_on else ""

    @property
    def agreed(self) -> int:
        return sum(part.finished for part in self.parts)

    @property
    def is_agreed(self) -> bool:
        return self.agreed == len(self.parts)

    @property
    def has_begun_to_agree(self) -> bool:
        """What came along from last time is nobody’s agreement yet."""
        return any(part.finished or (part.begun and not part.needs_another_look) for part in self.parts)

    @property
    def another_look(self) -> int:
        """How many parts hold what was agreed last time, and nobody has confirmed."""
        return sum(part.needs_another_look for part in self.parts)

    @property
    def next_part(self) -> PartOfPath | None:
        """What was begun first, then the first that isn't finished."""
        left = [part for part in self.parts if not part.finished]
        begun = [part for part in left if part.begun and not part.needs_another_look]
        return next(iter(begun + left), None)

    @property
    def not_placed(self) -> PartOfPath | None:
        """The first part that is agreed, and where nobody has said yet where the team stands."""
        return next((p for p in self.ticked if self.places and p.finished and not p.is_placed), None)

    @property
    def ticked(self) -> tuple[PartOfPath, ...]:
        """Those on which a team stands somewhere: activities are placed, and the team isn't."""
        return tuple(part for part in self.parts if not part.is_activity)

    @property
    def unfinished(self) -> int:
        """Those who have joined, and not finished a part. A group counts once."""
        return self.joined - self.finished
