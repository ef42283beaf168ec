"""Whose ideas the statements follow, as rows of a table."""

from collections.abc import Iterator

from rubric.document import Source
from teams.punctuation import quoted


def ideas_of(source: Source) -> Iterator[tuple[str, str]]:
    """Of a copy, first what it was adapted from."""
    if source.adapted:
        yield "Adapted", f"By {source.adapted.by}, from {quoted(source.adapted.title)}"
        if not source.is_as_adapted:
            yield from ideas_of(source.adapted.source)
    if source.note:
        yield "About the source", source.note
    if source.feedback:
        yield "What its authors would like to hear", source.feedback
