"""What a team and its groups agreed, as a release keeps it. Pure: dataclasses ⇄ JSON, keyed by the rubric's keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assessments.said import TICKED
from teams.keyed import with_key
from teams.sides import LIVED_EXPERIENCE, SUPPORT, UNSAID


@dataclass(frozen=True)
class Room:
    """Who was in the room, by perspective; `people` is how many in all, if somebody counted.

    `present` holds the labels as they read then; `present_ids` tells the same perspectives when they are reworded,
    and `sides` where each of them belongs.
    """

    asked: bool = False
    people: int | None = None
    present: tuple[str, ...] = ()
    present_ids: tuple[int, ...] = ()
    sides: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    why_nobody: str = ""

    @property
    def some_didnt_say(self) -> bool:
        return UNSAID in self.sides

    @property
    def nobody_draws_on_support(self) -> bool:
        """Not when somebody didn't say how they take part: then nobody can know."""
        return self.asked and not self.some_didnt_say and SUPPORT not in self.sides

    def called(self, names: Mapping[str, str]) -> Room:
        present, missing = (
            tuple(names.get(label, label) for label in labels) for labels in (self.present, self.missing)
        )
        return replace(self, present=present, missing=missing)


@dataclass(frozen=True)
class AgreedStanding:
    """Levels by key. `first_level` came before the suggestion was shown; `settled`: kept or changed after it."""

    first_level: str | None = None
    level: str | None = None
    suggested: str | None = None
    why: str = ""
    where_we_differ: str = ""
    settled: bool = False


@dataclass(frozen=True)
class AgreedPrinciple:
    """`answers` maps statement keys to what can be said, as it is spelt; what nobody marked is left out."""

    key: str
    finished: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    reflection: str = ""
    standing: AgreedStanding = AgreedStanding()

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(key for key, value in self.answers.items() if value == TICKED)

    @property
    def is_answered(self) -> bool:
        """Something was marked, or the team has finished: only then "not ticked" means anything."""
        return self.finished or bool(self.answers)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> AgreedPrinciple:
        return cls(**{**stored, "standing": AgreedStanding(**stored["standing"])})


@dataclass(frozen=True)
class AgreedActivity:
    """Where an activity is placed, now and as an aim: `placed` maps a step ("rung.now") to a place's key, or NOT_SURE.
    `name` and `line` are how it read then, `drawing` the digest of its picture."""

    key: str
    name: str = ""
    line: str = ""
    drawing: str = ""
    finished: bool = False
    placed: dict[str, str] = field(default_factory=dict)
    reflection: str = ""
    why: str = ""
    where_we_differ: str = ""

    @property
    def is_answered(self) -> bool:
        return self.finished or bool(self.placed)


@dataclass(frozen=True)
class GroupSheet:
    """What 2 or more people said as one; only what they have finished, without standings.

    `perspective_id` and `side` are their perspective's, as in the Room; an older release has neither.
    """

    people: int
    perspective: str  # its label as it read then; "" if they are mixed
    principles: tuple[AgreedPrinciple, ...]
    activities: tuple[AgreedActivity, ...] = ()
    perspective_id: int | None = None
    side: str = ""

    @property
    def is_lived(self) -> bool | None:
        """Whether they speak of lived experience; None where that isn’t known."""
        return self.side in LIVED_EXPERIENCE if self.side or not self.perspective else None

    def called(self, names: Mapping[str, str]) -> GroupSheet:
        return replace(self, perspective=names.get(self.perspective, self.perspective))

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> GroupSheet:
        principles = tuple(AgreedPrinciple.from_json(p) for p in stored["principles"])
        return cls(**{**stored, "principles": principles, "activities": _activities(stored)})


@dataclass(frozen=True)
class Agreed:
    """Group sheets are shown as they are, and counted in nowhere."""

    room: Room
    principles: tuple[AgreedPrinciple, ...]
    groups: tuple[GroupSheet, ...] = ()
    activities: tuple[AgreedActivity, ...] = ()

    def called(self, names: Mapping[str, str]) -> Agreed:
        """Groups, and who was there, by other names for the same perspectives."""
        groups = tuple(group.called(names) for group in self.groups)
        return replace(self, room=self.room.called(names), groups=groups)

    def principle(self, key: str) -> AgreedPrinciple:
        """The principle of that key; an unanswered one when the release has none."""
        return with_key(key, self.principles) or AgreedPrinciple(key)

    def activity(self, key: str) -> AgreedActivity:
        """That of this key; an unanswered one when the release has none."""
        return with_key(key, self.activities) or AgreedActivity(key)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Agreed:
        room = stored["room"]
        return cls(
            room=Room(**{name: _frozen(value) for name, value in room.items()}),
            principles=tuple(AgreedPrinciple.from_json(p) for p in stored["principles"]),
            groups=tuple(GroupSheet.from_json(group) for group in stored.get("groups", ())),
            activities=_activities(stored),
        )


def _activities(stored: dict[str, Any]) -> tuple[AgreedActivity, ...]:
    return tuple(AgreedActivity(**one) for one in stored.get("activities", ()))


def _frozen(value: Any) -> Any:
    """JSON's lists are our tuples."""
    return tuple(value) if isinstance(value, list) else value
