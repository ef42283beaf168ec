"""Somebody’s own words, as a report quotes them."""

from __future__ import annotations

from dataclasses import dataclass

from teams.punctuation import quoted


@dataclass(frozen=True)
class ToldQuote:
    """Somebody's own words, approved for this edition. `who`: their perspective, if the release shows it as a group."""

    text: str
    who: str = ""

    @property
    def by(self) -> str:
        """Who speaks, as far as it may be told."""
        return f"One person: {quoted(self.who)}" if self.who else "One person"
