"""What groups say of a statement, beside what the team agreed. Pure.

Good news, hard truths, differences, drafts and rows of teams ask here, so that no text tells more than people agree on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assessments.comparison import Change, PrincipleChange
from assessments.news import NEW_WORDING, NEWLY_TRUE, NO_LONGER_TRUE
from assessments.said import TICKED
from reports.answers import GroupAnswers
from reports.voices import Voices, VoiceStatement
from teams.punctuation import quoted
from teams.sides import LIVED

HIDDEN = "What people said on their own can’t be shown here."
A_LABEL = 15  # words of a group's name within a sentence
UNHEARD = "No group of people who draw on support, or of their family and friends, can be shown here."


@dataclass(frozen=True)
class Said:
    """How many of one group say that a statement is true, as it is told: “Many”, “7 of 12”.

    A word may leave open whether it is half of them: then it `may_be_half`, and isn't `surely_half`. `is_lived` is None
    where it isn't known.
    """

    who: str
    how_many: str
    share: float
    may_be_half: bool
    surely_half: bool
    is_lived: bool | None = False
    is_one_sheet: bool = False

    @property
    def name(self) -> str:
        """Blank for one that is too long within a sentence. It is never cut: a piece would be somebody else."""
        return quoted(self.who) if len(self.who.split()) <= A_LABEL else ""

    def in_words(self, verb: str) -> str:
        """“Many see it: “Family carers””."""
        return f"{self.how_many} {verb}: {self.name}" if self.name else f"{self.how_many} of one group {verb}"


@dataclass(frozen=True)
class Hearing:
    """All that is shown of what groups say of one statement, lived experience first."""

    said: tuple[Said, ...] = ()

    @property
    def may_hear_lived_experience(self) -> bool:
        return any(one.is_lived is not False for one in self.said)

    @property
    def unheard(self) -> str:
        """That people, or those with lived experience, can’t be shown; nothing where they are, or may be."""
        if self.may_hear_lived_experience:
            return ""
        return UNHEARD if self.said else HIDDEN

    @property
    def seen_by(self) -> tuple[Said, ...]:
        """Half or more of them say so, or may."""
        return self._sorted(one for one in self.said if one.may_be_half)

    @property
    def doubted_by(self) -> tuple[Said, ...]:
        """Fewer than half of them say so, or it may be fewer."""
        return self._sorted((one for one in self.said if not one.surely_half), least=True)

    @property
    def denied_by(self) -> tuple[Said, ...]:
        """Of those whose lives it is about, and of those who answered as one: fewer than half say so."""
        return tuple(
            one for one in self.doubted_by if not one.may_be_half and (one.is_lived or one.is_one_sheet)
        )

    @property
    def borne_out_by(self) -> tuple[Said, ...]:
        return self._sorted(one for one in self.said if one.surely_half)

    @property
    def is_agreed(self) -> bool:
        """Somebody is shown, and nobody who is shown doubts it."""
        return bool(self.said) and not self.doubted_by

    @staticmethod
    def _sorted(said: Iterator[Said], *, least: bool = False) -> tuple[Said, ...]:
        order = 1 if least else -1
        return tuple(sorted(said, key=lambda one: (not one.is_lived, order * one.share)))


def hear(key: str, voices: Voices, groups: Sequence[GroupAnswers] = ()) -> Hearing:
    """Of the statement with this key."""
    return Hearing((*_on_their_own(key, voices), *_as_groups(key, groups)))


def bear_out(change: PrincipleChange, voices: Voices, groups: Sequence[GroupAnswers] = ()) -> PrincipleChange:
    """The same changes, each with what groups say against it; good news that can't be checked says so."""
    return replace(change, changes=tuple(_bear_out(c, hear(c.key, voices, groups)) for c in change.changes))


def _bear_out(change: Change, hearing: Hearing) -> Change:
    if change.kind == NO_LONGER_TRUE and change.direction == "warning":
        return _left_behind(change, hearing)
    if change.kind == NO_LONGER_TRUE and change.direction == "strength" and not change.unsure_now:
        return _disputed(change, hearing.seen_by, "say that it is still true")
    if change.kind in (NEWLY_TRUE, NEW_WORDING) and change.direction != "warning":
        return _disputed(change, hearing.doubted_by, "say so")
    return change


def _left_behind(change: Change, hearing: Hearing) -> Change:
    """Where the team isn’t sure any more, that nobody can be shown says nothing."""
    said = "" if change.unsure_now else hearing.unheard
    return _disputed(replace(change, said=said), hearing.seen_by, "say that it is still there")


def _disputed(change: Change, by: Sequence[Said], verb: str) -> Change:
    """As it is where nobody says otherwise."""
    if not by:
        return change
    return replace(change, is_disputed=True, said=f"{by[0].in_words(verb)}.", by=by[0].name)


def _on_their_own(key: str, voices: Voices) -> Iterator[Said]:
    for voice, statement in voices.by_statement.get(key, ()):
        yield _said(voice.label, statement, is_lived=voice.side == LIVED)


def _said(who: str, statement: VoiceStatement, *, is_lived: bool) -> Said:
    return Said(
        who=who,
        how_many=statement.ticked_in_words,
        share=statement.share,
        may_be_half=statement.may_be_half,
        surely_half=statement.surely_half,
        is_lived=is_lived,
    )


def _as_groups(key: str, groups: Sequence[GroupAnswers]) -> Iterator[Said]:
    """Those who answered as one: all of them say so, or none does."""
    for group in groups:
        states = {s.key: s.now for level in group.levels for s in level.statements}
        if key in states:
            yes = states[key] == TICKED
            how_many = "All" if yes else "None"
            yield Said(group.label, how_many, float(yes), yes, yes, group.is_lived, is_one_sheet=True)
