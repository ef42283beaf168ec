"""From nothing to an open round, and from signing in to the first tick, by the number of pages that are loaded."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.going import go_by
from tests.journeys.seeing import look_at, open_stage
from tests.journeys.test_people import link_sent_to

TO_AN_OPEN_ROUND, TO_THE_FIRST_TICK = 8, 6
two_ways = pytest.mark.parametrize("way", ["phone without JavaScript", "desktop"])
SIZES = {"phone without JavaScript": {"width": 320, "height": 640}, "desktop": {"width": 1280, "height": 900}}


class Pages:
    """Those that were loaded, one after the other; a redirect is none."""

    def __init__(self, page: Page):
        self.page, self.loaded = page, []
        page.on("framenavigated", lambda frame: frame.parent_frame or self.loaded.append(frame.url))


def press(page, name, role="button"):
    go_by(page.get_by_role(role, name=name, exact=True).first)


def arrive(new_page, way):
    return new_page(viewport=SIZES[way], java_script_enabled=way == "desktop")


@two_ways
def test_a_new_organisation_opens_its_first_round(way, new_page, server, sign_in):
    """Two people sign in, each once: whoever looks after the site, and the first admin, who facilitates."""
    email, town = f"olu-{way.split()[0]}@else.example", f"{way.split()[0].capitalize()}ton"
    tess = arrive(new_page, way)
    sign_in(tess, "tess")
    look_at(tess)
    press(tess, "Add an organisation", "link")
    look_at(tess)
    press(tess, "Add it and invite them")
    look_at(tess)  # with its mistakes
    hers = Pages(tess)
    tess.get_by_label("What is the organisation called?").fill(f"{town} Council")
    tess.get_by_label("Whom do people call").fill("Priya Nair")
    tess.get_by_label("Their phone number").fill("01632 960123")
    tess.get_by_label("Who looks after it?").fill(email)
    press(tess, "Add it and invite them")
    expect(tess.get_by_text(f"We’ve sent an invitation to {email}.")).to_be_visible()
    look_at(tess)
    olu = arrive(new_page, way)
    his = Pages(olu)
    open_first_round(olu, server, email)
    assert len(hers.loaded) == 1
    assert 1 + len(his.loaded) <= TO_AN_OPEN_ROUND - 1, his.loaded
    tess.goto("/site/organisations/")
    look_at(tess)
    go_by(tess.get_by_role("link", name=f"Invite an admin of {town} Council"))
    look_at(tess)


def open_first_round(olu, server, email):
    olu.goto(link_sent_to(server, email))
    press(olu, "Send me a sign-in code")
    olu.get_by_label("Your code").fill(server.code_sent_to(email))
    press(olu, "Sign in")
    olu.get_by_label("Your name").fill("Olu Bankole")
    press(olu, "Join")
    look_at(olu)
    olu.get_by_label("What is the team called?").fill("Day centre team")
    expect(olu.get_by_label("I facilitate this team")).to_be_checked()
    press(olu, "Make the team")
    look_at(olu)
    for fold in olu.locator(".plan-fold summary").all():
        fold.click()
    look_at(olu)
    expect(olu.get_by_label("Whom can people ask?")).to_have_value("Olu Bankole")
    press(olu, "Plan it and open it now")
    expect(olu.get_by_text("The round is open.")).to_be_visible()
    expect(olu.get_by_role("link", name="Show the code and QR")).to_be_visible()


@two_ways
def test_a_facilitator_with_a_team_plans_opens_and_ticks(way, new_page, sign_in):
    """Counted from the page that signing in leads to."""
    femi = arrive(new_page, way)
    pages = Pages(femi)
    sign_in(femi, "femi")
    del pages.loaded[:-1]
    go_by(femi.get_by_role("link", name="Start a round").first)
    press(femi, "Plan it and open it now")
    to_the_together_sheet(femi)
    tick_something(femi)
    assert len(pages.loaded) <= TO_THE_FIRST_TICK, pages.loaded


@two_ways
def test_from_signing_in_to_the_first_tick(way, new_page, people):
    """Counted from the page that asks for an address, in a round that is open."""
    alice = arrive(new_page, way)
    pages = Pages(alice)
    people.sign_in_by_code(alice, "alice@demo.example")
    go_by(alice.locator("main").get_by_role("link", name="A year on", exact=True).first)
    to_the_together_sheet(alice)
    tick_something(alice)
    assert len(pages.loaded) <= TO_THE_FIRST_TICK, pages.loaded


def to_the_together_sheet(page):
    open_stage(page, "Agree")
    go_by(page.get_by_role("link", name="The together sheet").first)


def tick_something(page):
    go_by(page.locator("a[href*='/together/']").first)
    page.get_by_role("checkbox").first.check()
