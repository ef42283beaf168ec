"""What the summary is made of: nine sections, always in this order, of a few points each."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from reports.drafts import Stamp
from reports.easy_read.sentences import Piece, pieces
from rubric.document import HardWord, ShownDrawing, Source
from rubric.plain_words import lines


@dataclass(frozen=True)
class Place:
    """Where points stand; `most` of them. `counted` sections say how many there are: “3 good things”."""

    key: str
    heading: str
    most: int
    counted: bool = False

    @property
    def names(self) -> list[str]:
        return [f"{self.key}_{n}" for n in range(1, self.most + 1)]


PLACES = (
    Place("what", "What this is", 4),
    Place("who", "Who told us", 5),
    Place("where", "Where we are", 3),
    Place("good", "good things", 3, counted=True),
    Place("change", "things to change", 3, counted=True),
    Place("do", "What we will do", 4),
    Place("ask", "What we ask the board", 4),
    Place("cannot", "What we can’t do, and why", 2),
    Place("next", "What happens next", 3),
)
FORMAT, FORMAT_VERSION = "coprod-reflect-easy-read", 1  # it rises as a report's does
TOLD = ("name", "text", "drawing", "hard_words")  # of a point, in JSON
MOST_LETTERS = 1_000  # of a point; a draft that would be longer is cut there
POINTS = [name for place in PLACES for name in place.names]
TITLE, HARD_WORDS, CHECKED_WITH, CHECKED_ON = "title", "hard_words", "checked_with", "checked_on"
# Every text that is stored. Of a point: its words, whether it is left out, and its picture.
NAMES = [TITLE, HARD_WORDS, CHECKED_WITH, CHECKED_ON]
NAMES += [f"{name}{part}" for name in POINTS for part in ("", "_out", "_picture")]


@dataclass(frozen=True)
class Point:
    """`hard_words` are explained below it; each is explained once in a summary, where it comes first."""

    name: str
    text: str
    drafted: str = ""
    drawing: ShownDrawing | None = None
    is_left_out: bool = False
    hard_words: tuple[HardWord, ...] = ()

    @property
    def is_shown(self) -> bool:
        return bool(self.text) and not self.is_left_out

    @property
    def lines(self) -> list[list[Piece]]:
        return [pieces(line, self.hard_words) for line in lines(self.text)]


@dataclass(frozen=True)
class Section:
    """`slots` has all that can be written, left out and empty ones too."""

    place: Place
    slots: tuple[Point, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for point in self.slots if point.is_shown)

    @property
    def heading(self) -> str:
        if not self.place.counted:
            return self.place.heading
        number = len(self.points)
        return f"{number} {self.place.heading}" if number > 1 else self.place.heading.capitalize()


@dataclass(frozen=True)
class EasyReadSummary:
    """`is_draft` of what a round that is still open says. `explained` are all hard words that have a meaning here."""

    title: str
    sections: tuple[Section, ...]
    team: str = ""
    organisation: str = ""
    drafted_title: str = ""
    explained: tuple[HardWord, ...] = ()
    checked_with: str = ""
    checked_on: date | None = None
    is_draft: bool = False
    stamp: Stamp = field(default_factory=Stamp)
    brand_colour: str = ""
    logo: str = field(default="", repr=False)
    sources: tuple[Source, ...] = ()  # of what was ticked, and of what was placed on a rubric beside it

    @property
    def shown(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.points)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for section in self.sections for point in section.points)

    @property
    def is_checked(self) -> bool:
        return bool(self.checked_with and self.checked_on)

    def to_json(self) -> dict[str, Any]:
        """What an issued one is kept as, for our own pages and for other programs: docs/report-format.md. The logo, the
        colour and the sources are the frame's."""
        return {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "edition": "outside",
            "number": self.stamp.number,
            "issued_on": _iso(self.stamp.issued_on),
            "team": self.team,
            "organisation": self.organisation,
            "title": self.title,
            "checked_with": self.checked_with,
            "checked_on": _iso(self.checked_on),
            "sections": [_told(section) for section in self.shown],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> EasyReadSummary:
        places = {place.key: place for place in PLACES}
        kept = [(places[s["key"]], tuple(_point(p) for p in s["points"])) for s in stored["sections"]]
        return cls(
            title=stored["title"],
            sections=tuple(Section(place, points) for place, points in kept),
            team=stored["team"],
            organisation=stored["organisation"],
            checked_with=stored["checked_with"],
            checked_on=_day(stored["checked_on"]),
            stamp=Stamp(number=stored["number"], issued_on=_day(stored["issued_on"])),
        )


def _told(section: Section) -> dict[str, Any]:
    """Not what was drafted before somebody wrote it otherwise: that was taken out."""
    points = [{name: value for name, value in asdict(p).items() if name in TOLD} for p in section.points]
    return {"key": section.place.key, "heading": section.heading, "points": points}


def _point(stored: dict[str, Any]) -> Point:
    drawing = ShownDrawing(**stored["drawing"]) if stored["drawing"] else None
    words = tuple(HardWord(**word) for word in stored["hard_words"])
    return Point(**{**stored, "drawing": drawing, "hard_words": words})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
