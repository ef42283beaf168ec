"""What the team places, as it is first drafted: where it is, where people would like it, and what that says is good."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.placing import AIM, NOW
from reports.easy_read.drafted import ALONE, PLACED, Drafted, drawn
from reports.placing.in_words import named
from reports.placing.placed import ActivityResult
from reports.results import Results
from teams.punctuation import full_stop, sentence

TOGETHER = 3  # beside one picture
NOTHING_GOOD = "We have not agreed on a good thing yet."


def draft_placed(results: Results) -> Iterator[Drafted]:
    told = [line for one in results.activities if (line := "\n".join(_where(one)))]
    for first in range(0, len(told), TOGETHER):
        lead = [] if first else ["Where is our work now?"]
        yield drawn("\n".join([*lead, *told[first : first + TOGETHER]]), PLACED)


def _where(one: ActivityResult) -> Iterator[str]:
    now, aim = named(one, NOW), named(one, AIM)
    yield f"{one.name}{full_stop(one.name)}"
    yield f"Now: {sentence(now.label)}" if now else "We have not said where it is now."
    if aim and aim == now:
        yield "We want it to stay there."
    elif aim:
        yield f"We want: {sentence(aim.label)}"


def good_of_places(results: Results) -> Iterator[Drafted]:
    """What is where people would like it: nothing else says that it is good."""
    found = [one for one in results.activities if named(one, NOW) and named(one, NOW) == named(one, AIM)]
    for one in found:
        yield drawn(f"{sentence(one.name)}\nIt is where we want it to be.", PLACED)
    if not found:
        yield drawn(NOTHING_GOOD, ALONE)


def change_of_places(results: Results) -> Iterator[Drafted]:
    for one in results.activities:
        now, aim = named(one, NOW), named(one, AIM)
        if now and aim and now != aim:
            told = f"{sentence(one.name)}\nIt is now: {sentence(now.label)}\nWe want it to be: {sentence(aim.label)}"
            yield drawn(told, PLACED)
