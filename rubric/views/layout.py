"""A document laid out for a page, in one wording. Dicts, as templates read them."""

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
)
from rubric.document.placing import Named

EASY_READ = "easy-read"
EASY_READ_STEM = "Is this true here?"  # Easy Read statements stand alone, under this question


def lay_out(document: Document, wording: str) -> dict:
    """In Easy Read, with the drawings; `has_pictures` says that their makers are to be named."""
    return {
        "title": _worded(wording, document.easy_read_title, document.title),
        "purpose": _worded(wording, document.easy_read_purpose, document.purpose),
        "hard_words": document.hard_words,
        "source": document.source,
        "parts": [_part(document, principle, wording) for principle in document.principles],
        "is_placed_on": document.response == PLACE,
        "questions": [lay_out_question(document, question, wording) for question in document.questions],
        "cells": [_cell(document, cell, wording) for cell in document.cells],
        "prompt": _worded(wording, document.easy_read_prompt, document.reflection_prompt),
        "has_pictures": wording == EASY_READ and bool(document.pictures),
    }


def _part(document: Document, principle: Principle, wording: str) -> dict:
    return {
        "key": principle.key,
        "title": _worded(wording, principle.easy_read_title, principle.name),
        "summary": _worded(wording, principle.easy_read, principle.summary),
        "examples": () if wording == EASY_READ else principle.examples,
        "prompt": _worded(wording, principle.easy_read_prompt, principle.reflection_prompt),
        "drawing": drawing_by_code(document, principle.picture) if wording == EASY_READ else None,
        "levels": [
            _level(document, level, principle, wording)
            for level in document.levels
            if principle.at_level(level.key)
        ],
    }


def _level(document: Document, level: Level, principle: Principle, wording: str) -> dict:
    statements = principle.at_level(level.key)
    drawn = {s.key: drawing_of(document, principle, s) for s in statements} if wording == EASY_READ else {}
    return {
        "label": level.label,
        "stem": EASY_READ_STEM if wording == EASY_READ else level.stem,
        "direction": level.direction,
        "rows": [
            {"key": s.key, "text": _worded(wording, s.easy_read, s.text), "drawing": drawn.get(s.key)}
            for s in statements
        ],
    }


def lay_out_question(document: Document, question: Question, wording: str) -> dict:
    """As it is read from the top: of a ladder the highest place comes first, so that the lowest is at the bottom."""
    groups = {group.key: _named(group, wording) for group in document.groups}
    runs = [
        {
            "group": groups.get(key),
            "places": [
                _named(place, wording) | {"drawing": _drawing(document, place.picture, wording)}
                for place in (reversed(places) if question.is_ladder else places)
            ],
        }
        for key, places in question.runs()
    ]
    return {
        "key": question.key,
        "text": _worded(wording, question.easy_read, question.text),
        "drawing": _drawing(document, question.picture, wording),
        "is_ladder": question.is_ladder,
        "runs": runs[::-1] if question.is_ladder else runs,
    }


def _named(thing: Named, wording: str) -> dict:
    """The sentence comes first, and then the name; where there is no sentence the name says it all."""
    name = _worded(wording, thing.easy_read_label, thing.label)
    sentence = _worded(wording, thing.easy_read, thing.hint)
    return {"key": thing.key, "sentence": sentence or name, "name": name if sentence else ""}


def _cell(document: Document, cell: Cell, wording: str) -> dict:
    pairs = zip(document.questions, cell.places, strict=True)
    of = [_named(question.place(key), wording) for question, key in pairs]
    return _named(cell, wording) | {"of": [place["name"] or place["sentence"] for place in of]}


def _drawing(document: Document, code: str, wording: str) -> ShownDrawing | None:
    return drawing_by_code(document, code) if wording == EASY_READ else None


def _worded(wording: str, easy_read: str, standard: str) -> str:
    return easy_read if wording == EASY_READ and easy_read else standard
