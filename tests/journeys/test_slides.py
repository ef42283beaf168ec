"""A session's slides: each on one screen, in letters for the back row, by keys, by a presenter, by a swipe, by hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.going import go_by
from tests.journeys.halls import fill_a_hall
from tests.journeys.seeing import look_at, shot
from tests.journeys.test_saving import SCRIPTS, hold

HALLS = [{"width": 1280, "height": 800}, {"width": 1024, "height": 768}]
PHONES = [{"width": 390, "height": 844}, {"width": 320, "height": 568}]
SMALLEST = """() => Math.min(...[...document.querySelectorAll("body *")]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(each => each.getClientRects().length && !each.closest(".govuk-visually-hidden, .govuk-skip-link"))
    .map(each => parseFloat(getComputedStyle(each).fontSize)))"""
BELOW = "document.documentElement.scrollHeight - innerHeight"
ON_AND_BACK = {
    "keys": ("ArrowRight", "ArrowLeft"),
    "presenter": ("PageDown", "PageUp"),
    "space": (" ", "ArrowUp"),
}
LONGER = """([text, length, names, kind, groups]) => {
    const words = size => "Reconfiguration with everybody ".repeat(20).slice(0, size);
    const statement = document.querySelector("blockquote");
    statement.className = `slide__statement slide__statement--${length}`;
    statement.textContent = words(text);
    const bars = document.querySelector(".bars");
    bars.className = `bars bars--${kind}`;
    const row = bars.querySelector(".bars__row");
    bars.replaceChildren(...Array.from({length: groups}, () => row.cloneNode(true)));
    bars.querySelectorAll("dt").forEach(name => { name.textContent = words(names); });
    bars.querySelectorAll(".bars__words").forEach(each => { each.textContent = "few or nobody, many not sure"; });
}"""
SWIPE = """across => {
    const touch = x => new Touch({identifier: 1, target: document.body, clientX: x, clientY: 300});
    const say = (name, x, held) => document.body.dispatchEvent(new TouchEvent(name, {
        bubbles: true, touches: held ? [touch(x)] : [], changedTouches: [touch(x)]}));
    say("touchstart", 300, true);
    say("touchend", 300 + across, false);
}"""


@pytest.fixture(scope="module")
def hall(server):
    return fill_a_hall(server)


def slides(code, part):
    return {
        "join": f"/rounds/{code}/session/",
        "part": f"/rounds/{code}/session/{part}/",
        "first": f"/rounds/{code}/session/{part}/1/",
        "second": f"/rounds/{code}/session/{part}/2/",
        "third": f"/rounds/{code}/session/{part}/3/",
        "stand": f"/rounds/{code}/together/parts/{part}/standing/?from=session",
        "more": f"/rounds/{code}/session/{part}/more/",
    }


@pytest.fixture(scope="module")
def shown(server, hall):
    """The hall's differences have been shown once."""
    make = "from assessments.services.releases import make_release; from assessments.models import Round; "
    server.run(f"{make}make_release(Round.objects.get(code={hall[0]!r}), by=None)")
    return hall


@pytest.mark.parametrize("size", [*HALLS, *PHONES], ids=lambda size: size["width"])
def test_every_slide_is_one_screen_for_the_back_row(new_page, sign_in, shown, size):
    page = new_page(size)
    sign_in(page, "Alice")
    code, parts = shown
    hidden = f"/rounds/{code}/session/{parts[1]}/1/"
    for name, path in {**slides(code, parts[0]), "hidden": hidden}.items():
        page.goto(path)
        shot(page, f"slide-{name}-{size['width']}")
        look_at(page)
        assert page.evaluate(SMALLEST) >= 26, path
        if size in HALLS:
            assert page.evaluate(BELOW) <= 0, path


@pytest.mark.parametrize("size", HALLS, ids=lambda size: size["width"])
def test_a_difference_fits_however_long_its_words_are(new_page, sign_in, shown, size):
    page = new_page(size)
    sign_in(page, "Alice")
    for text, names, groups in [(300, 40, 2), (160, 40, 4), (300, 180, 2), (130, 75, 4), (230, 75, 3)]:
        page.goto(slides(shown[0], shown[1][0])["first"])
        length = {300: "very-long", 230: "long", 160: "long", 130: "usual"}[text]
        page.evaluate(LONGER, [text, length, names, "short" if names <= 40 else "long", groups])
        shot(page, f"slide-long-{text}-{names}-{size['width']}")
        assert page.evaluate(BELOW) <= 0, (text, names, groups)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (text, names, groups)


@pytest.mark.parametrize("size", [*HALLS, PHONES[1]], ids=lambda size: size["width"])
def test_why_fits_beside_the_choice(new_page, sign_in, shown, size):
    page = new_page(size)
    sign_in(page, "Alice")
    page.goto(slides(shown[0], shown[1][3])["stand"])
    if not page.get_by_label("Why?").count():
        page.get_by_label("Getting there").check()
        go_by(page.get_by_role("button", name="Keep this"))
    expect(page.get_by_label("Why?")).to_be_visible()
    shot(page, f"slide-why-{size['width']}")
    look_at(page)
    assert page.evaluate(SMALLEST) >= 26
    if size in HALLS:
        assert page.evaluate(BELOW) <= 0


