"""The summary's first words, from what was agreed: short sentences, and people's own texts as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assessments.agreed import NOT_SURE, NOT_TRUE, TICKED
from assessments.comparison import NOT_TICKED
from reports.easy_read.sentences import count_words, sentences
from reports.easy_read.summary import MOST_LETTERS, PLACES
from reports.report import Report, ToldAction
from reports.results import PrincipleResult
from rubric.document import Document, Principle, ShownDrawing, Statement, drawing_of
from teams.punctuation import ENDED, full_stop, quoted

SHORT = 15  # words: PRODUCT.md's
A_QUOTE = 40  # words of a quote that may stand here
A_REASON, ACTIONS = 30, 3  # words of why something can’t be done; what we will do: more is for the report
A_TEXT = 60  # words of what people wrote for the board; the first sentences of a longer text
# Codes of the picture set, for what isn't about a statement.
LOOKED, TOGETHER, TALK = "1F50D", "1F91D", "1F4AC"
PEOPLE, HANDS, ALONE, GROUP, SAID = "1F465", "1F64B", "1F4DD", "1F5E3", "1F5E8"
DO, DONE, STOP, NEXT, HEAR, ASK = "1F4CB", "2705", "1F6D1", "1F4C5", "1F4EC", "2753"


@dataclass(frozen=True)
class Drafted:
    text: str
    drawing: ShownDrawing | None = None


@dataclass(frozen=True)
class Drafts:
    title: str
    points: dict[str, Drafted]


@dataclass(frozen=True)
class _Said:
    """A statement and what was agreed of it."""

    principle: Principle
    statement: Statement
    direction: str
    now: str
    drawing: ShownDrawing

    @property
    def words(self) -> str:
        return self.statement.easy_read or self.statement.text

    def told(self, *, lead: str = "", after: str = "") -> Drafted:
        return Drafted("\n".join(filter(None, (lead, self.words, after))), self.drawing)


def draft_easy_read(report: Report, document: Document, *, hear_back: str = "") -> Drafts:
    """`report` tells the document's statements in its standard words; `hear_back` is what the round promised."""
    said = [each for told in report.results.principles for each in _said(told, document)]
    drafted = {
        "what": _what(report),
        "who": _who(report),
        "good": _good(report, said),
        "change": _change(report, said),
        "do": _do(report, said),
        "cannot": _cannot(report),
        "next": _next(report, hear_back),
    }
    points = {
        name: replace(point, text=fitting(point.text))
        for place in PLACES
        for name, point in zip(place.names, drafted[place.key], strict=False)
    }
    return Drafts(f"{report.results.team}: what we found out", points)


def fitting(text: str) -> str:
    """As much as a point has room for: whole words, and a mark where something is left out."""
    if len(text) <= MOST_LETTERS:
        return text.strip()
    return f"{text[: MOST_LETTERS - 1].rsplit(maxsplit=1)[0]}…"


def _said(told: PrincipleResult, document: Document) -> Iterator[_Said]:
    """Results stand in the order of the levels, and so do these."""
    principle = document.principle(told.key)
    ordered = [s for level in document.levels for s in principle.at_level(level.key)]
    results = [(level.direction, result.now) for level in told.levels for result in level.statements]
    for statement, (direction, now) in zip(ordered, results, strict=True):
        yield _Said(principle, statement, direction, now, drawing_of(document, principle, statement))


def _what(report: Report) -> Iterator[Drafted]:
    named = f"{report.results.team} looked at how it works with people."
    yield _drawn(named if _is_short(named) else "We looked at how we work with people.", LOOKED)
    yield _drawn("This is called co-production.", TOGETHER)
    yield _drawn("We talked about what is true here.\nIt was not a test.", TALK)


def _who(report: Report) -> Iterator[Drafted]:
    results, room = report.results, report.results.room
    people = "1 person" if room.people == 1 else f"{room.people} people" if room.people else "The team"
    yield _drawn(f"{people} talked about it together.", PEOPLE)
    if room.nobody_draws_on_support:
        yield _drawn("Nobody who draws on care and support was there.", HANDS)
    elif room.present:
        labels = "\n".join(quoted(label) for label in room.present)
        yield _drawn(f"They told us how they take part:\n{labels}", HANDS)
    if results.shows_voices or results.took_part.shown:
        yield _drawn("People answered on their own too.\nWe don’t show their names.", ALONE)
    if results.has_groups:
        yield _drawn("Some people answered as a group.", GROUP)
    if quote := next(_short_quotes(report), ""):
        yield _drawn(f"Somebody said:\n{quoted(quote)}", SAID)


def _short_quotes(report: Report) -> Iterator[str]:
    for quote in (quote for p in report.results.principles for quote in p.quotes):
        if count_words(quote.text) <= A_QUOTE and all(_is_short(s) for s in sentences(quote.text)):
            yield quote.text


