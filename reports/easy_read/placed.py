"""What the team places, as it is first drafted: where it is, where people would like it, and what that says is good."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.placing import AIM, NOW
from reports.easy_read.drafted import PLACED, Drafted, drawn
from reports.easy_read.truths import DISAGREE, UNSHOWN
from reports.hearing import HIDDEN, UNHEARD
from reports.placing.in_words import named
from reports.placing.placed import ActivityResult
from reports.placing.summary import differs, is_denied, may_hear_lived_experience
from reports.results import Results
from teams.punctuation import full_stop, sentence

TOGETHER = 3  # beside one picture


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
    """What is where people would like it: nothing else says that it is good. Never what others say is elsewhere."""
    for one in results.activities:
        if named(one, NOW) and named(one, NOW) == named(one, AIM) and not is_denied(one):
            told = [sentence(one.name), "It is where we want it to be.", _unshown(one)]
            yield drawn("\n".join(filter(None, told)), PLACED)


def _unshown(one: ActivityResult) -> str:
    if may_hear_lived_experience(one):
        return ""
    return UNSHOWN[UNHEARD if one.heard or one.groups else HIDDEN]


def change_of_places(results: Results) -> Iterator[Drafted]:
    """What others say is elsewhere, then what groups differ on, then what isn’t where people would like it."""
    for one in sorted(results.activities, key=lambda one: (not is_denied(one), not differs(one))):
        if is_denied(one) or differs(one):
            yield _changing(one, "Our team says that it is now:", DISAGREE)
        elif named(one, NOW) and named(one, AIM) and named(one, NOW) != named(one, AIM):
            yield _changing(one, "It is now:")


def _changing(one: ActivityResult, at: str, lead: str = "") -> Drafted:
    now, aim = named(one, NOW), named(one, AIM)
    told = [lead, sentence(one.name)]
    told += [f"{at} {sentence(now.label)}"] if now else []
    told += [f"We want it to be: {sentence(aim.label)}"] if aim and aim != now else []
    return drawn("\n".join(filter(None, told)), PLACED)
