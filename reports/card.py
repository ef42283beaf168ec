"""One team at a glance: what its latest release says, in few words. Pure, and in the same words as its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessments.comparison import Comparison, PrincipleChange
from assessments.news import NEWLY_TRUE, NO_LONGER_TRUE
from reports.details import Details
from reports.results import Earlier, PrincipleResult, Results
from reports.summary import asked_for, hard_truth
from reports.told_release import ToldRelease

CHANGES = 3  # on a card; all of them are in the report


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
class NextAction:
    what: str
    due_on: date | None = None
    co_lead: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class News:
    """A change in words: “Newly true, on Reciprocity”, and the statement."""

    lead: str
    text: str
    said: str = ""  # what groups say of it, if that has to be told with it


@dataclass(frozen=True)
class Card:
    """`request` is blank until a report was issued that asks for something; `code` names the round."""

    code: str
    round: str
    closed_at: datetime | None
    headline: str
    principles: tuple[PrincipleResult, ...]
    hard_truth: str
    request: str = ""
    asked_in: str = ""  # the round that it was asked in, if that was the earlier one
    since: str = ""  # the round it is compared with
    news: tuple[News, ...] = ()
    more_news: int = 0
    why_no_news: str = ""
    rubric: str = ""
    about: str = ""

    @property
    def shows_voices(self) -> bool:
        return any(principle.voices.voices for principle in self.principles)

    @property
    def has_placements(self) -> bool:
        return any(principle.placement for principle in self.principles)


def tell_card(
    told: ToldRelease,
    now: ToldRound,
    then: ToldRound | None,
    details: Details,
    *,
    team: str,
    organisation: str,
    asked_then: bool = False,
) -> Card:
    """What was `told` in `now`, beside `then`. `details` are an issued report's, with `asked_then` the earlier
    round's: drafts are for their writers."""
    results = _results(told, now, then, team, organisation)
    news = list(_news(results.changes))
    return Card(
        code=now.code,
        round=now.title,
        closed_at=now.closed_at,
        headline=told.headline,
        principles=told.principles,
        hard_truth=hard_truth(results),
        request=asked_for(details),
        asked_in=then.title if then and asked_then else "",
        since=then.title if then else "",
        news=tuple(news[:CHANGES]),
        more_news=max(0, len(news) - CHANGES),
        rubric=results.rubric,
        about=now.about,
        why_no_news=_why_no_news(told.comparison, news),
    )


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
    )


def _earlier(then: ToldRound, told: ToldRelease) -> Earlier | None:
    if told.then is None or told.comparison is None:
        return None
    when = then.closed_at or then.made_at
    return Earlier(then.title, when, then.version, told.then.agreed.room, told.comparison)


def _news(principles: Sequence[PrincipleChange]) -> Iterator[News]:
    """What others see otherwise, then what was gained, then what was lost, in turn by principle, so that no part of
    the rubric hides another."""
    changes = [(p, change) for p in principles for change in p.changes]
    disputed = [pair for pair in changes if pair[1].is_disputed]
    agreed = [pair for pair in changes if not pair[1].is_disputed]
    in_turn = [pair for kind in (NEWLY_TRUE, NO_LONGER_TRUE) for pair in agreed if pair[1].kind == kind]
    for principle, change in disputed + in_turn:
        yield News(f"{change.news}, on {principle.name}", change.text, change.said)


def _why_no_news(comparison: Comparison | None, news: list[News]) -> str:
    if comparison is None:
        return "This is the first time that something was shown."
    if news:
        return ""
    return "Nothing that both rounds answered has changed."
