"""What a report's PDF costs: `python -m bench.pdf` prints a JSON line a figure, and exits 1 when one misses its target.

CPU is compared with a one-line document rendered by a fresh WeasyPrint process on the same machine, turn by turn, so
that a busy machine slows both. Pages are compared with pages, memory (as PSS) with what a worker may take.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_reflect.settings")
os.environ.setdefault("DEBUG", "1")

ONE_LINE = "import weasyprint; weasyprint.HTML(string='<p>One line.').write_pdf()"
TURNS = 7
WORKER_MB = 200
TARGETS = {
    "pdf": 1.5,
    "pdf with perspectives": 4.0,
    "pdf in other scripts": 2.5,
    "pdf pages": 1.3,
    "pdf worker memory": 1.0,
    "pdf worker memory, 100 pages": 1.0,
    "pdf worker memory, other scripts": 1.0,
}


def figures() -> Iterator[dict]:
    from reports.formats.html import to_html
    from tests.reports.sample import make_full_report, make_report

    report, full, scripts = make_report(), make_full_report(), in_other_scripts(make_report())
    yield figure("pdf", [pair(lambda: render(report), one_line) for _ in warm_up(lambda: render(report))])
    yield figure(
        "pdf with perspectives", [pair(lambda: render(full), one_line) for _ in warm_up(lambda: render(full))]
    )
    yield figure(
        "pdf in other scripts",
        [pair(lambda: render(scripts), one_line) for _ in warm_up(lambda: render(scripts))],
    )
    short, long = to_html(longer(report, 3)), to_html(longer(report, 17))
    yield figure("pdf pages", [pair(lambda: a_page(long), lambda: a_page(short)) for _ in range(3)])
    yield memory("pdf worker memory", to_html(report))
    yield memory("pdf worker memory, 100 pages", long)
    yield memory("pdf worker memory, other scripts", to_html(scripts))


def warm_up(render: Callable[[], object]) -> range:
    render()
    return range(TURNS)


def pair(ours: Callable[[], float], floor: Callable[[], float]) -> tuple[float, float]:
    return ours(), floor()


def figure(name: str, pairs: list[tuple[float, float]]) -> dict:
    ratios = [ours / floor for ours, floor in pairs]
    ratio = median(ours for ours, _ in pairs) / median(floor for _, floor in pairs)
    return line(name, ratio, min(ratios), max(ratios))


def line(name: str, ratio: float, lowest: float, highest: float) -> dict:
    numbers = {"ratio": ratio, "min": lowest, "max": highest}
    return {"name": name, **{key: round(value, 3) for key, value in numbers.items()}, "target": TARGETS[name]}


def render(report) -> float:
    """Seconds of CPU for a report, from its dataclasses to its PDF, in this process."""
    from reports.formats.html import to_html
    from reports.pdf.rendering import to_pdf

    began = time.process_time()
    to_pdf(to_html(report))
    return time.process_time() - began


def one_line() -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", ONE_LINE], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_other_scripts(report):
    """With what people said in fifteen of them, which Debian's fonts have; Chinese ones are the largest."""
    from tests.reports.tongues import SAID

    first, *others = report.results.principles
    said = replace(first, reflection="\n\n".join(SAID.values()))
    return replace(report, results=replace(report.results, principles=(said, *others)))


def longer(report, times: int):
    """The same report with each part told so many times: about 6 pages a time."""
    results = report.results
    return replace(report, results=replace(results, principles=results.principles * times))


def a_page(html: str) -> float:
    """Seconds of CPU for each page."""
    import pikepdf

    from reports.pdf.rendering import to_pdf

    began = time.process_time()
    pdf = to_pdf(html)
    spent = time.process_time() - began
    with tempfile.TemporaryFile() as file:
        file.write(pdf)
        with pikepdf.open(file) as document:
            return spent / len(document.pages)


def memory(name: str, html: str) -> dict:
    """The most that a worker takes, as a share of what it may take."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "round")
        folder.mkdir()
        Path(folder, "report.html").write_text(html)
        process = psutil.Popen([sys.executable, "-m", "reports.pdf.worker", folder, "report", "300"])
        most = max(iter(lambda: megabytes(process), None))
        assert process.wait() == 0
    return line(name, most / WORKER_MB, most / WORKER_MB, most / WORKER_MB)


def megabytes(process: psutil.Process) -> float | None:
    """What it takes now; None when it has ended."""
    time.sleep(0.02)
    try:
        taken = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
        return None
    return (getattr(taken, "pss", 0) or taken.uss) / 2**20 or None


def main() -> int:
    import django

    django.setup()
    missed = False
    for found in figures():
        print(json.dumps(found), flush=True)
        missed |= found["ratio"] > found["target"]
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
