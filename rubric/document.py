"""A rubric as a document: YAML ⇄ frozen dataclasses. No Django, no database."""

from __future__ import annotations

from dataclasses import dataclass, field

DIRECTIONS = ("warning", "progress", "strength")


@dataclass(frozen=True)
class HardWord:
    word: str
    means: str


@dataclass(frozen=True)
class Source:
    """Where the rubric comes from. Its authors have not endorsed our wording, and every screen says so."""

    title: str
    authors: tuple[str, ...] = ()
    published_by: str = ""
    based_on: str = ""
    note: str = ""


@dataclass(frozen=True)
class Level:
    key: str
    label: str
    stem: str
    direction: str


@dataclass(frozen=True)
class Statement:
    """`id` is the row's, once stored; two statements are equal without it."""

    key: str
    level: str
    text: str
    easy_read: str = ""
    picture: str = ""
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Principle:
    """Statements stand in the order of the levels, and within a level in the order they are read."""

    key: str
    title: str
    statements: tuple[Statement, ...]
    short_title: str = ""
    easy_read_title: str = ""
    summary: str = ""
    easy_read: str = ""
    examples: tuple[str, ...] = ()
    reflection_prompt: str = ""
    easy_read_prompt: str = ""
    picture: str = ""
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Document:
    slug: str
    title: str
    language: str
    purpose: str
    source: Source
    levels: tuple[Level, ...]
    principles: tuple[Principle, ...]
    easy_read_title: str = ""
    easy_read_purpose: str = ""
    hard_words: tuple[HardWord, ...] = ()
