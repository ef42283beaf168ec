"""After a part: the return code, kept in any way, scanned by another phone, asked about only if nobody has kept it."""

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.going import go_by
from tests.journeys.people import finish_a_part, round_taken_part_in

A_ROUND = """
from assessments.models import Round
print(Round.objects.open().get(title="A year on").code)
"""
NOT_KEPT = "Have you kept your return code?"
WIDEST = "MWMW-WMWM-MWMW"
FILL = "code => document.querySelector('.big-code').innerHTML = code.replaceAll('-', '-<wbr>')"
CUT_OFF = """() => {
  const code = document.querySelector(".big-code"), range = document.createRange();
  range.selectNodeContents(code);
  const rights = [...range.getClientRects()].map((line) => line.right);
  const { right } = code.closest(".card").getBoundingClientRect();
  return Math.max(...rights) > right || document.documentElement.scrollWidth > innerWidth;
}"""


@pytest.fixture
def finisher(new_page, people, server):
    """Makes people who have just finished a part, each on a device of their own."""
    code = server.run(A_ROUND).strip()

    def make(viewport=PHONE, **options):
        page = new_page(viewport, **options)
        people.begin(page, code, "standard")
        finish_a_part(page, code)
        return page

    return make


def closing_is_asked_about(page):
    """Tries to go elsewhere, as closing does, and stays."""
    with page.expect_event("dialog") as asked:
        page.evaluate("setTimeout(() => location.assign('/help/'))")
    asked.value.dismiss()
    return asked.value.type == "beforeunload"


def asks_on_handing_over(page):
    go_by(page.get_by_role("link", name="Hand to the next person"))
    page.get_by_role("heading", name="Hand to the next person").wait_for()
    return page.get_by_text(NOT_KEPT).is_visible()


def copy(page):
    page.get_by_role("button", name="Copy the code").click()
    expect(page.get_by_text("Copied. You can paste it now.")).to_be_visible()


def print_it(page):
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.get_by_role("button", name="Print this page").click()


def send(page):
    page.get_by_role("button", name="Send it to myself").click()


def save_picture(page):
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save it as a picture").click()
    (square,) = zxingcpp.read_barcodes(Image.open(saved.value.path()))
    assert "/join/#" in square.text


