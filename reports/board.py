"""How a report is laid out for a board: a part in half a page, one strong difference, one person's words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assessments.comparison import NOT_TICKED, Change
from assessments.days import write_day
from assessments.hints import TAKEN_OUT, holds_words
from assessments.news import STILL_TRUE
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from reports.agreement import Seen, see
from reports.blanks import blanks_in
from reports.changed import Changed, count_changes
from reports.differences import Difference
from reports.placing.placed import ActivityResult
from reports.report import Report
from reports.results import PrincipleResult, Results
from reports.said_tables import SaidTable, said_tables
from reports.shapes import (
    GONE,
    NOT_YET,
    PLACES,
    SHAPES,
    STEP,
    TRUE,
    UNSURE,
    UNTRUE,
    WARNING,
    has_gone,
    place_of,
)
from reports.slides import Slide, slides_of
from reports.told_quote import ToldQuote
from reports.topics import differences_of
from teams.punctuation import quoted
from teams.sides import LIVED

# Statements of a part in words, with the one that people see most differently; all are in the appendix
AT_MOST = 4
AnyPart = PrincipleResult | ActivityResult
A_QUOTE = 60  # words; a longer one is no beginning for a page
TEAM_SAYS = {
    (TICKED, False): "The team says that this is true.",
    (NOT_TICKED, False): "The team says that this isn’t true yet.",
    (NOT_TRUE, False): "The team says that this isn’t true yet.",
    (TICKED, True): "The team sees this warning sign.",
    (NOT_TICKED, True): "The team doesn’t see this warning sign.",
    (NOT_TRUE, True): "The team doesn’t see this warning sign.",
    (NOT_SURE, False): "The team isn’t sure.",
    (NOT_SURE, True): "The team isn’t sure.",
}
WHAT_IS_GOOD: dict[str, str] = {TICKED: "True here", NOT_SURE: NOT_SURE.label}
# What leads over all parts, by whether it is between people with lived experience and people who are paid.
LARGEST = {
    True: "the largest between people with lived experience and people who are paid",
    False: "the largest between any two groups",
}


@dataclass(frozen=True)
class Line:
    """One statement: `lead` says why it is told (“Newly true”), `said` what groups say of it."""

    key: str
    text: str
    place: str  # one of PLACES
    rank: int
    lead: str
    said: str = ""
    is_warned: bool = False  # a warning sign that the team ticks


@dataclass(frozen=True)
class Differ:
    """A statement that groups see differently, and what the team agreed of it. `part` is its principle's name.

    `why` says what makes it the one on page 1.
    """

    slide: Slide
    part: str
    team: str
    why: str = ""


@dataclass(frozen=True)
class Part:
    principle: PrincipleResult
    lines: tuple[Line, ...] = ()
    difference: Differ | None = None
    quotes: tuple[ToldQuote, ...] = ()

    @property
    def said_tables(self) -> tuple[SaidTable, ...]:
        return said_tables(self.principle)


@dataclass(frozen=True)
class Board:
    """`difference`, `quote` and where that was said are for page 1, and aren't told again in their parts.

    `first_gap` is the first quote from which something was taken out: there it is said why, and nowhere else.
    """

    parts: tuple[Part, ...]
    difference: Differ | None = None
    quote: ToldQuote | None = None
    quoted_on: str = ""
    changes: tuple[Changed, ...] = ()
    placed_quotes: tuple[ToldQuote, ...] = ()  # of activities, before the parts

    @property
    def shapes(self) -> tuple[tuple[str, str], ...]:
        """Those that are drawn before a statement, with what they mean."""
        drawn = {line.place for part in self.parts for line in part.lines}
        return tuple((place, words) for place, words in SHAPES.items() if place in drawn)

    @property
    def first_gap(self) -> ToldQuote | None:
        on_page_1 = (self.quote,) if self.quote else ()
        quotes = (*on_page_1, *self.placed_quotes, *(quote for part in self.parts for quote in part.quotes))
        return next((quote for quote in quotes if TAKEN_OUT in quote.text), None)


def lay_out(results: Results) -> Board:
    first = next((_strongest(p, found) for p, found in differences_of(results.principles)), None)
    on, quote = next(iter(_short_quotes(results.parts)), (None, None))
    parts = tuple(_part(p, first, quote) for p in results.principles)
    changes = tuple(count_changes(change, exactly=results.has_placements) for change in results.changes)
    placed = tuple(one for activity in results.activities for one in activity.quotes if one is not quote)
    return Board(parts, first, quote, on.name if on else "", changes, placed)


def warnings_of(report: Report) -> tuple[str, ...]:
    """What a board won't find in it, said before it is issued."""
    results, said = report.results, []
    if not results.is_answered:
        said.append("Nothing has been answered together. A board will see “Not answered yet” for each part.")
    if not results.shows_voices:
        said.append(
            "Nothing that people said on their own can be shown. A board will see only what was agreed together, "
            f"{'what people said as a group, ' if results.has_groups else ''}and who was in the room."
        )
    if not results.has_words and not results.has_quotes:
        said.append("Nobody’s own words are in it. A board will see what was ticked, and nobody speaking.")
    meeting = report.details.meeting_date
    if meeting and report.read_on and meeting < report.read_on:
        said.append(f"The meeting was on {write_day(meeting)}. Is this report for a later one?")
    return (*said, *_asked_though_done(report), *_blanks(report))