def walk(page, code, parts, *ways):
    """From the way in to where the team stands, and some of it back."""
    on, back = (lambda way=way: go(page, way) for way in ways)
    page.goto(f"/rounds/{code}/session/")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Join in")
    on()
    expect(page).to_have_url(re.compile(f"/rounds/{code}/session/{parts[0]}/$"))
    for number in (1, 2, 3):
        on()
        expect(heading).to_have_text(f"Who says that this is true? {number} of 3")
    on()
    expect(heading).to_have_text("Where do we stand?")
    back()
    expect(heading).to_have_text("Who says that this is true? 3 of 3")
    back()
    expect(heading).to_have_text("Who says that this is true? 2 of 3")


def go(page, way):
    """A slide hears keys and swipes once all of it is there."""
    with page.expect_navigation():
        way()


@pytest.mark.parametrize("keys", ON_AND_BACK.values(), ids=ON_AND_BACK)
def test_keys_and_a_presenter_go_on_and_back(new_page, sign_in, shown, keys):
    page = new_page(HALLS[0])
    sign_in(page, "Alice")
    walk(page, *shown, *(lambda key=key: page.keyboard.press(key) for key in keys))


def test_a_swipe_goes_on_and_back(new_page, sign_in, shown):
    page = new_page(PHONES[0], has_touch=True)
    sign_in(page, "Alice")
    walk(page, *shown, *(lambda far=far: page.evaluate(SWIPE, far) for far in (-150, 150)))
    page.evaluate(SWIPE, 20)  # a tap that slipped
    expect(page.get_by_role("heading", level=1)).to_have_text("Who says that this is true? 2 of 3")


def test_without_javascript_links_go_on_and_back(new_page, sign_in, shown):
    page = new_page(HALLS[1], java_script_enabled=False)
    sign_in(page, "Alice")
    forward = page.locator("[data-forward]")
    page.goto(f"/rounds/{shown[0]}/session/")
    for heading in ["Join in", None, *(f"Who says that this is true? {number} of 3" for number in (1, 2, 3))]:
        if heading:
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        go_by(forward)
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do we stand?")
    go_by(page.locator("[rel=prev]"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Who says that this is true? 3 of 3")
    page.goto(f"/rounds/{shown[0]}/session/{shown[1][0]}/")
    go_by(page.locator("[rel=prev]"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Join in")


def test_keys_keep_what_was_chosen_and_pass_by_what_wasnt(new_page, sign_in, shown):
    page = new_page(HALLS[1])
    sign_in(page, "Alice")
    code, parts = shown
    stand = slides(code, parts[2])["stand"]

    def page_down():
        page.keyboard.press("PageDown")

    page.goto(stand)
    go(page, page_down)
    expect(page.get_by_text("Part 4 of 4")).to_be_visible()
    page.goto(stand)
    page.get_by_label("Getting there").check()
    page.keyboard.press("ArrowRight")  # chooses the next level, as ever
    expect(page.get_by_label("Doing really well")).to_be_checked()
    go(page, page_down)
    why = page.get_by_label("Why?")
    why.fill("We asked")
    page_down()
    page.keyboard.press(" ")
    page.keyboard.type("twice")
    expect(why).to_be_visible()  # where somebody writes, keys write
    page.get_by_role("heading", level=1).click()
    go(page, page_down)
    expect(page.get_by_text("Part 4 of 4")).to_be_visible()
    write_before_a_script_has_run(page, stand, "We asked three times")
    go(page, page_down)
    expect(page.get_by_text("Part 4 of 4")).to_be_visible()
    page.goto(stand)
    expect(why).to_have_value("We asked three times")
    go(page, page_down)
    expect(page.get_by_text("Part 4 of 4")).to_be_visible()


def write_before_a_script_has_run(page, stand, words):
    scripts_arrive = hold(page, SCRIPTS)
    page.goto(stand, wait_until="commit")
    expect(page.get_by_label("Why?")).to_have_value("We asked twice")
    page.get_by_label("Why?").fill(words)
    scripts_arrive()
    page.wait_for_load_state()
    page.get_by_role("heading", level=1).click()


def test_keys_keep_words_of_two_that_came_together(new_page, sign_in, shown):
    stand = slides(shown[0], shown[1][3])["stand"]
    here, there = new_page(HALLS[1]), new_page(HALLS[1])
    for page in (here, there):
        sign_in(page, "Alice")
        page.goto(stand)
        if not page.get_by_label("Why?").count():
            page.get_by_label("Getting there").check()
            go_by(page.get_by_role("button", name="Keep this"))
    here.goto(stand)
    there.get_by_label("Why?").fill("They asked others.")
    go_by(there.get_by_role("button", name="Keep this"))
    here.get_by_label("Why?").fill("We asked.")
    go_by(here.get_by_role("button", name="Keep this"))
    both = here.get_by_label("Why?").input_value()
    assert "They asked others." in both
    assert "We asked." in both
    here.get_by_role("heading", level=1).click()
    with here.expect_navigation():
        here.keyboard.press("ArrowRight")
    here.goto(stand)
    expect(here.get_by_label("Why?")).to_have_value(both)


def test_keys_scroll_first_where_a_slide_is_longer_than_the_window(new_page, sign_in, shown):
    page = new_page(PHONES[1])
    sign_in(page, "Alice")
    page.goto(slides(shown[0], shown[1][0])["first"])
    page.keyboard.press("PageDown")
    page.wait_for_function("() => scrollY > 0")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who says that this is true? 1 of 3")
    page.keyboard.press("End")
    page.wait_for_function(f"() => scrollY + 1 >= {BELOW}")
    go(page, lambda: page.keyboard.press("PageDown"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Who says that this is true? 2 of 3")
