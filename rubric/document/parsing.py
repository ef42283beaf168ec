"""YAML → the tree. A file with mistakes is refused whole, with every mistake and its line."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from rubric.document.plain_yaml import DocumentError
from rubric.document.sections import Section, Shape, open_sections, said
from rubric.document.tree import DIRECTIONS, Document, HardWord, Level, Principle, Source, Statement

# At most so many characters, as the tables have room for, and so many entries, as people can take in.
LABEL, STEM, TITLE, PRINCIPLE_TITLE, TEXT = 80, 120, 200, 300, 1_000
LEVELS, PRINCIPLES, STATEMENTS, EXAMPLES, AUTHORS, HARD_WORDS = 6, 20, 40, 10, 20, 100

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_SLUG_ADVICE = "Use small letters, digits and single hyphens, such as “getting-there”."
SLUG = Shape(_SLUG, 80, _SLUG_ADVICE)
KEY = Shape(_SLUG, 60, _SLUG_ADVICE)
LANGUAGE = Shape("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", 20, "Use a language code, such as “en-GB”.")
PICTURE = Shape("[0-9A-F]{4,6}(-[0-9A-F]{4,6})*", 60, "Use an OpenMoji code in capitals, such as “1F91D”.")
DIRECTION = Shape("|".join(DIRECTIONS), LABEL, "Use “warning”, “progress” or “strength”.")
RESPONSE = Shape("tick", LABEL, "Use “tick”. Rubrics in which people place themselves aren’t supported yet.")


def parse(text: str | bytes, *, pictures: Container[str] | None = None) -> Document:
    """`pictures` has the codes of those that there are; without, any will do."""
    root = open_sections(text, pictures)
    document = _document(root)
    root.file.finish()
    return document


def _document(root: Section) -> Document:
    _refuse_placement(root)
    level_sections = root.sections("levels", fewest=1, most=LEVELS, needed=True)
    levels = _levels(level_sections)
    principles = _principles(root, levels)
    _refuse_unused(level_sections, levels, principles)
    return Document(
        slug=root.word("rubric", SLUG, needed=True),
        title=root.text("title", TITLE, needed=True),
        easy_read_title=root.text("easy_read_title", TITLE),
        language=root.word("language", LANGUAGE, needed=True),
        purpose=root.text("purpose", TEXT, needed=True),
        easy_read_purpose=root.text("easy_read_purpose", TEXT),
        source=_source(root.section("source")),
        hard_words=_hard_words(root),
        levels=levels,
        principles=principles,
    )


def _refuse_placement(root: Section) -> None:
    """Of another kind of rubric, nothing else would make sense either."""
    if root.word("response", RESPONSE, needed=True) == "place":
        raise DocumentError(root.file.mistakes)


def _source(section: Section) -> Source:
    """What is empty here says that nobody is known, which is worth writing down."""
    return Source(
        title=section.text("title", TITLE, needed=True),
        authors=section.texts("authors", TITLE, most=AUTHORS),
        published_by=section.text("published_by", TITLE, may_be_empty=True),
        based_on=section.text("based_on", TEXT, may_be_empty=True),
        note=section.text("note", TEXT, may_be_empty=True),
    )


def _hard_words(root: Section) -> tuple[HardWord, ...]:
    taken: dict[str, int] = {}
    return tuple(
        HardWord(
            word=section.unique("word", section.text("word", LABEL, needed=True), taken),
            means=section.text("means", TEXT, needed=True),
        )
        for section in root.sections("hard_words", most=HARD_WORDS)
    )


def _levels(sections: list[Section]) -> tuple[Level, ...]:
    taken: dict[str, int] = {}
    return tuple(
        Level(
            key=section.unique("key", section.word("key", KEY, needed=True), taken),
            label=section.text("label", LABEL, needed=True),
            stem=section.text("stem", STEM, needed=True),
            direction=section.word("direction", DIRECTION, needed=True),
        )
        for section in sections
    )


def _refuse_unused(sections: list[Section], levels: Iterable[Level], principles: Iterable[Principle]) -> None:
    used = {statement.level for principle in principles for statement in principle.statements}
    for section, level in zip(sections, levels, strict=True):
        if used and level.key and level.key not in used:
            section.note(
                f"No principle has a statement at the level {said(level.key)}. Add one, or take it out."
            )


def _principles(root: Section, levels: Iterable[Level]) -> tuple[Principle, ...]:
    taken: dict[str, int] = {}
    taken_by_statements: dict[str, int] = {}
    level_keys = [key for key in dict.fromkeys(level.key for level in levels) if key]
    return tuple(
        Principle(
            key=section.unique("key", section.word("key", KEY, needed=True), taken),
            picture=_picture(section),
            title=section.text("title", PRINCIPLE_TITLE, needed=True),
            short_title=section.text("short_title", LABEL),
            easy_read_title=section.text("easy_read_title", TITLE),
            summary=section.text("summary", TEXT),
            easy_read=section.text("easy_read", TEXT),
            examples=section.texts("examples", TEXT, most=EXAMPLES),
            reflection_prompt=section.text("reflection_prompt", TEXT),
            easy_read_prompt=section.text("easy_read_prompt", TEXT),
            statements=_statements(section.section("statements"), level_keys, taken_by_statements),
        )
        for section in root.sections("principles", fewest=1, most=PRINCIPLES, needed=True)
    )


def _picture(section: Section) -> str:
    code = section.word("picture", PICTURE)
    known = section.file.pictures
    if code and known is not None and re.fullmatch(PICTURE.pattern, code) and code not in known:
        section.note(f"{said(code)} isn’t in the picture set. Choose another.", "picture")
    return code


def _statements(levels: Section, level_keys: Iterable[str], taken: dict[str, int]) -> tuple[Statement, ...]:
    if levels.is_readable and not levels.values:
        levels.note("“statements” is empty. Add some.")
    return tuple(
        Statement(
            key=section.unique("key", section.word("key", KEY, needed=True), taken),
            level=level,
            picture=_picture(section),
            text=section.text("text", TEXT, needed=True),
            easy_read=section.text("easy_read", TEXT),
        )
        for level in level_keys
        for section in levels.sections(level, fewest=1, most=STATEMENTS)
    )
