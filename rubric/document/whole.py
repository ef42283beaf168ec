"""Is a rubric whole in Easy Read? Until all its texts and drawings are there, people read its standard words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rubric.document.placing import Named
from rubric.document.tree import STANDARD, Document, Principle, Source, speaks_as_we_do
from teams.punctuation import quoted

Pair = tuple[str, str, str]  # what a text is called, its standard words, and those in Easy Read


def offered(document: Document, wording: str) -> str:
    """The wording in which somebody who chose this one reads it."""
    return wording if is_whole(document) else STANDARD


def is_whole(document: Document) -> bool:
    return not missing_easy_read(document) and not missing_pictures(document)


def missing_easy_read(document: Document) -> list[str]:
    """Every text that has no Easy Read words of its own."""
    parts = [missing_easy_read_of(principle) for principle in document.principles]
    return [
        *missing_in_introduction(document),
        *missing_easy_read_of_levels(document),
        *(name for part in parts for name in part),
        *missing_easy_read_to_place_on(document),
        *missing_in_source(document.source),
    ]


def missing_pictures(document: Document) -> list[str]:
    """What has no drawing of its own."""
    undrawn = [name for principle in document.principles for name in undrawn_of(principle)]
    return [*undrawn, *undrawn_questions(document)]


def undrawn_of(principle: Principle) -> list[str]:
    things = [(principle.name, principle.picture)]
    things += [(f"{principle.name}: {quoted(each.text)}", each.picture) for each in principle.statements]
    return [name for name, picture in things if not picture]


def undrawn_questions(document: Document) -> list[str]:
    things = [(quoted(question.text), question.picture) for question in document.questions]
    things += [(quoted(place.label), place.picture) for place in document.places]
    return [name for name, picture in things if not picture]


def missing_in_introduction(document: Document) -> list[str]:
    pairs = [
        ("The title", document.title, document.easy_read_title),
        ("What it is for", document.purpose, document.easy_read_purpose),
    ]
    return _unwritten(pairs)


def missing_easy_read_of_levels(document: Document) -> list[str]:
    """Our own words stand for a heading that isn't written, in our own language."""
    pairs = []
    for level in document.levels:
        name = f"The level {quoted(level.label)}"
        pairs.append((f"{name}: its name", level.label, level.easy_read_label))
        if not speaks_as_we_do(document.language):
            pairs.append((f"{name}: its heading", level.stem, level.easy_read_stem))
    return _unwritten(pairs)


def missing_easy_read_of(principle: Principle) -> list[str]:
    return _unwritten(_pairs(principle))


def missing_easy_read_to_place_on(document: Document) -> list[str]:
    asked = [(question.text, question.text, question.easy_read) for question in document.questions]
    prompt = ("The question to think about", document.reflection_prompt, document.easy_read_prompt)
    named = [pair for thing in document.named for pair in _pairs_of(thing, thing.label)]
    return _unwritten([*asked, *named, prompt])


def missing_in_source(source: Source) -> list[str]:
    pairs = [
        ("The note on its source", source.note, source.easy_read_note),
        ("What its authors would like to hear", source.feedback, source.easy_read_feedback),
    ]
    return _unwritten(pairs)


def _pairs_of(thing: Named, name: str) -> Iterator[Pair]:
    yield f"{name}: its name", thing.label, thing.easy_read_label
    yield f"{name}: its sentence", thing.hint, thing.easy_read


def _pairs(principle: Principle) -> Iterator[Pair]:
    yield f"{principle.name}: the title", principle.title, principle.easy_read_title
    yield f"{principle.name}: what it means", principle.summary, principle.easy_read
    yield f"{principle.name}: the question", principle.reflection_prompt, principle.easy_read_prompt
    for statement in principle.statements:
        yield f"{principle.name}: {quoted(statement.text)}", statement.text, statement.easy_read


def _unwritten(pairs: Iterable[Pair]) -> list[str]:
    return [name for name, standard, easy_read in pairs if standard and not easy_read]
