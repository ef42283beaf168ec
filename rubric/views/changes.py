"""What changed between two editions, told in the order in which a rubric is read."""

from collections.abc import Iterable
from dataclasses import dataclass

from rubric import pictures
from rubric.comparison import Changes, Entry, TextChange, compare, difference
from rubric.document import (
    Cell,
    Document,
    HardWord,
    Level,
    Place,
    PlaceGroup,
    Principle,
    Question,
    Source,
    Statement,
)
from rubric.forms.places import NamedForm, PromptForm, QuestionForm
from rubric.forms.words import IntroductionForm, LevelForm, PrincipleForm, SourceForm, StatementForm
from teams.punctuation import quoted


def _labels(form_class) -> dict[str, str]:
    return {name: field.label for name, field in form_class.base_fields.items() if name != "shown"}


PICTURE = {"picture": "Picture"}
LABELS = {
    Document: {**_labels(IntroductionForm), **_labels(PromptForm), "language": "Language"},
    Source: _labels(SourceForm),
    Level: {**_labels(LevelForm), "direction": "What a tick means"},
    Principle: {**_labels(PrincipleForm), **PICTURE},
    Statement: {**_labels(StatementForm), **PICTURE},
    Question: {**_labels(QuestionForm), **PICTURE},
    Place: {**_labels(NamedForm), **PICTURE},
    PlaceGroup: _labels(NamedForm),
    Cell: _labels(NamedForm),
    HardWord: {"means": "What it means"},
}


@dataclass(frozen=True)
class Item:
    """One thing that changed: where it stands, in a word or two what happened to it, and its texts word by word."""

    heading: str
    happened: tuple[str, ...]
    texts: tuple[tuple[str, list], ...]
    moved: str = ""


@dataclass(frozen=True)
class Section:
    """`place` is the id of the draft's part in which it all stands (views/overview.py)."""

    place: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Pair:
    """A thing before and after; one of them is missing if it is new or was taken out."""

    before: Entry | None
    after: Entry | None
    texts: tuple[TextChange, ...] = ()
    has_moved: bool = False

    @property
    def now(self) -> Entry:
        return self.after or self.before

    @property
    def happened(self) -> tuple[str, ...]:
        if self.before is None:
            return ("New",)
        if self.after is None:
            return ("Taken out",)
        return ("Moved",) * self.has_moved + ("New words",) * bool(self.texts)

    def words(self) -> Iterable[TextChange]:
        """What was reworded, or every word of a thing that came or went."""
        if self.before and self.after:
            return self.texts or self._name()
        whole = [
            (name, text) for name in LABELS[type(self.now.thing)] for text in _texts(self.now.thing, name)
        ]
        if self.after:
            return [TextChange(name, "", text) for name, text in whole]
        return [TextChange(name, text, "") for name, text in whole]

    def _name(self) -> list[TextChange]:
        """What has only moved is still named by its words."""
        name = next(iter(LABELS[type(self.now.thing)]))
        text = getattr(self.now.thing, name)
        return [TextChange(name, text, text)]


class Telling:
    """Knows what levels and parts are called, in either edition."""

    def __init__(self, before: Document, after: Document) -> None:
        self.parts = {part.key: part.name for part in (*before.principles, *after.principles)}
        self.levels = {level.key: level.label for level in (*before.levels, *after.levels)}
        self.questions = {each.key: each.text for each in (*before.questions, *after.questions)}
        self.groups = {group.key: group.label for group in (*before.groups, *after.groups)}
        self.found = compare(before, after)

    def sections(self) -> list[Section]:
        about = [text for text in self.found.about if text.field in LABELS[Document]]
        sections = [
            Section("introduction", "Title and purpose", _reworded(about, Document)),
            Section("levels", "Levels", self._items(_pairs(self.found.levels))),
            *self._parts(),
            Section("questions", "Groups of answers", self._items(_pairs(self.found.groups))),
            *self._questions(),
            Section("questions", "Pairs of answers", self._items(_pairs(self.found.cells))),
            Section("hard-words", "Hard words", self._items(_pairs(self.found.hard_words))),
            Section("source", "Source", _reworded(self.found.source, Source)),
        ]
        return [section for section in sections if section.items]

    def _parts(self) -> list[Section]:
        parts, statements = _pairs(self.found.principles), _pairs(self.found.statements)
        order = list(self.levels)
        statements.sort(key=lambda pair: (order.index(pair.now.place[1]), pair.now.position))
        return [
            Section(
                f"part-{key}",
                name,
                self._items(pair for pair in parts if pair.now.key == key)
                + self._items(pair for pair in statements if pair.now.place[0] == key),
            )
            for key, name in self.parts.items()
        ]

    def _questions(self) -> list[Section]:
        questions, places = _pairs(self.found.questions), _pairs(self.found.places)
        return [
            Section(
                "questions",
                text,
                self._items(pair for pair in questions if pair.now.key == key)
                + self._items(pair for pair in places if pair.now.place[0] == key),
            )
            for key, text in self.questions.items()
        ]

    def _items(self, pairs: Iterable[Pair]) -> tuple[Item, ...]:
        return tuple(
            Item(
                self._heading(pair.now),
                pair.happened,
                _told(pair.words(), type(pair.now.thing)),
                self._moved(pair),
            )
            for pair in pairs
        )

    def _heading(self, entry: Entry) -> str:
        match entry.thing:
            case Statement():
                return self.levels[entry.place[1]]
            case Principle():
                return "About this part"
            case Question():
                return "The question"
            case Level() | Place() | PlaceGroup() | Cell():
                return entry.thing.label
        return entry.key

    def _moved(self, pair: Pair) -> str:
        if not pair.has_moved:
            return ""
        before, after = pair.before, pair.after
        if before.place == after.place:
            return f"From place {before.position} to place {after.position}."
        return f"From {self._place(before)} to {self._place(after)}."

    def _place(self, entry: Entry) -> str:
        part, level = entry.place
        if isinstance(entry.thing, Place):
            of_question = quoted(self.questions[part])
            return f"{quoted(self.groups[level])} in {of_question}" if level else of_question
        return f"{quoted(self.levels[level])} in {quoted(self.parts[part])}"


def tell_changes(before: Document, after: Document) -> list[Section]:
    return Telling(before, after).sections()


def _pairs(changes: Changes) -> list[Pair]:
    reworded = {rewording.after.key: rewording for rewording in changes.reworded}
    moved = {move.after.key: move for move in changes.moved}
    kept = {**reworded, **moved}
    pairs = [Pair(None, entry) for entry in changes.new] + [Pair(entry, None) for entry in changes.retired]
    for key, found in kept.items():
        texts = reworded[key].texts if key in reworded else ()
        pairs.append(Pair(found.before, found.after, texts, key in moved))
    return pairs


def _reworded(texts: Iterable[TextChange], kind: type) -> tuple[Item, ...]:
    return (Item("", ("New words",), _told(texts, kind)),) if texts else ()


def _told(texts: Iterable[TextChange], kind: type) -> tuple[tuple[str, list], ...]:
    return tuple((LABELS[kind][text.field], _pieces(text)) for text in texts)


def _pieces(text: TextChange) -> list[tuple[str, str]]:
    """Pictures are told by their names."""
    if text.field != "picture":
        return text.difference
    return difference(*(code and pictures.name_of(code) for code in (text.before, text.after)))


def _texts(thing, name: str) -> list[str]:
    value = getattr(thing, name)
    return [text for text in (value if isinstance(value, tuple) else (value,)) if text]
