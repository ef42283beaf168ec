"""A hall full of people: `python -m bench.workshop` prints a JSON line a figure, with times in milliseconds.

1,000 people join within a minute from one address. 200 tick every 3 seconds while 4 projector screens ask every 2.
500 persons' sheets are released. The times are reported; an error, a lost answer or a query too many fails it.
The database is SQLite, or whichever DATABASE_URL names.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from bench.crowd import Times, Visitor
from bench.serving import PYTHON, ROOT, Serving, environment
from tests.way_in import answers

JOINING, JOINED_WITHIN = 1000, 60  # people, seconds
PEOPLE, EVERY, MINUTES = 200, 3, 1  # who tick, seconds between two ticks, how long
SCREENS, LOOK_EVERY = 4, 2  # projectors, seconds
RELEASED = 500  # persons' sheets
QUERIES_OF_A_POLL = 2
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
SHOWN = re.compile(rb'name="shown" value="(\d+)"')
PART = "equal-human-beings"
KEYS = re.compile(rb'data-statement="([\w-]+)"')

ROUNDS = """
from assessments.models import Round
from assessments.services.rounds import open_round
from rubric.models import RubricVersion
from teams.models import Team
team = Team.objects.get(name="Riverside support team")
version = RubricVersion.objects.in_use().get(rubric__slug="cahn-four-values")
asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
for title in ("Hall", "Release"):
    round = Round.objects.create(team=team, version=version, title=title, about="team", **asked)
    open_round(round, by=None)
    round.refresh_from_db()
    perspective = team.organisation.perspectives.first().pk
    print("ROUND", round.code, round.link_token, perspective)
"""
RELEASE = """
import resource, time
from assessments.models import Answer, Reflection, Round, Sheet
from assessments.services.releases import make_release
from django.utils import timezone
from rubric.reading import read_version
round = Round.objects.get(code="{code}")
document, now = read_version(round.version_id), timezone.now()
perspectives = list(round.team.organisation.perspectives.all())
Sheet.objects.bulk_create([
    Sheet(round=round, kind="person", how="alone", perspective=perspectives[n % len(perspectives)])
    for n in range({people})
])
sheets = list(Sheet.objects.filter(round=round, kind="person"))
Answer.objects.bulk_create([
    Answer(sheet=sheet, statement_id=statement.id, value=(n * 7 + m * 5) % 4, changed_at=now)
    for n, sheet in enumerate(sheets) for m, statement in enumerate(document.statements)
], batch_size=5000)
Reflection.objects.bulk_create([
    Reflection(sheet=sheet, principle_id=principle.id, finished_at=now)
    for sheet in sheets for principle in document.principles
], batch_size=5000)
before = time.process_time()
release = make_release(round, by=None)
groups = sum(len(p["groups"]) for p in release.counts["principles"])
print("RELEASED", time.process_time() - before, len(document.statements), groups)
"""
QUERIES = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
with CaptureQueriesContext(connection) as queries:
    answer = Client(headers={{"host": "localhost"}}).get("{url}")
print("QUERIES", answer.status_code, len(queries))
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for command in (["script/setup"], [PYTHON, "manage.py", "demo"]):
            subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
        found = run(folder)
    return int(any(each["errors"] or each.get("lost") for each in found))


def run(folder: Path) -> list[dict]:
    (hall, link, perspective), (release, *_) = re.findall(r"ROUND (\w+) (\w+) (\w+)", shell(folder, ROUNDS))
    with Serving(folder, workers=2) as server:
        server.sign_in("alice@demo.example")
        _, page = server.ask("GET", f"/rounds/{hall}/session/", Accept_Encoding="identity")
        poll = re.search(rb'data-poll="([^"]+)"', page).group(1).decode()
        found = asyncio.run(fill_the_hall(server.port, hall, link, perspective, poll))
    return [*map(say, found), say(count_queries(folder, poll)), say(release_all(folder, release))]


async def fill_the_hall(port: int, hall: str, link: str, perspective: str, poll: str) -> list[dict]:
    joining, saving, polling = Times("join"), Times("save"), Times("poll")
    pause = JOINED_WITHIN / JOINING
    began = time.monotonic()
    comings = [come_in(port, hall, link, perspective, n * pause, joining) for n in range(JOINING)]
    visitors = [visitor for visitor in await asyncio.gather(*comings) if visitor]
    spent = time.monotonic() - began
    ticking = [tick(visitor, hall, number, saving) for number, visitor in enumerate(visitors[:PEOPLE])]
    screens = [watch(port, poll, polling) for _ in range(SCREENS)]
    results = await asyncio.gather(*ticking, *screens)
    lost = sum(result for result in results[: len(ticking)])
    for visitor in visitors:
        visitor.leave()
    short = JOINING - len(visitors)
    return [joining.line(seconds=round(spent), lost=short), saving.line(lost=lost), polling.line()]


async def come_in(
    port: int, hall: str, link: str, perspective: str, wait: float, times: Times
) -> Visitor | None:
    """By the link, through the join page, to a sheet. The time of the whole way is told."""
    await asyncio.sleep(wait)
    visitor = Visitor(port)
    answer = await times.of(join(visitor, hall, link, perspective), 302)
    if times.errors and "sheet" not in visitor.cookies:
        return None
    return visitor if answer else None


async def join(visitor: Visitor, hall: str, link: str, perspective: str):
    await visitor.get(f"/j/{link}/")
    page = await visitor.get(f"/join/{hall}/")
    visitor.cookies["view"] = "list"
    token = {"csrfmiddlewaretoken": TOKEN.search(page.body).group(1).decode()}
    for address, said in answers(hall, perspective):
        answer = await visitor.post(address, token | said)
    return answer


async def tick(visitor: Visitor, hall: str, number: int, times: Times) -> int:
    """Ticks and unticks for a while. Returns how many answers weren't as they were last said."""
    address, random = f"/mine/{hall}/parts/{PART}/", Random(number)  # noqa: S311 (nothing here is secret)
    page = await visitor.get(address)
    token, keys = TOKEN.search(page.body).group(1).decode(), KEYS.findall(page.body)
    said = dict.fromkeys(range(len(keys)), "0")
    await asyncio.sleep(random.uniform(0, EVERY))
    end = time.monotonic() + 60 * MINUTES
    while time.monotonic() < end:
        which, value = random.randrange(len(keys)), random.choice(("ticked", "not-sure", "nothing"))
        body = json.dumps({"statement": keys[which].decode(), "value": value, "age": 0})
        await times.of(visitor.post_json(f"{address}save/", body, token), 200)
        said[which] = {"ticked": "1", "not-sure": "3", "nothing": "0"}[value]
        await asyncio.sleep(EVERY)
    stored = SHOWN.search((await visitor.get(address)).body).group(1).decode()
    return sum(digit != said[place] for place, digit in enumerate(stored))


