"""A round's latest release, told: its results, and with what people wrote its report and its Easy Read summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Action, Release, ReportEdition, Round
from assessments.services.actions import is_about
from assessments.services.editions import draft_of
from reports.details import Ask, Details, read_details
from reports.drafting import draft_texts, promise
from reports.drafts import REQUESTS, Drafts, Stamp, Summary
from reports.easy_read import EasyReadSummary, draft_easy_read, write_easy_read
from reports.logos import logo_of
from reports.own_words import read_quotes
from reports.placing.placed import PlacedOn
from reports.read_by import read_by
from reports.reading import (
    actions_of,
    latest_release,
    reopenings_of,
    stored,
    tell_release,
)
from reports.report import Reopened, Report, ToldAction
from reports.results import Results
from reports.summary import draft_summary
from reports.told_release import LastTime, tell_results
from rubric.document import Document
from rubric.reading import read_version
from teams.remembered import remembered
from teams.services.perspectives import easy_names


def build_results(round: Round, *, edition: str = INSIDE, easy_read: bool = False) -> Results | None:
    """What the latest release says; None before there is one. Then and now comes from the round before."""
    release = latest_release(round.pk)
    return _results(round, release, edition, easy_read) if release else None


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
    results = build_results(round, edition=edition, easy_read=easy_read)
    if results is None:
        return None
    draft = draft or draft_of(round, ReportEdition.Kind.BOARD)
    details = read_details(draft.details)
    organisation = round.team.organisation
    plan, promised = read_actions(round, edition)
    reader = issued_on or timezone.localdate()
    is_issued = issued_on is not None
    asks_nothing = REQUESTS in draft.left_out
    hear_back = promise(round.hear_on, round.hear_back, reader)
    drafts, summary = _drafts(results, details, plan, promised, hear_back, reader, is_issued, asks_nothing)
    return Report(
        results=results,
        details=details,
        summary=summary,
        reopenings=tuple(Reopened(r.at, r.reason) for r in reopenings_of(round)),
        plan=plan,
        promised=promised,
        access_note=round.access_note,
        left_out=tuple(draft.left_out),
        stamp=Stamp(number=draft.number, issued_on=issued_on),
        read_on=reader,
        drafts=drafts,
        brand_colour=organisation.brand_colour,
        logo=logo_of(organisation),
        framed=read_by(results, read_version(round.version_id), details.frame),
    )


@remembered(megabytes=4)
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
        begun = draft_summary(results, details)
        drafts = draft_texts(results, begun, plan, promised, today=today, hear_back=hear_back)
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
        source=document.source,
    )


def read_actions(round: Round, edition: str) -> tuple[tuple[ToldAction, ...], tuple[ToldAction, ...]]:
    """What the team will do now, and what it had promised before this round opened, about the same thing. An action
    may be in both.

    Outside, nothing is told of what another round has led to since, and no notes, which a team writes for itself.
    """
    document = read_version(round.version_id)
    actions = [action for action in actions_of(round.team_id) if is_about(action, round)]
    earlier = [a for a in actions if round.opened_at and a.created_at < round.opened_at]
    still = [a for a in actions if a.round_id == round.pk or a.status in ("planned", "going-on")]
    if edition == OUTSIDE:
        still = [a for a in still if a.round_id in (None, round.pk) or a in earlier]
    plan, promised = ([_action(a, document, edition) for a in told] for told in (still, earlier))
    return tuple(plan), tuple(promised)


def _action(action: Action, document: Document, edition: str) -> ToldAction:
    principle = next((p for p in document.principles if p.key == action.principle_key), None)
    statement = next((s for s in document.statements if s.key == action.statement_key), None)
    over = action.done_at or action.stopped_at
    return ToldAction(
        what=action.what,
        status=action.status,
        stage=action.get_stage_display(),
        why=action.why,
        principle=principle.name if principle else "",
        statement=statement.text if statement else "",
        led_by=action.led_by,
        co_lead=action.co_lead,
        due_on=action.due_on,
        cost=action.cost,
        how_known=action.how_known,
        over_on=timezone.localdate(over) if over else None,
        stopped_because=action.stopped_because,
        latest_note=(action.latest_note or "") if edition == INSIDE else "",
    )


def _results(round: Round, release: Release, edition: str, easy_read: bool) -> Results:
    """Whatever can be renamed, moved or taken back is read now, and asks for other results when it has changed."""
    last_time = latest_release(round.previous_id) if round.previous_id else None
    then = stored(last_time) if last_time else None
    names = easy_names(round.team.organisation) if easy_read else ()
    told = tell_release(stored(release), then, edition, easy_read, names)
    return tell_results(
        told,
        read_quotes(round, told.counts, edition),
        _last_time(last_time),
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
