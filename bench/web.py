"""What our busiest requests cost, as CPU of the server, compared with the floor app's: a JSON line a figure.

Both servers run side by side and take turns, so that a busy machine slows both. Exits 1 when a target is missed.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.serving import PYTHON, ROOT, Serving, environment, token_in
from tests.way_in import answers

TURNS, REQUESTS = 9, 150  # a turn is so many requests to each of the two
PRINCIPLE = "equal-human-beings"
TARGETS = {
    "principle page": 1.1,
    "autosave": 2.2,
    "idle server memory": 1.0,
    "participant's principle page": 0.9,  # 0.8 is what it takes, more or less
    "participant's autosave": 1.4,
    "what we see": 2.5,
    "projector's slide": 2.0,
    "report's page": 3.0,
    "home": 1.4,  # 1.0 would be right: 9 queries, and a page drawn around what is remembered
    "an admin's home": 1.4,
    "round's page": 2.0,
    "team's page": 1.9,
    "team's actions": 3.0,
    "projector's poll": 0.4,
    "projector's poll, unchanged": 0.35,  # 0.3 is what it takes, more or less
}
SERVER_MB = 200


@dataclass
class Place:
    """Where the demo's open round is: its code for our URLs, ids for the floor's."""

    code: str
    team: str
    sheet: int
    principle: int
    statement: int
    key: str

    name = ""

    @property
    def page(self) -> str:
        return f"/rounds/{self.code}/together/parts/{PRINCIPLE}/"

    @property
    def save(self) -> str:
        return f"{self.page}save/"

    @property
    def told(self) -> dict[str, tuple[str, int]]:
        """Where a release is told, and in how many queries."""
        start = f"/rounds/{self.code}"
        return {
            "what we see": (f"{start}/results/", 8),
            "projector's slide": (f"{start}/session/{PRINCIPLE}/1/", 8),
            "report's page": (f"{start}/report/?edition=inside", 12),
            "home": ("/", 9),
            "round's page": (f"{start}/", 11),
            "team's page": (f"/teams/{self.team}/", 10),
            "team's actions": (f"/teams/{self.team}/actions/", 8),
            "projector's poll": (poll_of(self.code), 1),
        }


def poll_of(code: str) -> str:
    """As the screen in a hall asks, whose server has the same secret."""
    from django.core import signing

    from reports.views.session import DISPLAY

    return f"/session/{signing.dumps(code, salt=DISPLAY)}/poll/"


@dataclass
class Mine(Place):
    """The same of a participant's own sheet, which `cookies` names."""

    cookies: dict[str, str]
    name = "participant's "

    @property
    def page(self) -> str:
        return f"{self.part}1/"

    @property
    def save(self) -> str:
        return f"{self.part}save/"

    @property
    def part(self) -> str:
        return f"/mine/{self.code}/parts/{PRINCIPLE}/"


