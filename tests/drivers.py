"""Do the programs that tests drive run on this machine? `python -m tests.drivers` says so before any test begins.

A program may be there and still not start, for the lack of a library that a fuller machine happens to have.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # of patience with a program that starts for the first time
OPEN_A_PAGE = (
    "from tests.journeys.chromium import running_chromium\n"
    "with running_chromium() as chromium: chromium.new_page()"
)
DRIVERS = {
    "Chromium, driven by Playwright,": [sys.executable, "-c", OPEN_A_PAGE],
    "PostgreSQL": ["script/with-postgresql", "true"],
    "WeasyPrint": [sys.executable, "-c", "import weasyprint"],
    "Poppler": ["pdftotext", "-v"],
    "Java": ["java", "-version"],
    "LibreOffice": ["soffice", "--headless", "--version"],
}


def failure_of(command: list[str]) -> str:
    """The last line of what a program that failed has said; "" if it ran."""
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    except FileNotFoundError:
        return f"there is no {command[0]}"
    except subprocess.TimeoutExpired:
        return f"it didn't end within {SECONDS} seconds"
    said = (ran.stderr or ran.stdout).strip().splitlines()
    return "" if ran.returncode == 0 else (said[-1] if said else f"it ended with {ran.returncode}")


def main() -> None:
    with ThreadPoolExecutor() as at_once:
        said = dict(zip(DRIVERS, at_once.map(failure_of, DRIVERS.values()), strict=True))
    failures = {name: why for name, why in said.items() if why}
    for name, why in failures.items():
        print(f"The tests need a driver that can't run here. {name} fails: {why}", file=sys.stderr)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
