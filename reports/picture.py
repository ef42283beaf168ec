"""What a team’s latest release shows of it, and what it says, in few words: those of its report. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.comparison import Change
from assessments.news import NEWLY_TRUE
from reports.details import Details
from reports.placing.summary import headline_of, moves_of
from reports.results import Earlier, PrincipleResult, Results
from reports.summary import asked_for, hard_truth
from reports.told_release import ToldRelease
from teams.punctuation import quoted

CHANGES = 2  # in a row; all of them are in the report
NOTHING_BEFORE = "There is no earlier round to compare this with."


@dataclass(frozen=True)
class ToldRound:
    """When and where a release was made."""

    code: str
    title: str
    made_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    version: int = 1
    about: str = ""


@dataclass(frozen=True)
class Says:
    """What a team says in few words. `why_nothing_new` stands where `newly_true` has nothing; `request` is blank until
    a report was issued that asks for something."""

    newly_true: tuple[str, ...]
    more: int
    why_nothing_new: str
    hard_truth: str
    shows_voices: bool
    request: str = ""
    asked_in: str = ""  # the round that it was asked in, if that was the earlier one

    @property
    def new(self) -> tuple[str, ...]:
        """Or why there is nothing."""
        more = (f"And {self.more} more, in the report.",) if self.more else ()
        return (*(self.newly_true or (self.why_nothing_new,)), *more)

    @property
    def asks(self) -> str:
        if not self.request:
            return "No report that asks for something has been issued."
        return f"In {quoted(self.asked_in)}: {self.request}" if self.asked_in else self.request


@dataclass(frozen=True)
class PlacedPart:
    """Where the team places itself in it: the level, and its direction. Without one it isn't placed."""

    name: str
    is_answered: bool
    level: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Picture:
    """What a release shows: each part with its drawing or, where a team doesn't place itself, a line in words. Plain
    values, by which a row is remembered."""

    code: str
    round: str
    closed_at: datetime | None
    rubric: str
    about: str
    headline: str
    parts: tuple[PlacedPart, ...]
    says: Says
    placed: str = ""  # of a round that also places activities: where
    has_placements: bool = False  # its rubric is one in which teams place themselves


def tell_picture(
    told: ToldRelease,
    now: ToldRound,
    then: ToldRound | None,
    details: Details,
    *,
    team: str,
    organisation: str,
    asked_then: bool = False,
) -> Picture:
    """What was `told` in `now`, beside `then`. `details` are an issued report's, with `asked_then` the earlier
    round's: drafts are for their writers."""
    results = _results(told, now, then, team, organisation)
    return Picture(
        code=now.code,
        round=now.title,
        closed_at=now.closed_at,
        rubric=results.rubric,
        about=now.about,
        headline=told.headline,
        parts=tuple(map(_part, told.principles)),
        says=_says(results, details, then.title if then and asked_then else ""),
        placed=headline_of(told.activities) if told.activities and told.principles else "",
        has_placements=any(principle.placement for principle in told.principles),
    )


def _part(principle: PrincipleResult) -> PlacedPart:
    placement = principle.placement
    level, direction = (placement.label, placement.direction) if placement else ("", "")
    return PlacedPart(principle.name, principle.is_answered, level, direction)


def _says(results: Results, details: Details, asked_in: str) -> Says:
    new = [(p.name, change) for p in results.changes for change in p.changes if _is_newly_true(change)]
    new.sort(key=lambda pair: pair[1].is_disputed)
    told = [_in_words(part, change) for part, change in new] + moves_of(results.activities)
    return Says(
        newly_true=tuple(told[:CHANGES]),
        more=max(0, len(told) - CHANGES),
        why_nothing_new=_why_nothing_new(results),
        hard_truth=hard_truth(results),
        shows_voices=results.shows_voices,
        request=asked_for(details),
        asked_in=asked_in,
    )


def _why_nothing_new(results: Results) -> str:
    return f"Nothing since {quoted(results.earlier.title)}." if results.earlier else NOTHING_BEFORE


def _is_newly_true(change: Change) -> bool:
    return change.kind == NEWLY_TRUE and change.direction != "warning"


def _in_words(part: str, change: Change) -> str:
    """Where groups that are shown say otherwise, it is the team that says so, and they are heard with it."""
    if change.is_disputed:
        return f"{change.news}, on {part}: {quoted(change.text)} {change.said}"
    return f"{part}: {quoted(change.text)}"


def _results(
    told: ToldRelease, now: ToldRound, then: ToldRound | None, team: str, organisation: str
) -> Results:
    document = told.now.document
    return Results(
        team=team,
        organisation=organisation,
        round=now.title,
        about="",
        rubric=document.title,
        version=now.version,
        source=document.source,
        number=1,
        made_at=now.made_at,
        opened_at=now.opened_at,
        closed_at=now.closed_at,
        room=told.now.agreed.room,
        headline=told.headline,
        principles=told.principles,
        levels=tuple(level.label for level in document.levels),
        earlier=_earlier(then, told) if then else None,
        took_part=told.took_part,
        code=now.code,
        activities=told.activities,
    )


def _earlier(then: ToldRound, told: ToldRelease) -> Earlier | None:
    if told.then is None or told.comparison is None:
        return None
    when = then.closed_at or then.made_at
    return Earlier(
        then.title, when, then.version, told.then.agreed.room, told.comparison, told.then.document.slug
    )
