"""Somebody answers alone, in Easy Read, on an old phone; and what they say is kept while the signal is gone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PATIENCE, PHONE
from tests.journeys.going import go_by, walk_by
from tests.journeys.people import return_code_of, take_part, write_code
from tests.journeys.seeing import look_at
from tests.journeys.test_first_visit import MOST, transferred

IN_POLISH = "Pracownicy mówią o ludziach „przypadki”."
POLISH = {
    "rubric: cahn-four-values": "rubric: po-polsku",
    "Co-production: how are we doing?": "Współprodukcja",
    "language: en-GB": "language: pl",
    "Staff think and speak of people as problems, victims, patients, customers, clients or service users.": IN_POLISH,
}
# Rounds that people can join; each test takes one.
OPEN_ROUNDS = """
from assessments.models import Round
from assessments.services.rounds import open_round
from rubric.models import RubricVersion
from teams.models import Team
team = Team.objects.get(name="Riverside support team")
asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
version = RubricVersion.objects.get(rubric__slug="cahn-four-values", number=1)
for number in range(40):
    round = Round.objects.create(
        team=team, version=version, title=f"Alone {number}", about="service", shared_devices=number >= 38, **asked
    )
    open_round(round, by=None)
    round.refresh_from_db()
    print("ROUND", round.code, round.link_token)
"""
OPEN_IN_POLISH = f"""
from pathlib import Path
from assessments.models import Round
from assessments.services.rounds import open_round
from rubric.document import parse
from rubric.services.importing import import_document
from teams.models import Team
file = Path("rubric/data/cahn-four-values.yaml").read_text()
for words, polish in {POLISH!r}.items():
    file = file.replace(words, polish, 1)
