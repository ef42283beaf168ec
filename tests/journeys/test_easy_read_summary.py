"""The Easy Read summary: written with checks beside it, checked with people, issued, and taken along."""

import pytest
from playwright.sync_api import expect

from tests.journeys.going import go_by, runs_scripts, wait_until_made
from tests.journeys.seeing import look_at, open_stage, shot
from tests.journeys.test_main_job import pdf, press, text_of

HARD = "We have three plans, and they are complicated."
EASY = "We have 3 plans."


def open_summary(page, sign_in):
    sign_in(page, "alice")
    press(page, "Riverside support team", role="link")
    go_by(page.get_by_role("link", name="Half a year on").first)
    open_stage(page, "Report")
    press(page, "Read the Easy Read summary", role="link")
    look_at(page)
    press(page, "What has changed since: draft of the next one", role="link")
    look_at(page)
    press(page, "Change the words", role="link")


@pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)
def test_from_the_first_words_to_what_was_issued(page, sign_in, tmp_path):
    open_summary(page, sign_in)
    point = page.locator("#point-good_1")
    box = point.get_by_role("textbox")
    box.fill(HARD)
    if runs_scripts(page):
        expect(point.locator("[data-checks]")).to_contain_text("Use digits: 3 instead of “three”.")
        look_at(page)
    go_by(page.get_by_role("button", name="Save", exact=True).last)
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(point.locator("[data-checks]")).to_contain_text("Use digits: 3 instead of “three”.")
    look_at(page)
    shot(page, "easy-read-summary-editing")
    box.fill(EASY)
    choose_picture(page, point)
    page.get_by_label("Who checked it with you?").fill("The Tuesday group")
    page.get_by_label("When?").fill("2026-03-03")
    go_by(page.get_by_role("button", name="Save", exact=True).last)
    expect(point.locator(".check")).to_have_count(0)
    press(page, "The Easy Read summary", role="link")
    press(page, "Issue it", role="link")
    look_at(page)
    press(page, "Issue it as number")
    expect(page.get_by_text("issued on")).to_be_visible()
    expect(page.get_by_text(EASY)).to_be_visible()
    wait_until_made(page)
    look_at(page)
    shot(page, "easy-read-summary-issued")
    said = text_of(pdf(page, tmp_path / "easy-read.pdf", name="Download it as a PDF"))
    assert EASY in said
    assert "We checked this with The Tuesday group." in said


def choose_picture(page, point):
    """It saves the words first."""
    go_by(point.get_by_role("button", name="Change picture"))
    page.get_by_label("Look for a picture").fill("umbrella")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pictures for “umbrella”")).to_be_visible()
    look_at(page)
    page.get_by_label("closed umbrella", exact=False).check()
    press(page, "Save")
    expect(page.locator("#point-good_1").get_by_role("textbox")).to_have_value(EASY)


def test_two_who_write_the_same_point_lose_nothing(new_page, sign_in):
    first, second = new_page(), new_page(java_script_enabled=False)
    for page in (first, second):
        open_summary(page, sign_in)
    for page, words in ((first, "The first words."), (second, "The second words.")):
        page.locator("#point-change_1").get_by_role("textbox").fill(words)
        go_by(page.get_by_role("button", name="Save", exact=True).last)
    expect(second.get_by_text("Somebody else changed this too", exact=True)).to_be_visible()
    expect(second.get_by_text("The first words.")).to_be_visible()
    expect(second.locator("#point-change_1").get_by_role("textbox")).to_have_value("The second words.")
    look_at(second)
