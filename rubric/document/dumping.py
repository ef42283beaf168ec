"""The tree → YAML in the style of rubric/data, written by hand, since PyYAML escapes emoji and wraps as it likes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rubric.document.placing import Question
from rubric.document.tree import PLACE, Document, Principle, Source

UNQUOTED = {"rubric", "language", "response", "key", "direction", "group"}
NAMED = ("label", "hint", "easy_read_label", "easy_read")
NOT_A_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
# Fine in a JSON string, but a line break or a byte order mark to YAML.
AWKWARD = str.maketrans({"\u2028": r"\u2028", "\u2029": r"\u2029", "\ufeff": r"\ufeff"})

SOURCE = (
    "title", "authors", "published_by", "based_on", "note", "easy_read_note", "feedback", "easy_read_feedback",
)  # fmt: skip
LEVEL = ("key", "label", "stem", "direction", "easy_read_label", "easy_read_stem")

Plain: TypeAlias = "str | Sequence[Plain] | dict[str, Plain]"


def dump(document: Document) -> str:
    """Every document comes back the same from `parse`. Comments don't survive: they aren't part of a document."""
    about = _entries(document, "title", "easy_read_title", "language", "purpose", "easy_read_purpose")
    entries: dict[str, Plain] = {
        "rubric": document.slug,
        **about,
        "source": {**_entries(document.source, *SOURCE), "adapted": _adapted(document.source)},
        "response": document.response,
        "hard_words": [_entries(word, "word", "means") for word in document.hard_words],
        **(_to_place_on(document) if document.response == PLACE else _to_tick(document)),
    }
    return "".join(f"{line}\n" for line in _lines(entries))


def _adapted(source: Source) -> dict[str, Plain]:
    """It goes along with a copy, so that whoever reads the file elsewhere knows whose ideas they are."""
    if source.adapted is None:
        return {}
    return {**_entries(source.adapted, "by", "title"), "source": _entries(source.adapted.source, *SOURCE)}


def _to_tick(document: Document) -> dict[str, Plain]:
    return {
        "levels": [_entries(level, *LEVEL) for level in document.levels],
        "principles": [_principle_entries(document, principle) for principle in document.principles],
    }


def _to_place_on(document: Document) -> dict[str, Plain]:
    asked = [question.key for question in document.questions]
    cells = [(cell, dict(zip(asked, cell.places, strict=True))) for cell in document.cells]
    return {
        **_entries(document, "reflection_prompt", "easy_read_prompt"),
        "groups": [_entries(group, "key", *NAMED) for group in document.groups],
        "questions": [_question_entries(question) for question in document.questions],
        "cells": [{**pair, **_entries(cell, "key", *NAMED)} for cell, pair in cells],
    }


def _question_entries(question: Question) -> dict[str, Plain]:
    places = [_entries(place, "key", "group", "picture", *NAMED) for place in question.places]
    return {**_entries(question, "key", "picture", "text", "easy_read"), "answers": places}


def _principle_entries(document: Document, principle: Principle) -> dict[str, Plain]:
    titles = _entries(principle, "key", "picture", "title", "short_title", "easy_read_title")
    texts = _entries(principle, "summary", "easy_read", "examples", "reflection_prompt", "easy_read_prompt")
    statements: dict[str, Plain] = {
        level.key: [_entries(s, "key", "picture", "text", "easy_read") for s in principle.at_level(level.key)]
        for level in document.levels
    }
    return {**titles, **texts, "statements": statements}


def _entries(part: object, *names: str) -> dict[str, Plain]:
    return {name: getattr(part, name) for name in names}


def _lines(entries: dict[str, Plain]) -> Iterator[str]:
    """Empty values are left out."""
    for name, value in entries.items():
        if isinstance(value, str) and value:
            yield f"{_word(name)}: {_word(value) if name in UNQUOTED else _quoted(value)}"
        elif value:
            yield f"{_word(name)}:"
            yield from (f"  {line}" for line in _nested(value))


def _nested(value: Plain) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _lines(value)
    else:
        for item in value:
            lines = _lines(item) if isinstance(item, dict) else [_quoted(str(item))]
            yield from (f"  {line}" if number else f"- {line}" for number, line in enumerate(lines))


def _word(text: str) -> str:
    """Bare where every YAML reader takes it for a text: not “no”, “1e3” or “2027-03-01”."""
    is_bare = re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", text) and text.lower() not in NOT_A_TEXT
    return text if is_bare else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(AWKWARD)
