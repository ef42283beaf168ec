"""Pages that anybody may read, and the switch between the two wordings."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessments.stages import AGAIN, NAMES
from tests.test_layout import ROOT

TEMPLATES = ROOT / "templates"
PAGES = ["about", "who_sees", "accessibility", "help"]


@pytest.mark.parametrize("name", PAGES)
def test_anybody_may_read_it_without_a_query(client, name):
    assert client.get(reverse(name)).status_code == 200  # no database is set up here, so a query would fail


def test_the_authors_are_named(client):
    page = client.get(reverse("about")).content.decode()
    assert "No More Throw-Away People" in page
    assert "Beside it stands what comes from there" in page


TOLD = {
    "standard": [
        "core economy",
        "One person.",
        "A community.",
        "Plan, do, review, analyse",
        "is not",
        "desire line",
    ],
    "easy-read": ["core economy", "1 person.", "A community.", "Analyse.", "What it is not", "desire line"],
}


@pytest.mark.parametrize("wording", TOLD)
def test_about_co_production_tells_the_same_in_either_wording(client, wording):
    client.cookies["wording"] = wording
    page = client.get(reverse("about")).content.decode()
    assert [each for each in TOLD[wording] if each not in page] == []
    assert page.count("/pictures/") >= 6


def test_what_is_told_of_it_can_be_looked_up(client):
    """Each part has a source of its own."""
    page = client.get(reverse("about")).content.decode()
    sources = re.findall(r'Read more: <a href="(https://[^"]+)">', page)
    assert len(sources) == len(set(sources)) == page.count("about__part") == 6


def test_they_say_what_is_so(client):
    assert "a facilitator can open it again" in client.get(reverse("who_sees")).content.decode()
    assert "Other pages are saved when you press the button." in client.get(reverse("help")).content.decode()


def test_help_goes_along_the_path_of_a_round(client):
    steps = re.findall(r"<li><strong>(.*?)\.</strong>", client.get(reverse("help")).content.decode())
    assert steps == [name for key, name in NAMES.items() if key != AGAIN]


def test_whatever_help_says_to_press_is_there(client):
    named = re.findall("“(.*?)”", client.get(reverse("help")).content.decode())
    elsewhere = [path.read_text() for path in TEMPLATES.rglob("*.html") if "help" not in path.name]
    there = "\n".join([*elsewhere, *NAMES.values()])
    assert "Print for this round" in named
    assert [name for name in named if name not in there] == []


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_help_says_that_people_can_speak_instead(client, wording):
    client.cookies["wording"] = wording
    page = client.get(reverse("help")).content.decode()
    assert re.search(r"You can speak instead[.:][^<]*microphone on your keyboard\.", page)


def test_in_easy_read_sentences_are_short(client):
    switch(client)
    page = client.get(reverse("who_sees")).content.decode()
    main = re.sub(r"<[^>]*>", "", page.split("<h1>Who sees my answers</h1>")[1].split("</main>")[0])
    sentences = re.split(r"[.?:]\s", main)
    assert "Your manager can’t see your answers" in main
    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []


def switch(client, wording="easy-read", **data):
    return client.post(reverse("set_wording"), {"wording": wording, **data})


def test_it_keeps_the_wording_for_this_visit(client):
    response = switch(client, next="/help/")
    cookie = response.cookies["wording"]
    assert response.url == "/help/"
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("easy-read", "Lax", True)
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert b'class="easy-read"' in client.get("/help/").content
    switch(client, "standard")
    assert b'class="easy-read"' not in client.get("/help/").content


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_is_as_safe_as_the_sign_in(client, settings, https):
    settings.SESSION_COOKIE_SECURE = https
    assert bool(switch(client).cookies["wording"]["secure"]) is https


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_it_comes_back_to_this_site_only(client, elsewhere):
    assert switch(client, next=elsewhere).url == "/"


def test_a_broken_address_breaks_nothing(client):
    response = switch(client, next="/help/\r\nSet-Cookie: a=b\0")
    assert response.status_code == 302
    assert set(response.cookies) == {"wording"}


@pytest.mark.parametrize("wording", ["", "loud", "x" * 5000])
def test_another_wording_is_refused(client, wording):
    response = switch(client, wording)
    assert response.status_code == 400
    assert "wording" not in response.cookies


def test_reading_the_switchs_address_changes_nothing(client):
    response = client.get(reverse("set_wording"))
    assert response.url == "/"
    assert "wording" not in response.cookies


def test_it_needs_our_own_form():
    assert switch(Client(enforce_csrf_checks=True)).status_code == 403


def test_browsers_find_the_icon_by_themselves(client):
    assert client.get("/favicon.ico").url.endswith("favicon.svg")


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_the_accessibility_statement_says_nothing_of_whoever_is_not_named(client, wording):
    page = statement(client, wording)
    assert "put their name here" in page
    assert "working day" not in page
    assert ("looked through them" if wording == "standard" else "We last tested on") in page
    assert " was made on " not in page


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_the_accessibility_statement_is_the_organisations(client, settings, wording):
    settings.STATEMENT = {
        "organisation": "Aldermoor Council",
        "answer_days": 10,
        "prepared": date(2026, 11, 2),
        "reviewed": date(2026, 11, 20),
    }
    settings.SITE_CONTACT = {"contact_name": "The help desk", "contact_phone": "01632 960 199"}
    page = statement(client, wording)
    assert "put their name here" not in page
    told = ["<bdi>Aldermoor Council</bdi>", "01632 960 199", "within 10 working days"]
    told += ["made on 2 November 2026", "on 20 November 2026"]
    assert [each for each in told if each not in page] == []


def test_nobody_promises_to_answer_who_cannot_be_asked(client, settings):
    settings.STATEMENT = {**settings.STATEMENT, "answer_days": 10}
    assert "working day" not in statement(client, "standard")


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_the_accessibility_statement_has_all_parts_that_the_law_asks_for(client, wording):
    """What falls short and why, whom to tell, and who sees that the law is kept in each country."""
    page = statement(client, wording)
    asked = ["equalityadvisoryservice.com", "0808 800 0082", "equalityni.org", "Northern Ireland"]
    if wording == "standard":
        asked += ["Accessibility Regulations 2018", "keeps to them in part<", "/admin/", "3.1.2"]
        asked += ["too much to ask of us", "the law doesn’t ask for", "haven’t tested"]
    assert [each for each in asked if each not in page] == []


def statement(client, wording):
    switch(client, wording)
    return client.get(reverse("accessibility")).content.decode()


def test_who_sees_says_of_a_session_that_admins_read_it_then(client):
    told = client.get(reverse("who_sees")).content.decode()
    assert "“Bring it up to date”, or “Show the differences” in a session" in told


COOKIES = {
    "sessionid": "keeps you signed in",
    "known": "that you have signed in here before",
    "door": "the code that you wrote",
    "way": "what you say on the way in",
    "sheet": "the sheet that is yours",
    "begun": "the sheet that is yours",
    "held-…": "that you have one here",
    "kept": "that you have kept your return code",
    "view": "whether you see statements one at a time or as a list",
    "csrftoken": "you who pressed a button",
    "wording": "whether you want Easy Read",
    "room-asked": "that your team has been asked who is in the room",
    "messages": "brings a message",
}


def test_each_cookie_that_we_use_is_told(client):
    kept = re.findall(r"cookies?, (`[^,]+`)", (ROOT / "docs/privacy.md").read_text())
    assert {name for names in kept for name in re.findall("`(.+?)`", names)} == set(COOKIES)
    told = client.get(reverse("who_sees")).content.decode().split("<h2>Cookies</h2>")[1]
    assert [name for name, phrase in COOKIES.items() if phrase not in told] == []
