"""What a spreadsheet says of itself: which report it is, how to read it, and whose lists it speaks of. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reports.facts import COLUMNS, day_of
from reports.formats import by_list
from reports.formats.ideas import ideas_of
from reports.report import Report
from rubric.document import Source
from teams.punctuation import quoted, sentence

HEADINGS = ("About", "This file")
LIMITS = (
    "This is a conversation, not a test: not a score, not for ranking, and not for comparing teams. Statements don’t "
    "weigh the same, so they don’t add up."
)


def rows_of(report: Report) -> Iterator[tuple[str, object]]:
    yield from _what_it_is(report)
    yield from _which_report(report)
    yield from _whose_lists(report)
    yield from ((f"Column: {heading}", meaning) for heading, meaning in COLUMNS.values() if meaning)


def _what_it_is(report: Report) -> Iterator[tuple[str, object]]:
    results, took = report.results, report.results.took_part
    sees = "about how it co-produces" if results.principles else "about where its work is placed"
    keep = f"Inside edition: keep it within {results.organisation}" if took.is_inside else "Outside edition"
    yield "What this is", f"What {results.team} of {results.organisation} sees {sees}."
    yield "What it isn’t", LIMITS
    yield (
        "Edition",
        f"{sentence(keep)} What people said on their own is shown in groups of {took.fewest} or more.",
    )


def _which_report(report: Report) -> Iterator[tuple[str, object]]:
    results, stamp = report.results, report.stamp
    yield "Report", f"Number {stamp.number}, {stamp.state}"
    if stamp.issued_on:
        yield "Issued on", stamp.issued_on
    yield "Round", f"{results.round}, about {results.about}"
    if report.access_note:
        yield "Thanks and access", report.access_note
    yield "Shown on", day_of(results.made_at)
    if results.is_draft:
        yield "Draft", "The round isn’t finished yet, so this can change."


def _whose_lists(report: Report) -> Iterator[tuple[str, object]]:
    """Rubrics and the other list that answers were given or are read by."""
    results = report.results
    if results.principles:
        yield "Statements from", _based(results.rubric, results.version, results.source)
        yield from ideas_of(results.source)
    if on := results.placed_on:
        yield "Placed on", _based(on.title, on.version, on.source)
        yield from ideas_of(on.source)
    if framed := report.framed:
        title = f"{quoted(framed.title)}, edition {framed.edition}."
        yield "By another list", f"{title} {framed.note} {by_list.KIND_OF_SIGN}"


def _based(title: str, version: int, source: Source) -> str:
    return f"{quoted(title)}, version {version}, based on {quoted(source.title)}"
