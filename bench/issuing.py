"""What a server's requests about files cost: `python -m bench.issuing`. A JSON line a figure, in ms of its CPU.

Issuing the demo's report, without the files that other processes make of it afterwards; and each look at a PDF that is
there. Exits 1 when one takes more than `most`.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.beside import Place
from bench.files import DRAFTS, PATIENCE, WAITED, codes_in
from bench.serving import Serving
from bench.web import prepare, say
from bench.workshop import shell

TURNS, LOOKS = 7, 20
MOST = {
    "issuing a report": 400,
    "a look at the report's PDF": 25,
    "a look at the Easy Read summary's PDF": 35,
    "a look at the paper pack": 25,
}
AN_OPEN_ROUND = """
from assessments.models import Round
print("ROUND", Round.objects.filter(team__name="Riverside support team").open().latest("opened_at").code)
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        found = run(folder)
    return int(any(figure["missed"] for figure in found))


def run(folder: Path) -> list[dict]:
    with Serving(folder) as server:
        server.sign_in("alice@demo.example")
        closed, opened = round_to_issue(folder, 0), codes_in(shell(folder, AN_OPEN_ROUND))[0]
        looks = {
            "a look at the report's PDF": f"/rounds/{closed}/report/pdf/?draft=next",
            "a look at the Easy Read summary's PDF": f"/rounds/{closed}/easy-read/pdf/?draft=next",
            "a look at the paper pack": f"/rounds/{opened}/print/pack/",
        }
        found = [told(name, [cost_of_looks(server, path) for _ in range(3)]) for name, path in looks.items()]
        issuing = [cost_of_issuing(server, folder, turn) for turn in range(TURNS)]
        shell(folder, WAITED)
        return [*found, told("issuing a report", issuing)]


def round_to_issue(folder: Path, turn: int) -> str:
    """With a draft that nobody has issued."""
    return codes_in(shell(folder, DRAFTS.format(turn=turn)))[0]


def cost_of_issuing(server: Serving, folder: Path, turn: int) -> float:
    """Seen before, as people do, so that only the press is measured."""
    code = round_to_issue(folder, turn)
    address = f"/rounds/{code}/report/issue/"
    server.connection.close()  # servers hang up on who says nothing for a while
    _, page = server.ask("GET", address, Accept_Encoding="identity")
    seen = page.decode().split('name="seen" value="')[1].split('"')[0]
    return cost(server, lambda: Place(server, folder, code).press(address, seen=seen))


def cost_of_looks(server: Serving, path: str) -> float:
    wait_for(server, path)
    return cost(server, lambda: [server.ask("GET", path) for _ in range(LOOKS)]) / LOOKS


def wait_for(server: Serving, path: str) -> None:
    end = time.monotonic() + PATIENCE
    while b'"kept"' not in server.ask("GET", path, Accept="application/json", Accept_Encoding="identity")[1]:
        assert time.monotonic() < end, f"{path} wasn't made."
        time.sleep(0.5)


def cost(server: Serving, deed: Callable[[], object]) -> float:
    """Of the processes that are there before and after it, so of none that it starts, nor of makers that end; in ms."""
    before = server.cpu_of_each()
    deed()
    after = server.cpu_of_each()
    return 1000 * sum(after[each] - before[each] for each in before.keys() & after.keys())


def told(name: str, costs: list[float]) -> dict:
    figures = {"cpu_ms": median(costs), "min": min(costs), "max": max(costs)}
    return say({"name": name, **figures, "most": MOST[name], "missed": median(costs) > MOST[name]})


if __name__ == "__main__":
    sys.exit(main())
