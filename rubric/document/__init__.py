"""A rubric as a document: YAML ⇄ frozen dataclasses. No Django, no database."""

from rubric.document.drawings import ShownDrawing, drawing_by_code, drawing_of
from rubric.document.dumping import dump
from rubric.document.parsing import parse
from rubric.document.plain_yaml import DocumentError, Mistake
from rubric.document.tree import (
    DIRECTIONS,
    Document,
    HardWord,
    Level,
    Principle,
    Source,
    Statement,
    speaks_as_we_do,
    texts_of,
)

__all__ = [
    "DIRECTIONS",
    "Document",
    "DocumentError",
    "HardWord",
    "Level",
    "Mistake",
    "Principle",
    "ShownDrawing",
    "Source",
    "Statement",
    "drawing_by_code",
    "drawing_of",
    "dump",
    "parse",
    "speaks_as_we_do",
    "texts_of",
]
