"""A placed activity in some 55 words: where it is, where it was, where it is wanted, and where groups differ. Pure.

Nothing says that one place is better than another, and none is called anything but by its own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from assessments.placing import AIM, NOW
from reports.placing.differences import (
    WHEN,
    Heard,
    agreed_by_all,
    headline,
    what_the_team_says_instead,
    where_we_agree,
    where_we_differ,
)
from reports.placing.placed import ActivityResult, GroupPlaces, PlacedStep
from rubric.document import Place
from rubric.document.placing import Named
from rubric.plain_words import sentences
from teams.punctuation import full_stop, quoted, sentence

A_MONTH = 30.4  # days
LAST_TIME = "Last time"


@dataclass(frozen=True)
class Said:
    """A sentence around the name of a place."""

    lead: str
    place: str = ""
    rest: str = ""

    @property
    def text(self) -> str:
        return f"{self.lead}{self.place}{self.rest}"


def tell_activity(activity: ActivityResult, ago: str = LAST_TIME) -> tuple[Said, ...]:
    """`ago` says when last time was."""
    return (*tell_team(activity, ago), *_groups(activity))


def tell_team(activity: ActivityResult, ago: str = LAST_TIME) -> tuple[Said, ...]:
    """What the team agreed, without what groups say."""
    if not activity.is_answered:
        return (Said("The team hasn’t placed it together yet."),)
    return (*_now(activity), *_then(activity, ago), *_aim(activity))


def in_short(activity: ActivityResult) -> str:
    """“Consultation; the team would like Co-design”, in one line beside its name."""
    now, aim = named(activity, NOW), named(activity, AIM)
    told = now.label if now else "not placed"
    if aim is None:
        return told
    return (
        f"{told}, where the team would like it" if aim == now else f"{told}; the team would like {aim.label}"
    )


def named(activity: ActivityResult, moment: int) -> Named | None:
    """Its place, or what its places lead to together; None where that isn’t agreed."""
    steps = activity.at(moment)
    if len(steps) == 1:
        return steps[0].place
    return activity.aim if moment == AIM else activity.now


def ago(then: datetime, now: datetime) -> str:
    months = round((now - then).days / A_MONTH)
    if 5 <= months <= 7:
        return "Half a year ago"
    if 11 <= months <= 13:
        return "A year ago"
    if 2 <= months < 24:
        return f"{months} months ago"
    return f"{round(months / 12)} years ago" if months >= 24 else LAST_TIME


def _now(activity: ActivityResult) -> Iterator[Said]:
    if place := named(activity, NOW):
        yield _placed("The team places it at ", place)
    else:
        yield from _one_by_one(
            activity, NOW, "The team isn’t sure where it is now.", "The team hasn’t said where it is now."
        )


def _then(activity: ActivityResult, ago: str) -> Iterator[Said]:
    was, now = was_at(activity), named(activity, NOW)
    if was and now and was.key == now.key:
        yield Said(f"{ago} it was there too.")
    elif was:
        yield Said(f"{ago} it was at ", was.label, full_stop(was.label))


def was_at(activity: ActivityResult) -> Named | None:
    """Last time."""
    steps = activity.at(NOW)
    return steps[0].then if len(steps) == 1 else activity.was


def _aim(activity: ActivityResult) -> Iterator[Said]:
    now, aim = named(activity, NOW), named(activity, AIM)
    if aim and aim == now:
        yield Said("That is where it would like it to be.")
    elif aim:
        yield _placed("It would like ", aim)
    else:
        unsure = "It isn’t sure where it would like it to be."
        yield from _one_by_one(activity, AIM, unsure, "It hasn’t said where it would like it to be.")


def _placed(lead: str, place: Named) -> Said:
    """With the first sentence of what it means."""
    meaning = next(iter(sentences(place.hint)), "")
    return Said(lead, place.label, f"{full_stop(place.label)} {meaning}".rstrip())


def _one_by_one(activity: ActivityResult, moment: int, unsure: str, unsaid: str) -> Iterator[Said]:
    """Where not each of several questions has an answer, what each has."""
    steps = activity.at(moment)
    if any(step.place for step in steps):
        yield from (_answer(step) for step in steps)
    else:
        yield Said(unsure if any(step.is_unsure for step in steps) else unsaid)


def _answer(step: PlacedStep) -> Said:
    return Said(f"{step.asked.question.text} ", step.said, full_stop(step.said))


def _groups(activity: ActivityResult) -> Iterator[Said]:
    """Where they differ, on now if they do; on nothing, or where the team places it lower, what they agree on. Then
    what one says that answered as one, where the team says something else."""
    differ = (said for step in activity.steps if (said := difference(activity, step)))
    first = next(differ, "")
    if first:
        yield Said(first)
    told = (step for step in activity.at(NOW) if not first or _is_below_all(step, activity.heard))
    if activity.heard:
        yield from (Said(said) for step in told if (said := _alike(activity, step)))
    yield from islice(map(Said, said_as_one(activity)), 1)


def said_as_one(activity: ActivityResult) -> Iterator[str]:
    """Of those who answered as one, what isn’t what the team says."""
    for step in activity.steps:
        for group, place in activity.placed_elsewhere(step):
            yield _asked(activity, step, f"{WHEN[step.moment]}, {says(group, place)}")


def says(group: GroupPlaces, place: Place) -> str:
    return sentence(f"{quoted(group.label)} says {place.label}")


def difference(activity: ActivityResult, step: PlacedStep) -> str:
    """“” where groups don’t differ on it."""
    apart = where_we_differ(step.asked, activity.heard)
    if not apart:
        return ""
    told = f"{WHEN[step.moment]}, groups differ on {sentence(apart.place)} {apart.more} {apart.less}"
    return _asked(activity, step, told)


def _alike(activity: ActivityResult, step: PlacedStep) -> str:
    if len(activity.heard) > 1:
        return _asked(activity, step, _every_group(step, activity.heard))
    told = headline(step.asked, activity.heard[0])
    told = f"{WHEN[step.moment]}. {activity.heard[0].label}: {told[:1].lower()}{told[1:]}" if told else ""
    return _asked(activity, step, told)


def _is_below_all(step: PlacedStep, heard: Sequence[Heard]) -> bool:
    """The team itself, below what half or more of every group say."""
    at = agreed_by_all(step.asked, heard)
    if at is None or step.place is None:
        return False
    return step.asked.is_ladder and step.asked.question.places.index(step.place) < at


def _every_group(step: PlacedStep, heard: Sequence[Heard]) -> str:
    agreed = where_we_agree(step.asked, heard)
    if not agreed:
        return ""
    ours = what_the_team_says_instead(step.asked, heard, step.place)
    return f"{WHEN[step.moment]}, {agreed[0].lower()}{agreed[1:]} {ours}".rstrip()


def _asked(activity: ActivityResult, step: PlacedStep, told: str) -> str:
    """Of several questions it says which."""
    several = len(activity.at(step.moment)) > 1
    return f"{step.asked.question.text} {told}" if told and several else told
