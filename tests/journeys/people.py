"""Signing in as the cast. Each of them asks for a code once; later visits come with the cookie of the first."""

from playwright.sync_api import Page

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
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_role("heading", name="Check your e-mail").wait_for()
        page.get_by_label("Your code").fill(self.server.code_sent_to(email))
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("/")