@pytest.mark.parametrize("way", [copy, print_it, send, save_picture])
def test_whoever_has_kept_it_isnt_asked(finisher, way):
    page = finisher(DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (told) => (window.told = told)")
    page.reload()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        way(page)
    if way is send:
        assert "/join/#" in page.evaluate("told.url")
    expect(page.get_by_text("You have kept your code.")).to_be_visible()
    assert not asks_on_handing_over(page)
    expect(page.get_by_text("You have kept your return code.")).to_be_visible()


def test_whoever_has_not_is_asked_when_they_close_and_hand_over_and_no_sooner(finisher):
    page = finisher()
    go_by(page.get_by_role("link", name="Do another part"))  # asks nothing: a dialog would keep it here
    page.go_back()
    page.get_by_role("heading", name="Thank you").wait_for()
    page.get_by_role("heading", name="Thank you").click()
    assert closing_is_asked_about(page)
    assert asks_on_handing_over(page)


def test_without_javascript_it_is_written_down(finisher):
    page = finisher(java_script_enabled=False)
    for name in ("Copy the code", "Print this page", "Send it to myself"):
        expect(page.get_by_text(name)).to_be_hidden()
    go_by(page.get_by_role("button", name="I have written it down"))
    expect(page.get_by_text("You have kept your code.")).to_be_visible()
    assert not asks_on_handing_over(page)


@pytest.mark.parametrize(
    "colours", [{}, {"forced_colors": "active", "color_scheme": "dark"}], ids=["plain", "forced"]
)
def test_another_phone_scans_it_and_is_in_with_one_press(finisher, new_page, colours):
    page = finisher(**colours)
    code = page.locator(".big-code").inner_text()
    (square,) = zxingcpp.read_barcodes(
        Image.open(io.BytesIO(page.locator(".qr").screenshot())), try_invert=False
    )
    assert square.text.endswith(f"/join/#{code}")
    other = new_page(PHONE)
    asked = []
    other.on("request", lambda request: asked.append(request.url + str(request.headers)))
    other.goto(square.text)
    expect(other.get_by_text("Your return code is filled in.")).to_be_visible()
    assert "#" not in other.url
    assert not [each for each in asked if code in each]
    go_by(other.get_by_role("button", name="Continue"))
    expect(other.get_by_text("1 of 6 parts finished.")).to_be_visible()


@pytest.mark.parametrize("root", [16, 24, 32])
@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_the_code_is_never_cut_off(finisher, server, root, wording):
    page = finisher()
    page.context.add_cookies([{"name": "wording", "value": wording, "url": server.url}])
    for way in ("thank-you", "return-code", "hand-over"):
        page.goto(f"/mine/{round_taken_part_in(page)}/{way}/")
        page.evaluate("size => document.documentElement.style.fontSize = `${size}px`", root)
        page.evaluate(FILL, WIDEST)
        assert not page.evaluate(CUT_OFF), way
        assert page.locator(".big-code").inner_text() == WIDEST


# As a browser translates a page: each text is put into two elements of its own and said anew, the title too, and so is
# what comes later. "Ł" stands where another language would.
TRANSLATES = r"""() => {
  const said = (words) => words.replace(/(\S+)/g, "$1Ł");
  const texts = (within) => {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };
  const translate = (text) => {
    if (!text.data.trim() || text.parentElement.closest("font, script, textarea, [translate=no]")) return;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = said(text.data);
    outer.append(inner);
    text.replaceWith(outer);
  };
  const all = (node) => (node.nodeType === Node.TEXT_NODE ? translate(node) : texts(node).forEach(translate));
  all(document.body);
  document.title = said(document.title);
  new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(all)))
    .observe(document.body, { childList: true, subtree: true });
}"""
IN_POLISH = "Nikt nas nie zapytał o „nowy plan”."
OWN = "/mine/{}/parts/equal-human-beings/{}/"


def test_a_page_that_the_browser_translates_works_and_keeps_codes_and_ones_own_words(finisher):
    page = finisher(permissions=["clipboard-read", "clipboard-write"])
    code = page.locator(".big-code").inner_text()
    address = page.locator(".return-code .address").inner_text()
    page.evaluate(TRANSLATES)
    expect(page.get_by_role("heading", name="ThankŁ youŁ")).to_be_visible()
    assert page.locator(".big-code").inner_text() == code
    assert page.locator(".return-code .address").inner_text() == address
    page.locator("[data-copy]").click()
    expect(page.locator(".share__said")).to_have_text("Copied.Ł YouŁ canŁ pasteŁ itŁ now.Ł")
    assert page.evaluate("navigator.clipboard.readText()") == code

    own = round_taken_part_in(page)
    page.goto(OWN.format(own, 9))
    page.evaluate(TRANSLATES)
    answers = page.locator("[data-answers]")
    answers.locator("[value=not-true]").click()
    expect(page).to_have_title(re.compile("^Is this true here.+10Ł? of.+ 10Ł? – "))
    page.wait_for_timeout(500)  # a second press at once would be a slip
    answers.locator("[value=not-sure]").click()
    expect(page).to_have_title(re.compile("^In your own words, Equal human beings – "))
    page.locator("#reflection").fill(IN_POLISH)
    page.locator("section:visible [value=continue]").click()
    page.wait_for_url("**/who-may-read/")
    page.evaluate(TRANSLATES)
    assert page.locator(".you-wrote .kept").inner_text() == IN_POLISH
    page.goto(OWN.format(own, 9))
    expect(answers.locator("[value=not-true]")).to_have_attribute("aria-pressed", "true")
