"""Going on to another page. A press returns before it is there: what comes next might look at the one being left.

So does a change that is saved in the background: who looks at it from elsewhere waits until it is acknowledged.
"""

import time

from playwright.sync_api import Locator, Page, expect

MAKING = 300_000  # milliseconds of patience: files are made when nothing else is to be done


def go_by(way: Locator) -> None:
    """Presses what leads to another page, and is there once all of it, and its scripts, have arrived."""
    with way.page.expect_navigation():
        way.click()


def walk_by(way: Locator) -> None:
    """Presses what leads on within a page that runs scripts, and to another page where none run."""
    if runs_scripts(way.page):
        way.click()
    else:
        go_by(way)


def wait_until_saved(page: Page) -> None:
    """All that was changed on it. Without scripts nothing is saved in the background."""
    if runs_scripts(page):
        expect(page.locator("[data-saved-words]")).to_contain_text("Saved at")


def wait_until_made(page: Page) -> None:
    """All files that a page waits for. Until then its script loads it anew at any time, whatever is just pressed."""
    waiting = page.locator("[data-progress-wait]")
    if runs_scripts(page):
        waiting.wait_for(state="detached", timeout=MAKING)
        page.wait_for_load_state()
        return
    end = time.monotonic() + MAKING / 1000
    while waiting.count() and time.monotonic() < end:
        page.wait_for_timeout(500)
        page.reload()
    expect(waiting).to_have_count(0)


def runs_scripts(page: Page) -> bool:
    return page.evaluate("matchMedia('(scripting: enabled)').matches")
