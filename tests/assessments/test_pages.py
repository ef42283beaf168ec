"""Pages that anybody may read, and the switch between the two wordings."""

import re

import pytest
from django.test import Client
from django.urls import reverse

PAGES = ["about", "who_sees", "accessibility", "help"]


@pytest.mark.parametrize("name", PAGES)
def test_anybody_may_read_it_without_a_query(client, name):
    assert client.get(reverse(name)).status_code == 200  # no database is set up here, so a query would fail


def test_the_authors_are_named(client):
    page = client.get(reverse("about")).content.decode()
    assert "No More Throw-Away People" in page
    assert "Beside it stands what comes from there" in page


def test_they_say_what_is_so(client):
    assert "a facilitator can open it again" in client.get(reverse("who_sees")).content.decode()
    assert "Other pages are saved when you press the button." in client.get(reverse("help")).content.decode()


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
