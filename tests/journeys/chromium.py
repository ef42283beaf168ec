"""The machine's own Chromium, as journeys start it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BARE = "chromium-headless-shell"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-smooth-scrolling",  # a second key pressed meanwhile may be lost to a page that is still on its way
    "--renderer-process-limit=1",  # a visitor's first page takes 0.22 s of a processor, and not 0.28
    "--js-flags=--no-maglev --no-turbofan",  # a page is left before the work of making its scripts quick pays
]


def program() -> str:
    """Where it is, whole: with a profile, in which somebody may have set what they like."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "Chromium isn’t on this machine. script/setup --tests says how to get it."
    return found


def bare_program() -> str:
    """The same engine with no windows, so that a page opens with a sixth of the work; else a whole one."""
    return os.environ.get("CHROMIUM") or shutil.which(BARE) or program()


@contextmanager
def running_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=bare_program(), args=QUIET)
        yield chromium
        chromium.close()