def come_in(server: Serving, place: Place) -> Mine:
    """As somebody who scans the code."""
    from assessments.models import Round

    round = Round.objects.get(code=place.code)
    server.cookies = {}
    server.ask("GET", f"/j/{round.link_token}/")
    _, page = server.ask("GET", f"/join/{place.code}/", Accept_Encoding="identity")
    perspective = round.team.organisation.perspectives.first().pk
    for address, said in answers(place.code, perspective):
        form = urlencode({"csrfmiddlewaretoken": token_in(page), **said})
        status, _ = server.ask("POST", address, form, Content_Type="application/x-www-form-urlencoded")
        assert status == 302
    return Mine(
        place.code,
        place.team,
        round.sheets.latest("pk").pk,
        place.principle,
        place.statement,
        place.key,
        server.cookies,
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        found = [say(figure) for figure in figures(folder)]
    return int(any(figure["ratio"] > figure["target"] or figure.get("too_many") for figure in found))


def prepare(folder: Path) -> None:
    """The demo, in a folder of its own."""
    for command in (["script/setup"], [PYTHON, "manage.py", "demo"]):
        subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


def figures(folder: Path) -> Iterator[dict]:
    place = find_place(folder)
    with ExitStack() as stack:
        ours = stack.enter_context(Serving(folder))
        floor = stack.enter_context(Serving(folder, "bench.floor:application"))
        ours.sign_in("bob@demo.example")
        floor.cookies = ours.cookies
        yield compare_pages(ours, floor, place) | count(ours.cookies, "GET", place.page, most=5)
        yield compare_saves(ours, floor, place) | count(ours.cookies, "POST", place.save, tick(place)(0))
        yield idle_memory(folder, ours.cookies, place)
        yield from told(ours, floor, place)
        mine = come_in(ours, place)
        # The floor is the one that members' pages are measured against: signed in.
        floor.cookies = {**floor.cookies, "csrftoken": mine.cookies["csrftoken"]}
        ours.cookies = mine.cookies
        yield compare_pages(ours, floor, mine) | count(mine.cookies, "GET", mine.page, most=3)
        yield compare_saves(ours, floor, mine) | count(mine.cookies, "POST", mine.save, tick(mine)(0), most=2)


def told(ours: Serving, floor: Serving, place: Place) -> Iterator[dict]:
    """Pages of a release that shows four groups and what leads to them, beside the floor's page of one part."""
    from assessments.models import Round
    from assessments.services.releases import make_release

    make_release(Round.objects.get(code=place.code), by=None)
    ours.cookies = {}
    ours.sign_in("alice@demo.example")
    yield from look_at(place.told, ours, floor, place)
    yield compare_unchanged(ours, floor, place)
    ours.cookies = {}
    ours.sign_in("olu@demo.example")
    yield from look_at({"an admin's home": ("/", 13)}, ours, floor, place)


def look_at(pages: dict[str, tuple[str, int]], ours: Serving, floor: Serving, place: Place) -> Iterator[dict]:
    for name, (path, most) in pages.items():
        figure = compare(
            name,
            lambda n, path=path: batch(ours, n, "GET", path),
            lambda n: batch(floor, n, "GET", f"/{place.sheet}/{place.principle}/"),
        )
        yield figure | count(ours.cookies, "GET", path, most=most)


def compare_unchanged(ours: Serving, floor: Serving, place: Place) -> dict:
    """The poll of a screen that has these numbers already."""
    path = poll_of(place.code)
    ours.ask("GET", path)
    seen = ours.etag
    return compare(
        "projector's poll, unchanged",
        lambda n: batch(ours, n, "GET", path, status=304, If_None_Match=seen),
        lambda n: batch(floor, n, "GET", f"/{place.sheet}/{place.principle}/"),
    )


def compare_pages(ours: Serving, floor: Serving, place: Place) -> dict:
    return compare(
        f"{place.name}principle page",
        lambda n: batch(ours, n, "GET", place.page),
        lambda n: batch(floor, n, "GET", f"/{place.sheet}/{place.principle}/"),
    )


def compare_saves(ours: Serving, floor: Serving, place: Place) -> dict:
    _, page = ours.ask("GET", place.page)
    headers = {"Content_Type": "application/json", "X_CSRFToken": token_in(gzip.decompress(page))}
    return compare(
        f"{place.name}autosave",
        lambda n: batch(ours, n, "POST", place.save, tick(place), **headers),
        lambda n: batch(floor, n, "POST", f"/{place.sheet}/{place.statement}/save/", tick(place), **headers),
    )


def tick(place: Place) -> Callable[[int], str]:
    """Ticked and unticked by turns, so that each request really changes the row."""
    values = ("ticked", "nothing")
    return lambda n: json.dumps({"statement": place.key, "value": values[n % 2], "age": 0})


def batch(
    server: Serving,
    n: int,
    method: str,
    path: str,
    body: Callable[[int], str] | None = None,
    *,
    status: int = 200,
    **headers: str,
) -> float:
    """Seconds of CPU for each of `n` requests."""
    before = server.cpu()
    for number in range(n):
        said, _ = server.ask(method, path, body and body(number), **headers)
        assert said == status, f"{method} {path}: {said}"
    return (server.cpu() - before) / n


def compare(name: str, ours: Callable[[int], float], floor: Callable[[int], float]) -> dict:
    for warm_up in (ours, floor):
        warm_up(REQUESTS // 3)
    pairs = [(ours(REQUESTS), floor(REQUESTS)) for _ in range(TURNS)]
    ratios = [our / its for our, its in pairs]
    return {
        "name": name,
        "ratio": median(ratios),
        "min": min(ratios),
        "max": max(ratios),
        "target": TARGETS[name],
    }


def idle_memory(folder: Path, cookies: dict[str, str], place: Place) -> dict:
    """As script/server runs it, after some work."""
    with Serving(folder, workers=2) as server:
        server.cookies = cookies
        batch(server, REQUESTS, "GET", place.page)
        time.sleep(1)
        share = server.megabytes() / SERVER_MB
    name = "idle server memory"
    return {"name": name, "ratio": share, "min": share, "max": share, "target": TARGETS[name]}


def find_place(folder: Path) -> Place:
    """From here on, Django in this process looks at the servers' database."""
    import django

    os.environ.update(environment(folder) | {"DJANGO_SETTINGS_MODULE": "coprod_reflect.settings"})
    django.setup()
    from assessments.models import Sheet

    sheet = Sheet.objects.select_related("round__team").get(
        kind=Sheet.Kind.TOGETHER, round__opened_at__isnull=False, round__closed_at=None
    )
    principle = sheet.round.version.principles.get(key=PRINCIPLE)
    statement = principle.statements.first()
    round = sheet.round
    return Place(round.code, round.team.code, sheet.pk, principle.pk, statement.pk, statement.key)


def count(
    cookies: dict[str, str], method: str, path: str, body: str = "", *, most: int | None = None
) -> dict[str, int]:
    """The statements that a request needs, sign-in included but not the transaction's own, and the answer's size."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost", headers={"Accept-Encoding": "gzip"})
    client.cookies.load({name: value for name, value in cookies.items() if name in ("sessionid", "sheet")})
    for _ in range(2):  # the first may read what is kept from then on
        with CaptureQueriesContext(connection) as captured:
            answer = client.generic(method, path, body, content_type="application/json")
        assert answer.status_code == 200
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
    queries = sum(query["sql"].lstrip().startswith(verbs) for query in captured.captured_queries)
    too_many = {"too_many": queries > most} if most else {}
    return {"queries": queries, "bytes": len(answer.content), **too_many}


def say(figure: dict) -> dict:
    print(
        json.dumps(
            {key: round(value, 3) if isinstance(value, float) else value for key, value in figure.items()}
        )
    )
    sys.stdout.flush()
    return figure


if __name__ == "__main__":
    sys.exit(main())
