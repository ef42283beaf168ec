"""A round that starts from the last one, is looked at again part by part, and is then seen beside it."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.seeing import look_at, open_stage, shot
from tests.journeys.test_main_job import press


@pytest.mark.parametrize("page", ["phone without JavaScript"], indirect=True)
def test_from_the_last_round_to_over_time(page, sign_in):
    sign_in(page, "alice")
    plan_from_last(page)
    press(page, "Open this round", role="link")
    expect(page.get_by_text("Your together sheet begins with what you agreed then.")).to_be_visible()
    press(page, "Open the round")
    open_stage(page, "Agree")
    press(page, "The together sheet", role="link")
    expect(page.get_by_text("need another look.").first).to_be_visible()
    look_at(page)
    shot(page, "needs another look")
    confirm_the_first_part(page)
    close(page)
    open_stage(page, "So far")
    press(page, "See what has changed over time", role="link")
    expect(page.get_by_role("heading", name="Then and now", exact=True)).to_be_visible()
    look_at(page)
    shot(page, "over time")
    page.get_by_label("Then", exact=True).select_option(index=0)
    press(page, "Compare these two")
    expect(page.get_by_text("“last time” means Our first look")).to_be_visible()
    look_at(page)


def plan_from_last(page):
    """About the team, whatever the newest round was about that another journey closed."""
    press(page, "Riverside support team", role="link")
    press(page, "Start a round", role="link")
    page.get_by_label("Co-production: how are we doing?").check()
    page.get_by_label("What do you want to call this round?").fill("Looked at again")
    page.get_by_label("A team", exact=True).check()
    page.get_by_label("Start from what we agreed last time").check()
    page.get_by_label("When do you want to close it?").fill((date.today() + timedelta(days=14)).isoformat())
    look_at(page)
    press(page, "Plan this round")


def confirm_the_first_part(page):
    press(page, "Equal human beings", role="link")
    if page.get_by_role("heading", level=1).inner_text() == "Who is in the room?":
        page.get_by_label("I draw on care and support").check()
        press(page, "Save and continue")
    expect(page.get_by_role("heading", name="Needs another look")).to_be_visible()
    look_at(page)
    press(page, "Save and continue")
    expect(page.get_by_text("Choose for yourselves where you stand now.")).to_be_visible()
    look_at(page)
    page.get_by_label("Doing really well").check()
    press(page, "Save and continue")
    press(page, "Save and continue")
    page.goto(page.url.split("/together/")[0] + "/together/")


def close(page):
    press(page, "This round", role="link")
    open_stage(page, "Close")
    press(page, "Close this round", role="link")
    expect(page.get_by_text("It needs another look").first).to_be_visible()
    look_at(page)
    press(page, "Close the round")
    expect(page.get_by_text("The round is closed.")).to_be_visible()
