"""The “name: value” lines of a YAML file, asked for one by one. A mistake is noted, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rubric.document.plain_yaml import (
    REFUSED,
    DocumentError,
    Mistake,
    line_at,
    open_yaml,
)
from teams.words import clean, same_name, shows

EXPECTED = {
    ScalarNode: "a text",
    SequenceNode: "a list, one “- …” a line",
    MappingNode: "“name: value” lines",
}
READ_AS = {"int": "a number", "float": "a number", "bool": "yes or no", "timestamp": "a date"}


@dataclass(frozen=True)
class Shape:
    """What a word must look like, at most how long, and what to say otherwise."""

    pattern: str
    longest: int
    advice: str


@dataclass
class File:
    """What was found wrong in a file so far, and the sections that were looked at. `pictures` are those it may use."""

    mistakes: list[Mistake]
    pictures: Container[str] | None = None
    sections: list[Section] = field(default_factory=list)

    def note(self, line: int, message: str) -> None:
        self.mistakes.append(Mistake(line, message))

    def finish(self) -> None:
        """Raises all that was found. A name that nobody asked for is unknown."""
        for section in self.sections:
            section.note_unknown()
        if self.mistakes:
            raise DocumentError(self.mistakes)

    def is_a(self, kind: type[Node], node: Node, name: str) -> bool:
        if isinstance(node, kind) or node.tag == REFUSED:
            return node.tag != REFUSED
        self.note(line_at(node.start_mark), f"{name} should be {EXPECTED[kind]}.")
        return False

    def text(self, node: Node, name: str, longest: int, *, may_be_empty: bool = False) -> str:
        if not self.is_a(ScalarNode, node, name):
            return ""
        text = clean(node.value).strip()
        if text == "" and may_be_empty:
            return text
        if wrong := _what_is_wrong(text, node.tag.rpartition(":")[2], longest):
            self.note(line_at(node.start_mark), f"{name} {wrong}")
        return text


class Section:
    """One mapping of a file. `line` is where to send somebody who looks for what is missing."""

    def __init__(self, file: File, node: Node | None, name: str, line: int = 1) -> None:
        self.file = file
        self.line = line_at(node.start_mark) if node else line
        self.values: dict[str, Node] = {}
        self.lines: dict[str, int] = {}
        self.asked: list[str] = []
        self.is_readable = node is not None and file.is_a(MappingNode, node, name)
        file.sections.append(self)
        for key, value in node.value if node and self.is_readable else ():
            if file.is_a(ScalarNode, key, "A name"):
                self._take(key.value, value, line_at(key.start_mark))

    def _take(self, name: str, value: Node, line: int) -> None:
        if name in self.values:
            message = f"{said(name)} was already given on line {self.lines[name]}. Keep one of them."
            self.file.note(line, message)
        else:
            self.values[name], self.lines[name] = value, line

    def note(self, message: str, name: str = "") -> None:
        self.file.note(self.lines.get(name, self.line), message)

    def note_unknown(self) -> None:
        for name in self.values.keys() - self.asked if self.asked else ():
            self.note(f"{said(name)} isn’t known here. You can use: {', '.join(self.asked)}.", name)

    def value(self, name: str, *, needed: bool = False) -> Node | None:
        self.asked.append(name)
        if needed and self.is_readable and name not in self.values:
            self.note(f"{said(name)} is missing. Add it.")
        return self.values.get(name)

    def text(self, name: str, longest: int, *, needed: bool = False, may_be_empty: bool = False) -> str:
        node = self.value(name, needed=needed)
        return self.file.text(node, said(name), longest, may_be_empty=may_be_empty) if node else ""

    def one_line(self, name: str, longest: int, *, needed: bool = False, may_be_empty: bool = False) -> str:
        return unbroken(self.text(name, longest, needed=needed, may_be_empty=may_be_empty))

    def word(self, name: str, shape: Shape, *, needed: bool = False) -> str:
        word = self.text(name, shape.longest, needed=needed)
        if word and not re.fullmatch(shape.pattern, word):
            self.note(f"{said(name)} can’t be {said(word)}. {shape.advice}", name)
        return word

    def unique(self, name: str, word: str, taken: dict[str, int]) -> str:
        """The word, unless it was `taken` (word → line): that is a mistake."""
        same = same_name(word)
        if same and same in taken:
            self.note(f"{said(word)} is already used on line {taken[same]}. Choose another {name}.", name)
        taken.setdefault(same, self.lines.get(name, self.line))
        return word

    def items(self, name: str, *, most: int, fewest: int = 0, needed: bool = False) -> list[Node]:
        node = self.value(name, needed=needed)
        if node is None or not self.file.is_a(SequenceNode, node, said(name)):
            return []
        if not fewest <= len(node.value) <= most:
            self.note(f"{said(name)} has {len(node.value):,} entries. It can have {fewest} to {most}.", name)
        return list(node.value)

    def texts(self, name: str, longest: int, *, most: int) -> tuple[str, ...]:
        entry = f"An entry of {said(name)}"
        return tuple(unbroken(self.file.text(node, entry, longest)) for node in self.items(name, most=most))

    def sections(self, name: str, *, most: int, fewest: int = 0, needed: bool = False) -> list[Section]:
        nodes = self.items(name, most=most, fewest=fewest, needed=needed)
        return [Section(self.file, node, f"An entry of {said(name)}") for node in nodes]

    def section(self, name: str) -> Section:
        return Section(self.file, self.value(name, needed=True), said(name), self.line)


def open_sections(text: str | bytes, pictures: Container[str] | None = None) -> Section:
    tree, mistakes = open_yaml(text)
    return Section(File(mistakes, pictures), tree, "The file")


def unbroken(text: str) -> str:
    """In one line, as forms keep it in which it is changed."""
    return re.sub(r"\s*\n\s*", " ", text)


def said(name: str) -> str:
    """A word of the file as messages quote it: short, and fit to be shown."""
    shown = clean(name)
    return f"“{shown[:40]}…”" if len(shown) > 40 else f"“{shown}”"


def _what_is_wrong(text: str, read_as: str, longest: int) -> str | None:
    if not shows(text):
        return "is empty. Write something, or take it out if it isn’t needed."
    if read_as != "str":
        return f"is read as {READ_AS.get(read_as, 'something else than text')}. Put it in quotes."
    if len(text) > longest:
        return f"has {len(text):,} characters. It can have {longest:,}."
    return None
