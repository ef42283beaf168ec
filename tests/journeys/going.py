"""Going on to another page. A press returns before it is there: what comes next might look at the one being left."""

from playwright.sync_api import Locator, Page


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


def runs_scripts(page: Page) -> bool:
    return page.evaluate("matchMedia('(scripting: enabled)').matches")
