"""What a slow phone waits for on a first visit: `python -m bench.first_paint` prints a JSON line.

Chromium with a quarter of the processor, 400 kbit/s, 400 ms on the way and nothing kept opens a part of the together
sheet. Exits 1 beyond a limit. On a busy machine its processor is slower still: the middle of several visits counts.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from bench.serving import Serving
from bench.web import find_place, prepare, say
from tests.journeys.chromium import running_chromium
from tests.journeys.conftest import PHONE
from tests.journeys.test_first_visit import transferred

VISITS = 9
SLOWER = 4  # times
WAY = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}  # in ms and bytes
MOST = {"paint_ms": 2_100, "bytes": 42_000, "shift": 0.05}  # of a shift, 0.1 is what people notice
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
SHIFT = """() => new Promise(tell => {
  let sum = 0;
  const add = list => list.getEntries().forEach(each => { sum += each.value; });
  new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
  setTimeout(() => tell(sum), 200);
})"""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        path = find_place(folder).page
        with Serving(folder, workers=2) as server, running_chromium() as browser:
            server.sign_in("bob@demo.example")
            found = [visit(browser, server, path) for _ in range(VISITS)]
    figures = {each: median(one[each] for one in found) for each in MOST}
    missed = [each for each, most in MOST.items() if figures[each] > most]
    say({"name": "first visit with a slow phone", **figures, "most": MOST, "missed": missed})
    return int(bool(missed))


def visit(browser: Browser, server: Serving, path: str) -> dict[str, float]:
    url = f"http://localhost:{server.port}"
    context = browser.new_context(viewport=PHONE)
    context.add_cookies(
        [{"name": name, "value": value, "url": url} for name, value in server.cookies.items()]
    )
    page = context.new_page()
    slow_down(page)
    sizes = transferred(page, url + path)
    found = {"paint_ms": page.evaluate(PAINT), "bytes": sum(sizes.values()), "shift": page.evaluate(SHIFT)}
    context.close()
    return found


def slow_down(page: Page) -> None:
    phone = page.context.new_cdp_session(page)
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", WAY)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


if __name__ == "__main__":
    sys.exit(main())
