"""One principle as a page of a sheet: its words, and what the page holds. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from assessments.said import NOT_SURE, NOTHING, TICKED, TICKS, Sayings
from rubric.document import Document, HardWord, Level, Principle, ShownDrawing, Statement, drawing_of
from rubric.plain_words import forms_of
from teams.remembered import remembered

UNKNOWN = "?"  # of what was shown: a change is on its way, so what is stored now can't be told


@dataclass(frozen=True)
class Row:
    """One thing of a part of which exactly one saying is said. `where` names its row in the database."""

    key: str
    sayings: Sayings
    where: dict[str, int]


@dataclass(frozen=True)
class Part:
    """A principle and its place among the rubric's principles; `number` counts from 1.

    `placed` is how many activities come after them, on a page that says of how many parts it is.
    """

    document: Document
    principle: Principle
    number: int
    placed: int = 0

    @property
    def of(self) -> int:
        return len(self.document.principles) + self.placed

    @property
    def key(self) -> str:
        return self.principle.key

    @property
    def rows(self) -> list[Row]:
        return [Row(each.key, TICKS, {"statement": each.id or 0}) for each in self.principle.statements]

    @property
    def owner(self) -> dict[str, int]:
        """Whose words stand beside it, and whether it is finished."""
        return {"principle": self.principle.id or 0}

    @property
    def name(self) -> str:
        return self.principle.name

    @property
    def prompt(self) -> str:
        return prompt(self.principle)

    @property
    def field(self) -> str:
        """What its fields are called in a form that holds all parts; and what a row's answer is."""
        return self.principle.key

    def answer(self, row: Row) -> str:
        return f"answer-{row.key}"

    @property
    def after(self) -> Principle | None:
        principles = self.document.principles
        return principles[self.number] if self.number < len(principles) else None

    @property
    def before(self) -> Principle | None:
        return self.document.principles[self.number - 2] if self.number > 1 else None


@dataclass(frozen=True)
class Sharing:
    """Who may read a reflection, as its writer chose: "" until then, which means that only they can."""

    may_read: str = ""
    may_quote: bool = False
    may_quote_outside: bool = False

    @property
    def readers(self) -> str:
        """Who can read the words now, in one word: pages have a sentence for each."""
        if self.may_read != "round":
            return "quoting" if self.may_quote else "me"
        return "outside" if self.may_quote_outside else "inside" if self.may_quote else "round"


@dataclass(frozen=True)
class Filled:
    """What a page holds. `shown` and `fingerprint` say what was stored when it was last in step with us.

    `instead_of` is a text that the page has sent without hearing whether it arrived.
    """

    shown: str
    marks: str
    text: str = ""
    revision: int = 0
    fingerprint: str = ""
    instead_of: str | None = None
    sharing: Sharing = Sharing()
    needs_another_look: bool | None = None  # what was carried over isn't confirmed; None if it wasn't asked

    @property
    def text_changed(self) -> bool:
        return self.fingerprint != fingerprint(self.text)

    def changed_marks(self) -> list[tuple[int, str]]:
        """Which statements, by index, this page changed, and to what."""
        pairs = enumerate(zip(self.shown, self.marks, strict=True))
        return [(index, mark) for index, (shown, mark) in pairs if shown != mark]


def find_part(document: Document, key: str) -> Part | None:
    for number, principle in enumerate(document.principles, start=1):
        if principle.key == key:
            return Part(document, principle, number)
    return None


def fingerprint(text: str) -> str:
    """Whether a text is still the one that was shown; not a secret."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def both_texts(theirs: str, mine: str) -> str:
    """Two texts in one box; where one holds the other, the longer one is both."""
    if theirs in mine or mine in theirs:
        return max(theirs, mine, key=len)
    return f"{theirs}\n\n{mine}"


def prompt(principle: Principle) -> str:
    return principle.reflection_prompt or "What makes you say that?"


class ToTick(NamedTuple):
    """A statement of the together sheet as it stands there: what it is drawn by."""

    key: str
    text: str
    drawing: ShownDrawing | None = None
    ticked: bool = False
    not_sure: bool = False


@dataclass(frozen=True)
class Card:
    level: Level
    rows: tuple[ToTick, ...]


def cards(part: Part, marks: str) -> list[Card]:
    """One for each level at which the principle has statements."""
    rows: dict[str, list[ToTick]] = {level.key: [] for level in part.document.levels}
    for statement, mark in zip(part.principle.statements, marks, strict=True):
        rows[statement.level].append(_to_tick(part, statement, mark))
    return [Card(level, tuple(rows[level.key])) for level in part.document.levels if rows[level.key]]


def _to_tick(part: Part, statement: Statement, mark: str) -> ToTick:
    drawing = drawing_of(part.document, part.principle, statement) if part.document.is_easy else None
    return ToTick(statement.key, statement.text, drawing, mark == TICKED.mark, mark == NOT_SURE.mark)


def statements(part: Part, marks: str) -> list[dict[str, Any]]:
    """On a person's own sheet, without levels, which would lead. In Easy Read with pictures and hard words."""
    asked = part.principle.statements
    hard = _hard_words_in_each(part.document, *(one.text for one in asked))
    said = zip(asked, marks, hard, strict=True)
    return [
        _statement(part, one, mark) | {"hard_words": words, "number": n}
        for n, (one, mark, words) in enumerate(said, 1)
    ]


def _statement(part: Part, statement: Statement, mark: str) -> dict[str, Any]:
    return {
        "key": statement.key,
        "text": statement.text,
        "drawing": _picture(part, statement) if part.document.is_easy else None,
        "answer": TICKS.marked[mark],
    }


def _picture(part: Part, statement: Statement) -> ShownDrawing | None:
    """Never its level's drawing, which would say what it stands for."""
    drawing = drawing_of(part.document, part.principle, statement)
    return None if drawing.direction else drawing


def first_unanswered(marks: str) -> int | None:
    """Which statement to go on with, counted from 1; None when only the words are left."""
    return marks.index(NOTHING.mark) + 1 if NOTHING.mark in marks else None


def hard_words(part: Part) -> tuple[HardWord, ...]:
    """In Easy Read, the hard words that this part uses."""
    principle = part.principle
    texts = [principle.summary, principle.reflection_prompt, *(s.text for s in principle.statements)]
    (found,) = _hard_words_in_each(part.document, " ".join(texts))
    return found


def _hard_words_in_each(document: Document, *texts: str) -> tuple[tuple[HardWord, ...], ...]:
    """Of a rubric's own texts, which every page of a part looks through."""
    return _found_in_each(document.hard_words, texts) if document.hard_words else ((),) * len(texts)


@remembered(megabytes=0.3, shared=(HardWord,))
def _found_in_each(
    hard_words: tuple[HardWord, ...], texts: tuple[str, ...]
) -> tuple[tuple[HardWord, ...], ...]:
    return tuple(_found(hard_words, text) for text in texts)


def hard_words_in(document: Document, text: str) -> tuple[HardWord, ...]:
    """Whole words, and their plurals: "network" and "networks", not "networking"."""
    return _found(document.hard_words, text)


def _found(hard_words: tuple[HardWord, ...], text: str) -> tuple[HardWord, ...]:
    return tuple(hard for hard in hard_words if re.search(forms_of(hard.word), text, re.IGNORECASE))
