"""Then and now, by statement key, also across versions of a rubric. Pure.

Only what both rounds really said is compared: in a part that wasn't finished, what nobody marked says nothing,
so “not answered yet” never becomes “no longer true”.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.agreed import Agreed, Room
from assessments.news import GONE_WORDING, NEW_WORDING, NEWLY_TRUE, NO_LONGER_TRUE, STILL_TRUE, in_words
from assessments.said import NOT_SURE, TICKED
from rubric.document import Document, Statement
from teams.keyed import with_key

NOT_TICKED = "not-ticked"  # the part was finished, and nobody ticked it


@dataclass(frozen=True)
class Look:
    """One round as it is compared: the wording it was asked in, what was agreed, and on what activities were placed."""

    document: Document
    agreed: Agreed
    placed_on: Document | None = None


@dataclass(frozen=True)
class Change:
    """One statement then and now. `was` is how it read last time, where its wording changed.

    `said` is what groups say of it now, if that has to be told with it: `is_disputed` where it is something else than
    what the team agreed, and `by` is who says so.
    """

    key: str
    kind: str
    direction: str
    text: str
    was: str = ""
    unsure_now: bool = False
    said: str = ""
    is_disputed: bool = False
    by: str = ""

    @property
    def news(self) -> str:
        return in_words(self.kind, self.direction, self.unsure_now, self.is_disputed)[0]

    @property
    def question(self) -> str:
        return in_words(self.kind, self.direction, self.unsure_now, self.is_disputed)[1]


@dataclass(frozen=True)
class ChangeGroup:
    """What is called alike, with what is asked of it: once, and not of each."""

    news: str
    question: str
    changes: tuple[Change, ...]

    @property
    def said(self) -> str:
        """What groups say, where that is the same of each."""
        said = {change.said for change in self.changes}
        return said.pop() if len(said) == 1 else ""


@dataclass(frozen=True)
class PrincipleChange:
    """`why_not` says why a principle can't be compared; then it has no changes."""

    key: str
    name: str
    changes: tuple[Change, ...] = ()
    why_not: str = ""

    @property
    def newly_true(self) -> tuple[Change, ...]:
        return self.of(NEWLY_TRUE)

    @property
    def no_longer_true(self) -> tuple[Change, ...]:
        return self.of(NO_LONGER_TRUE)

    @property
    def still_true(self) -> tuple[Change, ...]:
        return self.of(STILL_TRUE)

    @property
    def left_behind(self) -> tuple[Change, ...]:
        """Good news: warning signs that the team no longer sees, and no group shown."""
        gone = [c for c in self.no_longer_true if c.direction == "warning" and not c.unsure_now]
        return tuple(c for c in gone if not c.is_disputed)

    @property
    def still_seen(self) -> tuple[Change, ...]:
        """Warning signs that the team no longer sees, and others do."""
        seen = [c for c in self.no_longer_true if c.direction == "warning" and c.is_disputed]
        return tuple(c for c in seen if not c.unsure_now)

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """What is different, by what it is called, each thing once: what is disputed first, then what went."""
        found: dict[tuple[str, str], list[Change]] = {}
        for change in sorted(self.different, key=lambda c: (not c.is_disputed, c.kind != NO_LONGER_TRUE)):
            found.setdefault((change.news, change.question), []).append(change)
        return tuple(ChangeGroup(*words, tuple(changes)) for words, changes in found.items())

    @property
    def different(self) -> tuple[Change, ...]:
        """Everything but what is still true."""
        return tuple(c for c in self.changes if c.kind != STILL_TRUE)

    def of(self, kind: str) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.kind == kind)


@dataclass(frozen=True)
class RoomChange:
    """Perspectives that were there only now, or only then. Unknown when one of the rounds didn't ask."""

    is_known: bool
    only_now: tuple[str, ...] = ()
    only_then: tuple[str, ...] = ()

    @property
    def is_different(self) -> bool:
        return bool(self.only_now or self.only_then)


