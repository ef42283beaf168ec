"""What a team writes on its together sheet is kept, whatever the wifi does and whoever else is writing."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.going import go_by, walk_by
from tests.journeys.seeing import look_at

# Rounds in the team of Alice and Bob whose room is answered; each test takes one.
OPEN_ROUNDS = """
from django.utils import timezone
from assessments.models import Round
from assessments.services.rounds import open_round
from rubric.models import RubricVersion
from teams.models import Team
team = Team.objects.get(name="Riverside support team")
asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
version = RubricVersion.objects.get(rubric__slug="cahn-four-values", number=1)
for number in range(20):
    round = Round.objects.create(team=team, version=version, title=f"Saving {number}", about="service", **asked)
    open_round(round, by=None).sheets.update(room_at=timezone.now())
    print("CODE", round.code)
"""
SCRIPTS = "**/js/*"
TRY_ALL_THE_TIME = (
    "setInterval(() => dispatchEvent(new Event('online')), 100)"  # a pause may be half a minute long
)
CLOSE_IT = """
from assessments.models import Round
from assessments.services.rounds import close_round
close_round(Round.objects.get(code="{code}"), by=None)
"""


class Visit:
    """One person on the page of one part."""

    def __init__(self, page, url):
        self.page, self.url = page, url
        page.goto(url)

    def tick(self, words):
        return self.page.get_by_label(words, exact=False).first

    @property
    def words(self):
        return self.page.locator("#reflection")

    def press(self, name):
        walk_by(self.page.get_by_role("button", name=name))

    def switches(self, wording):
        go_by(self.page.get_by_role("button", name=wording))

    def is_told(self, words):
        expect(self.page.locator("[data-saved-line]")).to_contain_text(words)

    def is_stored(self, *, ticked=(), words=None):
        """Said by a page that was never on ours."""
        self.page.goto(self.url)
        for text in ticked:
            expect(self.tick(text)).to_be_checked()
        if words is not None:
            expect(self.words).to_have_value(words)


def hold(page, what):
    """From here on what has such an address arrives only when the returned function is called."""
    held, released = [], []
    page.route(what, lambda route: route.continue_() if released else held.append(route))

    def release():
        released.append(True)
        for route in held:
            route.continue_()

    return release


@pytest.fixture(scope="module")
def codes(server):
    return re.findall(r"CODE (\w+)", server.run(OPEN_ROUNDS))


@pytest.fixture
def code(codes):
    return codes.pop()


@pytest.fixture
def visit(code, new_page, sign_in):
    def make(name, **way):
        page = new_page(**way)
        sign_in(page, name)
        return Visit(page, f"/rounds/{code}/together/parts/redefining-work/")

    return make


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_each_change_is_saved_at_once(visit, viewport):
    alice = visit("alice", viewport=viewport)
    alice.tick("Throughout the organisation").check()
    alice.is_told("Saved at")
    let_it_arrive = hold(alice.page, "**/save/")
    alice.words.fill("Two of us are paid.")
    alice.is_told("Saving…")
    let_it_arrive()
    alice.is_told("Saved at")
    look_at(alice.page)
    alice.is_stored(ticked=["Throughout the organisation"], words="Two of us are paid.")


def test_a_tick_and_a_doubt_rule_each_other_out(visit):
    alice = visit("alice")
    alice.tick("Throughout the organisation").check()
    alice.page.get_by_label("Not sure: Throughout the organisation").check()
    expect(alice.tick("Throughout the organisation")).not_to_be_checked()
    alice.is_told("Saved at")
    alice.page.goto(alice.url)
    expect(alice.page.get_by_label("Not sure: Throughout the organisation")).to_be_checked()


def stop_the_clock(page):
    page.clock.install()
    page.clock.pause_at(datetime.now() + timedelta(minutes=1))


def test_nothing_is_lost_without_wifi(visit):
    alice = visit("alice")
    alice.page.context.set_offline(True)
    alice.tick("Throughout the organisation").check()
    alice.words.fill("Written in a hall.")
    alice.is_told("Not saved yet. We’ll keep trying. You can carry on.")
    stop_the_clock(alice.page)  # who presses is kept waiting for five seconds, which a busy machine may take
    alice.press("Save and continue")
    alice.page.wait_for_timeout(300)
    assert alice.url in alice.page.url, "who presses the button stays with what they wrote"
    alice.page.context.set_offline(False)
    alice.is_told("Saved at")
    with alice.page.expect_navigation(url="**/standing/"):
        alice.page.clock.resume()
    alice.is_stored(ticked=["Throughout the organisation"], words="Written in a hall.")


def test_an_answer_that_gets_lost_is_no_quarrel_with_oneself(visit):
    alice = visit("alice")
    lost = []

    def lose(route):
        lost.append(route.fetch())
        route.abort()

    alice.page.route("**/save/", lose, times=2)
    alice.words.fill("One.")
    alice.is_told("Not saved yet.")
    alice.words.fill("One. Two.")
    alice.is_told("Saved at")
    assert len(lost) == 2
    expect(alice.page.get_by_text("Somebody else changed")).to_be_hidden()
    alice.is_stored(words="One. Two.")


def test_two_people_lose_neither_ticks_nor_words(visit):
    alice, bob = visit("alice"), visit("bob")
    alice.tick("Throughout the organisation").check()
    bob.tick("People give time and skills").check()
    alice.words.fill("Hers.")
    alice.is_told("Saved at")
    bob.words.fill("His.")
    bob.is_told("Somebody else changed these words too.")
    look_at(bob.page)
    bob.press("Put both in the box")
    bob.is_told("Saved at")
    both = ["Throughout the organisation", "People give time and skills"]
    bob.is_stored(ticked=both, words="Hers.\n\nHis.")


def test_words_that_somebody_took_out_are_told(visit):
    alice = visit("alice")
    alice.words.fill("Hers.")
    alice.is_told("Saved at")
    bob = visit("bob")
    alice.words.fill("")
    alice.is_told("Saved at")
    bob.words.fill("His.")
    bob.is_told("Somebody else changed these words too.")
    expect(bob.page.locator("[data-theirs]")).to_have_text("They took all the words out.")


def test_words_that_both_wrote_are_not_said_twice(visit):
    alice, bob = visit("alice"), visit("bob")
    alice.words.fill("We listen.")
    alice.is_told("Saved at")
    bob.words.fill("We listen. Mostly.")
    bob.is_told("Somebody else changed these words too.")
    bob.press("Put both in the box")
    bob.is_told("Saved at")
    bob.is_stored(words="We listen. Mostly.")


def test_enter_on_a_check_box_sends_nothing(visit):
    alice = visit("alice")
    alice.tick("Throughout the organisation").press("Enter")
    alice.tick("Throughout the organisation").press("Space")
    alice.is_told("Saved at")
    assert alice.url in alice.page.url
    alice.is_stored(ticked=["Throughout the organisation"])


def test_easy_read_can_be_chosen_in_the_middle_of_a_sentence(visit):
    alice, asked = visit("alice"), []
    alice.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    alice.words.press_sequentially("Half a thought")
    alice.tick("Throughout the organisation").check()
    alice.switches("Easy Read")
    expect(alice.page.get_by_role("button", name="Standard version")).to_be_visible()
    expect(alice.words).to_have_value("Half a thought")
    expect(alice.page.get_by_text("Somebody else changed")).to_be_hidden()
    assert not asked
    alice.switches("Standard version")
    alice.is_stored(ticked=["Throughout the organisation"], words="Half a thought")


def test_easy_read_can_be_chosen_while_a_save_is_on_its_way(visit):
    alice, asked = visit("alice"), []
    alice.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    alice.page.route("**/save/", lambda route: (alice.page.wait_for_timeout(700), route.continue_()))
    with alice.page.expect_request("**/save/"):
        alice.words.press_sequentially("One.")
    alice.words.press("End")
    alice.words.press_sequentially(" Two.")
    alice.switches("Easy Read")
    expect(alice.page.get_by_role("button", name="Standard version")).to_be_visible()
    expect(alice.words).to_have_value("One. Two.")
    expect(alice.page.get_by_text("Somebody else changed")).to_be_hidden()
    assert not asked


def test_a_place_in_words_isnt_left_behind_unasked(visit):
    alice, asked = visit("alice"), []
    alice.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    alice.page.goto(f"{alice.url}standing/")
    alice.page.get_by_label("Getting there").check()
    go_by(alice.page.get_by_role("button", name="Save and continue"))
    alice.page.get_by_label("Why?").fill("Half a reason")
    with alice.page.expect_event("dialog"):
        alice.page.get_by_role("link", name="Back to this part").click()
    assert asked == ["beforeunload"]
    expect(alice.page.get_by_label("Why?")).to_have_value("Half a reason")
    go_by(alice.page.get_by_role("button", name="Save and continue"))
    assert asked == ["beforeunload"], "who saves isn’t asked"


def test_what_was_typed_before_the_script_ran_isnt_left_behind_unasked_either(visit):
    alice, asked = visit("alice"), []
    alice.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    let_them_arrive = hold(alice.page, SCRIPTS)
    alice.page.goto(f"{alice.url}standing/", wait_until="commit")
    alice.page.get_by_label("Getting there").check()
    let_them_arrive()
    alice.page.wait_for_load_state()
    with alice.page.expect_event("dialog"):
        alice.page.get_by_role("link", name="Back to this part").click()
    assert asked == ["beforeunload"]


def test_two_people_lose_nothing_without_javascript_either(visit):
    alice, bob = (visit(name, java_script_enabled=False) for name in ("alice", "bob"))
    alice.tick("Throughout the organisation").check()
    alice.words.fill("Hers.")
    alice.press("Save for later")
    bob.tick("People give time and skills").check()
    bob.words.fill("His.")
    bob.press("Save and continue")
    look_at(bob.page)
    expect(bob.words).to_have_value("Hers.\n\nHis.")
    bob.press("Save and continue")
    both = ["Throughout the organisation", "People give time and skills"]
    bob.is_stored(ticked=both, words="Hers.\n\nHis.")


def test_signed_out_meanwhile(visit, sign_in):
    alice = visit("alice")
    cookies = alice.page.context.cookies()
    alice.page.context.clear_cookies(name="sessionid")
    alice.words.fill("Still here.")
    alice.is_told("Sign in again, and we’ll save it.")
    look_at(alice.page)
    alice.page.context.clear_cookies(name="csrftoken")
    alice.page.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "sessionid"])
    alice.page.context.new_page().goto("/")
    alice.page.evaluate(TRY_ALL_THE_TIME)
    alice.is_told("Saved at")
    alice.is_stored(words="Still here.")


def test_closed_meanwhile(visit, server, code):
    alice = visit("alice")
    alice.words.fill("In time.")
    alice.is_told("Saved at")
    server.run(CLOSE_IT.format(code=code))
    alice.words.fill("In time. Too late.")
    alice.is_told("This round is closed, so nothing more can be saved.")
    expect(alice.page.get_by_role("button", name="Copy my words")).to_be_visible()
    look_at(alice.page)
    alice.press("Save for later")
    expect(alice.page.locator(".kept")).to_have_text("In time. Too late.")
    alice.is_stored(words="In time.")


def test_too_many_characters_are_counted_before_they_are_too_many(visit):
    alice = visit("alice")
    alice.words.fill("word " * 1_850)
    expect(alice.page.get_by_text("You have written 9,250 of 10,000 characters.")).to_be_visible()
    alice.is_told("Saved at")
    alice.words.fill("word " * 2_010)
    alice.is_told("Not saved yet. Please take out 50 characters.")
    alice.press("Save and continue")
    expect(alice.page.get_by_role("heading", name="There is a problem")).to_be_visible()
    look_at(alice.page)
    expect(alice.words).to_have_value("word " * 2_010)
    alice.words.fill("word " * 2_000)
    alice.is_told("Saved at")
    alice.is_stored(words="word " * 2_000)


def test_signed_out_while_writing(visit):
    """Without JavaScript, and one word only: it comes back, and is sent again once they have signed in beside it."""
    alice = visit("alice", viewport=PHONE, java_script_enabled=False)
    alice.words.fill("好")
    alice.page.context.clear_cookies(name="sessionid")
    alice.press("Save for later")
    expect(alice.page.get_by_role("heading", name="Please sign in again")).to_be_visible()
    expect(alice.page.get_by_label("What you wrote about this part")).to_have_value("好")
    look_at(alice.page)
    with alice.page.expect_popup() as beside:
        alice.page.get_by_role("link", name="Sign in again in a new tab").click()
    go_by(beside.value.get_by_role("button", name="Sign in as Alice"))
    beside.value.wait_for_url(f"**{alice.url}")
    alice.press("Send it again")
    expect(alice.page.get_by_role("heading", name="Please try that once more")).to_be_visible()
    alice.press("Send it again")
    alice.is_stored(words="好")
