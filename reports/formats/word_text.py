"""A line of text in Word: words with their looks, breaks and drawings, with spaces as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docx.text.paragraph import Paragraph

from reports.formats.word_pictures import add_drawing, add_image
from reports.formats.word_scripts import Formatting, set_direction, write_words

Element = Any  # lxml's, which says nothing of its types
Part = str | Element  # what an element holds
INLINE = {"span", "a", "small", "abbr", "cite", "q", "bdi", "time", "sup", "sub", "code", "u", "mark"}
STRESSED: dict[str, dict[str, Any]] = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
}
DRAWN = {"svg", "img"}
SPACE = re.compile(r"[ \t\n\r\f]+")  # not the no-break space
BREAK = "\n"
PLAIN = "asks__more"  # the class of what stands below what is asked


class UnknownElement(ValueError):
    """An element of HTML that we don't know how to say in Word."""


@dataclass
class Line:
    """`widest` is how many px a drawing may take."""

    widest: int
    pieces: list[tuple[Part, Formatting]] = field(default_factory=list)

    def hear(self, parts: Iterable[Part], formatting: Formatting) -> Line:
        for part in parts:
            if isinstance(part, str):
                self._say(part, formatting)
            elif not is_unheard(part):
                self._element(part, replace(formatting, language=part.get("lang") or formatting.language))
        return self

    def _element(self, element: Element, formatting: Formatting) -> None:
        tag = element.tag
        if tag == "br":
            self.break_off()
        elif tag in DRAWN:
            self.pieces.append((element, formatting))
        elif tag in INLINE or tag in STRESSED:
            plain = formatting.plain or element.get("class") == PLAIN
            self.hear(parts_of(element), replace(formatting, plain=plain, **STRESSED.get(tag, {})))
        else:
            raise UnknownElement(f"<{tag}> has no place within a line in Word yet.")

    def break_off(self) -> None:
        self.trim()
        self.pieces.append((BREAK, Formatting()))

    def _say(self, text: str, formatting: Formatting) -> None:
        words = SPACE.sub(" ", text)
        if self._begins_or_is_spaced():
            words = words.lstrip(" ")
        if words:
            self.pieces.append((words, formatting))

    def _begins_or_is_spaced(self) -> bool:
        last = self.pieces[-1][0] if self.pieces else BREAK
        return isinstance(last, str) and last.endswith((" ", BREAK))

    def trim(self) -> None:
        """No space before the end of a line."""
        if self.pieces and isinstance(self.pieces[-1][0], str) and self.pieces[-1][0] != BREAK:
            words, formatting = self.pieces.pop()
            if words.rstrip(" "):
                self.pieces.append((words.rstrip(" "), formatting))

    @property
    def is_empty(self) -> bool:
        self.trim()
        return all(piece == BREAK for piece, _ in self.pieces)

    def write_to(self, paragraph: Paragraph) -> None:
        set_direction(paragraph, "".join(piece for piece, _ in self.pieces if isinstance(piece, str)))
        for piece, formatting in self.pieces:
            if not isinstance(piece, str):
                self._draw(paragraph, piece)
            elif piece == BREAK:
                paragraph.add_run().add_break()
            else:
                write_words(paragraph, piece, formatting)

    def _draw(self, paragraph: Paragraph, element: Element) -> None:
        if element.tag == "svg":
            add_drawing(paragraph, element, widest=self.widest)
        else:
            add_image(paragraph, element.get("src", ""), element.get("alt", ""))


def parts_of(element: Element) -> Iterator[Part]:
    """What it holds, in order: texts and elements."""
    yield element.text or ""
    for child in element:
        yield child
        yield child.tail or ""


def is_inline(element: Element) -> bool:
    return element.tag in INLINE | DRAWN | {"br"} or element.tag in STRESSED


def is_unheard(element: Element) -> bool:
    """Comments, and what is hidden from people who listen because it stands there already. Drawings are decoration."""
    return not isinstance(element.tag, str) or (element.get("aria-hidden") == "true" and element.tag != "svg")
