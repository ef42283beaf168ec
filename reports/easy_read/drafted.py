"""A point's first words and its picture, and the codes of pictures that aren't about a statement."""

from __future__ import annotations

from dataclasses import dataclass

from rubric.document import ShownDrawing
from rubric.plain_words import count_words, sentences
from teams.punctuation import ENDED

A_TEXT = 60  # words of what people wrote for the board; the first sentences of a longer text
TOGETHER, TALK = "1F91D", "1F4AC"
PEOPLE, HANDS, ALONE, GROUP, SAID = "1F465", "1F64B", "1F4DD", "1F5E3", "1F5E8"
PLACED, REQUEST = "1F463", "1F4E3"
DO, DONE, STOP, NEXT, HEAR, ASK = "1F4CB", "2705", "1F6D1", "1F4C5", "1F4EC", "2753"


@dataclass(frozen=True)
class Drafted:
    text: str
    drawing: ShownDrawing | None = None


def drawn(text: str, code: str) -> Drafted:
    return Drafted(text, ShownDrawing(code=code))


def ended(text: str) -> str:
    """As a sentence ends."""
    text = text.strip()
    return text if not text or text[-1] in ":”" or ENDED.search(text) else f"{text}."


def brief(found: list[str], most: int = A_TEXT) -> str:
    """A sentence a line; at least one, and no more when there are many words."""
    told: list[str] = []
    for sentence in found:
        if told and count_words(" ".join([*told, sentence])) > most:
            break
        told.append(ended(sentence))
    return "\n".join(told)


def brief_text(text: str, most: int = A_TEXT) -> str:
    return brief(sentences(text), most)
