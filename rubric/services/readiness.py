"""Is a draft ready to be published?"""

from collections.abc import Iterator

from rubric import pictures
from rubric.comparison import compare
from rubric.document import TICK, Document, Level, Principle
from rubric.models import RubricVersion
from rubric.reading import read_version
from teams.punctuation import quoted


def what_is_incomplete(document: Document) -> list[str]:
    """What a document must have and this one hasn't, in words. Editing keeps the rest in order."""
    empty = [
        f"{quoted(principle.name)} has no statements. Add one."
        for principle in document.principles
        if not principle.statements
    ]
    unused = [
        f"No part has a statement at the level {quoted(level.label)}. Add one."
        for level in unused_levels(document)
    ]
    return [*_unsaid(document), *empty, *unused, *unknown_pictures(document)]


def _unsaid(document: Document) -> Iterator[str]:
    """Of a rubric that was begun with nothing."""
    if not document.purpose:
        yield "Nothing says yet what it is for. Write it under “Title and purpose”."
    if not document.source.title:
        yield "Nothing says yet what it is based on. Write it under “Source”."
    if document.response == TICK and not document.principles:
        yield "There are no parts yet. Add one."


def unused_levels(document: Document) -> list[Level]:
    used = {statement.level for statement in document.statements}
    return [level for level in document.levels if level.key not in used]


def unknown_pictures(document: Document) -> list[str]:
    """Drawings are kept when a version is published, so each has to be there then."""
    things = [
        (f"{quoted(thing.name if isinstance(thing, Principle) else thing.text)}", thing.picture)
        for principle in document.principles
        for thing in (principle, *principle.statements)
    ]
    things += [(quoted(question.text), question.picture) for question in document.questions]
    things += [(quoted(place.label), place.picture) for place in document.places]
    return [
        f"The picture of {name} isn’t in the picture set. Choose another."
        for name, code in things
        if code and code not in pictures.codes()
    ]


def what_is_unchanged(draft: RubricVersion, document: Document, before: RubricVersion | None) -> list[str]:
    """An organisation may publish its copy of a shared rubric as it is, but nobody the same words again.

    `before` is what the draft grew from (`version_before`).
    """
    is_own = before is not None and before.rubric_id == draft.rubric_id
    if is_own and not compare(read_version(before.pk), document):
        return ["Nothing is different from the published version, so there is nothing to publish."]
    return []
