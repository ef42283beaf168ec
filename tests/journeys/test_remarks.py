"""Words that somebody couldn't read, from their phone to a published version: and nobody learns who it was."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by
from tests.journeys.people import take_part
from tests.journeys.seeing import look_at

WORDS = "Staff ask people what they know, and they write it down."
OPEN = """
from assessments.models import Round
round = Round.objects.open().get(title="A year on")
print(round.link_token, round.version.rubric.slug)
"""
MONDAY = "from rubric.models import Remark; Remark.objects.update(appears_on='2026-01-05')"


def run(server, code):
    return server.run(code).split()


def say_so(page):
    go_by(page.get_by_role("link", name="Something wrong with these words?"))
    look_at(page)
    go_by(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("alert")).to_contain_text("Choose what you want to say.")
    page.get_by_label("Say it like this").check()
    page.get_by_label("Your words", exact=True).fill(WORDS)
    page.get_by_label("how do you want to be named", exact=False).fill("The Tuesday group")
    go_by(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("status").first).to_contain_text("get it on Monday")


def test_from_a_phone_without_javascript_to_a_published_wording(new_page, sign_in, server):
    link, slug = run(server, OPEN)
    dana = new_page(viewport=PHONE, java_script_enabled=False)
    dana.goto(f"/j/{link}/")
    take_part(dana)
    where = dana.url
    say_so(dana)
    assert dana.url == where.partition("#")[0]
    editor = new_page()
    sign_in(editor, "sam")
    expect(editor.get_by_role("link", name="Read the remarks")).to_have_count(0)
    run(server, MONDAY)
    editor.goto("/")
    expect(editor.get_by_text("Read a remark on a rubric’s words")).to_be_visible()
    editor.goto(f"/rubrics/{slug}/remarks/")
    look_at(editor)
    use(editor)
    ask_people(editor, new_page)
    publish(editor)
    editor.goto(f"/rubrics/{slug}/")
    expect(editor.get_by_text(WORDS)).to_be_visible()
    expect(editor.get_by_text("The Tuesday group")).to_have_count(1)


def use(editor):
    """With one press, once there is a draft."""
    go_by(editor.get_by_role("link", name="Answer or close"))
    look_at(editor)
    go_by(editor.get_by_role("button", name="Start a draft"))
    go_by(editor.get_by_role("link", name="Read 1 remark that waits"))
    look_at(editor)
    go_by(editor.get_by_role("button", name="Use it: it means the same"))
    expect(editor.locator(":target")).to_contain_text(WORDS)


def ask_people(editor, new_page):
    """A stranger with the draft's link reads what became of it, in Easy Read too."""
    go_by(editor.get_by_role("link", name="The draft"))
    go_by(editor.get_by_role("button", name="Make a link"))
    look_at(editor)
    stranger = new_page(viewport=PHONE)
    stranger.goto(editor.get_by_role("link", name="Read it as they see it").get_attribute("href"))
    expect(stranger.get_by_text("We use these words now.")).to_be_visible()
    go_by(stranger.get_by_role("button", name="Easy Read"))
    look_at(stranger)
    go_by(stranger.get_by_role("link", name="Say something about this").nth(3))
    look_at(stranger)
    stranger.get_by_label("I don’t understand this").check()
    go_by(stranger.get_by_role("button", name="Send it"))
    thanks = stranger.locator(":target").get_by_role("status")
    expect(thanks).to_contain_text("Thank you.")
    expect(thanks).to_be_in_viewport()
    expect(stranger.locator(":target")).to_be_focused()


def publish(editor):
    go_by(editor.get_by_role("link", name="Publish", exact=True))
    expect(editor.get_by_label("Who suggested it?")).to_have_value("The Tuesday group")
    editor.get_by_label("What changed, and why?").fill("Plainer words.")
    editor.get_by_label("Who checked the words?").fill("Nobody yet.")
    agree = editor.get_by_label("Publish it without Easy Read", exact=False)
    if agree.count():
        agree.check()
    go_by(editor.get_by_role("button", name=re.compile(r"Publish version \d+")))
    expect(editor.get_by_role("status").first).to_contain_text("is published")
