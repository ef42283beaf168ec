"""A part of one's own on paper: all of it, whichever step of it is on the screen."""

import io

import pypdf
import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by, wait_until_saved
from tests.journeys.people import round_taken_part_in, take_part
from tests.journeys.test_joining import A_LINK

WORDS = "\n".join(f"Line {number} of what I say." for number in range(1, 41))  # more than a box shows
BUTTONS = [
    "Back Skip",
    "as a list",
    "one at a time",
    "Save and continue",
    "Save for later",
    "Go on to your own words",
]


@pytest.fixture
def part(new_page, server):
    """Somebody who said True to the first statement and Not sure to the third, and wrote words."""
    token = server.run(A_LINK).split()[-1]
    page = new_page(PHONE)
    page.goto(f"/j/{token}/")
    take_part(page)
    part = f"/mine/{round_taken_part_in(page)}/parts/equal-human-beings/"
    for number, answer in ((1, "True"), (3, "Not sure")):
        page.goto(f"{part}{number}/")
        page.get_by_role("button", name=answer, exact=True).click()
        page.wait_for_url(f"**/{number + 1}/**")
        page.get_by_text(f"{number + 1} of ").first.wait_for()
        wait_until_saved(page)
    page.goto(f"{part}words/")
    page.locator("#reflection").fill(WORDS)
    return page


def printed(page):
    return " ".join(
        " ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(page.pdf())).pages).split()
    )


def test_however_it_is_shown_all_of_it_is_printed(part):
    words = part.url
    statements = part.locator("[data-statement]").count()
    see_all_of_it(printed(part), statements, "at the words, which aren’t saved yet")
    go_by(part.get_by_role("button", name="Save for later"))
    part.wait_for_url(lambda url: "/parts/" not in url)
    part.goto(words.replace("words/", "2/"))
    see_all_of_it(printed(part), statements, "at a statement")
    go_by(part.get_by_role("button", name="as a list"))
    part.get_by_text("See one at a time").wait_for()
    see_all_of_it(printed(part), statements, "as a list")


def see_all_of_it(text, statements, shown):
    assert all(line in text for line in WORDS.splitlines()), shown
    assert text.count("Not answered") == statements - 2, shown
    assert [button for button in BUTTONS if button in text] == [], shown
