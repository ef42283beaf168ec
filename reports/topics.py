"""Talk about this: at most three things on which people differ, which changed, or of which nobody is sure. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from assessments.comparison import Change, PrincipleChange
from assessments.news import NO_LONGER_TRUE, WHY_SO
from assessments.said import NOT_SURE
from reports.agreement import Seen, doubted, seen_by_others
from reports.answers import NOT_ANSWERED
from reports.differences import Difference
from reports.results import PrincipleResult
from teams.punctuation import quoted

AT_MOST = 3
WHY_DIFFER = "Whose experience would help you to understand why?"
WHO_KNOWS = "Who would know? How could you find out together?"
# What to ask of a statement that groups see differently, by its level's direction.
ASKED = {
    "warning": "Where is this seen, and what would end it?",
    "progress": "For whom is this true, and for whom not yet?",
    "strength": "For whom is this true? What would make it true for everybody?",
}
PERSPECTIVES = "Perspectives differ"
APART = "The team and others differ"
UNTOLD = "A warning sign that people see"  # of which the team has said nothing yet
WRITTEN, UNSURE = "We see this differently", "Not sure"


@dataclass(frozen=True)
class Topic:
    """What was said of which principle, and a question. `key` is the principle's, `statement` a statement's or "".

    `said` is what groups say of it, or that they can't be shown.
    """

    principle: str
    lead: str
    question: str
    words: str = ""
    key: str = ""
    statement: str = ""
    said: str = ""

    @property
    def is_difference(self) -> bool:
        """Between groups, as the team wrote it, or from what the team says."""
        return self.lead in (PERSPECTIVES, WRITTEN) or self.question == WHY_SO


def choose_topics(
    principles: Sequence[PrincipleResult], changes: Sequence[PrincipleChange] = ()
) -> tuple[Topic, ...]:
    """One of each kind first, then the next of each, so that no kind crowds out the others."""
    kinds = (
        _seen_differently(principles),
        _differences(principles),
        _changes(_borne_out(principles, changes)),
        _apart(principles),
        _doubts(principles),
        _untold(principles),
    )
    return _first(chain.from_iterable(zip_longest(*kinds)))


def choose_statements(
    principles: Sequence[PrincipleResult], changes: Sequence[PrincipleChange] = ()
) -> tuple[Topic, ...]:
    """Where people differ most, in turn with where others see otherwise than the team; then what else changed or is
    unsure. What was written about a difference only where there is no statement to show."""
    changed = list(_changes(_borne_out(principles, changes)))
    rest = (_doubts(principles), _differences(principles), _untold(principles))
    return _first(chain(_differ(principles, changed), changed, *rest))


def choose_differences(
    principles: Sequence[PrincipleResult], changes: Sequence[PrincipleChange] = ()
) -> tuple[Topic, ...]:
    """The same, and nothing on which people don't differ."""
    changed = list(_changes(_borne_out(principles, changes)))
    return _first(chain(_differ(principles, changed), _differences(principles)))


def _differ(principles: Sequence[PrincipleResult], changed: Sequence[Topic]) -> Iterator[Topic | None]:
    disputed = [topic for topic in changed if topic.question == WHY_SO]
    apart = chain(disputed, _apart(principles))
    return chain.from_iterable(zip_longest(_seen_differently(principles), apart))


def _borne_out(
    principles: Sequence[PrincipleResult], changes: Sequence[PrincipleChange]
) -> list[PrincipleChange]:
    """As far as groups do; then those of parts that only the earlier wording had."""
    told = {p.key: p.change for p in principles if p.change}
    return [told.get(change.key, change) for change in changes]


def _first(topics: Iterable[Topic | None]) -> tuple[Topic, ...]:
    """Of each statement the first."""
    once: dict[Topic | str, Topic] = {}
    for topic in topics:
        if topic:
            once.setdefault(topic.statement or topic, topic)
    return tuple(islice(once.values(), AT_MOST))


def differences_of(principles: Sequence[PrincipleResult]) -> list[tuple[PrincipleResult, Difference]]:
    """Over all parts: the largest between people with lived experience and paid people leads."""
    found = [(p, difference) for p in principles for difference in p.voices.differences]
    return sorted(found, key=lambda pair: pair[1].place)


def _seen_differently(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    """Statements on which perspectives differ most, over all parts."""
    for p, seen in differences_of(principles):
        more = f"{quoted(seen.more)}: {seen.more_in_words.lower()}."
        less = f"{quoted(seen.less)}: {seen.less_in_words.lower()}."
        asked = ASKED[p.direction_of(seen.key)]
        yield Topic(p.name, PERSPECTIVES, asked, seen.text, p.key, seen.key, f"{more} {less}")


def _differences(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    for p in principles:
        if p.where_we_differ:
            yield Topic(p.name, WRITTEN, WHY_DIFFER, p.where_we_differ, p.key)


def _apart(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    """What the team says is true and a group doubts; warning signs that a group sees and the team doesn’t."""
    for one in (*seen_by_others(principles), *doubted(principles)):
        if one.statement.now != NOT_ANSWERED:
            yield _against(one, APART, WHY_SO)


def _untold(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    """Nobody differs from who hasn’t said anything."""
    for one in seen_by_others(principles):
        if one.statement.now == NOT_ANSWERED:
            yield _against(one, UNTOLD, ASKED[one.direction])


def _against(one: Seen, lead: str, asked: str) -> Topic:
    p, said = one.principle, f"{one.lead}. {one.against}."
    return Topic(p.name, lead, asked, one.text, p.key, one.key, said)


def _doubts(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    for p in principles:
        for statement in p.statements:
            if statement.now == NOT_SURE:
                yield Topic(p.name, UNSURE, WHO_KNOWS, statement.text, p.key, statement.key)


def _changes(principles: Sequence[PrincipleChange]) -> Iterator[Topic]:
    found = [(p, change) for p in principles for change in p.different if change.question]
    for p, change in sorted(found, key=lambda pair: _place(pair[1])):
        yield Topic(p.name, change.news, change.question, change.text, p.key, change.key, change.said)


def _place(change: Change) -> tuple[bool, bool]:
    return not change.is_disputed, _is_welcome(change)


def _is_welcome(change: Change) -> bool:
    """A warning that went, or anything else that came. What isn't welcome is easier to pass over, so it comes first."""
    came = change.kind != NO_LONGER_TRUE
    return came != (change.direction == "warning")
