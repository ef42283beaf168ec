"""A facilitator writes the report beside its preview, leaves a section out, issues it and takes the PDF along."""

import pytest
from playwright.sync_api import expect

from tests.journeys.seeing import look_at
from tests.journeys.test_main_job import PATIENCE, press, text_of


@pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)
def test_from_a_draft_to_an_issued_pdf(page, sign_in, tmp_path):
    sign_in(page, "alice")
    press(page, "Riverside support team", role="link")
    press(page, "Half a year on", role="link")
    press(page, "What we see, part by part", role="link")
    press(page, "Read the report", role="link")
    press(page, "Write the report", role="link")
    look_at(page)
    write(page)
    look_at(page)
    press(page, "The report", role="link")
    press(page, "Issue this report", role="link")
    look_at(page)
    press(page, "Issue the report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("issued")
    expect(page.get_by_text("Nobody spoke of money.")).to_be_visible()
    look_at(page)
    said = text_of(pdf(page, tmp_path / "issued.pdf"))
    assert "Nobody spoke of money." in said
    assert ", issued " in said
    assert "Legal" not in said


def write(page):
    if page.get_by_role("button", name="Use this as a start: Risk").count():
        press(page, "Use this as a start: Risk")
        expect(page.locator("#id_risk")).not_to_have_value("")
    page.locator("#id_finance").fill("Nobody spoke of money.")
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        expect(page.locator("[data-preview-here]")).to_contain_text("Nobody spoke of money.")
    page.get_by_label("Implications: legal").uncheck()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("[data-preview-here]")).to_contain_text("Nobody spoke of money.")
    expect(page.locator("[data-preview-here] h3", has_text="Legal")).to_have_count(0)


def pdf(page, path):
    found = []
    page.on("download", lambda download: found.append(download))
    press(page, "Download as PDF", role="link")
    for _ in range(PATIENCE):
        page.wait_for_timeout(1000)
        if found:
            break
        if not page.evaluate("matchMedia('(scripting: enabled)').matches"):
            press(page, "Get the PDF", role="link")
    found[0].save_as(path)
    return path
