"""YAML as people write it – mappings, lists and texts – opened with line numbers.

Anchors, aliases and tags are refused outright: they can blow a small file up, or run code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import AliasEvent
from yaml.nodes import Node, ScalarNode

from teams.words import clean

LARGEST = 32_000_000  # bytes: the largest rubric, its longest texts in letters of three bytes
DEEPEST = 10  # a statement's text is seven deep
MOST_NODES = 50_000  # composing a megabyte of commas would take half a minute
REFUSED = "refused"  # the tag of a node about which enough has been said
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # how such a file begins
# Lines to YAML and to nobody else, so that the numbers of lines would be others than in an editor.
ODD_LINES = "[\v\f\x85\u2028\u2029]"


@dataclass(frozen=True)
class Mistake:
    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}"


class DocumentError(Exception):
    """A file is refused whole. `mistakes` holds all that was found, in the order of the lines."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


def open_yaml(text: str | bytes) -> tuple[Node, list[Mistake]]:
    """The file's one tree, and what was refused in it. Raises DocumentError when there is nothing to go on with."""
    loader = PlainLoader(_decoded(text))
    try:
        return loader.only_tree(), loader.mistakes
    except yaml.MarkedYAMLError as error:
        mistake = _not_yaml(error)
    except (ValueError, OverflowError):  # PyYAML's own answer to an escape code beyond Unicode
        mistake = Mistake(line_at(loader.get_mark()), "No character has this escape code. Take it out.")
    raise DocumentError([*loader.mistakes, mistake])


def _not_yaml(error: yaml.MarkedYAMLError) -> Mistake:
    where = error.problem_mark or error.context_mark
    begins = f" What it is in begins on line {line_at(error.context_mark)}." if error.context_mark else ""
    advice = "Look for a missing quote mark, a stray colon or lines that don’t line up."
    return Mistake(
        line_at(where) if where else 1, f"This can’t be read as YAML ({error.problem}).{begins} {advice}"
    )


def line_at(mark: yaml.Mark) -> int:
    return mark.line + 1


def _decoded(text: str | bytes) -> str:
    """Size first, so that a huge file costs nothing."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > LARGEST:
        message = f"The file has {len(raw):,} bytes. It can have {LARGEST:,}. Is it the right one?"
        raise DocumentError([Mistake(1, message)])
    if raw.startswith(UTF_16) or raw.count(b"\0") > len(raw) // 4:
        raise DocumentError([Mistake(1, "This file is UTF-16. Save it as UTF-8 and try again.")])
    try:
        decoded = raw.decode("utf-8-sig", "strict" if isinstance(text, bytes) else "surrogatepass")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "There are characters here that aren’t UTF-8. Save the file as UTF-8 and try again."
        raise DocumentError([Mistake(line, message)]) from error
    return clean(re.sub(ODD_LINES, " ", decoded))


class PlainLoader(yaml.SafeLoader):
    """Composes nodes and never constructs from them: lines are known, and no tag is obeyed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.mistakes: list[Mistake] = []
        self.depth = self.nodes = 0

    def only_tree(self) -> Node:
        tree = self.get_node() if self.check_node() else None
        if tree is None:
            raise DocumentError([Mistake(1, "The file is empty. Is it the right one?")])
        if self.check_node():
            self._refuse(self._next(), "A second document begins here. Keep one to a file.")
        return tree

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self._next()
        self._refuse_bulk(event)
        self._refuse_shortcuts(event)
        if self.check_event(AliasEvent):
            self.get_event()  # type: ignore[no-untyped-call]
            return ScalarNode(REFUSED, "", event.start_mark, event.end_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _next(self) -> Any:
        return self.peek_event()  # type: ignore[no-untyped-call]

    def _refuse_bulk(self, event: Any) -> None:
        self.nodes += 1
        if self.depth == DEEPEST or self.nodes > MOST_NODES:
            message = (
                "There is more here, or more inside each other, than a rubric has. Is it the right file?"
            )
            self._refuse(event, message)
            raise DocumentError(self.mistakes)

    def _refuse_shortcuts(self, event: Any) -> None:
        """Notes them and then forgets them, so that the rest of the file can still be read for mistakes."""
        if event.anchor:
            self._refuse(event, "“&” and “*” can’t stand for other text. Write it out, or put it in quotes.")
            event.anchor = None
        if getattr(event, "tag", None):
            self._refuse(event, "“!” can’t name a type here. Take it out, or put the text in quotes.")
            event.tag = None

    def _refuse(self, event: Any, message: str) -> None:
        self.mistakes.append(Mistake(line_at(event.start_mark), message))
