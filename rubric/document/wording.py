"""A rubric as one reader reads it: in the standard wording, or in Easy Read wherever it has that."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from rubric.document.placing import Named, Question
from rubric.document.tree import EASY_READ, STANDARD, Document, Level, Principle, Statement

Thing = TypeVar("Thing", bound=Named)

IS_IT_TRUE = "Is this true here?"  # Easy Read's statements stand alone, under this question


def in_wording(document: Document, wording: str) -> Document:
    """The same keys and rows, with the texts to show where the standard ones stand. Only Easy Read has pictures and
    explains hard words; a wording that nobody knows is the standard one."""
    return _in_easy_read(document) if wording == EASY_READ else _in_standard(document)


def _in_standard(document: Document) -> Document:
    return replace(
        document,
        wording=STANDARD,
        hard_words=(),
        principles=tuple(_plain_principle(principle) for principle in document.principles),
        questions=tuple(_plain_question(question) for question in document.questions),
    )


def _plain_principle(principle: Principle) -> Principle:
    statements = tuple(replace(statement, picture="") for statement in principle.statements)
    return replace(principle, picture="", statements=statements)


def _plain_question(question: Question) -> Question:
    places = tuple(replace(place, picture="") for place in question.places)
    return replace(question, picture="", places=places)


def _in_easy_read(document: Document) -> Document:
    return replace(
        document,
        wording=EASY_READ,
        title=document.easy_read_title or document.title,
        purpose=document.easy_read_purpose or document.purpose,
        reflection_prompt=document.easy_read_prompt or document.reflection_prompt,
        levels=tuple(_easy_level(level) for level in document.levels),
        principles=tuple(_easy_principle(principle) for principle in document.principles),
        groups=tuple(_easily_named(group) for group in document.groups),
        questions=tuple(_easy_question(question) for question in document.questions),
        cells=tuple(_easily_named(cell) for cell in document.cells),
    )


def _easy_level(level: Level) -> Level:
    return replace(
        level,
        label=level.easy_read_label or level.label,
        stem=level.easy_read_stem or IS_IT_TRUE,
    )


def _easy_principle(principle: Principle) -> Principle:
    return replace(
        principle,
        title=principle.easy_read_title or principle.title,
        short_title=principle.easy_read_title or principle.short_title,
        summary=principle.easy_read or principle.summary,
        reflection_prompt=principle.easy_read_prompt or principle.reflection_prompt,
        statements=tuple(_easy_statement(statement) for statement in principle.statements),
    )


def _easy_statement(statement: Statement) -> Statement:
    return replace(statement, text=statement.easy_read or statement.text)


def _easy_question(question: Question) -> Question:
    places = tuple(_easily_named(place) for place in question.places)
    return replace(question, text=question.easy_read or question.text, places=places)


def _easily_named(thing: Thing) -> Thing:
    return replace(thing, label=thing.easy_read_label or thing.label, hint=thing.easy_read or thing.hint)
