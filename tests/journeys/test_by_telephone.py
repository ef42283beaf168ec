"""Somebody says on the telephone what they see: a reload, the browser's Back and a lost line take nothing of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by, walk_by
from tests.journeys.halls import fill_a_hall
from tests.journeys.seeing import look_at, shot

A_MOMENT = 450  # milliseconds: a second tap within it is none

# What a place of the history holds once it has arrived. A page of a saved call asks for another first; what a form
# brought isn't asked for again, and the browser shows a page of its own.
HELD_AT = """(place) => {
  if (location.protocol === "chrome-error:") return !window.isSeen && (window.isSeen = "[]");
  if (navigation.currentEntry?.index !== place || document.readyState !== "complete") return "";
  const nonce = document.querySelector("[name=nonce]")?.value;
  if (nonce && sessionStorage.getItem("saved-call/" + nonce) !== null) return "";
  const boxes = [...document.querySelectorAll("input, textarea")];
  return JSON.stringify([history.state, ...boxes.map(({ value }) => value)]);
}"""


@pytest.fixture(scope="module")
def hall(server):
    return fill_a_hall(server)[0]


def begin(page, code):
    page.goto(f"/rounds/{code}/paper/")
    go_by(page.get_by_role("link", name="I’m on the telephone with somebody"))
    look_at(page)
    press(page, "Easy Read: short words")
    press(page, "Yes, they want to take part")
    press(page, "I look after family or a friend")
    press(page, "No. I do it on my own.")
    press(page, "Yes, begin this part")


def press(page, name):
    page.wait_for_timeout(A_MOMENT)
    walk_by(page.get_by_role("button", name=name).locator("visible=true"))


def is_pressed(page, name):
    button = page.get_by_role("button", name=name, exact=True).locator("visible=true")
    expect(button).to_have_attribute("aria-pressed", "true")


def finish(page):
    press(page, "They want to stop here")
    expect(page.get_by_text("2 of 10 answered.")).to_be_visible()
    look_at(page)
    shot(page, "telephone-check")
    press(page, "Change: Their words about “Everyone is equal”")
    page.get_by_label("What they say about “Everyone is equal”").fill("They asked us.")
    press(page, "Continue")
    look_at(page)
    press(page, "Only they")
    press(page, "No, leave this part out")
    press(page, "They want to stop here")
    expect(page.get_by_text("They asked us.", exact=True).locator("visible=true")).to_be_visible()
    press(page, "Save what they said")


def is_saved(page):
    expect(page.get_by_role("heading", name="What they said is saved")).to_be_visible()
    look_at(page)
    expect(page.locator(".spelt li")).to_have_count(3)


def test_without_javascript_on_a_narrow_phone(new_page, sign_in, hall):
    page = new_page(PHONE, java_script_enabled=False)
    sign_in(page, "Alice")
    begin(page, hall)
    look_at(page)
    press(page, "Not true")
    press(page, "Not sure")
    press(page, "Back")
    is_pressed(page, "Not sure")
    finish(page)
    is_saved(page)


def test_nothing_that_was_said_is_lost(new_page, sign_in, hall):
    page = new_page()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    sign_in(page, "Alice")
    begin(page, hall)
    page.get_by_role("button", name="Not true", exact=True).locator("visible=true").focus()
    page.wait_for_timeout(A_MOMENT)
    page.keyboard.press("Enter")
    expect(page.locator(".step__text").locator("visible=true")).to_be_focused()
    press(page, "Not sure")
    page.go_back()
    is_pressed(page, "Not sure")
    page.go_back()
    is_pressed(page, "Not true")
    assert asked == []
    page.reload()
    assert asked == ["beforeunload"]
    is_pressed(page, "Not true")
    page.go_forward()
    is_pressed(page, "Not sure")
    page.context.set_offline(True)
    finish(page)
    expect(page.get_by_text("We can’t reach our server now.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Save what they said").click()
    is_saved(page)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("stranger", [{"status": 403}, {"body": "<title>Sign in to this wifi</title>"}])
def test_nothing_is_sent_to_whoever_answers_in_our_place(new_page, sign_in, hall, stranger):
    page = new_page()
    sign_in(page, "Alice")
    begin(page, hall)
    press(page, "Not true")
    press(page, "They want to stop here")
    page.route("**/telephone/**", lambda route: route.fulfill(content_type="text/html", **stranger))
    for button in ("Save what they said", "Read out the standard words from here on"):
        press(page, button)
        expect(page.get_by_text("We can’t reach our server now.")).to_be_visible()
    page.unroute("**/telephone/**")
    press(page, "Save what they said")
    is_saved(page)


def say_little(page, code, words):
    begin(page, code)
    press(page, "They want to stop here")
    press(page, "Change: Their words about “Everyone is equal”")
    page.get_by_label("What they say about “Everyone is equal”").fill(words)
    press(page, "Continue")
    press(page, "Only they")
    press(page, "No, leave this part out")
    press(page, "They want to stop here")
    press(page, "Save what they said")
    is_saved(page)


def test_going_back_past_two_calls_brings_neither_back(new_page, sign_in, hall):
    page = new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "Alice")
    words = ["The first caller’s.", "The second caller’s."]
    for said in words:
        say_little(page, hall, said)
    held = []
    for place in reversed(range(page.evaluate("navigation.currentEntry.index"))):
        page.evaluate("() => void setTimeout(() => history.back())")  # it may end this page
        held.append(page.wait_for_function(HELD_AT, arg=place).json_value())
    steps = [each for each in held if '"nonce"' in each]
    assert len(steps) > 10
    assert not [said for each in steps for said in words if said in each]