def _good(report: Report, said: list[_Said]) -> Iterator[Drafted]:
    """What is new comes first, then what is left behind, then what was true before; each part once before any twice."""
    by_key = {each.statement.key: each for each in said}
    changes = [p.change for p in report.results.principles if p.change]
    new = [by_key[c.key] for change in changes for c in change.newly_true if c.direction != "warning"]
    new.sort(key=lambda each: each.direction != "strength")
    left = [by_key[c.key] for change in changes for c in change.left_behind if c.key in by_key]
    true = [s for way in ("strength", "progress") for s in said if (s.direction, s.now) == (way, TICKED)]
    is_new, is_left = {s.statement.key for s in new}, {s.statement.key for s in left}
    for each in _spread([*new, *left, *true]):
        if each.statement.key in is_left:
            yield each.told(lead="This is not true any more:")
        else:
            yield each.told(after="This is new." if each.statement.key in is_new else "")
    if not (new or left or true):
        yield _drawn("We have not ticked a good thing yet.", ALONE)


def _change(report: Report, said: list[_Said]) -> Iterator[Drafted]:
    """Warning signs, but always room for what people see most differently; then what is missing where least is true."""
    warnings = list(_spread([s for s in said if (s.direction, s.now) == ("warning", TICKED)]))
    differ = list(_differ(report, said))[:1]
    yield from (each.told() for each in warnings[:2])
    yield from (
        each.told(lead="People do not agree about this:") for each in differ if each not in warnings[:2]
    )
    yield from (each.told() for each in warnings[2:] if each not in differ)
    far = [s for s in said if s.direction == _furthest(said)]
    least_first = sorted(far, key=lambda each: _share(far, each.principle))
    untrue = list(_spread([s for s in least_first if s.now in (NOT_TICKED, NOT_TRUE)]))
    yield from (each.told(lead="This is not true yet:") for each in untrue if each not in differ)
    unsure = _spread([s for s in least_first if s.now == NOT_SURE])
    yield from (each.told(lead="We are not sure about this:") for each in unsure if each not in differ)


def _differ(report: Report, said: list[_Said]) -> Iterator[_Said]:
    """The statements that perspectives see most differently."""
    found = [(p.key, seen) for p in report.results.principles for seen in p.voices.differences]
    for key, seen in sorted(found, key=lambda pair: -pair[1].gap):
        yield from (s for s in said if s.principle.key == key and s.statement.text == seen.text)


def _do(report: Report, said: list[_Said]) -> Iterator[Drafted]:
    actions = sorted((a for a in report.plan if a.status != "stopped"), key=lambda a: a.status == "done")
    for action in actions[:ACTIONS]:
        about = (s.drawing for s in said if action.statement and s.statement.text == action.statement)
        drawing = next(about, ShownDrawing(code=DONE if action.status == "done" else DO))
        yield Drafted("\n".join(_action(action)), drawing)
    if not actions:
        yield _drawn("We have not said yet what we will do.", DO)


def _action(action: ToldAction) -> Iterator[str]:
    yield _ended(action.what)
    if action.status == "done":
        yield "We have done this."
        return
    leads = " and ".join(filter(None, (action.led_by, action.co_lead)))
    told = f"{leads} {'lead' if action.led_by and action.co_lead else 'leads'} this."
    if leads and _is_short(told):
        yield told
    if action.due_on:
        yield f"We will do it by {action.due_on.day} {action.due_on:%B %Y}."


def _cannot(report: Report) -> Iterator[Drafted]:
    stopped = {a.what: a for a in (*report.plan, *report.promised) if a.status == "stopped"}
    for action in stopped.values():
        yield _drawn(
            f"We can’t do this:\n{_ended(action.what)}\nThis is why:\n{_brief(action.stopped_because, A_REASON)}",
            STOP,
        )


def _next(report: Report, hear_back: str) -> Iterator[Drafted]:
    if steps := _brief(report.details.next_steps):
        yield _drawn(steps, NEXT)
    if hears := _brief(report.details.hear_back or hear_back):
        yield _drawn(f"This is how you will hear from us:\n{hears}", HEAR)
    team = report.results.team
    asks = f"Do you want to know more?\nAsk {team}{full_stop(team)}"
    yield _drawn(
        asks if all(_is_short(s) for s in sentences(asks)) else "Do you want to know more?\nAsk us.", ASK
    )


def _spread(said: Iterable[_Said]) -> list[_Said]:
    """The first of each part, then the others, each statement once."""
    once: dict[str, _Said] = {}
    first: dict[str, _Said] = {}
    for each in said:
        once.setdefault(each.statement.key, each)
        first.setdefault(each.principle.key, each)
    return sorted(once.values(), key=lambda each: each is not first[each.principle.key])


def _furthest(said: list[_Said]) -> str:
    """What good looks like: the strengths, or the steps of a rubric that has none."""
    return "strength" if any(s.direction == "strength" for s in said) else "progress"


def _share(said: list[_Said], principle: Principle) -> float:
    mine = [s.now == TICKED for s in said if s.principle == principle]
    return sum(mine) / len(mine)


def _drawn(text: str, code: str) -> Drafted:
    return Drafted(text, ShownDrawing(code=code))


def _ended(text: str) -> str:
    """As a sentence ends."""
    text = text.strip()
    return text if not text or text[-1] in ":”" or ENDED.search(text) else f"{text}."


def _brief(text: str, most: int = A_TEXT) -> str:
    """A sentence a line; at least one, and no more when there are many words."""
    told: list[str] = []
    for sentence in sentences(text):
        if told and count_words(" ".join([*told, sentence])) > most:
            break
        told.append(_ended(sentence))
    return "\n".join(told)


def _is_short(sentence: str) -> bool:
    return count_words(sentence) <= SHORT
