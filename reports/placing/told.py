"""What is said in words of where an activity is placed: by the team, and by groups. Pure.

A place is called by its own name, whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.placing import AIM, NOW
from assessments.telling import FEW
from reports.bars import FILLS
from reports.placing.differences import (
    WHEN,
    Apart,
    Asked,
    Heard,
    headline,
    nobody_says,
    what_the_team_says_instead,
    where_we_agree,
    where_we_differ,
    who_says_otherwise,
)
from reports.placing.placed import ActivityResult, PlacedStep
from reports.voices import SPOKEN_SHADES
from teams.punctuation import quoted, sentence

NOT_PLACED = "Not talked about yet"
NONE_OF_THEM = "Few or nobody, at any step"
NONE_OF_THESE = "Few or nobody, for each answer"
TALK_FIRST = (
    "The team hasn’t placed anything together yet. Talk first: where is it now, and where should it be?"
)
LEDE = "Where the team places a piece of work now, and where it would like it to be."
OF_ALL = "of the groups shown, together"
MOMENT = {NOW: "Now", AIM: "Aim"}


@dataclass(frozen=True)
class AtAGlance:
    """An activity on the page of all: `halves` is where half or more of all who are shown place it now."""

    activity: ActivityResult
    lines: tuple[str, ...]
    last_time: str = ""
    halves: str = ""


@dataclass(frozen=True)
class Differing:
    """Of a question at a moment: where groups are furthest apart, and where they aren't."""

    about: str
    apart: Apart | None = None
    alike: tuple[str, ...] = ()


def lede(activities: Sequence[ActivityResult]) -> str:
    """Where a round only places."""
    return LEDE if any(one.is_answered for one in activities) else TALK_FIRST


def at_a_glance(activity: ActivityResult) -> AtAGlance:
    lines = [f"{_about(step, activity, MOMENT)}: {exactly(step)[0]}" for step in activity.steps]
    return AtAGlance(
        activity=activity,
        lines=tuple(lines) if activity.is_answered else (f"{NOT_PLACED}.",),
        last_time=_last_time(activity),
        halves=next((f"{about}: {OF_ALL}, {said}" for about, said in _halves(activity)), ""),
    )


def _last_time(activity: ActivityResult) -> str:
    then = [f"{_about(s, activity, MOMENT)}: {quoted(s.then.label)}" for s in activity.steps if s.then]
    return f"Last time. {'. '.join(then)}." if then else ""


def _about(step: PlacedStep, activity: ActivityResult, when: dict[int, str]) -> str:
    """Which of several questions, too."""
    told = when[step.moment]
    return f"{step.asked.question.text} {told}" if len(activity.questions) > 1 else told


def halves(activity: ActivityResult) -> tuple[str, ...]:
    """Where half or more of all who are shown, together, place it at least."""
    return tuple(f"{about}: {said}" for about, said in _halves(activity))


def _halves(activity: ActivityResult) -> Iterator[tuple[str, str]]:
    """About which step, and what is said of it."""
    together = activity.together
    if together is None:
        return
    for step in activity.steps:
        if words := headline(step.asked, together):
            otherwise = who_says_otherwise(step.asked, together, activity.heard)
            yield _about(step, activity, WHEN), " ".join([f"{words[0].lower()}{words[1:]}", *otherwise])


def in_lines(heard: Heard, asked: Asked) -> tuple[str, ...]:
    """Each word that is told, of a ladder with the highest step that it is told of: lower ones say no less."""
    words = heard.words(asked)
    if set(words) == {FEW}:
        return (NONE_OF_THEM if asked.is_ladder else NONE_OF_THESE,)
    return tuple(f"{SPOKEN_SHADES[word]}: {asked.place(at)}" for word, at in worth_telling(words, asked))


def worth_telling(words: Sequence[str], asked: Asked) -> list[tuple[str, int]]:
    """Each word with its place, that of most people first; what few say isn't told."""
    told = [(word, at) for at, word in enumerate(words) if word != FEW]
    if asked.is_ladder:
        return list(dict(told).items())
    return sorted(told, key=lambda one: -FILLS[one[0]])


def exactly(step: PlacedStep) -> tuple[str, ...]:
    """What one sheet says, and what it said last time."""
    return (step.said, f"Last time: {step.then.label}") if step.then else (step.said,)


def differing(activity: ActivityResult) -> Iterator[Differing]:
    heard = activity.heard
    for step in activity.steps:
        rare = nobody_says(step.asked, heard) if len(heard) > 1 else ()
        ours = what_the_team_says_instead(step.asked, heard, step.place)
        alike = [where_we_agree(step.asked, heard), ours, *map(_rare, rare)]
        told = Differing(
            about=_about(step, activity, WHEN),
            apart=where_we_differ(step.asked, heard),
            alike=tuple(filter(None, alike)),
        )
        if told.apart or told.alike:
            yield told


def _rare(place: str) -> str:
    return sentence(f"In every group few people, or nobody, say {place}")
