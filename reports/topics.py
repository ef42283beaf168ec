"""Talk about this: at most three things on which people differ, which changed, or of which nobody is sure. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from assessments.agreed import NOT_SURE
from assessments.comparison import Change, PrincipleChange
from assessments.news import NO_LONGER_TRUE, WHY_SO
from reports.agreement import doubted, seen_by_others
from reports.differences import Difference
from reports.results import PrincipleResult, Topic
from teams.punctuation import quoted

AT_MOST = 3
WHY_DIFFER = "Whose experience would help you to understand why?"
WHO_KNOWS = "Who would know? How could you find out together?"
APART = "The team and others differ"


def choose_topics(
    principles: Sequence[PrincipleResult], changes: Sequence[PrincipleChange] = ()
) -> tuple[Topic, ...]:
    """One of each kind first, then the next of each, so that no kind crowds out the others."""
    told = {p.key: p.change for p in principles if p.change}  # as far as groups bear it out
    kinds = (
        _seen_differently(principles),
        _differences(principles),
        _changes([told.get(change.key, change) for change in changes]),
        _apart(principles),
        _doubts(principles),
    )
    in_turn = [topic for topic in chain.from_iterable(zip_longest(*kinds)) if topic]
    once = {topic.statement or topic: topic for topic in reversed(in_turn)}  # of each statement the first
    return tuple(topic for topic in in_turn if once[topic.statement or topic] is topic)[:AT_MOST]


def differences_of(principles: Sequence[PrincipleResult]) -> list[tuple[PrincipleResult, Difference]]:
    """Over all parts: the largest between people with lived experience and paid people leads."""
    found = [(p, difference) for p in principles for difference in p.voices.differences]
    return sorted(found, key=lambda pair: pair[1].place)


def _seen_differently(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    """Statements on which perspectives differ most, over all parts."""
    for p, seen in differences_of(principles):
        more, less = (
            f"{quoted(seen.more)}: {seen.more_in_words.lower()}",
            f"{quoted(seen.less)}: {seen.less_in_words.lower()}",
        )
        question = f"Who says that this is true? {more}. {less}. Why might that be?"
        yield Topic(p.name, "Perspectives differ", question, seen.text, p.key, seen.key)


def _differences(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    for p in principles:
        if p.where_we_differ:
            yield Topic(p.name, "We see this differently", WHY_DIFFER, p.where_we_differ, p.key)


def _apart(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    """What the team says is true and a group doubts; warning signs that a group sees and the team doesn’t."""
    for one in (*seen_by_others(principles), *doubted(principles)):
        question = f"{one.lead}. {one.against}. {WHY_SO}"
        p, statement = one.principle, one.statement
        yield Topic(p.name, APART, question, statement.text, p.key, statement.key)


def _doubts(principles: Sequence[PrincipleResult]) -> Iterator[Topic]:
    for p in principles:
        for statement in p.statements:
            if statement.now == NOT_SURE:
                yield Topic(p.name, "Not sure", WHO_KNOWS, statement.text, p.key, statement.key)


def _changes(principles: Sequence[PrincipleChange]) -> Iterator[Topic]:
    found = [(p, change) for p in principles for change in p.different if change.question]
    for p, change in sorted(found, key=lambda pair: _place(pair[1])):
        question = f"{change.said} {change.question}".strip()
        yield Topic(p.name, change.news, question, change.text, p.key, change.key)


def _place(change: Change) -> tuple[bool, bool]:
    return not change.is_disputed, _is_welcome(change)


def _is_welcome(change: Change) -> bool:
    """A warning that went, or anything else that came. What isn't welcome is easier to pass over, so it comes first."""
    came = change.kind != NO_LONGER_TRUE
    return came != (change.direction == "warning")
