"""The tidy table as CSV."""

from __future__ import annotations

from dataclasses import astuple

from reports.facts import COLUMNS, facts_of
from reports.formats import cells
from reports.report import Report


def to_csv(report: Report) -> bytes:
    headings = tuple(heading for heading, _ in COLUMNS.values())
    return cells.to_csv([headings, *(astuple(fact) for fact in facts_of(report))])
