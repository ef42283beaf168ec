"""A statement with what it is told as, as short as a first page needs it and never cut. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teams.punctuation import full_stop, quoted

A_QUOTE = 40  # words; a longer statement or request is told without quoting it
A_NAME = 12  # words


@dataclass(frozen=True)
class Led:
    """A statement with what it is told as, on which part, and what others say of it."""

    lead: str
    part: str
    text: str
    said: str = ""

    @property
    def quote(self) -> str:
        return quote_after(self._begun, self.text)

    @property
    def in_words(self) -> str:
        """With a long statement it says only where it stands."""
        told = self.quote or f"{self._begun}: a long statement. It is in the appendix."
        return f"{told}{full_stop(told)} {self.said}" if self.said else told

    @property
    def _begun(self) -> str:
        return f"{self.lead}{on_part(self.part)}"


def first_of(told: Iterable[Led]) -> Led | None:
    """The first that can be quoted, else the first. What comes behind it isn't put into words."""
    first = None
    for one in told:
        if one.quote:
            return one
        first = first or one
    return first


def first_quoted(told: Iterable[Led]) -> str:
    first = first_of(told)
    return first.in_words if first else ""


def quote_after(lead: str, text: str) -> str:
    """“Lead: “text””, or nothing when it would be too long to read at a glance."""
    told = f"{lead}: {quoted(text)}"
    return told if len(told.split()) <= A_QUOTE else ""


def on_part(name: str) -> str:
    """A name isn't cut: one that is too long isn't said."""
    return f", on {name}" if len(name.split()) <= A_NAME else ""
