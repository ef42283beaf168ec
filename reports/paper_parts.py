"""What a form asks, part by part: a principle with its statements, or an activity with its questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessments.models import Round
from assessments.part import Part, hard_words_in, prompt, statements
from assessments.placing import ActivityPart, staying, steps_of
from assessments.placing import prompt as prompt_of_activity
from assessments.said import NOTHING
from assessments.services.activities import parts_placed
from rubric.document import Document, HardWord, ShownDrawing, drawing_by_code, in_wording, texts_of
from rubric.reading import embedded_drawings

Held = dict[str, str]  # the addresses of drawings by digest


@dataclass(frozen=True)
class FormPart:
    """One part of a form. A principle has `rows`, its statements in their order, without levels, which would lead; in
    Easy Read each has a `picture` (an address, or blank) and its hard words. An activity has `steps`: its questions,
    for now and then for the aim. `hard_words` are those of what stands above."""

    number: int
    of: int
    title: str
    summary: str
    prompt: str
    picture: str
    hard_words: list[HardWord]
    rows: tuple[dict[str, Any], ...] = ()
    steps: tuple[dict[str, Any], ...] = ()
    staying: str = ""


def form_parts(round: Round, document: Document, wording: str) -> list[FormPart]:
    ticked, placed = in_wording(document, wording), parts_placed(round, wording)
    of = len(ticked.principles) + len(placed)
    held = _held_by(ticked) if ticked.is_easy else {}
    parts = [
        _principle(Part(ticked, one, number), of, held) for number, one in enumerate(ticked.principles, 1)
    ]
    if not placed:
        return parts
    held = embedded_drawings(
        [*(placed[0].document.drawings or {}).values(), *(part.activity.drawing for part in placed)]
    )
    return [*parts, *(_activity(part, held) for part in placed)]


def _held_by(document: Document) -> Held:
    return embedded_drawings((document.drawings or {}).values())


def _principle(part: Part, of: int, held: Held) -> FormPart:
    principle = part.principle
    rows = statements(part, NOTHING.mark * len(principle.statements))
    for row in rows:
        row["picture"] = _held(row["drawing"], held)
    about = (principle.name, principle.summary, prompt(principle))
    return FormPart(
        part.number,
        of,
        *about,
        picture=_held(drawing_by_code(part.document, principle.picture), held),
        hard_words=hard_words_in(part.document, " ".join(about)),
        rows=tuple(rows),
    )


def _activity(part: ActivityPart, held: Held) -> FormPart:
    """A matrix is asked question by question, and never as a grid to fill in."""
    return FormPart(
        part.number,
        part.of,
        part.activity.name,
        part.activity.line,
        prompt_of_activity(part.document),
        picture=held.get(part.activity.drawing, ""),
        hard_words=hard_words_in(part.document, " ".join(texts_of(part.document))),
        steps=tuple(_step(step, held) for step in _with_headings(part)),
        staying=staying(part.document),
    )


def _with_headings(part: ActivityPart) -> list[dict[str, Any]]:
    """Each moment's heading stands above its first question."""
    steps = steps_of(part, NOTHING.mark * len(part.steps))
    asked = len(part.document.questions)
    return [step | {"begins": number % asked == 0} for number, step in enumerate(steps)]


def _step(step: dict[str, Any], held: Held) -> dict[str, Any]:
    for run in step["runs"]:
        for place in run["places"]:
            place["picture"] = _held(place["drawing"], held)
    return step


def _held(drawing: ShownDrawing | None, held: Held) -> str:
    return held.get(drawing.digest, "") if drawing else ""
