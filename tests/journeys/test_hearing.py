"""Whose answer a page hears, what was changed before its script ran, and whose change is newer."""

import json
import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.test_easy_read import OPEN_ROUNDS, Person
from tests.journeys.test_saving import OPEN_ROUNDS as TOGETHER_ROUNDS
from tests.journeys.test_saving import SCRIPTS, TRY_ALL_THE_TIME, Visit, hold

TICK, OTHER = "Staff see themselves as the experts", "Staff understand that people know"
ANOTHER_DAY = "(() => { const now = Date.now; Date.now = () => now() + 24 * 60 * 60 * 1000 })()"
NO_STORAGE = """
Object.defineProperty(window, "localStorage", {get() { throw new DOMException("refused", "SecurityError") }})
"""
PAGE = {"content_type": "text/html", "body": "<h1>Blocked</h1>"}
STRANGERS = {
    "a firewall": {"status": 403, **PAGE},
    "a filter that finds nothing": {"status": 404, **PAGE},
    "a filter’s redirect": {"status": 302, "headers": {"Location": "/accounts/login/"}},
    "a portal": {"status": 200, **PAGE},
    "nothing": {"status": 200, "body": ""},
    "a portal’s JSON": {"status": 200, "json": {"saved": True, "value": "ticked"}},
    "a portal’s refusal": {"status": 404, "json": {"error": "Gone."}},
    "somebody’s closing": {"status": 410, "json": {"error": "Closed."}},
    "too many": {"status": 429, **PAGE},
    "half an answer": {"status": 200, "content_type": "application/json", "body": '{"app": "coprod-ref'},
}


@pytest.fixture(scope="module")
def rounds(server):
    return re.findall(r"ROUND (\w+) (\w+)", server.run(OPEN_ROUNDS.replace("40", "20")))


@pytest.fixture(scope="module")
def codes(server):
    return re.findall(r"CODE (\w+)", server.run(TOGETHER_ROUNDS.replace("20", "4")))


@pytest.fixture
def dana(rounds, new_page, people):
    code, _ = rounds.pop()
    return Person.who_has_begun(people, new_page(), code, "standard")


@pytest.fixture
def alice(codes, new_page, sign_in):
    page = new_page()
    sign_in(page, "alice")
    return Visit(page, f"/rounds/{codes.pop()}/together/parts/equal-human-beings/")


def is_heard(page):
    """Whoever answers now: once it is tried again, the answer to the last try has been read."""
    for _ in range(2):
        page.wait_for_event("request", lambda request: request.url.endswith("/save/"))


def test_only_our_own_answers_decide(dana):
    page = dana.part().page
    line = page.locator("[data-saved-line]")
    answering = ["a firewall"]
    page.route("**/save/", lambda route: route.fulfill(**STRANGERS[answering[-1]]))
    page.evaluate(TRY_ALL_THE_TIME)
    dana.in_list(TICK).check()
    for place, stranger in enumerate(STRANGERS):
        answering.append(stranger)
        is_heard(page)
        expect(line).to_contain_text("Not saved yet.")
        expect(line).not_to_contain_text(re.compile("Sign in again|no sheet|signal"))
        assert dana.kept
        if place == 2:
            expect(line).to_contain_text("Something else answers in our place")
    page.unroute("**/save/")
    dana.is_told("Saved at")
    assert dana.kept == []
    expect(dana.part().in_list(TICK)).to_be_checked()


def test_ours_is_ours_however_a_proxy_calls_it(dana):
    def pass_on(route):
        answer = route.fetch()
        route.fulfill(
            status=answer.status, body=answer.body(), content_type="application/json; charset=utf-8"
        )

    page = dana.part().page
    page.route("**/save/", pass_on)
    dana.in_list(TICK).check()
    dana.is_told("Saved at")
    assert dana.kept == []


def test_a_change_that_is_stopped_on_its_way_keeps_no_other(dana):
    def stop_words(route):
        if "reflection" in json.loads(route.request.post_data):
            route.fulfill(**STRANGERS["a firewall"])
        else:
            route.continue_()

    page = dana.part().page
    page.route("**/save/", stop_words)
    dana.words.fill("select * from people")
    dana.is_told("Not saved yet.")
    dana.in_list(TICK).check()
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.includes('answer-'))")
    expect(dana.words).to_be_visible()
    dana.press("Save and continue")
    dana.is_told("What you said is safe on this device. Press the button again in a moment.")
    dana.press("Save and continue")
    page.wait_for_timeout(300)
    expect(dana.words).to_have_value("select * from people")
    page.unroute("**/save/")
    dana.press("Save and continue")
    dana.sees("Who may read this?")
    expect(dana.part().in_list(TICK)).to_be_checked()
    expect(dana.words).to_have_value("select * from people")


def test_what_was_changed_before_the_script_ran_is_saved(dana):
    page = dana.page
    release = hold(page, SCRIPTS)
    page.goto(f"/mine/{dana.code}/parts/equal-human-beings/", wait_until="commit")
    dana.in_list(TICK).check()
    dana.words.fill("Early words.")
    release()
    dana.is_told("Saved at")
    assert dana.kept == []
    release = hold(page, SCRIPTS)
    page.goto(f"/mine/{dana.code}/parts/equal-human-beings/", wait_until="commit")
    expect(dana.in_list(TICK)).to_be_checked()
    expect(dana.words).to_have_value("Early words.")
    dana.in_list(TICK, "Not true").check()
    dana.in_list(OTHER).check()
    release()
    dana.is_told("Saved at")
    dana.part()
    expect(dana.in_list(TICK)).not_to_be_checked()
    expect(dana.in_list(OTHER)).to_be_checked()


