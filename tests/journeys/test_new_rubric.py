"""A self-advocacy group wants a rubric of its own: Ede writes it from nothing, and Femi opens a round with it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by
from tests.journeys.seeing import look_at
from tests.journeys.test_rubric_editor import follow, press

LEVELS = ("Haven’t got this", "Getting there", "Doing really well")


def test_from_nothing_to_an_open_round(new_page, sign_in):
    ede = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(ede, "ede")
    ede.goto("/rubrics/")
    follow(ede, "Add a rubric")
    look_at(ede)
    press(ede, "Start the draft")
    look_at(ede)  # with its mistakes
    ede.get_by_label("What is it called?").fill("Being heard together")
    ede.get_by_label("Nothing: all of it is written new").check()
    press(ede, "Start the draft")
    look_at(ede)
    follow(ede, "Title and purpose")
    ede.get_by_label("What it is for", exact=True).fill("To talk about who is heard here.")
    press(ede, "Save")
    follow(ede, "Source")
    ede.get_by_label("What is it based on?").fill("Ideas of the Thursday group")
    press(ede, "Save")
    for part in ("Being heard", "Being believed"):
        add_a_part(ede, part)
    press(ede, "Move up: Being believed")
    expect(ede.locator(":target")).to_contain_text("Moved. This is now 1 of 2.")
    look_at(ede)
    publish(ede)
    femi = new_page()
    sign_in(femi, "femi")
    go_by(femi.get_by_role("link", name="Start a round").first)
    for fold in femi.locator(".plan-fold summary").all():
        fold.click()
    femi.get_by_label("Being heard together, adapted by", exact=False).or_(
        femi.get_by_label("Being heard together", exact=False)
    ).first.check()
    press(femi, "Plan it and open it now")
    expect(femi.get_by_text("The round is open.")).to_be_visible()


def add_a_part(page, name):
    follow(page, "Add a part")
    page.get_by_label("Title", exact=True).fill(name)
    press(page, "Save")
    look_at(page)
    for level in LEVELS:
        go_by(page.get_by_role("link", name=re.compile(f"Add a statement.*{level}")))
        page.get_by_label("Standard words").fill(f"{name} is true here, at the level {level}.")
        press(page, "Save")
    follow(page, "All parts")


def publish(page):
    follow(page, "Publish")
    look_at(page)
    page.get_by_label("What changed, and why?").fill("Our group wanted one of its own.")
    page.get_by_label("Who suggested it?").fill("The Thursday group")
    page.get_by_label("Who checked the words?").fill("All of us")
    page.get_by_label("Publish it without Easy Read", exact=False).check()
    go_by(page.get_by_role("button", name=re.compile(r"Publish version 1")))
    expect(page.get_by_role("status")).to_contain_text("is published. New rounds will use it.")
    look_at(page)
