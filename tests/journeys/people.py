"""Signing in as the cast, who ask for a code once each; and taking part without an account."""

from playwright.sync_api import Page

from tests.journeys.going import go_by, wait_until_saved, walk_by
from tests.journeys.seeing import look_at
from tests.journeys.server import Server


class People:
    def __init__(self, server: Server):
        self.server = server
        self.cookies: dict[str, list] = {}

    def sign_in(self, page: Page, name: str) -> None:
        """`name` is a first name of the demo's cast; ends on the home page."""
        email = f"{name.lower()}@demo.example"
        if email not in self.cookies:
            self.sign_in_by_code(page, email)
            self.cookies[email] = page.context.cookies()
        page.context.add_cookies(self.cookies[email])
        page.goto("/")

    def sign_in_by_code(self, page: Page, email: str) -> None:
        page.goto("/sign-in/")
        page.get_by_label("Your e-mail address").fill(email)
        go_by(page.get_by_role("button", name="Send me a code"))
        page.get_by_role("heading", name="Check your e-mail").wait_for()
        page.get_by_label("Your code").fill(self.server.code_sent_to(email))
        go_by(page.get_by_role("button", name="Sign in", exact=True))
        page.wait_for_url("/")


def write_code(page: Page, code: str) -> None:
    """A join code or a return code, as somebody types it who has no camera."""
    page.goto("/join/")
    page.get_by_label("Your code").fill(code)
    go_by(page.get_by_role("button", name="Continue"))


def take_part(page: Page, wording: str = "standard", name: str = "") -> None:
    """On from where a link or a code has led to, by all that is asked, to a sheet that has begun.

    `name` is a first name, for a round in the open. Somebody who draws on support, and whom nobody helps.
    """
    is_easy = wording == "easy-read"
    _press(page, "Easy Read" if is_easy else "Standard")
    _press(page, "I want to take part")
    page.get_by_label("I get care or support" if is_easy else "I draw on care and support").check()
    _press(page, "Continue")
    if name:
        look_at(page)
        page.get_by_label("Your first name").fill(name)
        _press(page, "Continue")
    _press(page, "No. I do it on my own." if is_easy else "No, I answer on my own")
    page.wait_for_url("**/mine/**")


def _press(page: Page, button: str) -> None:
    go_by(page.get_by_role("button", name=button, exact=True))


def round_taken_part_in(page: Page) -> str:
    """The code of the round whose page of one's own this is."""
    return page.evaluate("location.pathname.split('/')[2]")


def finish_a_part(page: Page, part: str = "equal-human-beings") -> None:
    """True to its first statement, and no words. Each part leads to the thanks."""
    page.goto(f"/mine/{round_taken_part_in(page)}/parts/{part}/1/")
    walk_by(page.get_by_role("button", name="True", exact=True))
    page.wait_for_url(f"**/{part}/2/**")  # and where on the page
    page.get_by_text("2 of ").first.wait_for()
    wait_until_saved(page)
    page.goto(f"/mine/{round_taken_part_in(page)}/parts/{part}/words/")
    go_by(page.get_by_role("button", name="Save and continue"))
    page.get_by_role("heading", name="Thank you").wait_for()


def return_code_of(page: Page, code: str) -> str:
    """The return code of the sheet that this browser holds of the round."""
    page.goto(f"/mine/{code}/return-code/")
    return page.locator(".big-code").inner_text()
