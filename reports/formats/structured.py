"""The report as JSON, for other programs. docs/report-format.md says what every field means."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from assessments.comparison import PrincipleChange
from reports.details import IMPLICATIONS, IN_SHORT
from reports.facts import day_of, facts_of
from reports.formats.places import activity_data, placed_on
from reports.formats.sources import sources_of
from reports.framed import Framed
from reports.report import Report
from reports.results import Placement, PrincipleResult, Results

NAME, VERSION = (
    "coprod-reflect-report",
    1,
)  # VERSION rises when a field goes or changes its meaning, not for new ones

LEVEL = ("key", "label", "direction")  # what is told of one


def to_json(report: Report) -> bytes:
    text = json.dumps(as_data(report), ensure_ascii=False, indent=2, default=_day)
    return f"{text}\n".encode(errors="replace")


def as_data(report: Report) -> dict[str, Any]:
    """In the order in which the report tells it. Nothing that isn't in the report's HTML too."""
    results = report.results
    return {
        "format": NAME,
        "format_version": VERSION,
        "edition": results.took_part.edition,
        "fewest": results.took_part.fewest,
        "report": {**asdict(report.stamp), "state": report.stamp.state},
        "team": results.team,
        "team_code": results.team_code,
        "organisation": results.organisation,
        "round": _round(report),
        "rubric": _rubric(results),
        "details": _details(report),
        "implications": [asdict(each) for each in report.implications],
        "still_drafted": [draft.heading for draft in report.unconfirmed],
        "left_out": report.left_out,
        "room": _room(results),
        "took_part": _took_part(results),
        "parts": [_part(principle, report) for principle in results.principles],
        "placed_on": placed_on(results),
        "activities": [activity_data(one) for one in results.activities],
        "compared_with": _earlier(results),
        "actions": {name: [asdict(action) for action in told] for name, told in report.actions.items()},
        "read_by": _framed(report.framed) if report.framed else None,
        "facts": [asdict(fact) for fact in facts_of(report)],
    }


def _details(report: Report) -> dict[str, Any]:
    """As the report shows them: of a draft, what is asked and the summary as drafted where nobody wrote them."""
    told = {name: value for name, value in asdict(report.details).items() if name not in IMPLICATIONS}
    told |= {"requests": report.requests, "hear_back": report.hear_back, "report_type": report.report_type}
    told |= {"asks": [asdict(ask) for ask in report.asks]}
    told |= {name: getattr(report.in_short, name) for name in IN_SHORT}
    return told | (dict.fromkeys(("next_steps", "hear_back"), "") if "next" in report.left_out else {})


def _day(value: object) -> str:
    if isinstance(value, datetime):
        return day_of(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no place in a report")


def _round(report: Report) -> dict[str, Any]:
    results = report.results
    return {
        "title": results.round,
        "code": results.code,
        "about": results.about,
        "opened_on": results.opened_at,
        "closed_on": results.closed_at,
        "shown_on": results.made_at,
        "release": results.number,
        "is_draft": results.is_draft,
        "access_note": report.access_note,
        "reopened": [{"on": each.at, "reason": each.reason} for each in report.reopenings],
    }


def _rubric(results: Results) -> dict[str, Any]:
    told = {
        "title": results.rubric,
        "key": results.rubric_key,
        "version": results.version,
        "levels": results.levels,
    }
    return told | sources_of(results.source)


def _room(results: Results) -> dict[str, Any]:
    room = results.room
    told = {name: getattr(room, name) for name in ("asked", "people", "present", "missing", "why_nobody")}
    return {**told, "nobody_draws_on_support": room.nobody_draws_on_support}


def _took_part(results: Results) -> dict[str, Any]:
    """The same three cases as the HTML: where nothing is shown, not even who is missing from it."""
    took = results.took_part
    helped = {"helped": took.helped, "on_paper": took.on_paper}
    who = {"shown": took.shown, "everybody_else": took.among, "not_shown": took.not_shown}
    shown = who | helped if results.shows_voices else {}
    empty = dict.fromkeys(who, ()) | dict.fromkeys(helped)
    return {"any_shown": results.shows_voices, **empty, **shown}


def _part(principle: PrincipleResult, report: Report) -> dict[str, Any]:
    compared = report.results.earlier and "changed" not in report.left_out
    own = [{"who": group.label, "words": group.reflection} for group in principle.groups if group.reflection]
    placement = principle.placement if principle.is_talked_about else None
    levels = [{name: getattr(level, name) for name in LEVEL} for level in principle.levels]
    return {
        "key": principle.key,
        "name": principle.name,
        "title": principle.title,
        "prompt": principle.prompt,
        "is_finished": principle.is_finished,
        "reflection": principle.reflection,
        "where_we_differ": principle.where_we_differ,
        "groups_words": own,
        "quotes": [asdict(quote) for quote in principle.quotes],
        "placement": _placement(placement) if placement else None,
        "levels": levels,
        "changes": _changes(principle.change) if compared and principle.change else None,
    }


def _placement(placement: Placement) -> dict[str, str | bool]:
    return {**asdict(placement), "then": placement.then if placement.has_moved else ""}


def _changes(change: PrincipleChange) -> dict[str, Any]:
    found = [
        {"key": c.key, "news": c.news, "text": c.text, "was": c.was, "said": c.said} for c in change.different
    ]
    return {"why_not": change.why_not, "changes": found, "still_true": len(change.still_true)}


def _framed(framed: Framed) -> dict[str, Any]:
    """Statements by their keys: what was said of them stands among the facts, and is told once."""
    entries = [
        {"key": e.key, "title": e.title, "note": e.note, "statements": [s.key for s in e.statements]}
        for e in framed.entries
    ]
    source = {name: getattr(framed.source, name) for name in ("title", "authors", "published_by")}
    told = {"key": framed.key, "title": framed.title, "edition": framed.edition, "note": framed.note}
    return {**told, "source": source, "entries": entries, "rest": [s.key for s in framed.rest]}


def _earlier(results: Results) -> dict[str, Any] | None:
    earlier = results.earlier
    if earlier is None:
        return None
    of = {"rubric": earlier.rubric, "version": earlier.version}
    return {"title": earlier.title, "closed_on": earlier.when, **of}
