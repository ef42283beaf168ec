"""Every text that a draft has is found by its words, whatever field it stands in."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count

import pytest

from rubric.document import parse
from rubric.views.finding import find_words
from tests.rubric.documents import LADDER, MATRIX, SMALL

NO_TEXTS = {
    "slug",
    "language",
    "response",
    "wording",
    "key",
    "level",
    "direction",
    "picture",
    "group",
    "places",
}


def filled(thing, numbers):
    """The same with a word of its own in each text, and in each list of texts that has none."""
    for field in fields(thing):
        value, word = getattr(thing, field.name), f"word{next(numbers):04}"
        if field.name in NO_TEXTS and not (value and is_dataclass(value[0])):
            continue
        if isinstance(value, str):
            thing = replace(thing, **{field.name: word})
        elif field.name in {"authors", "examples"}:
            thing = replace(thing, **{field.name: (word, f"word{next(numbers):04}")})
        elif is_dataclass(value):
            thing = replace(thing, **{field.name: filled(value, numbers)})
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            thing = replace(thing, **{field.name: tuple(filled(each, numbers) for each in value)})
    return thing


def words_in(thing) -> Iterator[str]:
    if isinstance(thing, str) and thing.startswith("word"):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from words_in(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from words_in(getattr(thing, field.name))


@pytest.mark.parametrize("file", [SMALL, LADDER, MATRIX])
def test_every_text_of_a_draft_is_found(file):
    hard = '\nhard_words:\n  - word: "equal"\n    means: "As important as others."\n'
    document = filled(parse(file + hard), count(1))
    words = set(words_in(document))
    assert {document.source.easy_read_feedback, document.hard_words[0].means} < words
    assert {word for word in words if not find_words(document, word)} == set()
