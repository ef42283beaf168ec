"""From somebody's words to a quote, to a second person, and back to whoever wrote them."""

import re

import pytest

from tests.journeys.going import go_by
from tests.journeys.people import write_code
from tests.journeys.seeing import look_at, open_stage, shot

two_ways = pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)
QUOTED = """
from django.utils import timezone
from assessments.models import Round
from assessments.services.joining import join_round
from assessments.services.quotes import approve_quote, choose_quote
from teams.models import User

round, alice = Round.objects.open().get(title="A year on"), User.objects.get(email="alice@demo.example")
sheet, code = join_round(round, nonce={nonce!r}, how="alone")
said = dict(text="We were asked late.", may_quote=True, finished_at=timezone.now())
words = sheet.reflections.create(principle=round.version.principles.first(), **said)
quote = choose_quote(words, text="We were asked late.", shown="", by=alice)
approve_quote(quote, shown=quote.text, by=alice)
print("CODE", code)
"""
READ = "I have read it as somebody who knows these people would."
READ_EACH = "I have read each of them as somebody who knows these people would."


def button(page, name):
    return page.get_by_role("button", name=name)


def find_quotes(page):
    go_by(page.get_by_role("link", name="Riverside support team").first)
    go_by(page.get_by_role("link", name="Half a year on").first)
    open_stage(page, "Report")
    go_by(page.get_by_role("link", name="Quotes", exact=True))


@two_ways
def test_words_are_chosen_approved_and_read_by_a_second_person(page, new_page, sign_in):
    sign_in(page, "alice")
    find_quotes(page)
    quotes_at = page.url.partition("?")[0]
    look_at(page)
    shot(page, f"quotes-{page.viewport_size['width']}")
    card = page.locator(".quote-card", has_text=re.compile("who else could help"))
    go_by(card.get_by_role("link", name=re.compile("Quote from this|Change it")))
    look_at(page)
    shot(page, f"choose-quote-{page.viewport_size['width']}")
    page.get_by_label("The quote").fill("They were great")
    go_by(button(page, "Save and see how it reads"))
    look_at(page)  # with its mistake
    named = "Kath" if page.viewport_size["width"] == 320 else "[name taken out]"
    words = f"Please stop asking me that in front of {named}."
    page.get_by_label("The quote").fill(words)
    go_by(button(page, "Save and see how it reads"))
    assert "Please stop asking me that in front of [name taken out]." in page.inner_text("main")
    look_at(page)
    shot(page, f"approve-quote-{page.viewport_size['width']}")
    if button(page, "Approve for inside").count():
        go_by(button(page, "Approve for inside"))
        look_at(page)  # not ticked
        page.get_by_label(READ).check()
        go_by(button(page, "Approve for inside"))
    olu = new_page(viewport=page.viewport_size)
    sign_in(olu, "olu")
    go_by(olu.get_by_role("link", name=re.compile("^Read and decide.*Half a year on")))
    assert olu.url.partition("?")[0] == quotes_at
    shot(olu, f"quotes-to-approve-{page.viewport_size['width']}")
    olu.get_by_label("Yes, it may be read outside").first.check()
    go_by(button(olu, "Save what you decided"))
    look_at(olu)  # not ticked
    assert olu.get_by_label("Yes, it may be read outside").first.is_checked()
    olu.get_by_label(READ_EACH).check()
    go_by(button(olu, "Save what you decided"))
    assert "Approved for outside: 1 quote." in olu.inner_text("main")


@two_ways
def test_whoever_wrote_it_takes_it_back(page, server):
    printed = server.run(QUOTED.format(nonce=str(page.viewport_size)))
    write_code(page, re.search(r"CODE (\w+)", printed)[1])
    go_by(page.get_by_role("link", name="See what we quoted of yours"))
    look_at(page)
    shot(page, f"my-quotes-{page.viewport_size['width']}")
    go_by(page.get_by_role("link", name="Take it back"))
    look_at(page)
    shot(page, f"take-back-{page.viewport_size['width']}")
    go_by(button(page, "Take my words back"))
    look_at(page)
    assert "We quote nothing of yours now." in page.inner_text("main")