def _asked_though_done(report: Report) -> Iterator[str]:
    """Whoever takes a draft over, and issues it when some of it is done, asks for what there is."""
    done = [a for a in (*report.plan, *report.promised) if a.status == "done"]
    for ask in report.asked:
        if any(holds_words(ask, action.what) for action in done):
            yield f"You ask for something that is done: {quoted(ask)}"


def _blanks(report: Report) -> Iterator[str]:
    for blank in blanks_in(report):
        yield (
            f"It says {quoted(blank)}, like a form that nobody filled in. Write what belongs there. Where a name was "
            "taken out, write “[name taken out]”."
        )


def _part(principle: PrincipleResult, first: Differ | None, quote: ToldQuote | None) -> Part:
    difference = _difference(principle, first)
    told = {one.slide.statement for one in (first, difference) if one}
    return Part(
        principle=principle,
        lines=_choose(
            [line for line in _lines(principle) if line.key not in told], AT_MOST - bool(difference)
        ),
        difference=difference,
        quotes=tuple(one for one in principle.quotes if one is not quote),
    )


def _difference(principle: PrincipleResult, first: Differ | None) -> Differ | None:
    """Its largest, but for the one on page 1."""
    slides = slides_of(principle.voices)
    return next((_differ(principle, s) for s in slides if not first or s != first.slide), None)


def _strongest(principle: PrincipleResult, found: Difference) -> Differ:
    return replace(_differ(principle, slides_of(principle.voices)[0]), why=LARGEST[found.is_across])


def _differ(principle: PrincipleResult, slide: Slide) -> Differ:
    one = next(seen for seen in see([principle]) if seen.key == slide.statement)
    return Differ(slide, principle.name, TEAM_SAYS.get((one.statement.now, one.direction == WARNING), ""))


def _short_quotes(parts: Sequence[AnyPart]) -> list[tuple[AnyPart, ToldQuote]]:
    """People with lived experience first."""
    found = [(p, q) for p in parts for q in p.quotes if len(q.text.split()) <= A_QUOTE]
    return sorted(found, key=lambda pair: not _is_lived(*pair))


def _is_lived(part: AnyPart, quote: ToldQuote) -> bool:
    heard = part.heard if isinstance(part, ActivityResult) else part.voices.voices
    return any(one.label == quote.who and one.side == LIVED for one in heard)


def _choose(lines: list[Line], most: int) -> tuple[Line, ...]:
    """Warning signs that the team ticks; something that is true and something that isn't yet, wherever there is any;
    then what matters most."""
    in_order = sorted(lines, key=lambda line: line.rank)
    chosen = [line for line in in_order if line.is_warned][:most]
    for places in ((TRUE, STEP), (NOT_YET, UNSURE)):
        chosen += [one for one in in_order if one.place in places][:1]
    chosen += [one for one in in_order if one not in chosen]
    return tuple(sorted(chosen[:most], key=lambda line: (PLACES.index(line.place), line.rank)))


def _lines(principle: PrincipleResult) -> Iterator[Line]:
    changed = {c.key: c for c in principle.change.changes} if principle.change else {}
    for seen in see([principle]):
        yield from _line(seen, changed.get(seen.key))


def _line(one: Seen, change: Change | None) -> Iterator[Line]:
    """What is disputed, then what has changed, then warning signs, then what good looks like."""
    if change and change.kind != STILL_TRUE:
        line = _as_line(one, 2 - 2 * change.is_disputed, change.news, change.said)
        yield replace(line, place=GONE) if has_gone(one, change) else line
    elif one.is_doubted or one.is_seen_by_others:
        yield _as_line(one, 1, one.lead, f"{one.against}.")
    elif one.is_warning:
        yield _as_line(one, 3, change.news if change else "A warning sign")
    elif one.direction != WARNING and one.statement.now in (TICKED, NOT_SURE, *UNTRUE):
        yield _what_is_good(one)


def _what_is_good(one: Seen) -> Line:
    rank = 4 if one.direction == "strength" else 5
    others = one.hearing.seen_by
    if one.statement.now in UNTRUE and others:
        return _as_line(one, rank, "The team doesn’t say this yet", f"{others[0].in_words('say so')}.")
    if one.is_ticked and one.direction == "progress":
        return _as_line(one, rank, "A step on the way")
    return _as_line(one, rank, WHAT_IS_GOOD.get(one.statement.now, "Not true yet"))


def _as_line(one: Seen, rank: int, lead: str, said: str = "") -> Line:
    return Line(one.key, one.text, place_of(one), rank, lead, said, one.is_warning)
