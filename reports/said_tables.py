"""What each group says of every statement of a part: in as many tables as leave every word whole. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from reports.answers import GroupAnswers
from reports.results import PrincipleResult
from reports.voices import Voice

# So many columns of a table hold a heading whose longest word has at most so many letters, and break none of them.
COLUMNS = {4: 12, 3: 16, 2: 25}


@dataclass(frozen=True)
class SaidTable:
    """Some of the groups, side by side: as many as fit without breaking a word."""

    columns: tuple[GroupAnswers | Voice, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def said_tables(principle: PrincipleResult) -> tuple[SaidTable, ...]:
    return tuple(_tables(principle))


def _tables(principle: PrincipleResult) -> Iterator[SaidTable]:
    groups: list[GroupAnswers | Voice] = [*principle.groups, *principle.voices.all]
    for start, end in columns_of([group.label for group in groups]):
        rows = tuple((text, said[start:end]) for text, said in principle.said)
        yield SaidTable(tuple(groups[start:end]), rows)


def columns_of(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each table's columns begin and end."""
    start = 0
    while start < len(labels):
        end = start + _how_many(labels[start:])
        yield start, end
        start = end


def _how_many(labels: Sequence[str]) -> int:
    """As many of the first ones as fit side by side, and no more than leave the other tables as many."""
    fit = next((n for n, letters in COLUMNS.items() if _longest(labels[:n]) <= letters), 1)
    tables = ceil(len(labels) / fit)
    return ceil(len(labels) / tables)


def _longest(labels: Sequence[str]) -> int:
    return max(len(word) for label in labels for word in [*label.split(), ""])
