"""The tidy table as CSV: everything quoted, nothing a formula, opened rightly by Excel (hence the byte order mark)."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple

from reports.facts import COLUMNS, facts_of
from reports.formats.cells import neutral
from reports.report import Report


def to_csv(report: Report) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heading for heading, _ in COLUMNS.values())
    writer.writerows([neutral(cell) for cell in astuple(fact)] for fact in facts_of(report))
    return file.getvalue().encode("utf-8-sig", errors="replace")
