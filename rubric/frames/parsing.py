"""YAML → frames. A file with mistakes is refused whole, with every mistake and its line, as rubric files are."""

from __future__ import annotations

import re

from rubric.document import Source
from rubric.document.sections import Section, Shape, open_sections, said
from rubric.document.shapes import AUTHORS, KEY, LABEL, PRINCIPLES, SLUG, STATEMENTS, TEXT, TITLE
from rubric.frames.tree import KINDS, NAMES, Entry, Frame

FRAMES, ENTRIES, RUBRICS = 50, 40, 50
KIND = Shape("|".join(KINDS), LABEL, "Use “names” or “topics”.")
EDITION = Shape("[1-9][0-9]*", 4, "Use “1”, “2” and so on.")
# Where an entry's keys stand, and how many of them a rubric can have.
POINTS_TO = {NAMES: ("principles", PRINCIPLES), "topics": ("statements", PRINCIPLES * STATEMENTS)}


def parse_frames(text: str | bytes) -> tuple[Frame, ...]:
    root = open_sections(text)
    taken: dict[str, int] = {}
    found = tuple(_frame(each, taken) for each in root.sections("frames", fewest=1, most=FRAMES, needed=True))
    root.file.finish()
    return found


def _frame(section: Section, taken: dict[str, int]) -> Frame:
    kind = section.word("kind", KIND, needed=True)
    return Frame(
        key=section.unique("key", section.word("key", KEY, needed=True), taken),
        title=section.one_line("title", TITLE, needed=True),
        easy_read_title=section.one_line("easy_read_title", TITLE, needed=True),
        edition=section.word("edition", EDITION, needed=True),
        kind=kind,
        source=_source(section.section("source")),
        note=section.text("note", TEXT, needed=True),
        easy_read_note=section.text("easy_read_note", TEXT, needed=True),
        entries=_entries(section, kind),
    )


def _source(section: Section) -> Source:
    return Source(
        title=section.one_line("title", TITLE, needed=True),
        authors=section.texts("authors", TITLE, most=AUTHORS),
        published_by=section.one_line("published_by", TITLE, needed=True),
    )


def _entries(section: Section, kind: str) -> tuple[Entry, ...]:
    taken: dict[str, int] = {}
    sections = section.sections("entries", fewest=1, most=ENTRIES, needed=True)
    return tuple(_entry(each, kind, taken) for each in sections)


def _entry(section: Section, kind: str, taken: dict[str, int]) -> Entry:
    name, most = POINTS_TO.get(kind, POINTS_TO["topics"])
    return Entry(
        key=section.unique("key", section.word("key", KEY, needed=True), taken),
        title=section.one_line("title", TITLE, needed=True),
        easy_read=section.text("easy_read", TEXT, needed=True),
        note=section.text("note", TEXT),
        easy_read_note=_easy_read_note(section),
        tags=_tags(section.section(name), most),
    )


def _easy_read_note(section: Section) -> str:
    """Where there is a note there are both, so that nobody is told less."""
    has_note = "note" in section.values
    return section.text("easy_read_note", TEXT, needed=has_note)


def _tags(section: Section, most: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if section.is_readable and len(section.values) > RUBRICS:
        section.note(f"There are {len(section.values)} rubrics here. There can be {RUBRICS}.")
    return tuple((_rubric(section, slug), _keys(section, slug, most)) for slug in section.values)


def _rubric(section: Section, slug: str) -> str:
    if not re.fullmatch(SLUG.pattern, slug):
        section.note(f"A rubric can’t be called {said(slug)}. {SLUG.advice}", slug)
    return slug


def _keys(section: Section, slug: str, most: int) -> tuple[str, ...]:
    """Keys that a rubric hasn't got are no mistake: it may have lost them, or not have them yet."""
    keys = section.texts(slug, KEY.longest, most=most)
    for key in dict.fromkeys(keys):
        if key and not re.fullmatch(KEY.pattern, key):
            section.note(f"A key can’t be {said(key)}. {KEY.advice}", slug)
        if keys.count(key) > 1:
            section.note(f"{said(key)} stands here {keys.count(key)} times. Keep one.", slug)
    return keys
