"""What it costs to start, as CPU beside a bare Django with the apps of a new project: `python -m bench.starting`.

One server process until it has answered, and what `script/server` runs before it when there is nothing left to do.
Takes turns with the bare one. A JSON line a figure; exits 1 when a target is missed.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.serving import PYTHON, ROOT, Serving, environment
from bench.web import prepare, say

TURNS = 7
SERVER, SETUP, DEMO = "starting a server process", "script/setup once more", "the demo once more"
TARGETS = {SERVER: 4.5, SETUP: 1.0, DEMO: 2.7}
BARE = """
import django
from django.conf import settings
names = ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
settings.configure(INSTALLED_APPS=[f"django.contrib.{name}" for name in names])
django.setup()
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        found = [say(figure) for figure in figures(folder)]
    return int(any(figure["ratio"] > figure["target"] for figure in found))


def figures(folder: Path) -> list[dict]:
    def serve() -> None:
        with Serving(folder):
            pass

    starts = {
        SERVER: serve,
        SETUP: lambda: run(folder, "script/setup"),
        DEMO: lambda: run(folder, PYTHON, "manage.py", "demo"),
    }
    return [compare(name, start, lambda: run(folder, PYTHON, "-c", BARE)) for name, start in starts.items()]


def compare(name: str, start: Callable[[], None], bare: Callable[[], None]) -> dict:
    turns = [(cpu(start), cpu(bare)) for _ in range(TURNS)]
    ours, theirs = (median(turn[n] for turn in turns) for n in (0, 1))
    return {"name": name, "ratio": ours / theirs, "seconds": ours, "bare": theirs, "target": TARGETS[name]}


def run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


def cpu(deed: Callable[[], None]) -> float:
    """Seconds that processes have used which have begun and ended in it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    deed()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
