"""YAML → the tree. A file with mistakes is refused whole, with every mistake and its line."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from rubric.document.parsing_places import cells_of, groups_of, questions_of
from rubric.document.sections import Section, open_sections, said
from rubric.document.shapes import (
    AUTHORS,
    DIRECTION,
    EXAMPLES,
    HARD_WORDS,
    KEY,
    LABEL,
    LANGUAGE,
    LEVELS,
    PRINCIPLE_TITLE,
    PRINCIPLES,
    RESPONSE,
    SLUG,
    STATEMENTS,
    STEM,
    TEXT,
    TITLE,
    picture_of,
)
from rubric.document.tree import PLACE, Adaptation, Document, HardWord, Level, Principle, Source, Statement


def parse(text: str | bytes, *, pictures: Container[str] | None = None) -> Document:
    """`pictures` has the codes of those that there are; without, any will do."""
    root = open_sections(text, pictures)
    document = _document(root)
    root.file.finish()
    return document


def _document(root: Section) -> Document:
    response = root.word("response", RESPONSE, needed=True)
    about = Document(
        slug=root.word("rubric", SLUG, needed=True),
        title=root.one_line("title", TITLE, needed=True),
        easy_read_title=root.one_line("easy_read_title", TITLE),
        language=root.word("language", LANGUAGE, needed=True),
        purpose=root.text("purpose", TEXT, needed=True),
        easy_read_purpose=root.text("easy_read_purpose", TEXT),
        source=_adapted(root.section("source")),
        hard_words=_hard_words(root),
    )
    return _to_place_on(root, about) if response == PLACE else _to_tick(root, about)


def _to_tick(root: Section, about: Document) -> Document:
    level_sections = root.sections("levels", fewest=1, most=LEVELS, needed=True)
    levels = _levels(level_sections)
    principles = _principles(root, levels)
    _refuse_unused(level_sections, levels, principles)
    return replace(about, levels=levels, principles=principles)


def _to_place_on(root: Section, about: Document) -> Document:
    groups = groups_of(root)
    questions = questions_of(root, groups)
    return replace(
        about,
        response=PLACE,
        reflection_prompt=root.text("reflection_prompt", TEXT),
        easy_read_prompt=root.text("easy_read_prompt", TEXT),
        groups=groups,
        questions=questions,
        cells=cells_of(root, questions),
    )


def _adapted(section: Section) -> Source:
    """With what a copy grew from, where its file tells."""
    source = _source(section)
    node = section.value("adapted")
    if node is None:
        return source
    told = Section(section.file, node, said("adapted"))
    by, title = told.one_line("by", TITLE, needed=True), told.one_line("title", TITLE, needed=True)
    return replace(source, adapted=Adaptation(by, title, _source(told.section("source"))))


def _source(section: Section) -> Source:
    """What is empty here says that nobody is known, which is worth writing down."""
    return Source(
        title=section.one_line("title", TITLE, needed=True),
        authors=section.texts("authors", TITLE, most=AUTHORS),
        published_by=section.one_line("published_by", TITLE, may_be_empty=True),
        based_on=section.text("based_on", TEXT, may_be_empty=True),
        note=section.text("note", TEXT, may_be_empty=True),
        easy_read_note=section.text("easy_read_note", TEXT),
        feedback=section.text("feedback", TEXT),
        easy_read_feedback=section.text("easy_read_feedback", TEXT),
    )


def _hard_words(root: Section) -> tuple[HardWord, ...]:
    taken: dict[str, int] = {}
    return tuple(
        HardWord(
            word=section.unique("word", _hard_word(section), taken),
            means=section.one_line("means", TEXT, needed=True),
        )
        for section in root.sections("hard_words", most=HARD_WORDS)
    )


def _hard_word(section: Section) -> str:
    word = section.one_line("word", LABEL, needed=True)
    if ":" in word:
        message = f"{said(word)} has a colon in it. Write only the word here, and what it means in “means”."
        section.note(message, "word")
    return word


def _levels(sections: list[Section]) -> tuple[Level, ...]:
    taken: dict[str, int] = {}
    return tuple(
        Level(
            key=section.unique("key", section.word("key", KEY, needed=True), taken),
            label=section.one_line("label", LABEL, needed=True),
            stem=section.one_line("stem", STEM, needed=True),
            easy_read_label=section.one_line("easy_read_label", LABEL),
            easy_read_stem=section.one_line("easy_read_stem", STEM),
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
            picture=picture_of(section),
            title=section.one_line("title", PRINCIPLE_TITLE, needed=True),
            short_title=section.one_line("short_title", LABEL),
            easy_read_title=section.one_line("easy_read_title", TITLE),
            summary=section.text("summary", TEXT),
            easy_read=section.text("easy_read", TEXT),
            examples=section.texts("examples", TEXT, most=EXAMPLES),
            reflection_prompt=section.text("reflection_prompt", TEXT),
            easy_read_prompt=section.text("easy_read_prompt", TEXT),
            statements=_statements(section.section("statements"), level_keys, taken_by_statements),
        )
        for section in root.sections("principles", fewest=1, most=PRINCIPLES, needed=True)
    )


def _statements(levels: Section, level_keys: Iterable[str], taken: dict[str, int]) -> tuple[Statement, ...]:
    if levels.is_readable and not levels.values:
        levels.note("“statements” is empty. Add some.")
    return tuple(
        Statement(
            key=section.unique("key", section.word("key", KEY, needed=True), taken),
            level=level,
            picture=picture_of(section),
            text=section.text("text", TEXT, needed=True),
            easy_read=section.text("easy_read", TEXT),
        )
        for level in level_keys
        for section in levels.sections(level, fewest=1, most=STATEMENTS)
    )
