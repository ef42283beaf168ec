"""Every team at a glance, and archives, at the size of a very large council: `python -m bench.scale`.

1,000 teams × 10 rounds × 50 people (council.py). A JSON line a figure; exits 1 when a page takes more than 12 queries
or 40 ms of the server's CPU, when it takes longer with ten times the sheets, or when an archive's cost isn't linear.
Archives are measured without making PDFs, which cost the same each (bench.pdf). DATABASE_URL may name another database;
then the database's own work isn't in the CPU, and `ms` is what somebody waits.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django

from bench.serving import Serving, environment
from bench.web import count, prepare, say

COUNCIL = "wrenfield"
EVERY_TEAM = f"/organisations/{COUNCIL}/teams/"
PAGES = {
    "first page": "",
    "last page": "?page=34",
    "search": "?team=beacon",
    "its second page": "?team=harbour&page=2",
}
QUERIES, CPU_MS = 12, 40
REQUESTS, TURNS = 10, 3
GROWTH, PER_TEAM = 1.3, 1.3  # ratios
FEW, MANY = 30, 300  # teams with reports


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        os.environ.update(environment(folder) | {"DJANGO_SETTINGS_MODULE": "coprod_reflect.settings"})
        django.setup()
        found = [*glances(folder), *archives()]
    return int(any(figure.get("missed") for figure in found))


def glances(folder: Path) -> Iterator[dict]:
    from bench.council import PEOPLE, add_sheets, make_council

    began = time.monotonic()
    make_council(COUNCIL)
    sheets = add_sheets(PEOPLE // 10)
    few = measure(folder)
    sheets_then, sheets = sheets, add_sheets(PEOPLE - PEOPLE // 10)
    yield say({"name": "made", "sheets": sheets, "seconds": round(time.monotonic() - began)})
    many = measure(folder)
    for name, figure in many.items():
        missed = figure["queries"] > QUERIES or figure["cpu_ms"] > CPU_MS
        yield say({"name": f"every team, {name}", **figure, "missed": missed})
    growth = sum(f["cpu_ms"] for f in many.values()) / sum(f["cpu_ms"] for f in few.values())
    of_sheets = round(sheets / sheets_then, 1)
    yield say({"name": "with more sheets", "sheets": of_sheets, "ratio": growth, "missed": growth > GROWTH})


def measure(folder: Path) -> dict[str, dict]:
    """Of each page: its queries, and the server's CPU and what somebody waits, in ms, of the quickest turn."""
    with Serving(folder) as server:
        server.sign_in("olu@demo.example")
        return {
            name: turn(server, EVERY_TEAM + query) | count(server.cookies, "GET", EVERY_TEAM + query)
            for name, query in PAGES.items()
        }


def turn(server: Serving, path: str) -> dict[str, float]:
    server.ask("GET", path)
    figures = []
    for _ in range(TURNS):
        cpu, began = server.cpu(), time.perf_counter()
        for _ in range(REQUESTS):
            status, _ = server.ask("GET", path)
            assert status == 200, f"{path}: {status}"
        figures.append((server.cpu() - cpu, time.perf_counter() - began))
    quickest = min(figures)
    return {"cpu_ms": 1000 * quickest[0] / REQUESTS, "ms": 1000 * quickest[1] / REQUESTS}


def archives() -> Iterator[dict]:
    """From rows and kept files to a ZIP. The first makes the process warm, and isn't told."""
    cost(FEW, "warm-up")
    few, many = min(cost(FEW, f"few-{n}") for n in range(3)), cost(MANY, "many")
    ratio = (many / MANY) / (few / FEW)
    figure = {"name": "archive", "teams": MANY, "cpu_seconds": many, "ratio_per_team": ratio}
    yield say({**figure, "target": PER_TEAM, "missed": ratio > PER_TEAM})


def cost(teams: int, slug: str) -> float:
    """Seconds of CPU."""
    from django.utils import timezone

    from assessments.services.editions import archive_file
    from bench.council import make_reports
    from reports.archive.filling import make
    from reports.formats.html import to_html
    from tests.reports.sample import make_report

    html = to_html(make_report()).encode()
    organisation = make_reports(slug, teams, html=html, pdf=os.urandom(90_000), now=timezone.now())
    archive = organisation.archives.create(audience="outside", total=2 * teams)
    began = time.process_time()
    assert make(archive)
    spent = time.process_time() - began
    archive_file(archive.token).unlink()
    return spent


if __name__ == "__main__":
    sys.exit(main())
