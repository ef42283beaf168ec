"""Looking at a page: what axe finds, whether it fits, and a picture of it."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, CDPSession, Page

from tests.journeys.going import runs_scripts
from tests.journeys.seen import Seen

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOSING = (ROOT / "tests/journeys/losing.js").read_text()
KINDS = (ROOT / "tests/journeys/kinds.js").read_text()
SHOTS = ROOT / "var/shots"
SEEN = """() => {
  const framed = [...document.querySelectorAll(".wordmark, main > *, .foot__links")];
  const shown = framed.filter(each => each.checkVisibility() && getComputedStyle(each).position === "static");
  const edges = shown.map(each => each.getBoundingClientRect().left);
  const filled = [...document.querySelectorAll(".govuk-button:not(.govuk-button--secondary)")];
  return {
    beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    edges: document.querySelector(".top") ? new Set(edges.map(Math.round)).size : 0,
    filled: filled.filter(each => each.checkVisibility()).length,
    headings: [...document.querySelectorAll("h1")].map(each => each.innerText),
    title: document.title,
  };
}"""
AT_ONCE = f"() => [({KINDS})(), ({SEEN})()]"  # since each question takes its time
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
OPTIONS = json.dumps(
    {
        "runOnly": {"type": "tag", "values": RULES},
        "resultTypes": ["violations"],
        "preload": False,  # of style sheets and sounds, for rules that we don't ask for or have nothing for
    }
)
seen_by_axe = Seen()


def violations(page: Page, kinds: list[str]) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, one line each; nothing, where it has seen all these kinds.

    Pages of one route look alike to it whose elements are of the same kinds: `kinds.js` says what it goes by.
    """
    from tests.journeys.walking import route  # it sets Django up, which who only opens pages does without

    new = seen_by_axe.new(route(urlsplit(page.url).path), kinds)
    found = _found_by_axe(page) if new else []
    if not found:
        seen_by_axe.add(*new)
    return found


def _found_by_axe(page: Page) -> list[str]:
    with _scriptable(page) as examined:
        run = f"axe.run({OPTIONS}).then(result => result.violations)"
        found = examined.evaluate(f"typeof axe === 'object' ? {run} : null")
        if found is None:  # the page's first look
            found = examined.evaluate(f"{AXE};{run}")
    return [
        f"{each['id']}: {node['html']} {node['failureSummary']}" for each in found for node in each["nodes"]
    ]


@contextmanager
def _scriptable(page: Page) -> Iterator[Page]:
    """axe is a script: a page without JavaScript is examined in a copy that has its mark-up and none of our scripts."""
    if runs_scripts(page):
        yield page
        return
    desk = _desk(page.context.browser)
    place = urljoin(page.url, "/healthz") if page.url.startswith("http") else page.url
    if desk.url != place:
        desk.goto(place)
    desk.set_viewport_size(page.viewport_size)
    desk.set_content(SCRIPT.sub("", page.content()))
    yield desk


@cache
def _desk(browser: Browser) -> Page:
    """Where all copies are laid, one after another: it has our styles, our font and axe already."""
    return browser.new_page()


def lost(page: Page) -> list[str]:
    """On a phone: words that large or spaced letters take away, and what is too small for a finger (44 pixels)."""
    found = page.evaluate(LOSING, ["missed", "spaced", "twice"])
    with letters_of(page, 24):
        return found + page.evaluate(LOSING, ["lost"])


@contextmanager
def letters_of(page: Page, pixels: int) -> Iterator[None]:
    """As somebody sets them in their browser, so that a style sheet's widths in `em` are meant in these."""
    browser = _settings(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
    yield
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})


@cache
def _settings(page: Page) -> CDPSession:
    """The way to its browser's, opened once: opening and closing it takes a tenth of what is asked there."""
    return page.context.new_cdp_session(page)


def overflow(page: Page) -> int:
    """How many pixels of the page lie beyond its right edge."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def problems(page: Page) -> list[str]:
    """Nothing, if the page is accessible, fits, and is called what its one heading says, and then what it is about."""
    page.wait_for_load_state()  # what somebody waited for may stand above what is still on its way
    kinds, seen = page.evaluate(AT_ONCE)
    found = violations(page, kinds)
    if seen["beyond"] > 0:
        found.append(f"{seen['beyond']} pixels wider than the window")
    found += out_of_line(seen["edges"], seen["filled"])
    headings = [" ".join(text.split()) for text in seen["headings"]]
    title = seen["title"].removeprefix("Error: ").removesuffix(" – Coprod Reflect")
    if len(headings) != 1 or not title.startswith(headings[0]):
        found.append(f"is called “{title}”, and its headings are {headings}")
    return found


def out_of_line(edges: int, filled: int) -> list[str]:
    """One left edge for name, text and footer, and one filled button. Slides have neither header nor frame."""
    found = [f"{edges} left edges"] if edges > 1 else []
    return found + ([f"{filled} filled buttons"] if filled > 1 else [])


def look_at(page: Page) -> None:
    assert problems(page) == [], page.url


def shot(page: Page, name: str) -> None:
    """A picture for people to look at, where SHOTS=1 asks for them; no test depends on it."""
    if not os.environ.get("SHOTS"):
        return
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def open_stage(page, name):
    """Of a round’s path: what is folded, unless it is the stage that is now, which stands open."""
    folded = page.locator(".path summary", has_text=name)
    if folded.count():
        folded.first.click()