async def watch(port: int, poll: str, times: Times) -> int:
    screen, etag = Visitor(port), ""
    for _ in range(60 * MINUTES // LOOK_EVERY):
        answer = await times.of(screen.get(poll, **({"If-None-Match": etag} if etag else {})), 200, 304)
        etag = answer.headers.get("etag", etag) if answer else etag
        await asyncio.sleep(LOOK_EVERY)
    screen.leave()
    return 0


def count_queries(folder: Path, poll: str) -> dict:
    status, count = map(
        int, re.search(r"QUERIES (\d+) (\d+)", shell(folder, QUERIES.format(url=poll))).groups()
    )
    wrong = int(status != 200 or count > QUERIES_OF_A_POLL)
    return {"name": "queries of a poll", "queries": count, "most": QUERIES_OF_A_POLL, "errors": wrong}


def release_all(folder: Path, code: str) -> dict:
    told = shell(folder, RELEASE.format(code=code, people=RELEASED))
    cpu, statements, groups = re.search(r"RELEASED (\S+) (\d+) (\d+)", told).groups()
    figures = {"people": RELEASED, "statements": int(statements), "groups": int(groups)}
    return {"name": "release", **figures, "cpu_seconds": round(float(cpu), 3), "errors": int(groups == "0")}


def shell(folder: Path, script: str) -> str:
    command = [PYTHON, "manage.py", "shell", "--verbosity", "0", "-c", script]
    return subprocess.run(
        command, cwd=ROOT, env=environment(folder), check=True, capture_output=True, text=True
    ).stdout


def say(figure: dict) -> dict:
    database = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    print(json.dumps({**figure, "database": database}), flush=True)
    return figure


if __name__ == "__main__":
    sys.exit(main())
