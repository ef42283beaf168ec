"""From somebody's words to a quote, to a second person, and back to whoever wrote them."""

import re

import pytest

from tests.journeys.seeing import look_at, shot

two_ways = pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)
READ = "I have read it as somebody who knows these people would."


def button(page, name):
    return page.get_by_role("button", name=name)


def find_quotes(page, link):
    page.get_by_role("link", name="Riverside support team").first.click()
    page.get_by_role("link", name="Half a year on").first.click()
    page.get_by_role("link", name=link).click()


@two_ways
def test_words_are_chosen_approved_and_read_by_a_second_person(page, new_page, sign_in):
    sign_in(page, "alice")
    find_quotes(page, "Choose quotes")
    look_at(page)
    shot(page, f"quotes-{page.viewport_size['width']}")
    card = page.locator(".quote-card", has_text=re.compile("who else could help"))
    card.get_by_role("link", name=re.compile("Quote from this|Change it")).click()
    look_at(page)
    shot(page, f"choose-quote-{page.viewport_size['width']}")
    page.get_by_label("The quote").fill("They were great")
    button(page, "Save and see how it reads").click()
    look_at(page)  # with its mistake
    words = f"Please stop asking me that in front of {'Kath' if page.viewport_size['width'] == 320 else '[name]'}."
    page.get_by_label("The quote").fill(words)
    button(page, "Save and see how it reads").click()
    assert "Please stop asking me that in front of [name]." in page.inner_text("main")
    look_at(page)
    shot(page, f"approve-quote-{page.viewport_size['width']}")
    if button(page, "Approve for inside").count():
        button(page, "Approve for inside").click()
        look_at(page)  # not ticked
        page.get_by_label(READ).check()
        button(page, "Approve for inside").click()
    olu = new_page(viewport=page.viewport_size)
    sign_in(olu, "olu")
    find_quotes(olu, "Quotes to approve")
    look_at(olu)
    shot(olu, f"quotes-to-approve-{page.viewport_size['width']}")
    waiting = olu.locator("form.quote-card").first
    waiting.get_by_label(READ).check()
    waiting.get_by_role("button", name="Approve for outside").click()
    assert "Approved for outside." in olu.inner_text("main")
