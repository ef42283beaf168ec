"""A round's latest release, told: its results, and with what people wrote its report and its Easy Read summary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Action, Release, ReportEdition, Round
from assessments.services.activities import sources_of
from assessments.services.editions import draft_of
from assessments.services.path import reopenings_of
from reports.details import Ask, Details, read_details
from reports.drafting import draft_texts, promise
from reports.drafts import REQUESTS, Drafts, Stamp, Summary
from reports.easy_read import EasyReadSummary, draft_easy_read, write_easy_read
from reports.logos import logo_of
from reports.own_words import read_quotes
from reports.placing.placed import PlacedOn
from reports.read_by import read_by
from reports.reading import latest_release, stored, tell_release
from reports.report import Reopened, Report, ToldAction
from reports.results import Results
from reports.summary import draft_summary
from reports.told_actions import read_actions, tell_actions
from reports.told_release import LastTime, tell_results
from rubric.reading import read_version
from teams.remembered import A_WHILE, remembered
from teams.services.perspectives import easy_names


def build_results(round: Round, *, edition: str = INSIDE, easy_read: bool = False) -> Results | None:
    """What the latest release says; None before there is one. Then and now comes from the round before."""
    releases = _read_releases(round)
    return _results(releases, edition, easy_read) if releases else None


def build_report(
    round: Round,
    *,
    edition: str = OUTSIDE,
    draft: ReportEdition | None = None,
    issued_on: date | None = None,
    easy_read: bool = False,
) -> Report | None:
    """The results and what people wrote for the board; None before the first release. Board papers are public.

    `draft` is what is being written, if it isn't what is stored.
    """
    read = _read(round, draft)
    return _tell(read, edition, issued_on, easy_read) if read else None


def build_both(
    round: Round, *, draft: ReportEdition | None = None, issued_on: date | None = None
) -> dict[str, Report]:
    """The report by its edition, outside first, of what is read once; nothing before the first release."""
    read = _read(round, draft)
    return {edition: _tell(read, edition, issued_on) for edition in (OUTSIDE, INSIDE)} if read else {}


@dataclass(frozen=True)
class _Releases:
    """A round's latest release, and that of the round before it."""

    round: Round
    now: Release
    then: Release | None


@dataclass(frozen=True)
class _Read:
    """All that a report is told from, whichever edition it is, but for the quotes."""

    releases: _Releases
    draft: ReportEdition
    actions: list[Action]
    reopenings: tuple[Reopened, ...]


def _read(round: Round, draft: ReportEdition | None) -> _Read | None:
    releases = _read_releases(round)
    if releases is None:
        return None
    return _Read(
        releases,
        draft or draft_of(round, ReportEdition.Kind.BOARD),
        read_actions(round),
        tuple(Reopened(one.at, one.reason) for one in reopenings_of(round)),
    )


def _read_releases(round: Round) -> _Releases | None:
    now = latest_release(round.pk)
    if now is None:
        return None
    return _Releases(round, now, latest_release(round.previous_id) if round.previous_id else None)


def _tell(read: _Read, edition: str, issued_on: date | None, easy_read: bool = False) -> Report:
    round, draft = read.releases.round, read.draft
    results = _results(read.releases, edition, easy_read)
    details = read_details(draft.details)
    plan, promised = tell_actions(read.actions, round, edition)
    reader = issued_on or timezone.localdate()
    hear_back = promise(round.hear_on, round.hear_back, reader)
    asks_nothing = REQUESTS in draft.left_out
    drafts, summary = _drafts(
        results, details, plan, promised, hear_back, reader, issued_on is not None, asks_nothing
    )
    return Report(
        results=results,
        details=details,
        summary=summary,
        reopenings=read.reopenings,
        plan=plan,
        promised=promised,
        access_note=round.access_note,
        left_out=tuple(draft.left_out),
        stamp=Stamp(number=draft.number, issued_on=issued_on),
        read_on=reader,
        drafts=drafts,
        brand_colour=round.team.organisation.brand_colour,
        logo=logo_of(round.team.organisation),
        framed=read_by(results, read_version(round.version_id), details.frame),
    )


@remembered(megabytes=4, seconds=A_WHILE)
def _drafts(
    results: Results,
    details: Details,
    plan: tuple[ToldAction, ...],
    promised: tuple[ToldAction, ...],
    hear_back: str,
    today: date,
    is_issued: bool,
    asks_nothing: bool,
) -> tuple[Drafts, Summary]:
    """What we would write of this: of the same texts always the same.

    None in what is issued, but for the summary and the round's own words on how people will hear back.
    """
    drafts = Drafts(hear_back=hear_back)
    if not is_issued:
        drafts = draft_texts(results, plan, promised, today=today, hear_back=hear_back)
    drafted = () if asks_nothing else tuple(Ask(text) for text in drafts.requests)
    asked = replace(details, asks=details.asks or drafted)
    return drafts, draft_summary(results, asked)


def build_easy_read(round: Round) -> EasyReadSummary | None:
    """The short document that anybody may read; None before the first release."""
    report = build_report(round, easy_read=True)
    if report is None:
        return None
    edition = draft_of(round, ReportEdition.Kind.EASY_READ)
    document = read_version(round.version_id)
    return write_easy_read(
        draft_easy_read(report, document, hear_back=report.drafts.hear_back, today=timezone.localdate()),
        edition.details,
        document,
        team=report.results.team,
        organisation=report.results.organisation,
        is_draft=report.results.is_draft,
        stamp=Stamp(number=edition.number),
        brand_colour=report.brand_colour,
        logo=report.logo,
        sources=tuple(sources_of(round)),
    )


def _results(releases: _Releases, edition: str, easy_read: bool) -> Results:
    """Whatever can be renamed, moved or taken back is read now, and asks for other results when it has changed."""
    round, release = releases.round, releases.now
    then = stored(releases.then) if releases.then else None
    names = easy_names(round.team.organisation) if easy_read else ()
    told = tell_release(stored(release), then, edition, easy_read, names)
    return tell_results(
        told,
        read_quotes(round, told.counts, edition),
        _last_time(releases.then),
        team=round.team.name,
        organisation=round.team.organisation.name,
        round=round.title,
        about=round.about_in_words,
        version=release.round.version.number,
        number=release.number,
        made_at=release.made_at,
        opened_at=round.opened_at,
        closed_at=round.closed_at if round.is_finished else None,
        code=round.code,
        in_the_open=round.sharing == Round.Sharing.IN_THE_OPEN,
        team_code=round.team.code,
        placed_on=_placed_on(release.round) if told.activities else None,
    )


def _placed_on(round: Round) -> PlacedOn:
    version = round.places_on or round.version
    document = read_version(version.pk)
    return PlacedOn(document.title, document.slug, version.number, document.source)


def _last_time(release: Release | None) -> LastTime | None:
    if release is None:
        return None
    round = release.round
    return LastTime(round.title, round.closed_at or release.made_at, round.version.number)
