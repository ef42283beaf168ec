"""The texts of a rubric, each with the place where it stands. Pure.

A place is the id of what holds the text, as the draft's pages have it. With the name of the field it survives new
versions, as keys do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rubric.document.placing import Cell, Place, PlaceGroup, Question
from rubric.document.tree import EASY_READ, Document, Level, Principle, Statement

INTRODUCTION, PROMPT = "introduction", "prompt"

Thing = Document | Level | Principle | Statement | Question | PlaceGroup | Place | Cell
Field = tuple[str, str, str]


@dataclass(frozen=True)
class PlacedText:
    """`called` says to people which text it is."""

    place: str
    field: str
    words: str
    called: str

    @property
    def spot(self) -> str:
        """Its own id on a page that shows every text by itself."""
        return f"{self.place}.{self.field}"


# Of each kind of thing: what a text is called, its field in standard wording, and its field in Easy Read if it has one.
_PROMPT = ("Question to think about", "reflection_prompt", "easy_read_prompt")
_NAMED = (("Name", "label", "easy_read_label"), ("Sentence that says what it is", "hint", "easy_read"))
_FIELDS: dict[type, tuple[Field, ...]] = {
    Document: (("Title", "title", "easy_read_title"), ("What it is for", "purpose", "easy_read_purpose")),
    Level: (("Name of the level", "label", ""), ("Heading over its statements", "stem", "")),
    Principle: (
        ("Title", "title", "easy_read_title"),
        ("What it means", "summary", "easy_read"),
        _PROMPT,
    ),
    Statement: (("Statement", "text", "easy_read"),),
    Question: (("Question", "text", "easy_read"),),
    PlaceGroup: _NAMED,
    Place: _NAMED,
    Cell: _NAMED,
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
    for question in document.questions:
        yield f"question-{question.key}", question
        yield from ((f"place-{place.key}", place) for place in question.places)
    yield from ((f"group-{group.key}", group) for group in document.groups)
    yield from ((f"cell-{cell.key}", cell) for cell in document.cells)
    yield PROMPT, document


def find_text(document: Document, place: str, field: str) -> PlacedText | None:
    """None where nothing is written, or nothing ever stands."""
    thing = dict(things_of(document)).get(place)
    found = (text for text in _all_texts(place, thing) if text.field == field) if thing else ()
    return next(iter(found), None)


def texts_read(place: str, thing: Thing, wording: str) -> list[PlacedText]:
    """What somebody reads of it in that wording: the standard words where Easy Read isn't written."""
    found = []
    for called, standard, easy_read in _fields_of(place, thing):
        is_easy = wording == EASY_READ and easy_read and getattr(thing, easy_read)
        found.append(_text(place, thing, easy_read if is_easy else standard, called))
    return [text for text in found if text.words]


def _all_texts(place: str, thing: Thing) -> Iterator[PlacedText]:
    for called, standard, easy_read in _fields_of(place, thing):
        fields = [(standard, called), (easy_read, f"{called}{_IN_EASY_READ}")]
        texts = (_text(place, thing, field, name) for field, name in fields if field)
        yield from (text for text in texts if text.words)


def _fields_of(place: str, thing: Thing) -> tuple[Field, ...]:
    """A rubric to place on has one question to think about, beside its title and purpose."""
    return (_PROMPT,) if place == PROMPT else _FIELDS[type(thing)]


def _text(place: str, thing: Thing, field: str, called: str) -> PlacedText:
    return PlacedText(place, field, getattr(thing, field), called)
