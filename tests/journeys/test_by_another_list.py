"""“Read these results by CQC’s statements”: on the screen, and in what a board gets."""

import pytest
from playwright.sync_api import expect

from tests.journeys.seeing import look_at, shot
from tests.journeys.test_main_job import press

LIST = "CQC’s quality statements for local authorities"


@pytest.mark.parametrize("page", ["phone without JavaScript"], indirect=True)
def test_from_what_we_see_by_a_list_into_the_report(page, sign_in):
    sign_in(page, "alice")
    press(page, "Riverside support team", role="link")
    press(page, "Our first look", role="link")
    page.goto(f"{page.url.partition('?')[0]}results/")
    press(page, LIST, role="link")
    expect(page.get_by_role("heading", level=1)).to_have_text(LIST)
    entry = page.locator("#entry-safeguarding")
    entry.locator("summary").press("Enter")
    first = entry.locator("article").first
    expect(first.get_by_text("Getting there")).to_be_visible()
    expect(first.get_by_text("The team, together")).to_be_visible()
    look_at(page)
    shot(page, "by-another-list")
    press(page, "where the report is written", role="link")
    choice = page.get_by_label(LIST)
    expect(choice, "what is in it stands open").to_be_visible()
    choice.check()
    look_at(page)
    press(page, "Save and go on")
    page.goto(f"{page.url.partition('/report/')[0]}/report/?draft=next")
    expect(page.get_by_role("table", name="Safeguarding.")).to_be_visible()
    look_at(page)
