"""A reading group asked for other words: Sam changes them, sees exactly what changed, and publishes."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.journeys.going import go_by
from tests.journeys.seeing import look_at

RUBRIC = "/rubrics/is-it-co-production/"
WORDS = "Standard words"
_numbers = count(1)


def press(page, name):
    go_by(page.get_by_role("button", name=name, exact=True))


def follow(page, name):
    go_by(page.get_by_role("link", name=name, exact=True).first)


def open_first_statement(page):
    page.goto(RUBRIC)
    carry_on = page.get_by_role("link", name="Carry on with the draft")
    go_by(page.get_by_role("button", name="Change the wording").or_(carry_on))
    go_by(page.locator(".draft-parts a[href*='/draft/parts/']").first)
    follow(page, "Show every statement")
    go_by(page.locator("a[href*='/draft/statements/'][href$='#editing']").first)


def publish(page, note):
    follow(page, "Publish")
    look_at(page)
    page.get_by_label("What changed, and why?").fill(note)
    page.get_by_label("Who suggested it?").fill("The Thursday reading group")
    page.get_by_label("Who checked the words?").fill("Four of its members")
    agree = page.get_by_label("Publish it without Easy Read", exact=False)
    if agree.count():
        agree.check()
    go_by(page.get_by_role("button", name=re.compile(r"Publish version \d+")))


def test_words_are_changed_and_published(page, sign_in):
    number = next(_numbers)
    words = f"Version-{number}: people decide with you."
    sign_in(page, "sam")
    open_first_statement(page)
    look_at(page)
    page.get_by_label(WORDS).fill("")
    press(page, "Save")
    look_at(page)
    page.get_by_label(WORDS).fill(words)
    press(page, "Save")
    look_at(page)
    page.get_by_label("Same meaning, better words").check()
    press(page, "Save")
    expect(page.locator(":target")).to_contain_text(f"{words} Changed")
    look_at(page)
    follow(page, "All parts")
    look_at(page)
    follow(page, "See what changed")
    expect(page.locator("article ins", has_text=f"Version-{number}:")).to_have_count(1)
    look_at(page)
    publish(page, f"Plainer, time {number}.")
    expect(page.get_by_role("status")).to_contain_text("is published. New rounds will use it.")
    expect(page.get_by_text(words, exact=True)).to_have_count(1)
    expect(page.get_by_text(f"Plainer, time {number}.")).to_have_count(1)
    look_at(page)


def test_words_arent_left_behind_unasked(new_page, sign_in):
    page, asked = new_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    sign_in(page, "sam")
    open_first_statement(page)
    page.get_by_label(WORDS).fill("Half a thought")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Rounds", exact=True).first.click()
    assert asked == ["beforeunload"]
    expect(page.get_by_label(WORDS)).to_have_value("Half a thought")
    with page.context.expect_page():
        page.get_by_role("link", name="Stop without saving").click(modifiers=["ControlOrMeta"])
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Rounds", exact=True).first.click()
    assert asked == 2 * ["beforeunload"], "who looks in another tab is still here"
    follow(page, "Stop without saving")
    expect(page.get_by_label(WORDS)).to_have_count(0)
    assert asked == 2 * ["beforeunload"], "who stops on purpose isn’t asked"


def test_the_second_of_two_editors_is_shown_what_the_first_changed(new_page, sign_in):
    first, second = new_page(), new_page(java_script_enabled=False)
    for page in (first, second):
        sign_in(page, "sam")
        open_first_statement(page)
    for page, words in ((first, "People decide first."), (second, "People decide second.")):
        page.get_by_label("Easy Read", exact=False).fill(words)
        press(page, "Save")
    expect(second.get_by_role("alert")).to_contain_text("Somebody else changed this while you were writing")
    expect(second.get_by_role("alert")).to_contain_text("first.")
    expect(second.get_by_label("Easy Read", exact=False)).to_have_value("People decide second.")
    look_at(second)
    press(second, "Save")
    expect(second.locator(":target")).to_contain_text("People decide second.")


@pytest.mark.parametrize("scripted", [True, False])
def test_a_picture_is_looked_for_and_chosen(new_page, sign_in, scripted):
    page = new_page(java_script_enabled=scripted)
    sign_in(page, "sam")
    open_first_statement(page)
    press(page, "Save, then choose a picture")
    look_at(page)
    page.get_by_label("Look for a picture").fill("umbrella")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pictures for “umbrella”")).to_be_in_viewport()
    look_at(page)
    page.get_by_label("closed umbrella", exact=False).check()
    press(page, "Save")
    image = page.locator(":target img")
    expect(image).to_have_js_property("complete", True) if scripted else expect(image).to_be_visible()
    look_at(page)
    go_by(page.locator(":target").get_by_role("link", name="Change picture", exact=False))
    page.get_by_label("No picture").check()
    press(page, "Save")
    expect(page.locator(":target img")).to_have_count(0)
