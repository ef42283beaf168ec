"""The texts of a rubric, each with the place where it stands. Pure.

A place is the id of what holds the text, as the draft's pages have it. With the name of the field it survives new
versions, as keys do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from rubric.document.placing import Cell, Place, PlaceGroup, Question
from rubric.document.tree import EASY_READ, Document, Level, Principle, Source, Statement
from teams.punctuation import quoted

INTRODUCTION, PROMPT, HARD_WORDS, SOURCE = "introduction", "prompt", "hard-words", "source"
EXAMPLES, MEANS = "examples", "means"  # how the fields of what stands in a list begin; a mark of it follows

Thing = Document | Level | Principle | Statement | Question | PlaceGroup | Place | Cell | Source
Field = tuple[str, str, str | None]


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


# Of each kind of thing: what a text is called, its field in standard wording, and the one in Easy Read: “” where it is
# the same, None where Easy Read has no such text.
_PROMPT = ("Question to think about", "reflection_prompt", "easy_read_prompt")
_NAMED = (("Name", "label", "easy_read_label"), ("Sentence that says what it is", "hint", "easy_read"))
_FIELDS: dict[type, tuple[Field, ...]] = {
    Document: (("Title", "title", "easy_read_title"), ("What it is for", "purpose", "easy_read_purpose")),
    Level: (
        ("Name of the level", "label", "easy_read_label"),
        ("Heading over its statements", "stem", "easy_read_stem"),
    ),
    Principle: (
        ("Title", "title", "easy_read_title"),
        ("Short title", "short_title", None),
        ("What it means", "summary", "easy_read"),
        _PROMPT,
    ),
    Statement: (("Statement", "text", "easy_read"),),
    Question: (("Question", "text", "easy_read"),),
    PlaceGroup: _NAMED,
    Place: _NAMED,
    Cell: _NAMED,
    Source: (
        ("What it is based on", "title", ""),
        ("What that draws on", "based_on", None),
        ("Note", "note", "easy_read_note"),
        ("What its authors would like to hear", "feedback", "easy_read_feedback"),
    ),
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
    yield HARD_WORDS, document
    yield SOURCE, document.source


def mark_of(text: str) -> str:
    """Names one text of a list, whatever else is put in or taken out."""
    return f"{crc32(text.encode()):08x}"


def find_text(document: Document, place: str, field: str) -> PlacedText | None:
    """None where nothing is written, or nothing ever stands."""
    thing = dict(things_of(document)).get(place)
    found = (text for text in _all_texts(place, thing) if text.field == field) if thing else ()
    return next(iter(found), None)


def standard_of(document: Document, place: str, field: str) -> PlacedText | None:
    """The standard words beside an Easy Read text; None of any other text."""
    thing = dict(things_of(document)).get(place)
    if thing is None or not field:
        return None
    fields = (standard for _, standard, easy in _fields_of(place, thing) if easy == field)
    return next((text for standard in fields if (text := find_text(document, place, standard))), None)


def left_behind(before: Document, after: Document) -> list[tuple[PlacedText, PlacedText]]:
    """New standard words, each with Easy Read beside it that stayed: the two may no longer say the same."""
    was = dict(things_of(before))
    now = ((place, thing) for place, thing in things_of(after) if place in was)
    return [pair for place, thing in now for pair in _left_behind(place, was[place], thing)]


def _left_behind(place: str, was: Thing, now: Thing) -> Iterator[tuple[PlacedText, PlacedText]]:
    for called, standard, easy_read in _fields_of(place, now):
        if not easy_read or not getattr(now, easy_read):
            continue
        changed = getattr(was, standard) != getattr(now, standard)
        stayed = getattr(was, easy_read) == getattr(now, easy_read)
        if changed and stayed:
            yield _text(place, now, standard, called), _text(place, now, easy_read, called)


def texts_read(place: str, thing: Thing, wording: str) -> list[PlacedText]:
    """What somebody reads of it in that wording: the standard words where Easy Read isn't written."""
    found = []
    for called, standard, easy_read in _fields_of(place, thing):
        if wording == EASY_READ and easy_read is None:
            continue
        field = easy_read if wording == EASY_READ and easy_read and getattr(thing, easy_read) else standard
        found.append(_text(place, thing, field, called))
    return [text for text in found if text.words]


def _all_texts(place: str, thing: Thing) -> Iterator[PlacedText]:
    for called, standard, easy_read in _fields_of(place, thing):
        fields = [(standard, called), (easy_read, f"{called}{_IN_EASY_READ}")]
        texts = (_text(place, thing, field, name) for field, name in fields if field)
        yield from (text for text in texts if text.words)


def _fields_of(place: str, thing: Thing) -> tuple[Field, ...]:
    """A rubric to place on has one question to think about, beside its title and purpose."""
    if isinstance(thing, Document) and place == HARD_WORDS:
        return tuple(
            (f"What {quoted(h.word)} means", f"{MEANS}-{mark_of(h.word)}", "") for h in thing.hard_words
        )
    if isinstance(thing, Principle):
        examples = (("Example", f"{EXAMPLES}-{mark_of(each)}", None) for each in thing.examples)
        return (*_FIELDS[Principle], *examples)
    return (_PROMPT,) if place == PROMPT else _FIELDS[type(thing)]


def _text(place: str, thing: Thing, field: str, called: str) -> PlacedText:
    return PlacedText(place, field, _words(thing, field), called)


def _words(thing: Thing, field: str) -> str:
    name, _, mark = field.partition("-")
    if isinstance(thing, Document) and name == MEANS:
        return next(hard.means for hard in thing.hard_words if mark_of(hard.word) == mark)
    if isinstance(thing, Principle) and name == EXAMPLES:
        return next(each for each in thing.examples if mark_of(each) == mark)
    return str(getattr(thing, field))
