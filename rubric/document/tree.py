"""A rubric as one frozen tree: principles × levels × statements, or questions and places. No Django, no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

from rubric.document.placing import Cell, Named, Place, PlaceGroup, Question

OUR_LANGUAGE = "en"
STANDARD, EASY_READ = "standard", "easy-read"
DIRECTIONS = ("warning", "progress", "strength")
RESPONSES = TICK, PLACE = "tick", "place"  # what people do with it


@dataclass(frozen=True)
class HardWord:
    word: str
    means: str


@dataclass(frozen=True)
class Source:
    """Where the rubric comes from. `note` says what its authors did, and is printed wherever they are named.

    `feedback` says what its authors would like to hear, and where to send it. Of a copy, `adapted` says of what.
    """

    title: str
    authors: tuple[str, ...] = ()
    published_by: str = ""
    based_on: str = ""
    note: str = ""
    easy_read_note: str = ""
    feedback: str = ""
    easy_read_feedback: str = ""
    adapted: Adaptation | None = field(default=None, compare=False)

    @property
    def is_as_adapted(self) -> bool:
        """Whether all that it says stands in what it was adapted from."""
        return self.adapted is not None and self == self.adapted.source


@dataclass(frozen=True)
class Adaptation:
    """What a copy grew from, and who made it. It comes from where the copy is kept, so that no editor can erase it."""

    by: str
    title: str
    source: Source


@dataclass(frozen=True)
class Level:
    key: str
    label: str
    stem: str
    direction: str
    easy_read_label: str = ""
    easy_read_stem: str = ""
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Statement:
    """`id` is the row's, once stored; two statements are equal without it."""

    key: str
    level: str
    text: str
    easy_read: str = ""
    picture: str = ""
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Principle:
    """Statements stand in the order of the levels, and within a level in the order they are read."""

    key: str
    title: str
    statements: tuple[Statement, ...]
    short_title: str = ""
    easy_read_title: str = ""
    summary: str = ""
    easy_read: str = ""
    examples: tuple[str, ...] = ()
    reflection_prompt: str = ""
    easy_read_prompt: str = ""
    picture: str = ""
    id: int | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        return self.short_title or self.title

    def at_level(self, key: str) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.statements if statement.level == key)


@dataclass(frozen=True)
class Document:
    """A rubric to tick has levels and principles, one to place on has questions, with one prompt for all it asks.

    `drawings` has the kept drawings' digests by picture code: a published version's, and None of any other.
    `wording` is that of its reader (wording.py); until there is one, it holds all of them.
    `ancestors` are the slugs of the rubrics that it was adapted from, the nearest first: it has their keys.
    """

    slug: str
    title: str
    language: str
    purpose: str
    source: Source
    levels: tuple[Level, ...] = ()
    principles: tuple[Principle, ...] = ()
    response: str = TICK
    reflection_prompt: str = ""
    easy_read_prompt: str = ""
    groups: tuple[PlaceGroup, ...] = ()
    questions: tuple[Question, ...] = ()
    cells: tuple[Cell, ...] = ()
    easy_read_title: str = ""
    easy_read_purpose: str = ""
    hard_words: tuple[HardWord, ...] = ()
    drawings: Mapping[str, str] | None = field(default=None, compare=False)
    wording: str = field(default="", compare=False)
    ancestors: tuple[str, ...] = field(default=(), compare=False)

    @property
    def root(self) -> str:
        """The key of what it and all its kin were copied from in the end."""
        return self.ancestors[-1] if self.ancestors else self.slug

    @property
    def is_easy(self) -> bool:
        return self.wording == EASY_READ

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """The codes of all that it uses, each once, in the order in which they are read."""
        codes = [code for p in self.principles for code in (p.picture, *(s.picture for s in p.statements))]
        codes += [code for q in self.questions for code in (q.picture, *(p.picture for p in q.places))]
        return tuple(dict.fromkeys(filter(None, codes)))

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for principle in self.principles for statement in principle.statements)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for question in self.questions for place in question.places)

    @property
    def named(self) -> tuple[Named, ...]:
        return (*self.groups, *self.places, *self.cells)

    @property
    def minutes_a_part(self) -> int:
        """About so many, as people are told before they begin: four, or more where a part has more than most have."""
        longest = max((len(principle.statements) for principle in self.principles), default=0)
        return max(4, ceil(longest / 4))

    @property
    def has_standing(self) -> bool:
        """A team can place itself where there is exactly one level of each direction."""
        return sorted(level.direction for level in self.levels) == sorted(DIRECTIONS)

    def level(self, key: str) -> Level:
        return {level.key: level for level in self.levels}[key]

    def principle(self, key: str) -> Principle:
        return {principle.key: principle for principle in self.principles}[key]

    def question(self, key: str) -> Question:
        return {question.key: question for question in self.questions}[key]

    def group(self, key: str) -> PlaceGroup:
        return {group.key: group for group in self.groups}[key]

    def cell(self, *places: str) -> Cell | None:
        """What these places lead to together, if they have a name."""
        return next((cell for cell in self.cells if cell.places == places), None)


def speaks_as_we_do(language: str) -> bool:
    return language.partition("-")[0] == OUR_LANGUAGE


def texts_of(document: Document) -> Iterator[str]:
    """All that it says in its own language. Titles and names of what it comes from are those of their authors."""
    yield from _filled(document.title, document.easy_read_title, document.purpose, document.easy_read_purpose)
    source = document.source
    yield from _filled(source.note, source.easy_read_note, source.feedback, source.easy_read_feedback)
    for level in document.levels:
        yield from _filled(level.label, level.stem, level.easy_read_label, level.easy_read_stem)
    for hard in document.hard_words:
        yield from _filled(hard.word, hard.means)
    for each in document.principles:
        yield from _filled(each.title, each.short_title, each.easy_read_title, each.summary, each.easy_read)
        yield from _filled(*each.examples, each.reflection_prompt, each.easy_read_prompt)
    for statement in document.statements:
        yield from _filled(statement.text, statement.easy_read)
    yield from _filled(document.reflection_prompt, document.easy_read_prompt)
    for question in document.questions:
        yield from _filled(question.text, question.easy_read)
    for named in document.named:
        yield from _filled(named.label, named.hint, named.easy_read_label, named.easy_read)


def _filled(*texts: str) -> Iterator[str]:
    return filter(None, texts)