def go_while_it_arrives(page, url, it_arrives):
    """What was held on its way is acknowledged once the next page has been made, and before that one comes."""
    made = []
    page.route(url, lambda route: made.append((route, route.fetch())))
    page.evaluate("url => setTimeout(() => location.assign(url))", url)
    for _ in range(PATIENCE // 50):
        if made:
            break
        page.wait_for_timeout(50)
    route, response = made.pop()
    with page.expect_response("**/save/"):
        it_arrives()
    page.wait_for_timeout(100)  # time for the page that is left to read it: with less this proves nothing
    with page.expect_navigation():
        route.fulfill(response=response)


@pytest.mark.parametrize("what", ["answer", "words"])
def test_a_page_that_was_made_before_a_change_arrived_shows_it(dana, what):
    page = dana.part().page
    it_arrives = hold(page, "**/save/")
    dana.in_list(TICK).check() if what == "answer" else dana.words.fill("On my way.")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('not-saved/'))")
    go_while_it_arrives(page, page.url, it_arrives)
    if what == "answer":
        expect(dana.in_list(TICK)).to_be_checked()
    else:
        expect(dana.words).to_have_value("On my way.")
    dana.is_told("Saved at")
    assert dana.kept == []


def test_what_has_arrived_isnt_called_unsaved_before_the_next_person(dana):
    page = dana.part().page
    it_arrives = hold(page, "**/save/")
    dana.in_list(TICK).check()
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('not-saved/'))")
    go_while_it_arrives(page, urljoin(page.url, f"/mine/{dana.code}/hand-over/"), it_arrives)
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('not-saved/'))")


def test_the_together_sheet_saves_what_was_early_too(alice):
    page = alice.page
    release = hold(page, SCRIPTS)
    page.goto(alice.url, wait_until="commit")
    alice.tick(TICK).check()
    alice.words.fill("Early words.")
    release()
    alice.is_told("Saved at")
    alice.is_stored(ticked=[TICK], words="Early words.")


def test_an_early_change_of_words_is_put_beside_what_was_kept(dana):
    dana.part().is_offline()
    dana.words.fill("Kept on a bus.")
    dana.is_told("Not saved yet.")
    dana.close_and_come_back()
    dana.is_offline(False)
    release = hold(dana.page, SCRIPTS)
    dana.page.goto(f"/mine/{dana.code}/parts/equal-human-beings/words/", wait_until="commit")
    dana.words.fill("Early words.")
    release()
    dana.is_told("Saved at")
    expect(dana.part().words).to_have_value("Kept on a bus.\n\nEarly words.")


@pytest.mark.parametrize("outlives_the_page", [False, True])
def test_a_clock_that_is_put_right_loses_nothing(dana, outlives_the_page):
    dana.part().in_list(TICK).check()
    dana.is_told("Saved at")
    dana.is_offline()
    dana.in_list(TICK, "Not true").check()
    dana.is_told("Not saved yet.")
    if outlives_the_page:
        dana.close_and_come_back()
        dana.page.add_init_script(ANOTHER_DAY)
        dana.is_offline(False)
        dana.part()
    else:
        dana.page.evaluate(ANOTHER_DAY)
        dana.is_offline(False)
    dana.is_told("Saved at")
    expect(dana.part().in_list(TICK)).not_to_be_checked()


def test_going_back_saves_what_was_left_unsaved(dana):
    page = dana.part().page
    page.route("**/save/", lambda route: route.abort())
    dana.in_list(TICK).check()
    dana.is_told("Not saved yet.")
    page.goto("/help/")
    page.unroute("**/save/")
    page.go_back()
    expect(dana.in_list(TICK)).to_be_checked()
    dana.is_told("Saved at")
    assert dana.kept == []
    expect(dana.part().in_list(TICK)).to_be_checked()


def test_what_a_browser_puts_back_when_a_page_is_shown_again_is_saved(dana):
    page = dana.part().page
    dana.in_list(TICK).check()
    dana.is_told("Saved at")
    dana.in_list(OTHER).evaluate(
        "(box) => { box.checked = true; dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })) }"
    )
    dana.is_told("Saved at")
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.includes('answer-'))")
    expect(dana.part().in_list(OTHER)).to_be_checked()


def test_what_a_browser_keeps_may_be_broken_or_refused(dana):
    page = dana.part().page
    mark = page.locator("form[data-autosave]").get_attribute("data-sheet")
    for field, broken in (("answer-x", "{"), ("reflection", "5")):
        page.evaluate(
            "([key, value]) => localStorage.setItem(key, value)",
            [f"not-saved/{mark}/equal-human-beings/{field}", broken],
        )
    dana.part().in_list(TICK).check()
    dana.is_told("Saved at")
    page.add_init_script(NO_STORAGE)
    dana.part().in_list(OTHER).check()
    dana.is_told("Saved at")
    dana.words.fill("Nothing is kept here.")
    dana.is_told("Saved at")
    expect(dana.part().in_list(OTHER)).to_be_checked()
    expect(dana.words).to_have_value("Nothing is kept here.")
