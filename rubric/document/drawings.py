"""Which drawing stands beside a text."""

from __future__ import annotations

from dataclasses import dataclass

from rubric.document.tree import Document, Principle, Statement


@dataclass(frozen=True)
class ShownDrawing:
    """One of the three says where it is: `digest` names a kept drawing, `code` one of the picture set (that is what a
    draft has), and `direction` the drawing of a level, which is our own."""

    digest: str = ""
    code: str = ""
    direction: str = ""


def drawing_of(document: Document, principle: Principle, statement: Statement) -> ShownDrawing:
    """The statement's own, or else its principle's, or else its level's."""
    return (
        drawing_by_code(document, statement.picture)
        or drawing_by_code(document, principle.picture)
        or ShownDrawing(direction=document.level(statement.level).direction)
    )


def drawing_by_code(document: Document, code: str) -> ShownDrawing | None:
    """None where there is no picture, or where a published version has kept none."""
    if not code:
        return None
    if document.drawings is None:
        return ShownDrawing(code=code)
    return ShownDrawing(digest=document.drawings[code]) if code in document.drawings else None
