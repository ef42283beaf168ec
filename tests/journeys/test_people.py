"""From an invitation to being in the team; and an organisation that makes itself at home."""

import io
import re
import time

import pytest
from PIL import Image

from tests.journeys.going import go_by
from tests.journeys.seeing import look_at, shot

ORGANISATION = "/organisations/wrenfield/"
ADMIN_PAGES = [
    "/admin/",
    "/admin/teams/user/add/",
    "/admin/teams/organisation/add/",
    "/admin/teams/team/1/change/",
]
two_ways = pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)


def logo():
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "#0b5f5a").save(out, "JPEG")
    return {"name": "logo.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def link_sent_to(server, email):
    """The server sends it a moment after the page has said so."""
    pattern = rf"^To: {re.escape(email)}$.*?^    http://[^/]+(\S+)$"
    end = time.monotonic() + 60
    while not (found := re.findall(pattern, server.log, re.MULTILINE | re.DOTALL)):
        assert time.monotonic() < end, f"No e-mail to {email}"
        time.sleep(0.1)
    return found[-1]


def button(page, name):
    return page.get_by_role("button", name=name)


@pytest.mark.parametrize("way", ["phone", "desktop"])
def test_somebody_is_invited_and_joins(way, new_page, server, sign_in, request):
    email = f"fay-{way}@else.example"
    size = {"width": 320 if way == "phone" else 1280, "height": 800}
    alice = new_page(viewport=size)
    sign_in(alice, "alice")
    go_by(alice.get_by_role("link", name="Riverside support team").first)
    go_by(alice.get_by_role("link", name="People in Riverside support team"))
    look_at(alice)
    go_by(alice.get_by_role("link", name="Invite somebody"))
    look_at(alice)
    go_by(button(alice, "Send the invitation"))
    look_at(alice)  # with its mistakes
    alice.get_by_label("Their e-mail address").fill(email.upper())
    alice.get_by_label("Member:").check()
    go_by(button(alice, "Send the invitation"))
    assert f"We’ve sent an invitation to {email}." in alice.inner_text("main")
    look_at(alice)

    fay = new_page(viewport=size, java_script_enabled=False)
    fay.goto(link_sent_to(server, email))
    look_at(fay)
    shot(fay, f"invitation-{way}")
    go_by(button(fay, "Send me a sign-in code"))
    fay.get_by_label("Your code").fill(server.code_sent_to(email))
    go_by(button(fay, "Sign in"))
    look_at(fay)
    fay.get_by_label("Your name").fill("Fay Ferris")
    go_by(button(fay, "Join"))
    assert "You have joined Riverside support team." in fay.inner_text("main")

    alice.reload()
    alice.locator("summary", has_text="Change Fay Ferris").click()
    look_at(alice)
    shot(alice, f"team-people-{way}")
    go_by(button(alice, "Take out of the team (Fay Ferris)"))
    assert "Fay Ferris is no longer in Riverside support team." in alice.inner_text("main")


@two_ways
def test_an_organisation_makes_itself_at_home(page, sign_in):
    sign_in(page, "olu")
    page.goto(ORGANISATION)
    look_at(page)
    go_by(page.get_by_role("link", name="Settings"))
    look_at(page)
    page.get_by_label("Colour of buttons and links").fill("#ffd24d")
    go_by(button(page, "Save"))
    assert "Try #876500: the same colour, but darker." in page.inner_text("main")
    look_at(page)
    page.get_by_label("Colour of buttons and links").fill("#7a2048")
    page.get_by_label("Logo", exact=False).first.set_input_files(logo())
    go_by(button(page, "Save"))
    assert "We’ve saved the settings." in page.inner_text("main")
    look_at(page)
    assert page.locator(".wordmark img").evaluate("image => image.naturalWidth") == 600
    plum = page.locator("main .govuk-button").evaluate("button => getComputedStyle(button).backgroundColor")
    assert plum == "rgb(122, 32, 72)"


@two_ways
def test_perspectives_are_put_in_order_and_reworded(page, sign_in):
    sign_in(page, "olu")
    page.goto(f"{ORGANISATION}perspectives/")
    look_at(page)
    names = page.locator(".people__name")
    first, second = names.all_inner_texts()[:2]
    go_by(button(page, f"Move down “{first}”"))
    assert names.all_inner_texts()[:2] == [second, first]
    go_by(button(page, f"Move up “{first}”"))
    page.locator("summary", has_text=f"Change “{first}”").click()
    changed = page.locator("details[open]")
    changed.get_by_label("How people say it").fill(second.upper())
    go_by(changed.get_by_role("button", name="Save"))
    look_at(page)  # its row open, with the mistake
    assert "is already in the list" in page.inner_text("details[open]")
    assert names.all_inner_texts()[:2] == [first, second]


@two_ways
def test_every_other_page_of_an_organisation(page, sign_in):
    sign_in(page, "olu")
    for path in ["invite/", "teams/new/"]:
        page.goto(ORGANISATION + path)
        look_at(page)
    page.goto("/sign-out/")
    look_at(page)


@two_ways
def test_the_public_pages_about_accounts(page):
    for path in ["/sign-in/", "/sign-in/by-invitation/", "/sign-in/closed/"]:
        page.goto(path)
        look_at(page)


def test_the_administration_pages_work_under_our_policy(new_page, sign_in):
    page = new_page()
    sign_in(page, "tess")
    for path in ADMIN_PAGES:
        assert page.goto(path).ok
    page.goto("/admin/teams/organisation/add/")
    page.get_by_label("Name", exact=False).first.press_sequentially("East Valley Council")
    assert page.input_value("#id_slug") == "east-valley-council"
