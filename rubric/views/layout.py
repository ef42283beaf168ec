"""A document laid out for a page, in one wording. Dicts, as templates read them."""

from typing import NamedTuple

from rubric.document import (
    PLACE,
    Cell,
    Document,
    Level,
    Principle,
    Question,
    ShownDrawing,
    drawing_by_code,
    drawing_of,
    in_wording,
)
from rubric.document.placing import named
from rubric.frames import Name, names_of


class Row(NamedTuple):
    """A statement. Not a dict: what it is drawn by is kept, so it has to be told from others."""

    key: str
    text: str
    drawing: ShownDrawing | None


def lay_out(whole: Document, wording: str) -> dict:
    """In Easy Read, with the drawings; `has_pictures` says that their makers are to be named. Hard words belong to the
    rubric, which is shown here, and are told in either wording."""
    document = in_wording(whole, wording)
    names = names_of(document)
    return {
        "is_easy": document.is_easy,
        "title": document.title,
        "purpose": document.purpose,
        "hard_words": whole.hard_words,
        "source": document.source,
        "parts": [
            _part(document, each) | _also_called(document, each, names.get(each.key, ()))
            for each in document.principles
        ],
        "named_by": _named_by(document, names),
        "is_placed_on": document.response == PLACE,
        "questions": [lay_out_question(document, question) for question in document.questions],
        "cells": [_cell(document, cell) for cell in document.cells],
        "prompt": document.reflection_prompt,
        "has_pictures": bool(document.pictures),
    }


def _also_called(document: Document, principle: Principle, names: tuple[Name, ...]) -> dict:
    own = {principle.name.casefold(), principle.title.casefold()}
    other = [name for name in names if name.title.casefold() not in own]
    told = dict.fromkeys(name.easy_read if document.is_easy else name.title for name in other)
    return {"also_called": list(told)}


def _named_by(document: Document, names: dict[str, tuple[Name, ...]]) -> list[dict]:
    """Whose names those are, each list once."""
    frames = dict.fromkeys(frame for each in names.values() for name in each for frame in name.frames)
    return [{"frame": f, "note": f.easy_read_note if document.is_easy else f.note} for f in frames]


def _part(document: Document, principle: Principle) -> dict:
    return {
        "key": principle.key,
        "title": principle.name,
        "summary": principle.summary,
        "examples": () if document.is_easy else principle.examples,
        "prompt": principle.reflection_prompt,
        "drawing": drawing_by_code(document, principle.picture),
        "levels": [
            _level(document, level, principle) for level in document.levels if principle.at_level(level.key)
        ],
    }


def _level(document: Document, level: Level, principle: Principle) -> dict:
    statements = principle.at_level(level.key)
    drawn = {s.key: drawing_of(document, principle, s) for s in statements} if document.is_easy else {}
    return {
        "label": level.label,
        "stem": level.stem,
        "direction": level.direction,
        "rows": [Row(s.key, s.text, drawn.get(s.key)) for s in statements],
    }


def lay_out_question(document: Document, question: Question) -> dict:
    groups = {group.key: named(group) for group in document.groups}
    runs = [
        {
            "group": groups.get(key),
            "places": [
                named(place) | {"drawing": drawing_by_code(document, place.picture)} for place in places
            ],
        }
        for key, places in question.runs_from_the_top()
    ]
    return {
        "key": question.key,
        "text": question.text,
        "drawing": drawing_by_code(document, question.picture),
        "is_ladder": question.is_ladder,
        "runs": runs,
    }


def _cell(document: Document, cell: Cell) -> dict:
    pairs = zip(document.questions, cell.places, strict=True)
    of = [named(question.place(key)) for question, key in pairs]
    return named(cell) | {"of": [place["name"] or place["sentence"] for place in of]}
