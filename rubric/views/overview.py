"""A draft's parts, each with what it still lacks and how much of it is different from the published version."""

from collections.abc import Iterator
from dataclasses import dataclass

from rubric.document import Document, Principle
from rubric.services.readiness import missing_easy_read_of, missing_in_introduction, unused_levels
from rubric.views.changes import tell_changes


@dataclass(frozen=True)
class Part:
    """`view` is the name of its page, and `key` the principle's, if it is one. `place` is its own on the list."""

    name: str
    place: str
    view: str
    lacks: str = ""
    changed: int = 0
    key: str = ""


def parts_of(document: Document, published: Document | None) -> list[Part]:
    changed = _changed(published, document)
    introduction = _easy_read(len(missing_in_introduction(document)))
    levels = _levels(len(unused_levels(document)))
    return [
        _part("Title and purpose", "introduction", "edit_introduction", changed, introduction),
        _part("Levels", "levels", "draft_levels", changed, levels),
        *_principles(document, changed),
        _part("Hard words", "hard-words", "edit_hard_words", changed),
        _part("Source", "source", "edit_source", changed),
    ]


def _principles(document: Document, changed: dict[str, int]) -> Iterator[Part]:
    for principle in document.principles:
        place = f"part-{principle.key}"
        yield Part(
            principle.name,
            place,
            "draft_part",
            _lacks(principle),
            changed.get(principle.name, 0),
            principle.key,
        )


def _part(name: str, place: str, view: str, changed: dict[str, int], lacks: str = "") -> Part:
    return Part(name, place, view, lacks, changed.get(name, 0))


def _changed(published: Document | None, document: Document) -> dict[str, int]:
    """How many things are different, by the name of the part that they stand in."""
    sections = tell_changes(published, document) if published else []
    return {section.title: len(section.items) for section in sections}


def _lacks(principle: Principle) -> str:
    if not principle.statements:
        return "No statements yet"
    return _easy_read(len(missing_easy_read_of(principle)))


def _easy_read(missing: int) -> str:
    if not missing:
        return ""
    return "1 Easy Read text to write" if missing == 1 else f"{missing} Easy Read texts to write"


def _levels(unused: int) -> str:
    if not unused:
        return ""
    return "1 level without a statement" if unused == 1 else f"{unused} levels without a statement"
