"""A small rubric to make mistakes in, and arbitrary ones with every kind of text that YAML has stumbled over."""

import pytest
from hypothesis import strategies as st

from rubric.document import (
    DIRECTIONS,
    Document,
    DocumentError,
    HardWord,
    Level,
    Principle,
    Source,
    Statement,
    parse,
)
from teams.words import clean, same_name, shows

SMALL = """\
rubric: small
title: "How are we doing?"
language: en-GB
purpose: "A conversation, not a test."
source:
  title: "An invented paper tool"
response: tick
levels:
  - key: not-yet
    label: "Not yet"
    stem: "Signs that a team hasn’t got this"
    direction: warning
  - key: doing-well
    label: "Doing well"
    stem: "Signs that a team is doing well"
    direction: strength
principles:
  - key: together
    picture: "1F91D"
    title: "Deciding together"
    statements:
      not-yet:
        - key: alone
          text: "Staff decide alone."
      doing-well:
        - key: shared
          text: "People decide together."
"""

AWKWARD_KEYS = ["no", "y", "null", "true", "1e3", "0x1f", "0o17", "123", "2027-03-01", "key", "statements"]
AWKWARD_TEXTS = [
    "no",
    "~",
    "1e3",
    ": #",
    "- a",
    "a: b",
    "&a",
    "*a",
    "!a",
    "%a",
    "|",
    ">",
    "---",
    "...",
    "{",
    "]",
]
AWKWARD_TEXTS += [
    "'",
    '"',
    "\\",
    "\\n",
    "2027-03-01",
    "1:30",
    "=",
    "<<",
    "? ",
    "…",
    " a ",
    "a\nb",
    "\n\na\n",
    "\ta",
]
AWKWARD_TEXTS += ["👩🏽‍🦽", "\u200ba", "a\u00a0b", "a\u200cb", "عربي", "\ufffd"]

keys = st.sampled_from(AWKWARD_KEYS) | st.from_regex("[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
letters = st.characters(
    exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
texts = st.sampled_from(AWKWARD_TEXTS) | st.text(letters, min_size=1, max_size=40).map(clean).filter(shows)
optional = st.just("") | texts
pictures = st.sampled_from(["", "2696", "1F91D", "1F9D1-200D-1F91D-200D-1F9D1", "0023"])

sources = st.builds(Source, texts, st.lists(texts, max_size=3).map(tuple), optional, optional, optional)
hard_words = st.lists(
    st.builds(HardWord, texts, texts), max_size=3, unique_by=lambda hard: same_name(hard.word)
)


@st.composite
def documents(draw):
    level_keys = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    principle_keys = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    statement_keys = iter(draw(st.lists(keys, min_size=18, max_size=18, unique=True)))
    return Document(
        slug=draw(keys),
        title=draw(texts),
        language=draw(st.sampled_from(["en-GB", "no", "cy", "zh-Hans-CN"])),
        purpose=draw(texts),
        source=draw(sources),
        levels=tuple(
            Level(key, draw(texts), draw(texts), draw(st.sampled_from(DIRECTIONS))) for key in level_keys
        ),
        principles=tuple(
            draw(principles(key, draw(statements(number, len(principle_keys), level_keys, statement_keys))))
            for number, key in enumerate(principle_keys)
        ),
        easy_read_title=draw(optional),
        easy_read_purpose=draw(optional),
        hard_words=tuple(draw(hard_words)),
    )


@st.composite
def statements(draw, principle, of, level_keys, statement_keys):
    """Up to two at a level, such that no principle and no level is without any."""
    found = []
    for number, level in enumerate(level_keys):
        needed = number == principle % len(level_keys) or principle == number % of
        for _ in range(draw(st.integers(int(needed), 2))):
            key = next(statement_keys)
            found.append(Statement(key, level, draw(texts), draw(optional), draw(pictures)))
    return tuple(found)


def principles(key, statements):
    return st.builds(
        Principle,
        key=st.just(key),
        title=texts,
        statements=st.just(statements),
        short_title=optional,
        easy_read_title=optional,
        summary=optional,
        easy_read=optional,
        examples=st.lists(texts, max_size=2).map(tuple),
        reflection_prompt=optional,
        easy_read_prompt=optional,
        picture=pictures,
        id=st.none(),
    )


def mistakes_in(text):
    with pytest.raises(DocumentError) as caught:
        parse(text)
    assert str(caught.value) == "\n".join(str(mistake) for mistake in caught.value.mistakes)
    return str(caught.value).split("\n")


def changed(old, new):
    assert old in SMALL
    return SMALL.replace(old, new, 1)
