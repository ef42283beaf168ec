"""What can be said of one thing, and what each saying is called: in the database, in pages, to people. Pure.

Of a statement one of TICKS is said. Whatever else is answered with exactly one of several sayings has `Sayings` of its
own, and goes the same way: from a button through a change, its row and a release to a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self


class Saying(str):
    """As a text it is how pages, JSON and releases spell it, so that it equals what was read from them.

    `stored` is what the database holds. `mark` is its one character among those with which a page tells what it was
    shown with: the digit that is stored, unless it has another. `words` stand within a sentence, `label` alone; without
    a `button` nobody can press it.
    """

    stored: int
    mark: str
    label: str
    words: str
    button: str

    def __new__(
        cls, spelling: str, stored: int, *, label: str, words: str, button: str = "", mark: str = ""
    ) -> Self:
        saying = super().__new__(cls, spelling)
        saying.stored, saying.mark = stored, mark or str(stored)
        saying.label, saying.words, saying.button = label, words, button
        return saying

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class Sayings:
    """Of one thing: exactly one of these at a time, and NOTHING for as long as nobody has spoken."""

    def __init__(self, *sayings: Saying):
        self.buttons = [each for each in sayings if each.button]
        self.spelt: dict[str, Saying] = {str(each): each for each in sayings}
        self.stored = {each.stored: each for each in sayings}
        self.marked = {each.mark: each for each in sayings}

    def __iter__(self) -> Iterator[Saying]:
        return iter(self.spelt.values())


NOTHING = Saying("nothing", 0, label="Nothing", words="not ticked")
TICKED = Saying("ticked", 1, label="Ticked", words="true", button="True")
NOT_TRUE = Saying("not-true", 2, label="Not true", words="not true", button="Not true")
NOT_SURE = Saying("not-sure", 3, label="Not sure", words="not sure", button="Not sure")
TICKS = Sayings(NOTHING, TICKED, NOT_TRUE, NOT_SURE)
