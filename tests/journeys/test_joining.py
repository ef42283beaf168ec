"""Coming in by a square on a poster, in browsers of all kinds."""

import io
import json

import pytest
import zxingcpp
from PIL import Image

from tests.journeys.chromium import QUIET, program
from tests.journeys.conftest import PHONE, WAYS
from tests.journeys.going import go_by

A_LINK = """
from assessments.models import Round
round = Round.objects.open().get(title="A year on")
print(round.code, round.link_token, round.join_code)
"""
COLOURS = {
    "as they are": {},
    "forced": {"forced_colors": "active"},
    "forced and dark": {"forced_colors": "active", "color_scheme": "dark"},
    "dark": {"color_scheme": "dark"},
}
REFUSED = {"profile": {"default_content_setting_values": {"cookies": 2}}}


@pytest.fixture
def door(server):
    """A round's code, its link's token and its join code."""
    return server.run(A_LINK).split()


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("where", ["door", "session"])
def test_the_square_is_read_in_all_colours(new_page, sign_in, door, colours, where):
    code, token, _ = door
    page = new_page(**COLOURS[colours])
    sign_in(page, "alice")
    page.goto(f"/rounds/{code}/{where}/")
    seen = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    (read,) = zxingcpp.read_barcodes(seen, try_invert=False)
    assert read.text.endswith(f"/j/{token}/")


@pytest.fixture
def refusing(browser, server, tmp_path):
    """Makes pages in a browser that keeps no cookies, as people can set it."""
    opened = []

    def make(**options):
        folder = tmp_path / f"profile-{len(opened)}"
        (folder / "Default").mkdir(parents=True)
        (folder / "Default" / "Preferences").write_text(json.dumps(REFUSED))
        context = browser.browser_type.launch_persistent_context(
            str(folder), executable_path=program(), args=QUIET, base_url=server.url, **options
        )
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_browser_that_keeps_nothing_says_so_and_where_to_go(refusing, server, door, way):
    code, token, join_code = door
    shown = f"{join_code[:4]}-{join_code[4:]}".upper()
    page = refusing(**WAYS[way])
    page.goto(f"/j/{token}/")
    told_to_go_on(page, f"/join in Safari or Chrome and write {shown}.")
    page.goto(f"/join/{shown}")
    told_to_go_on(page, f"/join in Safari or Chrome and write {shown}.")
    page.goto("/join/")
    page.get_by_label("Your code").fill(shown)
    go_by(page.get_by_role("button", name="Continue"))
    told_to_go_on(page, f"/join in Safari or Chrome and write {shown}.")
    page.goto(f"/mine/{code}/hand-over/")
    page.get_by_label("Your return code").fill("BCDF-GHJK-MNPQ")
    go_by(page.get_by_role("button", name="Continue"))
    told_to_go_on(page, "/join in Safari or Chrome and write BCDF-GHJK-MNPQ.")
    page.goto("/sign-in/")
    page.get_by_label("Your e-mail address").fill("alice@demo.example")
    go_by(page.get_by_role("button", name="Send me a code"))
    told_to_go_on(page, "/sign-in in Safari or Chrome.")


def told_to_go_on(page, how):
    page.get_by_role("heading", name="This browser keeps nothing").wait_for()
    assert page.locator(".lede").inner_text().endswith(how)


def test_a_browser_that_keeps_cookies_comes_in(new_page, door):
    _, token, _ = door
    page = new_page(PHONE)
    page.goto(f"/j/{token}/")
    page.get_by_role("button", name="Standard").wait_for()
