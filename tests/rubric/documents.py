"""Small rubrics to make mistakes in, and arbitrary ones with every kind of text that YAML has stumbled over."""

import re

import pytest
from hypothesis import strategies as st

from rubric.document import (
    DIRECTIONS,
    PLACE,
    Cell,
    Document,
    DocumentError,
    HardWord,
    Level,
    Place,
    PlaceGroup,
    Principle,
    Question,
    Source,
    Statement,
    parse,
)
from rubric.document.sections import unbroken
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

LADDER = """\
rubric: ladder
title: "Which step is it on?"
language: en-GB
purpose: "Talk about one piece of work."
source:
  title: "An invented ladder"
response: place
reflection_prompt: "Who decides?"
easy_read_prompt: "Who says what happens?"
groups:
  - key: for
    label: "Doing for"
    hint: "Staff do things for people."
    easy_read_label: "For people"
    easy_read: "Staff do it for people."
  - key: with
    label: "Doing with"
    hint: "Staff and people do things with each other."
questions:
  - key: step
    text: "Which step is this work on?"
    easy_read: "Which step is it on?"
    answers:
      - key: told
        group: for
        picture: "1F4E2"
        label: "Telling"
        hint: "Staff tell people what was decided."
        easy_read_label: "Telling people"
        easy_read: "Staff tell people."
      - key: asked
        group: for
        label: "Asking"
        hint: "Staff ask people, and then decide."
      - key: shared
        group: with
        picture: "1F91D"
        label: "Sharing"
        hint: "Staff and people decide together."
"""

MATRIX = """\
rubric: matrix
title: "Who plans it, and who does it?"
language: en-GB
purpose: "Two questions about one piece of work."
source:
  title: "An invented matrix"
response: place
questions:
  - key: plans
    text: "Who plans it?"
    answers:
      - key: staff-plan
        label: "Staff"
      - key: all-plan
        label: "Staff and people"
  - key: does
    text: "Who does it?"
    answers:
      - key: staff-do
        label: "Staff"
      - key: all-do
        label: "Staff and people"
cells:
  - plans: "staff-plan"
    does: "staff-do"
    key: by-staff
    label: "By staff"
  - plans: "staff-plan"
    does: "all-do"
    key: planned-for
    label: "Planned for people"
  - plans: "all-plan"
    does: "staff-do"
    key: done-for
    label: "Done for people"
  - plans: "all-plan"
    does: "all-do"
    key: together
    label: "Together"
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
written = st.sampled_from(AWKWARD_TEXTS) | st.text(letters, min_size=1, max_size=40)
texts = written.map(clean).map(str.strip).filter(shows)
lines = texts.map(unbroken)
optional, optional_lines = st.just("") | texts, st.just("") | lines
pictures = st.sampled_from(["", "2696", "1F91D", "1F9D1-200D-1F91D-200D-1F9D1", "0023"])

sources = st.builds(Source, lines, st.lists(lines, max_size=3).map(tuple), optional_lines, *[optional] * 5)
words = lines.filter(lambda word: ":" not in word)
hard_words = st.lists(
    st.builds(HardWord, words, lines), max_size=3, unique_by=lambda hard: same_name(hard.word)
)


@st.composite
def documents(draw):
    level_keys = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    principle_keys = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    statement_keys = iter(draw(st.lists(keys, min_size=18, max_size=18, unique=True)))
    return Document(
        slug=draw(keys),
        title=draw(lines),
        language=draw(st.sampled_from(["en-GB", "no", "cy", "zh-Hans-CN"])),
        purpose=draw(texts),
        source=draw(sources),
        levels=tuple(
            Level(
                key,
                draw(lines),
                draw(lines),
                draw(st.sampled_from(DIRECTIONS)),
                draw(optional_lines),
                draw(optional_lines),
            )
            for key in level_keys
        ),
        principles=tuple(
            draw(principles(key, draw(statements(number, len(principle_keys), level_keys, statement_keys))))
            for number, key in enumerate(principle_keys)
        ),
        easy_read_title=draw(optional_lines),
        easy_read_purpose=draw(optional),
        hard_words=tuple(draw(hard_words)),
    )


@st.composite
def documents_to_place_on(draw):
    """Questions of two to four places; groups, of which each has some; cells where there are two questions."""
    group_keys = draw(st.lists(keys, max_size=2, unique=True))
    question_keys = draw(st.lists(keys.filter(lambda key: key != "key"), min_size=1, max_size=3, unique=True))
    place_keys = iter(draw(st.lists(keys, min_size=12, max_size=12, unique=True)))
    questions = tuple(draw(questions_to_place_on(key, group_keys, place_keys)) for key in question_keys)
    with_cells = len(questions) == 2 and draw(st.booleans())
    return Document(
        slug=draw(keys),
        title=draw(lines),
        language="en-GB",
        purpose=draw(texts),
        source=draw(sources),
        response=PLACE,
        reflection_prompt=draw(optional),
        easy_read_prompt=draw(optional),
        groups=tuple(draw(named(PlaceGroup, key)) for key in group_keys),
        questions=questions,
        cells=tuple(draw(cells_of(*questions))) if with_cells else (),
    )


@st.composite
def questions_to_place_on(draw, key, group_keys, place_keys):
    """Places of one group stand together: so they come in the groups' order, or belong to none."""
    groups = [group for group in group_keys for _ in range(draw(st.integers(1, 2)))] or [""] * 2
    groups = groups if len(groups) > 1 else groups * 2
    places = tuple(draw(named(Place, next(place_keys), group=st.just(g), picture=pictures)) for g in groups)
    return Question(key, draw(lines), places, draw(optional_lines), draw(pictures))


def cells_of(first, second):
    pairs = [(a.key, b.key) for a in first.places for b in second.places]
    return st.tuples(*(named(Cell, f"cell-{n}", places=st.just(pair)) for n, pair in enumerate(pairs)))


def named(kind, key, **more):
    said = {"label": lines, "hint": optional, "easy_read_label": optional_lines, "easy_read": optional}
    return st.builds(kind, key=st.just(key), id=st.none(), **said, **more)


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
        title=lines,
        statements=st.just(statements),
        short_title=optional_lines,
        easy_read_title=optional_lines,
        summary=optional,
        easy_read=optional,
        examples=st.lists(lines, max_size=2).map(tuple),
        reflection_prompt=optional,
        easy_read_prompt=optional,
        picture=pictures,
        id=st.none(),
    )


def loosely(file):
    """The same, as people may also write it: with spaces around each text, and others where there was one."""
    return re.sub(r'(: |^ *- )"((?:[^"\\]|\\.)*)"$', _apart, file, flags=re.MULTILINE)


def _apart(found):
    text = found[2].replace(" ", " \\n ")
    return f'{found[1]}"\\n {text}\\n"'


def mistakes_in(text):
    with pytest.raises(DocumentError) as caught:
        parse(text)
    assert str(caught.value) == "\n".join(str(mistake) for mistake in caught.value.mistakes)
    return str(caught.value).split("\n")


def changed(old, new):
    assert old in SMALL
    return SMALL.replace(old, new, 1)
