"""How a report is laid out for a board: a part in half a page, one strong difference, one person's words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from assessments.agreed import NOT_SURE, NOT_TRUE, TICKED
from assessments.comparison import NOT_TICKED, Change
from assessments.hints import holds_words
from assessments.news import STILL_TRUE
from reports.agreement import Seen, see
from reports.answers import GroupAnswers
from reports.changed import Changed, count_changes
from reports.report import Report
from reports.results import PrincipleResult, Results, ToldQuote
from reports.slides import Slide, slides_of
from reports.topics import differences_of
from reports.voices import Voice
from teams.punctuation import quoted
from teams.sides import LIVED

AT_MOST = (
    4  # statements of a part in words, with the one that people see most differently; all are in the appendix
)
A_QUOTE = 60  # words; a longer one is no beginning for a page
PLACES = TRUE, STEP, NOT_YET, WARNING = "true", "step", "not-yet", "warning"
UNTRUE = (NOT_TICKED, NOT_TRUE)
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
WHAT_IS_GOOD = {TICKED: "True here", NOT_SURE: "Not sure"}
# So many columns of a table hold a heading whose longest word has at most so many letters, and break none of them.
COLUMNS = {4: 12, 3: 16, 2: 25}


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
    """A statement that groups see differently, and what the team agreed of it. `part` is its principle's name."""

    slide: Slide
    part: str
    team: str


@dataclass(frozen=True)
class SaidTable:
    """Some of the groups, side by side: as many as fit without breaking a word."""

    columns: tuple[GroupAnswers | Voice, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Part:
    principle: PrincipleResult
    lines: tuple[Line, ...] = ()
    difference: Differ | None = None
    quotes: tuple[ToldQuote, ...] = ()

    @property
    def said_tables(self) -> tuple[SaidTable, ...]:
        return tuple(_tables(self.principle))


@dataclass(frozen=True)
class Board:
    """`difference`, `quote` and where that was said are for page 1, and aren't told again in their parts."""

    parts: tuple[Part, ...]
    difference: Differ | None = None
    quote: ToldQuote | None = None
    quoted_on: str = ""
    changes: tuple[Changed, ...] = ()


def lay_out(results: Results) -> Board:
    first = next((_differ(p, slides_of(p.voices)[0]) for p, _ in differences_of(results.principles)), None)
    on, quote = next(iter(_short_quotes(results.principles)), (None, None))
    parts = tuple(_part(p, first, quote) for p in results.principles)
    changes = tuple(count_changes(change, exactly=results.has_placements) for change in results.changes)
    return Board(parts, first, quote, on.name if on else "", changes)


def warnings_of(report: Report) -> tuple[str, ...]:
    """What a board won't find in it, said before it is issued."""
    results, said = report.results, []
    if not results.answered:
        said.append("Nothing has been answered together. A board will see “Not answered yet” for each part.")
    if not results.shows_voices:
        said.append(
            "Nothing that people said on their own can be shown. A board will see only what was agreed together, "
            "and who was in the room."
        )
    if not results.has_words and not results.has_quotes:
        said.append("Nobody’s own words are in it. A board will see what was ticked, and nobody speaking.")
    meeting = report.details.meeting_date
    if meeting and report.read_on and meeting < report.read_on:
        said.append(f"The meeting was on {meeting.day} {meeting:%B %Y}. Is this report for a later one?")
    return tuple(said) + tuple(_asked_though_done(report))


def _asked_though_done(report: Report) -> Iterator[str]:
    """Whoever takes a draft over, and issues it when some of it is done, asks for what there is."""
    done = [a for a in (*report.plan, *report.promised) if a.status == "done"]
    for ask in report.requests:
        if any(holds_words(ask, action.what) for action in done):
            yield f"You ask for something that is done: {quoted(ask)}"


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


def _differ(principle: PrincipleResult, slide: Slide) -> Differ:
    one = next(seen for seen in see([principle]) if seen.key == slide.statement)
    return Differ(slide, principle.name, TEAM_SAYS.get((one.statement.now, one.direction == WARNING), ""))


def _short_quotes(principles: Sequence[PrincipleResult]) -> list[tuple[PrincipleResult, ToldQuote]]:
    """People with lived experience first."""
    found = [(p, q) for p in principles for q in p.quotes if len(q.text.split()) <= A_QUOTE]
    return sorted(found, key=lambda pair: not _is_lived(*pair))


def _is_lived(principle: PrincipleResult, quote: ToldQuote) -> bool:
    return any(v.label == quote.who and v.side == LIVED for v in principle.voices.voices)


def _choose(lines: list[Line], most: int) -> tuple[Line, ...]:
    """Warning signs that the team ticks; something that is true and something that isn't yet, wherever there is any;
    then what matters most."""
    in_order = sorted(lines, key=lambda line: line.rank)
    chosen = [line for line in in_order if line.is_warned][:most]
    for places in ((TRUE, STEP), (NOT_YET,)):
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
        yield _as_line(one, 2 - 2 * change.is_disputed, change.news, change.said)
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
    return Line(one.key, one.text, _place(one), rank, lead, said, one.is_warning)


def _place(one: Seen) -> str:
    """A step on the way isn't drawn like what good looks like."""
    if one.direction == WARNING:
        return WARNING
    good = STEP if one.direction == "progress" else TRUE
    return good if one.is_ticked else NOT_YET


def _tables(principle: PrincipleResult) -> Iterator[SaidTable]:
    groups: list[GroupAnswers | Voice] = [*principle.groups, *principle.voices.all]
    for start, end in _columns([group.label for group in groups]):
        rows = tuple((text, said[start:end]) for text, said in principle.said)
        yield SaidTable(tuple(groups[start:end]), rows)


def _columns(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each table's columns begin and end."""
    start = 0
    while start < len(labels):
        end = start + _how_many(labels[start:])
        yield start, end
        start = end


def _how_many(labels: Sequence[str]) -> int:
    """As many of the first ones as fit side by side, and no more than leave the other tables as many."""
    fit = next((n for n, letters in COLUMNS.items() if _longest(labels[:n]) <= letters), 1)
    tables = ceil(len(labels) / fit)
    return ceil(len(labels) / tables)


def _longest(labels: Sequence[str]) -> int:
    return max(len(word) for label in labels for word in [*label.split(), ""])
