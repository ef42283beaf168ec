"""A rubric as a document: YAML ⇄ frozen dataclasses. No Django, no database."""

from rubric.document.drawings import ShownDrawing, drawing_by_code, drawing_of
from rubric.document.dumping import dump
from rubric.document.parsing import parse
from rubric.document.places import PlacedText, find_text, left_behind, standard_of, texts_read, things_of
from rubric.document.placing import Cell, Place, PlaceGroup, Question
from rubric.document.plain_yaml import DocumentError, Mistake
from rubric.document.tree import (
    DIRECTIONS,
    EASY_READ,
    PLACE,
    RESPONSES,
    STANDARD,
    TICK,
    Adaptation,
    Document,
    HardWord,
    Level,
    Principle,
    Source,
    Statement,
    speaks_as_we_do,
    texts_of,
)
from rubric.document.whole import is_whole, offered
from rubric.document.wording import IS_IT_TRUE, in_wording

__all__ = [
    "DIRECTIONS",
    "EASY_READ",
    "IS_IT_TRUE",
    "PLACE",
    "RESPONSES",
    "STANDARD",
    "TICK",
    "Adaptation",
    "Cell",
    "Document",
    "DocumentError",
    "HardWord",
    "Level",
    "Mistake",
    "Place",
    "PlaceGroup",
    "PlacedText",
    "Principle",
    "Question",
    "ShownDrawing",
    "Source",
    "Statement",
    "drawing_by_code",
    "drawing_of",
    "dump",
    "find_text",
    "in_wording",
    "is_whole",
    "left_behind",
    "offered",
    "parse",
    "speaks_as_we_do",
    "standard_of",
    "texts_of",
    "texts_read",
    "things_of",
]
