"""What a report asks and what follows from it, drafted from the data in plain words: no fact is added. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assessments.agreed import TICKED
from reports.agreement import seen_by_others
from reports.drafts import Drafts, Summary
from reports.hearing import HIDDEN
from reports.report import ToldAction
from reports.results import Results
from reports.summary import NO_WARNING, NOBODY_WAS_THERE, part_of_hard_truth
from reports.topics import APART, PERSPECTIVES, choose_topics
from teams.punctuation import and_list, quoted, sentence

REQUESTS = 4
SOME, BRIEF = 12, 6  # words of one text among several, and beside those
NAMED = 3  # of a kind; the rest is counted
DIFFERENCES = (PERSPECTIVES, "We see this differently", APART)
LEGAL = (
    "Nobody has checked yet what the law asks here. Ask those who advise you on the law before the meeting, "
    "about what we ask for and what we plan."
)


def draft_texts(
    results: Results,
    summary: Summary,
    plan: Sequence[ToldAction] = (),
    promised: Sequence[ToldAction] = (),
    *,
    today: date,
    hear_back: str = "",
) -> Drafts:
    """`today` is the reader's: what is late is late for whoever reads it."""
    requests = (
        _about_the_hard_truth(summary, part_of_hard_truth(results)),
        _about_a_difference(results),
        _about_costs(plan),
        _about_promises(promised, today),
    )
    return Drafts(
        requests=tuple(text for text in requests if text)[:REQUESTS],
        legal=LEGAL,
        finance=_finance(plan),
        equality=_equality(results),
        risk=_risk(results, promised, today),
        hear_back=hear_back,
    )


def _about_the_hard_truth(summary: Summary, part: str) -> str:
    """What it is stands in the summary beside it."""
    if summary.hard_truth == NOBODY_WAS_THERE:
        return "Agree with us how people who draw on care and support will be part of this, and who invites them."
    if summary.hard_truth == NO_WARNING:
        return "Tell us who would see this differently, and help us to ask them."
    return f"Talk with us about {_named(part)}, and agree one thing that will change."


def _about_a_difference(results: Results) -> str:
    """The statement stands beside it, drawn or in its part."""
    for topic in choose_topics(results.principles, results.changes):
        if topic.lead in DIFFERENCES:
            return f"Hear from the people who see {_named(topic.principle)} differently."
    return ""


def _named(part: str) -> str:
    """Never a piece of its name."""
    return part if 0 < len(part.split()) <= SOME else "what this shows"


def _about_costs(plan: Sequence[ToldAction]) -> str:
    costs = _costs(plan)
    return f"Decide whether there is money for this: {_listed(costs)}." if costs else ""


def _about_promises(promised: Sequence[ToldAction], today: date) -> str:
    late = [f"{_quoted(a.what, SOME)} is late" for a in promised if a.is_late(today)]
    stopped = [f"{_quoted(a.what, SOME)} was stopped" for a in promised if a.status == "stopped"]
    if not late + stopped:
        return ""
    return f"Help us with what we said we would do and haven’t done: {_listed(late + stopped)}."


def _finance(plan: Sequence[ToldAction]) -> str:
    if not plan:
        return "No plan has been written yet, so no costs are named."
    costs = _costs(plan)
    return f"The plan names these costs: {_listed(costs)}." if costs else "The plan names no costs."


def _costs(actions: Sequence[ToldAction]) -> list[str]:
    """Of what is still to come."""
    return [f"{_quoted(a.what, SOME)} ({_few(a.cost, SOME)})" for a in actions if a.cost and not a.is_over]


def _equality(results: Results) -> str:
    room, said = results.room, []
    if not room.asked:
        said.append("Nobody has said yet who was in the room.")
    elif room.missing:
        nobody = "Nobody ticked" if room.some_didnt_say else "Not in the room"
        said.append(sentence(f"{nobody}: {_listed([quoted(label) for label in room.missing])}"))
    if results.shows_voices and results.took_part.not_shown:
        labels = _listed([quoted(label) for label in results.took_part.not_shown])
        said.append(
            sentence(f"Of these nobody answered on their own, or too few to be shown by themselves: {labels}")
        )
    elif not results.shows_voices:
        said.append(HIDDEN)
    topics = choose_topics(results.principles, results.changes)
    names = dict.fromkeys(_few(topic.principle, SOME) for topic in topics if topic.lead in DIFFERENCES)
    if names:
        said.append(f"People see it differently on {and_list(list(names))}.")
    return " ".join(said) or "The round doesn’t show who was missing. Who would see this differently?"


def _risk(results: Results, promised: Sequence[ToldAction], today: date) -> str:
    warnings = [
        f"on {_few(p.name, SOME)}, {_quoted(s.text, SOME)}"
        for p in results.principles
        for level in p.levels
        if level.direction == "warning"
        for s in level.statements
        if s.now == TICKED
    ]
    said = (
        sentence(f"Warning signs that the team ticked: {_listed(warnings)}")
        if warnings
        else "No warning sign is ticked."
    )
    if others := seen_by_others(results.principles):
        seen = [f"on {_few(one.principle.name, BRIEF)}, {_quoted(one.text, BRIEF)}" for one in others]
        said += f" {sentence(f'Others see warning signs that it doesn’t: {_listed(seen)}')}"
    left = [a for a in promised if a.status == "stopped" or a.is_late(today)]
    if left:
        verb = "has stopped or is late" if len(left) == 1 else "have stopped or are late"
        said += f" Of what we said we would do, {len(left)} of {len(promised)} {verb}."
    return said


def _listed(items: Sequence[str]) -> str:
    """At most NAMED of them, and how many more there are."""
    more = len(items) - NAMED
    return and_list([*items[:NAMED], f"{more} more"] if more > 0 else list(items))


def _quoted(text: str, words: int) -> str:
    return quoted(_few(text, words))


def _few(text: str, words: int) -> str:
    found = text.split()
    return " ".join(found) if len(found) <= words else f"{' '.join(found[:words])}…"
