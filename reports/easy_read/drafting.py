"""The summary's first words, from what was agreed and said: short sentences, and people's own texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from assessments.agreed import Room
from reports.easy_read.deeds import draft_asks, draft_cannot, draft_deeds, draft_next, known_names
from reports.easy_read.drafted import (
    ALONE,
    GROUP,
    HANDS,
    PEOPLE,
    SAID,
    TALK,
    TOGETHER,
    Drafted,
    drawn,
)
from reports.easy_read.placed import change_of_places, draft_placed, good_of_places
from reports.easy_read.shortening import is_short, names_somebody, shortened
from reports.easy_read.standing import draft_where
from reports.easy_read.summary import MOST_LETTERS, PLACES
from reports.easy_read.truths import Told, draft_change, draft_good, tell_all, why_nothing_is_good
from reports.facts import day_of
from reports.report import Report
from reports.results import Results
from rubric.document import Document, ShownDrawing
from rubric.plain_words import count_words
from teams.punctuation import fitting, quoted

A_QUOTE = 40  # words of a quote that may stand here


@dataclass(frozen=True)
class Drafts:
    title: str
    points: dict[str, Drafted]


def draft_easy_read(
    report: Report, document: Document, *, hear_back: str = "", today: date | None = None
) -> Drafts:
    """`report` names parts and groups as people met them in Easy Read; `hear_back` is what the round promised.

    Nothing is promised for a day before `today`, nor for one before the report's figures were kept.
    """
    kept = day_of(report.results.made_at)
    drafted = {
        "what": _what(report),
        "who": _who(report),
        **_found_out(report, document, max(today or kept, kept)),
        "ask": draft_asks(report),
        "cannot": draft_cannot(report),
        "next": draft_next(report, hear_back),
    }
    return Drafts(_title(report.results.team), dict(_fill(drafted)))


def _found_out(report: Report, document: Document, today: date) -> dict[str, Iterable[Drafted]]:
    """Where the team is, and what comes of it."""
    results = report.results
    told = tell_all(results, document)
    return {
        "where": chain(draft_where(results), draft_placed(results)),
        "good": _good(results, told),
        "change": [*draft_change(results, told)] or change_of_places(results),
        "do": draft_deeds(report, _drawings(told, document), today),
    }


def _good(results: Results, told: list[Told]) -> Iterable[Drafted]:
    """Of statements; where they say none, of what the team places; else why there is none."""
    found = [*draft_good(results, told)] or [*good_of_places(results)]
    return found or [drawn(why_nothing_is_good(told), ALONE)]


def _drawings(told: Iterable[Told], document: Document) -> dict[str, ShownDrawing]:
    """By what a statement says, as actions name it."""
    texts = {statement.key: statement.text for statement in document.statements}
    return {texts[one.key]: one.drawing for one in told}


def _fill(drafted: Mapping[str, Iterable[Drafted]]) -> Iterator[tuple[str, Drafted]]:
    """As many points as a place has room for, each cut to what fits."""
    for place in PLACES:
        for name, point in zip(place.names, drafted[place.key], strict=False):
            yield name, replace(point, text=fitting(shortened(point.text), MOST_LETTERS))


def _title(team: str) -> str:
    title = f"{team}: what we found out"
    return title if is_short(title) else "What we found out"


def _what(report: Report) -> Iterator[Drafted]:
    named = f"{report.results.team} looked at how it works with people."
    looked = named if is_short(named) else "We looked at how we work with people."
    if report.results.principles:
        talked = "talked about" if report.results.answered else "asked"
        yield drawn(f"{looked}\nThis is called co-production.", TOGETHER)
        yield drawn(f"We {talked} what is true here.\nIt was not a test.", TALK)
    else:
        talked = "talked about" if report.results.is_placed else "asked"
        yield drawn(looked, TOGETHER)
        yield drawn(f"We {talked} where our work is now.\nIt was not a test.", TALK)


def _who(report: Report) -> Iterator[Drafted]:
    if report.results.is_answered:
        yield from _in_the_room(report.results.room)
    else:
        yield drawn("We have not talked about it together.", PEOPLE)
    yield _on_their_own(report)
    if report.results.has_groups:
        yield drawn("Some people answered as a group.", GROUP)
    if quote := next(_short_quotes(report), ""):
        yield drawn(f"Somebody said:\n{quoted(quote)}", SAID)


def _in_the_room(room: Room) -> Iterator[Drafted]:
    people = "1 person" if room.people == 1 else f"{room.people} people" if room.people else "The team"
    yield drawn(f"{people} talked about it together.", PEOPLE)
    if room.nobody_draws_on_support:
        yield drawn("Nobody who draws on care and support was there.", HANDS)
    elif room.present:
        labels = "\n".join(quoted(label) for label in room.present)
        yield drawn(f"They told us how they take part:\n{labels}", HANDS)


def _on_their_own(report: Report) -> Drafted:
    """Where too few answered, or nobody did, the two read the same."""
    if report.results.shows_voices or report.results.took_part.shown:
        return drawn(f"People answered on their own.\n{_whose_names(report)}", ALONE)
    return drawn("We can’t show what people said on their own.", ALONE)


def _whose_names(report: Report) -> str:
    if report.results.in_the_open:
        return "They saw each other’s first names and answers.\nWe don’t show names here."
    return "We don’t show their names."


def _short_quotes(report: Report) -> Iterator[str]:
    known = known_names(report)
    for part in report.results.parts:
        texts = (quote.text for quote in part.quotes)
        yield from (text for text in texts if _is_short_quote(text) and not names_somebody(text, known))


def _is_short_quote(text: str) -> bool:
    return count_words(text) <= A_QUOTE and is_short(text)