@dataclass(frozen=True)
class Comparison:
    principles: tuple[PrincipleChange, ...]
    room: RoomChange
    is_other_wording: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for principle in self.principles for change in principle.changes)


def compare(then: Look, now: Look) -> Comparison:
    """By now's principles, then those that only the earlier wording had."""
    both = _Both(then.document, now.document, _said(then), _said(now))
    keys = dict.fromkeys(p.key for look in (now, then) for p in look.document.principles)
    return Comparison(
        principles=tuple(_compare_principle(key, both) for key in keys),
        room=_compare_rooms(then.agreed.room, now.agreed.room),
        is_other_wording=then.document != now.document,
    )


@dataclass(frozen=True)
class _Both:
    """Two wordings, and what is known of each statement in each round."""

    then: Document
    now: Document
    before: dict[str, str]
    after: dict[str, str]


def _said(look: Look) -> dict[str, str]:
    """Statements of which nothing is known are left out."""
    said: dict[str, str] = {}
    for principle in look.document.principles:
        agreed = look.agreed.principle(principle.key)
        if agreed.finished:
            said |= dict.fromkeys((s.key for s in principle.statements), NOT_TICKED)
        said |= {s.key: agreed.answers[s.key] for s in principle.statements if s.key in agreed.answers}
    return said


def _compare_principle(key: str, both: _Both) -> PrincipleChange:
    earlier = {s.key: s for s in both.then.statements}
    later = {s.key for s in both.now.statements}
    asked = _statements(both.now, key)
    gone = [s for s in _statements(both.then, key) if s.key not in later]
    asked_then = [s for s in asked if s.key in earlier] + gone
    name = _name(both, key)
    if _says_nothing(asked, both.after):
        return PrincipleChange(key, name, why_not="Not answered yet.")
    if _says_nothing(asked_then, both.before):
        return PrincipleChange(key, name, why_not="Not answered last time.")
    found = [_change(s, earlier.get(s.key), both) for s in asked] + [_gone(s, both) for s in gone]
    return PrincipleChange(key, name, tuple(change for change in found if change))


def _says_nothing(asked: Sequence[Statement], said: Mapping[str, str]) -> bool:
    return bool(asked) and not any(statement.key in said for statement in asked)


def _statements(document: Document, key: str) -> tuple[Statement, ...]:
    principle = with_key(key, document.principles)
    return principle.statements if principle else ()


def _name(both: _Both, key: str) -> str:
    return next(p.name for d in (both.now, both.then) for p in d.principles if p.key == key)


def _change(now: Statement, then: Statement | None, both: _Both) -> Change | None:
    before, after = both.before.get(now.key), both.after.get(now.key)
    kind = _kind(before, after) if then else _kind_of_new(after)
    if kind is None:
        return None
    return Change(
        key=now.key,
        kind=kind,
        direction=both.now.level(now.level).direction,
        text=now.text,
        was=then.text if then and then.text != now.text else "",
        unsure_now=kind == NO_LONGER_TRUE and after == NOT_SURE,
    )


def _kind(before: str | None, after: str | None) -> str | None:
    if before is None or after is None or TICKED not in (before, after):
        return None
    if before == after:
        return STILL_TRUE
    return NEWLY_TRUE if after == TICKED else NO_LONGER_TRUE


def _kind_of_new(after: str | None) -> str | None:
    return NEW_WORDING if after == TICKED else None


def _gone(then: Statement, both: _Both) -> Change | None:
    if both.before.get(then.key) != TICKED:
        return None
    return Change(then.key, GONE_WORDING, both.then.level(then.level).direction, then.text)


def _compare_rooms(then: Room, now: Room) -> RoomChange:
    """By the perspectives themselves: a new label for the same one is no change of who was there."""
    there, here = _perspectives(then), _perspectives(now)
    return RoomChange(
        is_known=then.asked and now.asked,
        only_now=tuple(label for key, label in here.items() if key not in there),
        only_then=tuple(label for key, label in there.items() if key not in here),
    )


def _perspectives(room: Room) -> dict[int | str, str]:
    return dict(zip(room.present_ids or room.present, room.present, strict=True))
