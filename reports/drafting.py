"""What a report asks and what follows from it, drafted from the data in plain words: no fact is added. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assessments.agreed import Room
from assessments.days import write_day
from reports.agreement import Seen, see, seen_by_others
from reports.drafts import Drafts
from reports.hearing import HIDDEN
from reports.placing.summary import ALL_THERE, differing
from reports.report import ToldAction
from reports.results import Results
from reports.summary import NO_WARNING, NOBODY_WAS_THERE, hard_truth, part_of_hard_truth
from reports.topics import choose_topics
from teams.punctuation import and_list, quoted, sentence

REQUESTS = 4
A_NAME = 12  # words
NAMED, ROOM = 3, 50  # of a kind, in so many words; the rest is counted, and none is cut
LEGAL = (
    "Nobody has checked yet what the law asks here. Ask those who advise you on the law before the meeting, "
    "about what we ask for and what we plan."
)


def draft_texts(
    results: Results,
    plan: Sequence[ToldAction] = (),
    promised: Sequence[ToldAction] = (),
    *,
    today: date,
    hear_back: str = "",
) -> Drafts:
    """`today` is the reader's: what is late is late for whoever reads it."""
    requests = (
        _about_the_hard_truth(hard_truth(results), part_of_hard_truth(results)),
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


def promise(day: date | None, how: str, today: date) -> str:
    """By when and how people hear what came of it, in sentences. A day that has gone is no promise."""
    by = f"By {write_day(day)}." if day and day >= today else ""
    return " ".join(filter(None, [by, how]))


def _about_the_hard_truth(truth: str, part: str) -> str:
    """What it is stands in the summary beside it."""
    if truth == NOBODY_WAS_THERE:
        return "Agree with us how people who draw on care and support will be part of this, and who invites them."
    if truth in (NO_WARNING, ALL_THERE):
        return "Tell us who would see this differently, and help us to ask them."
    return f"Talk with us about {_named(part)}, and agree one thing that will change."


def _about_a_difference(results: Results) -> str:
    """The statement stands beside it, drawn or in its part."""
    for topic in choose_topics(results.principles, results.changes):
        if topic.is_difference:
            return f"Hear from the people who see {_named(topic.principle)} differently."
    placed = differing(results.activities)
    return f"Hear from the people who see {_named(placed[0])} differently." if placed else ""


def _named(part: str) -> str:
    """Never a piece of its name."""
    return part if 0 < len(part.split()) <= A_NAME else "what this shows"


def _about_costs(plan: Sequence[ToldAction]) -> str:
    costs = _costs(plan)
    return f"Decide whether there is money for this: {_listed(costs)}." if costs else ""


def _about_promises(promised: Sequence[ToldAction], today: date) -> str:
    late = [f"{quoted(a.what)} is late" for a in promised if a.is_late(today)]
    stopped = [f"{quoted(a.what)} was stopped" for a in promised if a.status == "stopped"]
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
    return [f"{quoted(a.what)} ({a.cost})" for a in actions if a.cost and not a.is_over]


def _equality(results: Results) -> str:
    said = (_who_was_missing(results.room), _who_isnt_shown(results), _where_people_differ(results))
    told = " ".join(filter(None, said))
    return told or "The round doesn’t show who was missing. Who would see this differently?"


def _who_was_missing(room: Room) -> str:
    if not room.asked:
        return "Nobody has said yet who was in the room."
    nobody = "Nobody ticked" if room.some_didnt_say else "Not in the room"
    return sentence(f"{nobody}: {_quoted(room.missing)}") if room.missing else ""


def _who_isnt_shown(results: Results) -> str:
    if not results.shows_voices:
        return HIDDEN
    told = "Of these nobody answered on their own, or too few to be shown by themselves"
    not_shown = results.took_part.not_shown
    return sentence(f"{told}: {_quoted(not_shown)}") if not_shown else ""


def _where_people_differ(results: Results) -> str:
    topics = choose_topics(results.principles, results.changes)
    names = dict.fromkeys(topic.principle for topic in topics if topic.is_difference)
    names |= dict.fromkeys(differing(results.activities))
    return f"People see it differently on {_listed(list(names))}." if names else ""


def _risk(results: Results, promised: Sequence[ToldAction], today: date) -> str:
    said = (_warnings_ticked(results), _warnings_of_others(results), _what_is_left(promised, today))
    return " ".join(filter(None, said))


def _warnings_ticked(results: Results) -> str:
    ticked = [one for one in see(results.principles) if one.is_warning]
    if ticked:
        return sentence(f"Warning signs that the team ticked: {_listed(_with_their_parts(ticked))}")
    return "No warning sign is ticked." if results.principles else ""


def _warnings_of_others(results: Results) -> str:
    others = _with_their_parts(seen_by_others(results.principles))
    return sentence(f"Others see warning signs that it doesn’t: {_listed(others)}") if others else ""


def _what_is_left(promised: Sequence[ToldAction], today: date) -> str:
    left = [a for a in promised if a.status == "stopped" or a.is_late(today)]
    verb = "has stopped or is late" if len(left) == 1 else "have stopped or are late"
    return f"Of what we said we would do, {len(left)} of {len(promised)} {verb}." if left else ""


def _with_their_parts(seen: Sequence[Seen]) -> list[str]:
    return [f"on {one.principle.name}, {quoted(one.text)}" for one in seen]


def _quoted(labels: Sequence[str]) -> str:
    return _listed([quoted(label) for label in labels])


def _listed(items: Sequence[str]) -> str:
    """As many as there is room for, each whole, and how many more there are."""
    named = [item for n, item in enumerate(items[:NAMED]) if _words(items[: n + 1]) <= ROOM]
    more = len(items) - len(named)
    if not named:
        return f"{more}, named in this report"
    return and_list([*named, f"{more} more"] if more else named)


def _words(items: Sequence[str]) -> int:
    return len(" ".join(items).split())
