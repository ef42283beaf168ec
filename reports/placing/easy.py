"""Where an activity is placed, in Easy Read: a picture, a short sentence, one idea at a time. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.placing import AIM, NOW
from assessments.telling import FEW
from reports.bars import BOXES, FILLS
from reports.placing.differences import Asked, Heard, where_we_differ
from reports.placing.page import in_order
from reports.placing.placed import ActivityResult, PlacedStep
from reports.placing.told import worth_telling
from reports.voices import EASY_SHADES
from rubric.document import Document, ShownDrawing, drawing_by_code
from teams.punctuation import quoted, sentence

NOT_YET = "The team has not talked about this."
NONE_OF_THEM = "Few people, or nobody, chose one of these."
HERE = {NOW: "The team says it is here now:", AIM: "The team wants it to be here:"}
NOT_SURE = {
    NOW: "The team is not sure where it is now.",
    AIM: "The team is not sure where it should be.",
}
NOT_SAID = {
    NOW: "The team has not said where it is now.",
    AIM: "The team has not said where it should be.",
}
HEADINGS = {NOW: "Where is it now?", AIM: "Where should it be?"}
DIFFER = "People see this differently."


@dataclass(frozen=True)
class EasyPlace:
    """What the team says of a step. `question` is told where there are several."""

    lead: str
    place: str = ""
    hint: str = ""
    drawing: ShownDrawing | None = None
    last_time: str = ""
    question: str = ""


@dataclass(frozen=True)
class EasyLine:
    """What a group says, beside a bar of five; who answered as one has no bar."""

    words: str
    boxes: tuple[bool, ...] = ()

    @property
    def full(self) -> int:
        return sum(self.boxes)


@dataclass(frozen=True)
class EasyGroup:
    label: str
    lines: tuple[EasyLine, ...]
    size: str = ""
    side: str = ""


@dataclass(frozen=True)
class EasyQuestion:
    """Who says what of a question at a moment."""

    heading: str
    question: str
    groups: tuple[EasyGroup, ...]
    differ: tuple[str, ...] = ()


@dataclass(frozen=True)
class EasyActivity:
    activity: ActivityResult
    places: tuple[EasyPlace, ...]
    questions: tuple[EasyQuestion, ...] = ()


def tell_activity_easily(activity: ActivityResult, document: Document) -> EasyActivity:
    """`document` is what it is placed on, in Easy Read."""
    several = len(activity.questions) > 1
    return EasyActivity(
        activity=activity,
        places=tuple(_places(activity, document, several)),
        questions=tuple(_question(activity, step, several) for step in activity.steps),
    )


def _places(activity: ActivityResult, document: Document, several: bool) -> Iterator[EasyPlace]:
    if not activity.is_answered:
        yield EasyPlace(NOT_YET)
        return
    for step in activity.steps:
        yield _placed(step, document, step.asked.question.text if several else "")


def _placed(step: PlacedStep, document: Document, question: str) -> EasyPlace:
    last_time = sentence(f"Last time: {step.then.label}") if step.then else ""
    if step.place is None:
        lead = (NOT_SURE if step.is_unsure else NOT_SAID)[step.moment]
        return EasyPlace(lead, last_time=last_time, question=question)
    return EasyPlace(
        lead=HERE[step.moment],
        place=step.place.label,
        hint=step.place.hint,
        drawing=drawing_by_code(document, step.place.picture),
        last_time=last_time,
        question=question,
    )


def _question(activity: ActivityResult, step: PlacedStep, several: bool) -> EasyQuestion:
    sheets = [
        EasyGroup(group.label, (EasyLine(_exactly(said)),))
        for group in activity.groups
        for said in group.steps
        if said.asked.key == step.asked.key
    ]
    heard = [
        EasyGroup(one.label, tuple(_lines(one, step.asked)), one.size, one.side)
        for one in in_order(activity.heard)
    ]
    return EasyQuestion(
        heading=HEADINGS[step.moment],
        question=step.asked.question.text if several else "",
        groups=(*sheets, *heard),
        differ=tuple(_differ(activity, step.asked)),
    )


def _exactly(said: PlacedStep) -> str:
    if said.place:
        return f"They say: {sentence(said.place.label)}"
    return "They are not sure." if said.is_unsure else "They did not say."


def _lines(heard: Heard, asked: Asked) -> Iterator[EasyLine]:
    told = worth_telling(heard.words(asked), asked)
    if not told:
        yield EasyLine(NONE_OF_THEM, _boxes(FEW))
    for word, at in told:
        yield EasyLine(f"{EASY_SHADES[word]} say {_easily(asked, at)}.", _boxes(word))


def _easily(asked: Asked, at: int) -> str:
    label = quoted(asked.question.places[at].label)
    is_top = at == len(asked.question.places) - 1
    return f"{label} or a higher step" if asked.is_ladder and not is_top else label


def _boxes(word: str) -> tuple[bool, ...]:
    return tuple(number < FILLS[word] for number in range(BOXES))


def _differ(activity: ActivityResult, asked: Asked) -> Iterator[str]:
    if where_we_differ(asked, activity.heard):
        yield DIFFER
        yield "Why do people see it differently?"
