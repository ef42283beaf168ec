"""Where words stand in a draft, in all its parts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rubric.document import (
    STANDARD,
    Document,
    Level,
    Principle,
    Source,
    Statement,
    texts_read,
    things_of,
)
from rubric.document.placing import Named
from rubric.frames import names_of

MOST_LETTERS = 100
CALLED = {"new-level": "a new level", "new-part": "a new part", "prompt": "question to think about"}
CALLED |= {"introduction": "title and purpose", "hard-words": "hard words", "source": "source"}


@dataclass(frozen=True)
class Found:
    """`place` is the id of what has the words, and `where` says it to people."""

    place: str
    where: str
    text: str


def find_words(document: Document, words: str) -> list[Found]:
    """Every text that has them, in the order of the draft."""
    looked_for = _plain(words)
    return [found for found in _texts(document) if looked_for in _plain(found.text)] if looked_for else []


def _plain(text: str) -> str:
    """Capitals, spaces and which apostrophe don't matter."""
    return " ".join(text.replace("’", "'").casefold().split())


def _texts(document: Document) -> Iterator[Found]:
    yield from _of_title(document)
    for level in document.levels:
        yield from _of_level(level)
    names = names_of(document)
    for principle in document.principles:
        yield from _of_principle(principle, document)
        also = (name.title for name in names.get(principle.key, ()))
        yield from _each(f"principle-{principle.key}", f"{principle.name}, also called", *also)
    yield from _of_questions(document)
    for hard in document.hard_words:
        yield Found("hard-words", "Hard words", f"{hard.word}: {hard.means}")
    yield from _of_source(document.source)


def _of_title(document: Document) -> Iterator[Found]:
    titles = (document.title, document.easy_read_title)
    purposes = (document.purpose, document.easy_read_purpose)
    return _each("introduction", "Title and purpose", *titles, *purposes)


def _of_level(level: Level) -> Iterator[Found]:
    texts = (level.label, level.stem, level.easy_read_label, level.easy_read_stem)
    return _each(f"level-{level.key}", "Levels", *texts)


def _of_principle(principle: Principle, document: Document) -> Iterator[Found]:
    yield from _each(
        f"principle-{principle.key}",
        principle.name,
        principle.title,
        principle.short_title,
        principle.easy_read_title,
        principle.summary,
        principle.easy_read,
        *principle.examples,
        principle.reflection_prompt,
        principle.easy_read_prompt,
    )
    for statement in principle.statements:
        where = _card(document, principle, statement)
        yield from _each(f"statement-{statement.key}", where, statement.text, statement.easy_read)


def _of_questions(document: Document) -> Iterator[Found]:
    prompts = (document.reflection_prompt, document.easy_read_prompt)
    yield from _each("prompt", "Question to think about", *prompts)
    for question in document.questions:
        yield from _each(f"question-{question.key}", "Questions", question.text, question.easy_read)
    for kind, things in named_of(document).items():
        for thing in things:
            texts = (thing.label, thing.hint, thing.easy_read_label, thing.easy_read)
            yield from _each(f"{kind}-{thing.key}", "Questions", *texts)


def _of_source(source: Source) -> Iterator[Found]:
    whose = (source.title, ", ".join(source.authors), source.published_by, source.based_on)
    notes = (source.note, source.easy_read_note, source.feedback, source.easy_read_feedback)
    return _each("source", "Source", *whose, *notes)


def where_of(document: Document, place: str) -> str:
    """The part, level or question to which it belongs, said to people; “” where it belongs to none."""
    return dict(_wheres(document)).get(place, "")


def name_of(document: Document, place: str) -> str:
    """What stands at a place, or comes there, as titles of pages say it: by its words, never by its key."""
    if place in CALLED:
        return CALLED[place]
    if place.startswith("level."):
        return f"a new statement, {document.level(place.split('.')[2]).label}"
    if place.startswith("principle-"):
        return "about this part"
    thing = dict(things_of(document))[place]
    return texts_read(place, thing, STANDARD)[0].words


def _wheres(document: Document) -> Iterator[tuple[str, str]]:
    yield from ((f"level-{level.key}", level.label) for level in document.levels)
    for principle in document.principles:
        yield f"principle-{principle.key}", principle.name
        for statement in principle.statements:
            yield f"statement-{statement.key}", _card(document, principle, statement)
    for question in document.questions:
        yield f"question-{question.key}", question.text
        yield from ((f"place-{place.key}", question.text) for place in question.places)


def _card(document: Document, principle: Principle, statement: Statement) -> str:
    return f"{principle.name}, {document.level(statement.level).label}"


def named_of(document: Document) -> dict[str, tuple[Named, ...]]:
    """By the word with which the id of each begins."""
    return {"group": document.groups, "place": document.places, "cell": document.cells}


def _each(place: str, where: str, *texts: str) -> Iterator[Found]:
    for text in dict.fromkeys(texts):
        yield Found(place, where, text)
