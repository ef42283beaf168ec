"""A facilitator writes the report in five steps beside its preview, issues it and takes the PDF along."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP
from tests.journeys.going import go_by, wait_until_made
from tests.journeys.seeing import look_at, open_stage
from tests.journeys.test_main_job import pdf, press, text_of

SMALL = {"width": 320, "height": 568}
SCREENS = 11.6  # of twelve: a machine whose letters are a little wider still has room
STEPS = ["meeting", "asks", "summary", "done", "issue"]


@pytest.mark.parametrize("page", ["phone without JavaScript"], indirect=True)
def test_from_a_closed_round_to_an_issued_report_in_four_pages(page, sign_in):
    sign_in(page, "alice")
    press(page, "Riverside support team", role="link")
    press(page, "Our first look", role="link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Our first look")
    pages = [page.url]
    page.on("load", lambda loaded: pages.append(loaded.url))
    go_by(page.get_by_role("link", name="The board’s meeting", exact=True))
    look_at(page)
    page.get_by_label("Which meeting is it for?").fill("Care Board")
    page.get_by_label("When is it?").fill("2027-04-14")
    page.get_by_label("Lead officer, and their job").fill("Ruth, manager")
    page.get_by_label("Which person with lived experience wrote it with them?").fill("Amina")
    press(page, "Save, then issue")
    expect(page.get_by_text("The meeting, its date and both authors are there.")).to_be_visible()
    look_at(page)
    go_by(page.get_by_role("button", name="Issue the report"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("issued")
    assert len(pages) <= 4, pages


def test_all_steps_together_take_twelve_small_screens(new_page, sign_in):
    """As the demo’s rounds have them: issued, open, and closed before anybody has written anything."""
    page = new_page(viewport=SMALL)
    sign_in(page, "alice")
    for title in ("Half a year on", "A year on", "Our first look"):
        page.goto("/")
        press(page, "Riverside support team", role="link")
        press(page, title, role="link")
        address, high = page.url.partition("?")[0], 0
        for step in STEPS:
            page.goto(f"{address}report/{step}/")
            high += page.evaluate("document.documentElement.scrollHeight")
        assert high <= SCREENS * SMALL["height"], title


def test_from_drafts_to_an_issued_pdf(new_page, sign_in, tmp_path):
    page = new_page(viewport=DESKTOP)
    sign_in(page, "alice")
    press(page, "Riverside support team", role="link")
    press(page, "Half a year on", role="link")
    open_stage(page, "Report")
    press(page, "What you ask of the board", role="link")
    ask(page)
    sum_up(page)
    page.locator("summary", has_text="What is in it").click()
    page.get_by_label("Implications: legal").uncheck()
    look_at(page)
    press_shown(page, "Save and go on")
    look_at(page)
    press(page, "Issue the report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("issued")
    wait_until_made(page)
    look_at(page)
    said = text_of(pdf(page, tmp_path / "issued.pdf", name="Download as PDF"))
    for words in ("Come to the Tuesday lunch.", "Nobody spoke of money.", ", issued "):
        assert words in said
    assert "Paid hours can change" not in said


def ask(page):
    """What is typed is seen at once beside it, and kept when another box is asked for."""
    press_shown(page, "Add another")
    page.locator("#id_request_4").fill("Come to the Tuesday lunch.")
    expect(page.locator("[data-preview-here]")).to_contain_text("Come to the Tuesday lunch.")
    page.locator("summary", has_text="Implications").click()
    page.locator("#id_finance").fill("Nobody spoke of money.")
    look_at(page)
    press_shown(page, "Save and go on")


def sum_up(page):
    """One draft is taken as it is, and the other changed first."""
    look_at(page)
    page.locator("#draft-strength summary").click()
    go_by(page.locator("button[name=take][value=strength]"))
    expect(page.get_by_role("status")).to_contain_text("Now in the report: One strength.")
    page.locator("#draft-hard_truth summary").click()
    go_by(page.locator("button[name=start][value=hard_truth]"))
    expect(page.locator("#id_hard_truth")).not_to_have_value("")
    page.locator("#id_hard_truth").fill("We don’t hear carers.")
    expect(page.locator("[data-preview-here]")).to_contain_text("We don’t hear carers.")
    press_shown(page, "Save and go on")


def press_shown(page, name):
    """The first button of a form is hidden: it is what Enter presses."""
    go_by(page.get_by_role("button", name=name, exact=True).last)
