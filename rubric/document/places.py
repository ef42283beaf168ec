"""The texts of a rubric, each with the place where it stands. Pure.

A place is the id of what holds the text, as the draft's pages have it. With the name of the field it survives new
versions, as keys do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rubric.document.tree import EASY_READ, Document, Level, Principle, Statement

INTRODUCTION = "introduction"

Thing = Document | Level | Principle | Statement


@dataclass(frozen=True)
class PlacedText:
    """`called` says to people which text it is."""

    place: str
    field: str
    words: str
    called: str


# Of each kind of thing: what a text is called, its field in standard wording, and its field in Easy Read if it has one.
_FIELDS: dict[type, tuple[tuple[str, str, str], ...]] = {
    Document: (("Title", "title", "easy_read_title"), ("What it is for", "purpose", "easy_read_purpose")),
    Level: (("Name of the level", "label", ""), ("Heading over its statements", "stem", "")),
    Principle: (
        ("Title", "title", "easy_read_title"),
        ("What it means", "summary", "easy_read"),
        ("Question to think about", "reflection_prompt", "easy_read_prompt"),
    ),
    Statement: (("Statement", "text", "easy_read"),),
}
_IN_EASY_READ = ", in Easy Read"


def things_of(document: Document) -> Iterator[tuple[str, Thing]]:
    """Each with its place, in the order in which a rubric is read."""
    yield INTRODUCTION, document
    for level in document.levels:
        yield f"level-{level.key}", level
    for principle in document.principles:
        yield f"principle-{principle.key}", principle
        for statement in principle.statements:
            yield f"statement-{statement.key}", statement


def find_text(document: Document, place: str, field: str) -> PlacedText | None:
    """None where nothing is written, or nothing ever stands."""
    thing = dict(things_of(document)).get(place)
    found = (text for text in _all_texts(place, thing) if text.field == field) if thing else ()
    return next(iter(found), None)


def texts_read(place: str, thing: Thing, wording: str) -> list[PlacedText]:
    """What somebody reads of it in that wording: the standard words where Easy Read isn't written."""
    found = []
    for called, standard, easy_read in _FIELDS[type(thing)]:
        is_easy = wording == EASY_READ and easy_read and getattr(thing, easy_read)
        found.append(_text(place, thing, easy_read if is_easy else standard, called))
    return [text for text in found if text.words]


def _all_texts(place: str, thing: Thing) -> Iterator[PlacedText]:
    for called, standard, easy_read in _FIELDS[type(thing)]:
        fields = [(standard, called), (easy_read, f"{called}{_IN_EASY_READ}")]
        texts = (_text(place, thing, field, name) for field, name in fields if field)
        yield from (text for text in texts if text.words)


def _text(place: str, thing: Thing, field: str, called: str) -> PlacedText:
    return PlacedText(place, field, getattr(thing, field), called)
