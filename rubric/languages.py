"""Texts of rubrics in another language than our pages: wherever one stands, the page says in which, and its way.

The language is known where a version is read. Texts then go many ways, into sentences too, until they stand in a page:
there they are found again.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import escape

from rubric.document import Document, texts_of
from rubric.reading import read_in_other_languages
from teams.remembered import remembered
from teams.scripts import runs_right_to_left

TAGS = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]*>)", re.DOTALL)
PLAIN = re.compile(r"<(?:option|textarea|title|text|tspan)\b")  # in these no other element may stand
ALT = re.compile(r'<img\b(?![^>]*\blang=)[^>]*\balt="([^"]+)"')


class Said(NamedTuple):
    """A language, and the texts that are in it."""

    language: str
    texts: re.Pattern[str]


def say_languages(html: str) -> str:
    """The page, in which each such text carries its language and its direction."""
    for document in read_in_other_languages():
        html = _say(html, document)
    return html


def _say(html: str, document: Document) -> str:
    """Its texts are asked for once a page: to look a document up by all that it says takes milliseconds."""
    said = Said(document.language, _texts(document))
    pieces = TAGS.split(html)
    for place in range(0, len(pieces), 2):
        if pieces[place].strip():
            _say_in(pieces, place, said)
    marked = "".join(pieces)
    return ALT.sub(lambda found: _said_of_picture(found, said), marked)


def _say_in(pieces: list[str], place: int, said: Said) -> None:
    """Every other piece is a tag: text that may hold no element has its language in the one before it."""
    before = pieces[place - 1] if place else ""
    if " lang=" in before and not before.startswith("<html"):
        return
    if not PLAIN.match(before):
        pieces[place] = said.texts.sub(lambda found: _span(found[0], said), pieces[place])
    elif _holds_nothing_else(pieces[place], said):
        about = _about(pieces[place], said) if " dir=" not in before else f'lang="{said.language}"'
        pieces[place - 1] = f"{before[:-1]} {about}>"


def _holds_nothing_else(words: str, said: Said) -> bool:
    left, found = said.texts.subn("", words)
    return bool(found) and not any(map(str.isalpha, left))


def _span(words: str, said: Said) -> str:
    return f"<span {_about(words, said)}>{words}</span>"


def _said_of_picture(found: re.Match[str], said: Said) -> str:
    is_ours = not said.texts.fullmatch(found[1])
    return found[0] if is_ours else f"{found[0]} {_about(found[1], said)}"


def _about(words: str, said: Said) -> str:
    way = "rtl" if runs_right_to_left(words) else "ltr"
    return f'lang="{said.language}" dir="{way}"'


@remembered(megabytes=3, shared=(Document,))
def _texts(document: Document) -> re.Pattern[str]:
    """The longest first, since some stand in others."""
    longest_first = sorted(set(_escaped(document)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def _escaped(document: Document) -> Iterator[str]:
    for text in texts_of(document):
        yield re.escape(escape(text))
