"""Somebody who has a keyboard alone, and goes by what a screen reader says of what has the focus."""

import re

from playwright.sync_api import Page, expect

MOST_STOPS = 60  # on the way to anything


class Keyboard:
    def __init__(self, page: Page):
        self.page = page

    def goes_to(self, role: str, name: str) -> None:
        """By Tab, to what has this name or begins with it. Nothing on the way is without one."""
        stops = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            said = self.hears()
            stops.append(said)
            assert re.match(r'\w+ ".+"|text: .+', said), (
                f"on the way to {name}, one stop has no name: {stops}"
            )
            if re.match(rf'{role} "{re.escape(name)}["\s]', said):
                return
        raise AssertionError(f"Tab leads to no {role} “{name}” on {self.page.url}, but to {stops}")

    def hears(self) -> str:
        """The role and the name of what has the focus, as the accessibility tree has them."""
        focused = self.page.locator(":focus")
        said = focused.aria_snapshot().partition("\n")[0] if focused.count() else ""
        return said.removeprefix("- ").strip("'")

    def presses(self, name: str) -> None:
        self.goes_to("button", name)
        self.page.keyboard.press("Enter")

    def goes_on(self, name: str) -> None:
        """To another page."""
        self.goes_to("button", name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def ticks(self, name: str) -> None:
        self.goes_to("checkbox", name)
        self.page.keyboard.press("Space")
        expect(self.page.locator(":focus")).to_be_checked()

    def writes(self, box: str, words: str) -> None:
        self.goes_to("textbox", box)
        self.page.keyboard.type(words)
