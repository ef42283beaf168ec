"""What a server takes over minutes of everything at once: `python -m bench.memory [MINUTES]`.

Members read, tick, bring results up to date and ask for files, all at the same time. A JSON line every half minute, in
MB of PSS: of the processes that serve, and of all, with those that come and go to make PDFs. Exits 1 when those that
serve took more than `most`, or when an answer was a mistake of ours.
"""

import asyncio
import json
import re
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random

from bench.crowd import Times, Visitor
from bench.files import codes_in
from bench.serving import Serving
from bench.web import PRINCIPLE, prepare, say
from bench.workshop import TOKEN, shell

MINUTES, EVERY = 10, 30  # EVERY so many seconds
MOST = 250  # MB
PEOPLE, PAUSE = 4, 0.02  # seconds between two requests of one person
A_SAVE, A_FILE, A_RELEASE = 3, 20, 300  # every so many requests of one
RUBRICS_TOO = ("/", "/rubrics/", "/help/")
PAGES = (
    "",
    "results/",
    "report/?edition=inside",
    "report/",
    "easy-read/",
    "print/",
    f"session/{PRINCIPLE}/1/",
)
FILES = (
    "report/pdf/",
    "easy-read/pdf/",
    "print/plan/",
    *(f"report/as/{each}/" for each in ("docx", "xlsx", "json")),
)
# A file that is being made is asked for again; 503 says that many are.
FINE = (200, 302, 503)
TICKS = re.compile(rb'name="answer-([\w-]+)"')
ROUND = """
from assessments.models import Round
print("ROUND", Round.objects.filter(team__name="Riverside support team").open().latest("opened_at").code)
"""


def main(minutes: float) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        code = codes_in(shell(folder, ROUND))[0]
        with Serving(folder, workers=2) as server:
            server.sign_in("alice@demo.example")
            found, times = asyncio.run(work(server, code, minutes))
    say(times.line(most=0))
    return int(any(each["missed"] for each in found) or bool(times.errors))


async def work(server: Serving, code: str, minutes: float) -> tuple[list[dict], Times]:
    times = Times("answers of a mixed load")
    watching = asyncio.create_task(watch(server, minutes))
    people = [asyncio.create_task(use(server, code, seed, times)) for seed in range(PEOPLE)]
    await asyncio.wait([watching, *people], return_when=asyncio.FIRST_COMPLETED)
    for person in people:
        person.cancel()
    for ended in await asyncio.gather(*people, return_exceptions=True):
        if not isinstance(ended, asyncio.CancelledError):
            raise ended  # nobody is done before the watch is
    return await watching, times


async def watch(server: Serving, minutes: float) -> list[dict]:
    serving, began, found = server.family(), time.monotonic(), []
    while time.monotonic() - began < 60 * minutes:
        await asyncio.sleep(EVERY)
        mine, everything = server.megabytes(serving), server.megabytes()
        told = {"name": "memory of a mixed load", "seconds": round(time.monotonic() - began)}
        figures = {"mb": round(mine), "with_helpers": round(everything), "most": MOST, "missed": mine > MOST}
        found.append(say({**told, **figures}))
    return found


async def use(server: Serving, code: str, seed: int, times: Times) -> None:
    """Alice in one of her browsers: reads, and every now and then ticks, publishes, or takes something along."""
    random, visitor = Random(seed), Visitor(server.port, dict(server.cookies))  # noqa: S311 (nothing here is secret)
    address = f"/rounds/{code}/together/parts/{PRINCIPLE}/"
    page = (await visitor.get(address)).body
    token, keys = TOKEN.search(page).group(1).decode(), TICKS.findall(page)
    for number in count(1):
        if number % A_RELEASE == 0:
            asking = visitor.post(f"/rounds/{code}/up-to-date/", {"csrfmiddlewaretoken": token})
        elif number % A_FILE == 0:
            asking = visitor.get(f"/rounds/{code}/{random.choice(FILES)}")
        elif number % A_SAVE == 0:
            said = {
                "statement": random.choice(keys).decode(),
                "value": random.choice(("ticked", "nothing")),
                "age": 0,
            }
            asking = visitor.post_json(f"{address}save/", json.dumps(said), token)
        else:
            asking = visitor.get(random.choice([*RUBRICS_TOO, *(f"/rounds/{code}/{each}" for each in PAGES)]))
        await times.of(asking, *FINE)
        await asyncio.sleep(PAUSE)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES))
