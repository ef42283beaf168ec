"""From a code to the thanks with a keyboard alone, in both wordings on a small phone: each page, and what is heard."""

import pytest
from playwright.sync_api import expect

from tests.journeys.by_keyboard import Keyboard
from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by, wait_until_saved
from tests.journeys.people import round_taken_part_in
from tests.journeys.seeing import look_at
from tests.journeys.test_joining import A_LINK

STEPS = {
    "standard": [
        "Standard",
        "I want to take part",
        ("I draw on care and support", "I work here"),
        "I draw on care and support",
    ],
    "easy-read": [
        "Easy Read",
        "I want to take part",
        ("I get care or support", "I work here"),
        "I get care or support",
    ],
}
LAST = {"standard": "No, I answer on my own", "easy-read": "No. I do it on my own."}


def press(page, name):
    go_by(page.get_by_role("button", name=name, exact=True))


def take(keyboard, step):
    """A press, or what is ticked before one goes on."""
    if isinstance(step, str):
        return keyboard.goes_on(step)
    for label in step:
        keyboard.ticks(label)
    keyboard.goes_on("Continue")


def test_what_has_the_focus_stands_clear_of_the_lower_edge(new_page):
    """Its ring, too: in a window as small as one of twice the size leaves."""
    page = new_page({"width": 640, "height": 360})
    page.goto("/help/")
    room = "() => innerHeight - document.activeElement.getBoundingClientRect().bottom"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(room) >= 8
    assert page.evaluate("scrollY") > 0


@pytest.mark.parametrize("wording", STEPS)
def test_from_a_code_to_the_thanks_with_a_keyboard_alone(new_page, server, wording):
    code = server.run(A_LINK).split()[-1]
    page = new_page(PHONE)
    page.goto("/join/")
    keyboard = Keyboard(page)
    keyboard.writes("Your code", code)
    keyboard.goes_on("Continue")
    for step in STEPS[wording]:
        look_at(page)
        take(keyboard, step)
    look_at(page)
    look_at_what_is_beside(page)
    keyboard.goes_on(LAST[wording])
    if wording == "standard":
        answer_a_part(keyboard)
    else:
        page.goto(f"/mine/{round_taken_part_in(page)}/parts/equal-human-beings/words/")
    keyboard.writes(page.locator("label[for=reflection]").inner_text(), "They asked us first.")
    wait_until_saved(page)  # the button waits for it too, but not for ever
    keyboard.goes_on("Save and continue")
    page.wait_for_url("**/who-may-read/")
    look_at(page)
    keyboard.goes_on("People in this round")
    page.wait_for_url("**/quoting/")
    look_at(page)
    keyboard.goes_on("Yes, inside")
    expect(page.get_by_role("heading", name="Thank you", level=1)).to_be_visible()


def look_at_what_is_beside(page):
    """Whoever is helped, or a group, has another last page."""
    help_page = page.url
    for way in ("helping", "group"):
        page.goto(help_page.replace("/help/", f"/{way}/"))
        look_at(page)
    page.goto(help_page)


def answer_a_part(keyboard):
    """Each answer leads to the next statement: it has the focus, and its number is announced; so at the end."""
    page, announced = keyboard.page, keyboard.page.locator("[data-place]")
    statements = page.locator("[data-statement]")
    for number in range(1, statements.count() + 1):
        page.wait_for_timeout(600)  # a second press at once is taken for a slip
        keyboard.presses("True")
        if number < statements.count():
            expect(announced).to_have_text(f"{number + 1} of {statements.count()}")
            assert page.locator(":focus").inner_text() in statements.nth(number).inner_text()
    expect(announced).to_have_text("That was the last statement. Now you can say more in your own words.")
    assert keyboard.hears() == 'heading "In your own words" [level=1]'


def test_whoever_says_no_is_thanked_and_easy_read_has_a_link_of_its_own(new_page, server):
    token = server.run(A_LINK).split()[-1]
    page = new_page(PHONE)
    page.goto(f"/j/{token}/easy-read/")
    look_at(page)
    press(page, "No, thank you")
    page.wait_for_url("**/no-thank-you/")
    look_at(page)