file = file.replace('    stem: "', '    easy_read_stem: "Znaki"\\n    stem: "')
team = Team.objects.get(name="Riverside support team")
asked = dict(contact_name="Alice Penrose", contact_phone="07700 900142")
version = import_document(parse(file))
round = Round.objects.create(team=team, version=version, title="Po polsku", about="service", **asked)
open_round(round, by=None)
round.refresh_from_db()
print("ROUND", round.code, round.link_token)
"""
CLOSE_IT = """
from assessments.models import Round
from assessments.services.rounds import close_round
close_round(Round.objects.get(code="{code}"), by=None)
"""
A_VOICE = """
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => ["a voice"], addEventListener() {}, cancel() { window.said = [] },
  speak({text, lang}) { window.said.push([lang, text]) },
}})
window.said = []
"""
A_PHONE = {"width": 390, "height": 844}
FIRST, SECOND = "Staff call people “clients”", "Staff think that staff are the experts."
TAP_TWICE = (
    "(button) => { button.click(); button.click() }"  # a busy machine may let long pass between two real ones
)
KEPT = "Not saved yet. We keep it on this device until there is a signal."


class Person:
    """Somebody who takes part in a round."""

    def __init__(self, page, code, return_code=""):
        self.page, self.code, self.return_code = page, code, return_code

    @classmethod
    def who_has_begun(cls, people, page, code, wording):
        begun = cls(page, code, people.begin(page, code, wording))
        begun.parts()
        if wording == "standard":
            begun.prefers_lists()
        return begun

    def join(self, wording):
        take_part(self.page, wording)
        self.return_code = return_code_of(self.page, self.code)
        self.parts()

    def prefers_lists(self):
        self.page.context.add_cookies([{"name": "view", "value": "list", "url": self.page.url}])

    def part(self, where="", principle="equal-human-beings"):
        self.page.goto(f"/mine/{self.code}/parts/{principle}/{where}")
        return self

    def parts(self):
        self.page.goto(f"/mine/{self.code}/")

    def press(self, name):
        walk_by(self.page.get_by_role("button", name=name, exact=True))

    def answer(self, name):
        self.press(name)
        self.page.wait_for_timeout(600)  # a second tap at once is taken for a slip

    def is_at(self, place, announced=""):
        """Where the focus is, and what is announced: a step never leaves anybody at the top of the page."""
        focused, said = self.page.evaluate(
            "[document.activeElement.textContent.trim(), document.querySelector('[data-place]').textContent]"
        )
        assert said == (announced or place)
        shown = self.page.locator(".step:visible .step__text, h1").filter(has_text=focused)
        assert focused
        assert shown.count() == 1
        if not announced:
            expect(self.page.locator(".step:visible .part p")).to_have_text(place)

    def shares(self):
        """Who may read the words, and who may quote them: a page each, where one press goes on."""
        expect(self.page.get_by_role("heading", name="Who may read this?")).to_be_visible()
        self.sees("Only you can read this now.")
        look_at(self.page)
        go_by(self.page.get_by_role("button", name="People in this round"))
        self.sees("To quote means: we print your words")
        look_at(self.page)
        go_by(self.page.get_by_role("button", name="Yes, inside"))

    def writes_too_late(self, words, server):
        """While the signal is gone, on a page that is closed before it comes back; and so is the round."""
        self.is_offline()
        self.words.fill(words)
        self.is_told(KEPT)
        self.close_and_come_back()
        server.run(CLOSE_IT.format(code=self.code))
        self.is_offline(False)

    def sees(self, words):
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()

    def said(self, *answers):
        """The chosen answers of the first statements, as a page says that was never on ours."""
        self.part("1/")
        steps = self.page.locator("[data-statement]")
        for number, answer in enumerate(answers):
            expect(steps.nth(number).locator("[data-said-words]")).to_have_text(answer)

    @property
    def words(self):
        """What somebody says in their own words: after the statements."""
        on = self.page.get_by_role("button", name="Go on to your own words")
        if on.is_visible():
            on.click()
            self.page.wait_for_timeout(600)
        return self.page.locator("#reflection")

    def in_list(self, words, answer="True"):
        """An answer in the list: to a statement, or the choice of who may read one's words."""
        back = self.page.get_by_role("link", name="Back", exact=True)
        if self.page.locator("#reflection").is_visible() and back.is_visible():
            back.click()
            self.page.wait_for_timeout(600)
        return self.page.get_by_role("group", name=words).get_by_label(answer, exact=True)

    def is_told(self, words):
        expect(self.page.locator("[data-saved-line]")).to_contain_text(words)

    def is_offline(self, offline=True):
        self.page.context.set_offline(offline)

    def close_and_come_back(self):
        """The window is closed; the browser, and what it keeps, stays."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()

    @property
    def kept(self):
        return self.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('not-saved/'))")


@pytest.fixture(scope="module")
def rounds(server):
    return opened_by(server, OPEN_ROUNDS)


def opened_by(server, script):
    return re.findall(r"ROUND (\w+) (\w+)", server.run(script))


@pytest.fixture
def round(rounds):
    return rounds.pop(0)


@pytest.fixture
def person(round, new_page, people):
    def make(wording="easy-read", round=round, **way):
        return Person.who_has_begun(people, new_page(**way), round[0], wording)

    return make


def test_easy_read_from_a_poster_to_what_came_of_it(round, new_page, server):
    code, token = round
    dana = Person(new_page(viewport=PHONE, java_script_enabled=False), code)
    dana.page.goto(f"/j/{token}/")
    dana.join("easy-read")
    go_by(dana.page.get_by_role("link", name="Everyone is equal"))
    dana.sees(FIRST)
    look_at(dana.page)
    dana.press("True")
    dana.sees(SECOND)
    dana.press("Not true")
    go_by(dana.page.get_by_role("link", name="Skip", exact=True))
    go_by(dana.page.get_by_role("link", name="Back", exact=True))
    dana.sees("Impairment means: ")
    dana.press("Not sure")
    for _ in range(7):
        look_at(dana.page)
        dana.press("True")
    dana.sees("In your own words")
    look_at(dana.page)
    dana.words.fill("They listen.")
    dana.press("Save and continue")
    dana.shares()
    dana.sees("You have finished 1 of 4 parts.")
    laptop = new_page()
    write_code(laptop, dana.return_code)
    expect(laptop.get_by_text("1 of 4 parts finished.")).to_be_visible()
    go_by(laptop.get_by_role("link", name="Everyone is equal"))
    expect(laptop.locator("#reflection")).to_have_value("They listen.")
    server.run(CLOSE_IT.format(code=dana.code))
    dana.parts()
    look_at(dana.page)
    go_by(dana.page.get_by_role("link", name="What happened"))
    expect(dana.page.get_by_role("heading", name="What happened", level=1)).to_be_visible()
    look_at(dana.page)
    go_by(laptop.get_by_role("link", name="Erase your answers"))
    go_by(laptop.get_by_role("button", name="Erase my answers"))
    expect(laptop.get_by_role("heading", name="Your answers are erased")).to_be_visible()
    dana.part()
    dana.sees("We can’t find your answers on this device.")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_part_is_walked_on_one_page(person, viewport):
    dana = person(viewport=viewport)
    go_by(dana.page.get_by_role("link", name="Everyone is equal"))
    dana.page.evaluate("window.here = true")
    dana.answer("True")
    dana.sees(SECOND)
    look_at(dana.page)
    dana.answer("Not true")
    dana.page.go_back()
    dana.sees(SECOND)
    dana.sees("You said: Not true.")
    look_at(dana.page)
    assert dana.page.url.endswith("/2/")
    for number in range(2, 11):
        dana.is_at(f"{number} of 10")
        dana.answer("True")
    dana.sees("In your own words")
    dana.is_at("In your own words", "That was the last statement. Now you can say more in your own words.")
    look_at(dana.page)
    assert dana.page.url.endswith("/words/")
    assert dana.page.evaluate("window.here"), "the page was never loaded again"
    dana.words.fill("They listen.")
    dana.is_told("Saved at")
    look_at(dana.page)
    dana.press("Save and continue")
    dana.shares()
    dana.sees("You have finished 1 of 4 parts.")
    dana.said("True", "True", "True")


def test_a_second_tap_is_a_slip(person):
    dana = person().part()
    dana.page.get_by_role("button", name="True", exact=True).evaluate(TAP_TWICE)
    dana.is_told("Saved at")
    dana.said("True", "")


def test_it_reads_aloud_where_the_browser_has_a_voice(person, new_page):
    silent = person(viewport=A_PHONE).part()
    expect(silent.page.get_by_role("button", name="Listen")).to_be_hidden()
    dana = silent
    dana.page.add_init_script(A_VOICE)
    dana.part()
    dana.press("Listen")
    look_at(dana.page)
    said = dana.page.evaluate("said")
    assert {lang for lang, _ in said} == {"en-GB"}
    heard = " ".join(text for _, text in said)
    assert re.search(f"Is this true here\\? .*{FIRST}.* True Not true Not sure", heard)
    assert SECOND not in heard, "it reads what is shown"
    dana.press("Stop")
    assert dana.page.evaluate("said") == []
    dana.press("Listen")
    dana.answer("True")
    assert dana.page.evaluate("said") == [], "it doesn’t read on about what was left"
    dana.part("10/#question")
    assert dana.page.locator(".step__hard-word:visible").count() == 3
    last = dana.page.get_by_role("button", name="Not sure").bounding_box()
    assert last["y"] + last["height"] <= A_PHONE["height"], "all answers are on the first screen"
    dana.press("Listen")
    heard = " ".join(text for _, text in dana.page.evaluate("said"))
    assert re.search("10 of 10 .* means: .* True Not true Not sure", heard)
    dana.page.goto("/about/")
    dana.press("Listen")
    assert dana.page.evaluate("said[said.length - 2][1]") == "Where our words come from"
    dana.press("Stop")
    dana.page.get_by_text("Where our words come from").click()
    dana.press("Listen")
    assert "These people had the ideas." in dana.page.evaluate("said.join()")


def test_it_reads_each_text_in_its_language(server, person):
    """The rubric is in Polish, and the page around it in English."""
    (in_polish,) = opened_by(server, OPEN_IN_POLISH)
    dana = person("standard", round=in_polish, viewport=A_PHONE)
    dana.page.add_init_script(A_VOICE)
    dana.part()
    dana.press("Listen")
    said = dana.page.evaluate("said")
    assert [lang for lang, text in said if text == IN_POLISH] == ["pl"]
    assert {
        lang for lang, text in said if text in ("Is this true here?", "True", "Not true", "Not sure")
    } == {"en-GB"}


def test_a_whole_part_can_be_walked_without_a_signal(person):
    dana = person(viewport=PHONE).part()
    dana.is_offline()
    dana.answer("True")
    dana.answer("Not true")
    dana.answer("Not sure")
    dana.is_told(KEPT)
    look_at(dana.page)
    for _ in range(7):
        dana.page.get_by_role("link", name="Skip", exact=True).filter(visible=True).click()
        dana.page.wait_for_timeout(600)
    dana.words.fill("Written on a bus.")
    dana.is_told(KEPT)
    dana.is_offline(False)
    dana.is_told("Saved at")
    assert dana.kept == []
    dana.said("True", "Not true", "Not sure")
    expect(dana.words).to_have_value("Written on a bus.")


def test_what_was_said_without_a_signal_outlives_the_page(person):
    dana = person(viewport=PHONE).part()
    dana.is_offline()
    dana.answer("True")
    dana.answer("Not true")
    dana.is_told(KEPT)
    dana.close_and_come_back()
    dana.is_offline(False)
    dana.part("1/")
    dana.sees("You said: True.")
    dana.is_told("Saved at")
    assert dana.kept == []
    dana.said("True", "Not true")


def test_answers_and_words_in_the_list_outlive_the_page(person):
    dana = person("standard").part()
    dana.is_offline()
    dana.in_list("Staff see themselves as the experts").check()
    dana.words.fill("Written on a bus.")
    dana.is_told(KEPT)
    look_at(dana.page)
    dana.close_and_come_back()
    dana.is_offline(False)
    dana.part()
    expect(dana.in_list("Staff see themselves as the experts")).to_be_checked()
    expect(dana.words).to_have_value("Written on a bus.")
    dana.is_told("Saved at")
    assert dana.kept == []
    dana.sees("Only you can read this now.")
    dana.part()
    expect(dana.in_list("Staff see themselves as the experts")).to_be_checked()
    expect(dana.words).to_have_value("Written on a bus.")


def test_words_are_kept_before_they_are_sent(person):
    dana = person("standard").part()
    dana.is_offline()
    dana.words.press_sequentially("Half a thou")
    dana.close_and_come_back()
    dana.is_offline(False)
    dana.part()
    expect(dana.words).to_have_value("Half a thou")
    dana.is_told("Saved at")


# So that only a signal that comes back leads to another try.
PAUSES_NEVER_END = """
const begin = setTimeout;
window.setTimeout = (what, time, ...given) => (time < 1000 ? begin(what, time, ...given) : 0);
"""


def test_the_list_of_parts_sends_what_waits_and_says_so(person):
    dana = person().part()
    dana.answer("True")
    dana.is_told("Saved at")
    dana.is_offline()
    dana.answer("Not true")
    dana.answer("Not sure")
    dana.is_told(KEPT)
    dana.close_and_come_back()
    dana.is_offline(False)
    held = []
    dana.page.route("**/save/", lambda route: route.continue_() if held else held.append(route))
    dana.page.add_init_script(PAUSES_NEVER_END)
    with dana.page.expect_request("**/save/"):
        dana.parts()
    dana.sees("2 changes are still on this device. We’re sending them.")
    state = dana.page.locator("[data-part] .tag").first
    expect(state).to_have_text("Not saved yet")
    expect(state).to_have_css("border-top-style", "dashed")
    look_at(dana.page)
    dana.page.evaluate("dispatchEvent(new Event('online'))")
    held[0].abort()
    dana.sees("Everything is saved now.")
    expect(state).to_have_text("Started")
    expect(state).to_have_css("border-top-style", "solid")
    look_at(dana.page)
    assert dana.kept == []
    dana.said("True", "Not true", "Not sure")


def test_the_list_of_parts_never_says_saved_when_the_sheet_is_gone(person):
    dana = person().part()
    dana.is_offline()
    dana.answer("True")
    dana.is_told(KEPT)
    dana.close_and_come_back()
    dana.is_offline(False)
    gone = {"app": "coprod-reflect", "reason": "no-sheet", "error": "Gone."}
    dana.page.route("**/save/", lambda route: route.fulfill(status=404, json=gone))
    dana.parts()
    dana.sees("Not saved. This device has no sheet of this round any more.")
    assert dana.kept == []


def test_a_late_change_undoes_nothing(person, new_page, round):
    dana = person("standard").part()
    dana.words.fill("First.")
    dana.is_told("Saved at")
    dana.is_offline()
    dana.in_list("Staff see themselves as the experts").check()
    dana.words.fill("First. Late.")
    dana.is_told(KEPT)
    dana.close_and_come_back()
    other = new_page()
    write_code(other, dana.return_code)
    laptop = Person.__new__(Person)
    laptop.page, laptop.code = other, dana.code
    laptop.prefers_lists()
    laptop.part()
    laptop.in_list("Staff see themselves as the experts").check()
    laptop.in_list("Staff see themselves as the experts", "Not true").check()
    with laptop.page.expect_response(lambda answer: "Newer" in (answer.request.post_data or "")):
        laptop.words.fill("First. Newer.")
    laptop.is_told("Saved at")
    dana.is_offline(False)
    dana.part()
    dana.is_told("These words were changed on another device too.")
    expect(dana.in_list("Staff see themselves as the experts")).not_to_be_checked()
    look_at(dana.page)
    dana.press("Put both in the box")
    dana.is_told("Saved at")
    assert dana.kept == []
    dana.part()
    expect(dana.words).to_have_value("First. Newer.\n\nFirst. Late.")


def test_words_that_arrived_without_our_hearing_of_it_are_not_doubled(person):
    dana = person("standard").part()
    lost = []

    def lose(route):
        if not lost:
            lost.append(route.fetch())
        route.abort()

    dana.page.route("**/save/", lose)
    dana.words.fill("One.")
    dana.is_told("Not saved yet.")
    dana.is_offline()
    dana.page.unroute("**/save/")
    dana.words.fill("One. Two.")
    dana.page.wait_for_timeout(1_000)
    dana.close_and_come_back()
    dana.is_offline(False)
    dana.parts()
    dana.sees("Everything is saved now.")
    dana.part()
    expect(dana.words).to_have_value("One. Two.")
    assert lost
    assert dana.kept == []


IS_DRAWN = """(patience) => Promise.race([
  new Promise((resolve) => requestAnimationFrame(() => resolve(true))),
  new Promise((resolve) => setTimeout(() => resolve(false), patience)),
])"""


@pytest.mark.parametrize("where", ["hand-over", "erase"])
def test_nobody_presses_before_the_page_listens(person, where):
    dana, held = person("standard"), []
    dana.page.route("**/my-device*.js", lambda route: held.append(route))
    with dana.page.expect_request("**/my-device*.js"):
        dana.page.goto(f"/mine/{dana.code}/{where}/", wait_until="commit")
    dana.page.wait_for_selector("form button", state="attached")
    assert not dana.page.evaluate(IS_DRAWN, 500)
    held[0].continue_()
    expect(dana.page.get_by_role("heading", level=1)).to_be_visible()
    assert dana.page.evaluate(IS_DRAWN, PATIENCE)


def about_to_hand_over(person):
    """With a change that hasn't arrived, and doesn't."""
    dana = person("standard").part()
    dana.is_offline()
    dana.in_list("Staff see themselves as the experts").check()
    dana.is_told(KEPT)
    dana.page.route("**/save/", lambda route: route.abort())
    dana.is_offline(False)
    go_by(dana.page.get_by_role("link", name="Hand to the next person"))
    return dana


def test_handing_over_asks_first_and_clears_the_device(person):
    dana = about_to_hand_over(person)
    dana.sees("Have you kept your return code?")
    dana.press("Clear this device")
    dana.sees("Not everything is saved.")
    look_at(dana.page)
    assert dana.kept
    dana.page.wait_for_timeout(1_000)  # a second tap at once is taken for a slip
    dana.press("Hand over now, and lose it")
    dana.sees("This device has forgotten the answers of the person before you.")
    assert dana.kept == []
    dana.join("standard")
    dana.page.unroute("**/save/")
    dana.part()
    expect(dana.in_list("Staff see themselves as the experts")).not_to_be_checked()


def test_before_handing_over_what_waits_is_sent(person):
    dana = about_to_hand_over(person)
    dana.sees("1 change is still on this device.")
    dana.press("Clear this device")
    dana.sees("Not everything is saved.")
    dana.page.unroute("**/save/")
    dana.page.evaluate("dispatchEvent(new Event('online'))")
    dana.sees("Everything is saved now.")
    expect(dana.page.get_by_role("button", name="Clear this device")).to_be_visible()
    expect(dana.page.get_by_text("Not everything is saved.")).to_be_hidden()
    assert dana.kept == []


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_what_came_too_late_is_shown_to_nobody_else_on_the_device(person, server, wording):
    dana = person(wording)
    dana.part("words/" if wording == "easy-read" else "")
    dana.writes_too_late("For nobody else.", server)
    dana.page.goto("/")
    go_by(dana.page.get_by_role("link", name="Not you? Close these answers"))
    dana.sees("1 change is still on this device, and can’t be saved any more.")
    dana.press("Clear this device")
    dana.sees("Go back to your answers first.")
    expect(dana.page.locator("main")).not_to_contain_text("For nobody else.")
    expect(dana.page.get_by_text("a signal")).to_be_hidden()
    look_at(dana.page)
    dana.page.wait_for_timeout(1_000)  # a second tap at once is taken for a slip
    go_by(dana.page.get_by_role("button", name="Hand over now, and lose it"))
    assert dana.kept == []


def test_once_the_round_closes_nobody_is_asked_to_wait_for_a_signal(person, server):
    dana = about_to_hand_over(person)
    dana.press("Clear this device")
    dana.sees("Wait until there is a signal.")
    server.run(CLOSE_IT.format(code=dana.code))
    dana.page.unroute("**/save/")
    dana.page.evaluate("dispatchEvent(new Event('online'))")
    dana.sees("Go back to your answers first.")
    expect(dana.page.get_by_text("a signal")).to_be_hidden()
    assert dana.kept


@pytest.mark.parametrize("where", ["hand-over", "thank-you"])
def test_what_another_device_changed_is_settled_in_ones_answers(person, new_page, where):
    dana = person("standard").part()
    dana.is_offline()
    dana.words.fill("On the phone.")
    dana.is_told(KEPT)
    dana.close_and_come_back()
    laptop = Person(new_page(), dana.code, dana.return_code)
    write_code(laptop.page, laptop.return_code)
    laptop.prefers_lists()
    laptop.part()
    laptop.words.fill("On the laptop.")
    laptop.is_told("Saved at")
    dana.is_offline(False)
    dana.page.goto(f"/mine/{dana.code}/{where}/")
    dana.sees("Some of your changes aren’t saved yet. Go back to your answers, and open the part")
    if where == "hand-over":
        dana.press("Clear this device")
        dana.sees("Go back to your answers first.")
        expect(dana.page.get_by_text("a signal")).to_be_hidden()
    look_at(dana.page)
    go_by(dana.page.get_by_role("link", name="Go back to your answers"))
    dana.sees("Some of your changes aren’t saved yet. Open the part that says “Not saved yet”.")
    expect(dana.page.locator("[data-part] .tag").first).to_have_text("Not saved yet")
    look_at(dana.page)


def test_erasing_clears_the_device(person):
    dana = person("standard").part()
    dana.page.route("**/save/", lambda route: route.abort())
    dana.words.fill("Only mine.")
    dana.is_told("Not saved yet.")
    dana.page.goto(f"/mine/{dana.code}/erase/")
    assert dana.kept
    dana.press("Erase my answers")
    dana.sees("We have erased your answers and your words.")
    assert dana.kept == []


def test_a_sheet_that_is_gone_leaves_nothing_on_the_device(person):
    dana = person("standard").part()
    dana.is_told("We save each answer at once.")
    dana.page.context.clear_cookies(name="sheet")
    dana.words.fill("Still here.")
    dana.is_told("Not saved. This device has no sheet of this round any more.")
    expect(dana.page.get_by_role("button", name="Copy my words")).to_be_visible()
    look_at(dana.page)
    assert dana.kept == []
    dana.words.press_sequentially("!")
    assert dana.kept == [], "nothing would ever take it away"


def test_whoever_answers_a_sheet_that_is_gone_is_not_led_on(person):
    dana = person("easy-read").part()
    dana.page.context.clear_cookies(name="sheet")
    dana.answer("True")
    dana.is_told("Not saved. This device has no sheet of this round any more.")
    go_by(dana.page.get_by_role("button", name="True", exact=True))
    expect(dana.page.get_by_role("heading", level=1)).to_have_text("Write your return code")


def test_a_round_that_closed_meanwhile_gives_the_words_back(person, server):
    dana = person("standard").part()
    dana.writes_too_late("Too late.", server)
    dana.parts()
    dana.sees("This round has closed. 1 change is still on this device, and can’t be saved any more.")
    dana.sees("Too late.")
    look_at(dana.page)
    dana.press("Remove them from this device")
    assert dana.kept == []
    removed = dana.page.get_by_text("Removed from this device.")
    expect(removed).to_be_focused()
    expect(removed).to_have_role("status")


def test_devices_that_people_share_keep_nothing(person, rounds):
    dana = person("standard", round=rounds.pop()).part()
    dana.is_offline()
    dana.words.fill("On the library’s tablet.")
    dana.is_told("Not saved yet. We’ll keep trying.")
    assert dana.kept == []


def test_who_can_read_it_stands_with_the_words(person):
    dana = person("standard").part()
    expect(dana.words).to_be_visible()
    ask = dana.page.get_by_role("button", name="Choose who may read this")
    expect(ask).to_be_hidden()
    dana.words.fill("They listen.")
    dana.sees("Only you can read this now.")
    ask.click()
    dana.shares()
    dana.part("words/")
    dana.sees("We may quote it inside Wrenfield Council.")
    dana.words.fill("They listen to us.")
    dana.is_told("Saved at")
    dana.sees("We may quote it inside Wrenfield Council.")
    dana.words.fill("")
    expect(ask).to_be_hidden()
    dana.is_told("Saved at")
    dana.page.wait_for_timeout(1_200)
    dana.words.fill("Something else.")
    dana.is_told("Saved at")
    dana.sees("Only you can read this now.")


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_nothing_typed_is_lost_when_the_wording_is_switched(person, wording):
    dana = person(wording)
    dana.part("words/" if wording == "easy-read" else "")
    dana.words.press_sequentially("Half a thought")
    there, back = (
        ("Standard version", "Easy Read") if wording == "easy-read" else ("Easy Read", "Standard version")
    )
    dana.press(there)
    expect(dana.page.get_by_role("button", name=back, exact=True)).to_be_visible()
    dana.part("words/" if wording == "standard" else "")
    expect(dana.words).to_have_value("Half a thought")


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_a_part_is_small_on_a_first_visit(person, new_page, wording):
    """Styles and fonts have come with the join page; whoever begins at the part itself needs them too."""
    dana = person(wording, viewport=PHONE).part()
    url, cookies = dana.page.url, dana.page.context.cookies()
    page = new_page(viewport=PHONE)
    page.context.add_cookies(cookies)
    sizes = transferred(page, url)
    assert len(sizes) > 7, "the page, its styles, its scripts and its fonts"
    # The pictures of what comes next are fetched while somebody reads, unless their phone is sparing with data.
    at_once = [size for name, size in sizes.items() if "/drawings/" not in name]
    # Ten whole statements with what their hard words mean take 1 kB more than the standard words, and Listen 2 kB.
    assert sum(at_once) <= MOST + 10_000, sizes
    # Django makes each page up to 100 bytes longer, by chance, so that its length tells nobody what is in it.
    only_here = [size for name, size in sizes.items() if "/mine/" in name or "/js/" in name]
    assert sum(only_here) <= 17_000, sizes
