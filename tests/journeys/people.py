"""Signing in as the cast; and taking part without an account."""

import json
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.going import go_by, wait_until_saved, walk_by
from tests.journeys.seeing import look_at
from tests.journeys.server import Server

SESSION = """
from django.test import Client
from teams.models import User
visitor = Client()
visitor.force_login(User.objects.get(email="{email}"))
print(visitor.cookies["sessionid"].value)
"""
BEGIN = """
import json
from django.http import HttpResponse
from django.utils.crypto import get_random_string
from assessments.cookies import keep_sheet
from assessments.models import Round
from assessments.services.joining import join_round
from assessments.views.pages import keep_wording
round = Round.objects.get(code="{code}")
draws = round.team.organisation.perspectives.in_use().first()
who = {{"how": "alone", "wording": "{wording}", "perspective": draws}}
sheet, return_code = join_round(round, nonce=get_random_string(22), **who)
kept = keep_wording(keep_sheet(HttpResponse(), round, return_code), "{wording}").cookies
print(json.dumps([return_code, [[each.key, each.value, each["path"]] for each in kept.values() if each.value]]))
"""


class People:
    def __init__(self, server: Server):
        self.server = server
        self.sessions: dict[str, str] = {}

    def sign_in(self, page: Page, name: str) -> None:
        """`name` is a first name of the demo's cast, whose session is there already; ends on the home page."""
        email = f"{name.lower()}@demo.example"
        if email not in self.sessions:
            self.sessions[email] = self.server.run(SESSION.format(email=email)).strip()
        self._keep(page, "sessionid", self.sessions[email])
        page.goto("/")

    def begin(self, page: Page, code: str, wording: str) -> str:
        """What all pages of the way in lead to: a sheet of this round in this browser. Its return code."""
        return_code, cookies = json.loads(self.server.run(BEGIN.format(code=code, wording=wording)))
        for name, value, path in cookies:
            self._keep(page, name, value, path)
        return return_code

    def _keep(self, page: Page, name: str, value: str, path: str = "/") -> None:
        place = {"domain": urlsplit(self.server.url).hostname, "path": path}
        page.context.add_cookies(
            [{"name": name, "value": value, **place, "httpOnly": True, "sameSite": "Lax"}]
        )

    def sign_in_by_code(self, page: Page, email: str) -> None:
        """As people do, by a code that is sent to them."""
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


def finish_a_part(page: Page, code: str) -> None:
    """True to its first statement, and no words. Each part leads to the thanks."""
    part = f"/mine/{code}/parts/equal-human-beings"
    page.goto(f"{part}/1/")
    walk_by(page.get_by_role("button", name="True", exact=True))
    page.wait_for_url(f"**{part}/2/**")  # and where on the page
    page.get_by_text("2 of ").first.wait_for()
    wait_until_saved(page)
    page.goto(f"{part}/words/")
    go_by(page.get_by_role("button", name="Save and continue"))
    page.get_by_role("heading", name="Thank you").wait_for()


def return_code_of(page: Page, code: str) -> str:
    """The return code of the sheet that this browser holds of the round."""
    page.goto(f"/mine/{code}/return-code/")
    return page.locator(".big-code").inner_text()
