"""The questions of a draft with their answers, each of which can be opened in its place."""

from rubric.document import Document, drawing_by_code
from rubric.document.placing import Named


def asked_of(document: Document) -> dict:
    """In the order in which they stand in the file, lowest first: editors change words, and no order."""
    return {
        "questions": [
            {
                "question": question,
                "place": f"question-{question.key}",
                "drawing": drawing_by_code(document, question.picture),
                "rows": [_row(document, "place", place) for place in question.places],
            }
            for question in document.questions
        ],
        "groups": [_row(document, "group", group) for group in document.groups],
        "cells": [_row(document, "cell", cell) for cell in document.cells],
    }


def _row(document: Document, kind: str, thing: Named) -> dict:
    return {
        "thing": thing,
        "place": f"{kind}-{thing.key}",
        "view": f"edit_{kind}",
        "picture_view": "place_picture" if kind == "place" else "",
        "drawing": drawing_by_code(document, getattr(thing, "picture", "")),
    }
