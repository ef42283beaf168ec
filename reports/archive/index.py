"""An archive's index: a page for people, which holds all it needs, and a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.template.loader import render_to_string

from assessments.counted import INSIDE
from reports.formats.cells import to_csv
from teams.models import Organisation
from teams.stylesheets import embedded

HEADINGS = ("Team", "Round", "Closed", "Report", "Number", "Issued", "Files", "Edition")


@dataclass(frozen=True)
class ListedFile:
    """`path` is relative to the index. Only PDFs say their pages."""

    path: str
    label: str
    size: int
    pages: int | None = None


@dataclass(frozen=True)
class Listed:
    """One issued report, as the index tells of it."""

    team: str
    round: str
    closed_on: date | None
    report: str
    number: int
    issued_on: date
    files: tuple[ListedFile, ...]

    @property
    def has_pdf(self) -> bool:
        return any(file.path.endswith(".pdf") for file in self.files)


def to_html_index(
    listed: Sequence[Listed], *, organisation: Organisation, audience: str, on: datetime
) -> bytes:
    teams = [(team, list(rows)) for team, rows in groupby(listed, key=lambda one: one.team)]
    context = {
        "organisation": organisation,
        "teams": teams,
        "on": on,
        "is_inside": audience == INSIDE,
        "style": embedded("taken-along", brand=organisation.brand_colour),
    }
    return render_to_string("reports/archive/index.html", context).encode(errors="replace")


def to_csv_index(listed: Sequence[Listed], audience: str) -> bytes:
    return to_csv([HEADINGS, *(_row(one, audience) for one in listed)])


def _row(one: Listed, audience: str) -> tuple[object, ...]:
    files = "\n".join(file.path for file in one.files)
    return (one.team, one.round, one.closed_on, one.report, one.number, one.issued_on, files, audience)
