"""Whatever somebody typed into a form that couldn't be taken comes back, with its label, and never a secret."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import resolve, reverse

from teams.kept_words import NOT_TYPED, SECRETS, page_before, written
from tests.make import (
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_round,
    make_team,
)

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def shown(response):
    """What a page gives back: `{label: text}`."""
    found = re.findall(
        r'for="written-(\d+)">([^<]*)</label>\s*<textarea[^>]*id="written-\1"[^>]*>\n(.*?)</textarea>',
        response.content.decode(),
        re.DOTALL,
    )
    return {unescape(label): unescape(text) for _, label, text in found}


def part(round):
    return reverse("together_principle", args=[round.code, "p1"])


@pytest.mark.parametrize("text", ["Good", "好", "每周见面", "x", "Two\nlines", "<b>bold</b>", "?"])
def test_a_reflection_comes_back_however_short_and_in_whatever_script(client, text):
    fields = {"reflection": text, "shown": "000", "revision": "0", "fingerprint": "abc", "save": "later"}
    response = client.post(part(make_round()), fields)
    assert response.status_code == 403
    assert shown(response) == {"What you wrote about this part": text}


FORMS = {
    "plan_round": (
        lambda: [make_team().code],
        {"title": "Frühling", "closes_on": "28 Mar 2027", "sharing": "without-names"},
        {"What do you want to call this round?": "Frühling"},
    ),
    "organisation_settings": (
        lambda: [make_organisation().slug],
        {"name": "Ham"},
        {"What is the organisation called?": "Ham"},
    ),
    "standing": (lambda: [make_round().code, "p1"], {"why": "好", "level": "not-yet"}, {}),
    "plan_action": (lambda: [make_team().code], {"what": "Meet", "due_on": "soon"}, {}),
    "set_wording": (lambda: [], {"wording": "standard", "next": "/help/"}, {}),
}


def sent_to(rf, name, given, **headers):
    make, fields, _ = FORMS[name]
    address = reverse(name, args=make())
    request = rf.post(address, fields | given, headers=headers)
    request.resolver_match = resolve(address)
    return request


@pytest.mark.parametrize("name", FORMS)
def test_each_form_has_its_own_labels(rf, name):
    _, fields, labels = FORMS[name]
    found = {words.label: words.text for words in written(sent_to(rf, name, {}))}
    for label, text in labels.items():
        assert found[label] == text
    assert not set(found) & set(fields), "a field’s name isn’t a label"


def test_choices_tokens_and_what_pages_hold_unseen_stay_out(rf):
    hidden = {
        "csrfmiddlewaretoken": "secret1",
        "password": "secret2",
        "new_password1": "secret3",
        "code": "secret4",
        "initial-title": "was",
        "answer-p1-one": "ticked",
        "not-sure-p1-one": "on",
        "sheet_mark": "mark",
        "steps-TOTAL_FORMS": "3",
    }
    found = written(sent_to(rf, "plan_round", hidden))
    assert {words.text for words in found} == {"Frühling", "28 Mar 2027"}


def test_rows_of_a_form_are_told_apart(rf):
    address = reverse("add_session_format", args=[make_organisation().slug])
    request = rf.post(address, {"steps-0-do": "Welcome", "steps-1-do": "Break"})
    request.resolver_match = resolve(address)
    labels = [words.label for words in written(request)]
    assert [label[-4:] for label in labels] == [" (1)", " (2)"]


def test_a_field_that_nobody_knows_comes_back_too(rf):
    request = rf.post("/nowhere/", {"something-new": "好"})
    request.resolver_match = None
    assert [(words.label, words.text) for words in written(request)] == [("What you wrote", "好")]


def test_a_body_that_cant_be_read_gives_nothing_back(rf):
    request = rf.generic("POST", "/", b"--b\r\nbroken", content_type="multipart/form-data; boundary=")
    request.resolver_match = None
    assert written(request) == []


def test_all_names_in_our_templates_that_nobody_types_into_are_known():
    """Hidden fields, buttons, ticks and choices; a new one must be listed, or it would be given back as words."""
    tag = re.compile(r"<(?:input|button|select)\b[^>]*>")
    names = set()
    for path in TEMPLATES.rglob("*.html"):
        for found in tag.findall(path.read_text()):
            name = re.search(r'\bname="([\w-]+)"', found)
            typed = re.search(r'type="(text|email|search|date|number|tel|url)"', found)
            if name and not typed:
                names.add(name[1])
    unknown = {name for name in names if not (NOT_TYPED.fullmatch(name) or SECRETS.fullmatch(name))}
    assert unknown <= {"email"}, "one click signs somebody in; elsewhere it is typed"


def test_signing_in_leads_back_to_the_page_that_the_form_stood_on(client):
    round = make_round()
    page = f"{reverse('round', args=[round.code])}?from=home"
    headers = {"Referer": f"http://testserver{page}#now"}
    response = client.post(reverse("reopen_round", args=[round.code]), {"reason": "x"}, headers=headers)
    way = re.search(rf'href="{reverse("account_login")}\?next=([^"]+)">Sign in', response.content.decode())[1]
    assert unquote(way) == page
    assert page in unescape(
        client.get(f"{reverse('account_login')}?next={way}", follow=True).content.decode()
    )


def test_without_words_one_is_led_to_sign_in_and_then_back(client):
    round = make_round()
    page = f"http://testserver{reverse('round', args=[round.code])}"
    response = client.post(reverse("close_round", args=[round.code]), headers={"Referer": page})
    assert response.status_code == 302
    assert response.url.endswith(f"next={reverse('round', args=[round.code])}")


@pytest.mark.parametrize(
    "referer", ["https://evil.example/x", "//evil.example/", "javascript:1", "", "/relative/"]
)
def test_nobody_is_led_to_another_site(rf, referer):
    assert page_before(rf.post("/here/", headers={"Referer": referer})) == "/here/"


def test_a_token_that_is_too_old_loses_no_words_and_they_can_be_sent_again():
    round = make_round()
    alice = make_facilitator(round.team)
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    fields = {"reflection": "好", "shown": "000", "revision": "0", "save": "later", "fingerprint": ""}
    response = client.post(part(round), fields, headers={"Origin": "http://testserver"})
    assert (response.status_code, shown(response)) == (403, {"What you wrote about this part": "好"})
    html = response.content.decode()
    again = html[html.index("kept-words") :]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', again))
    assert re.search(rf'<form method="post" action="{part(round)}"', again)
    assert client.post(part(round), hidden).status_code == 302


def test_what_another_site_sent_is_offered_to_nobody():
    round = make_round()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_facilitator(round.team))
    for headers in ({"Origin": "https://evil.example"}, {}):
        html = client.post(part(round), {"reflection": "x"}, headers=headers).content.decode()
        assert "Send it again" not in html


def test_who_took_all_cookies_away_while_writing_gets_the_words_back():
    response = Client(enforce_csrf_checks=True).post(part(make_round()), {"reflection": "好"})
    assert shown(response) == {"What you wrote about this part": "好"}


def test_who_isnt_allowed_any_more_gets_the_words_back(client):
    round = make_round()
    client.force_login(make_member(round.team))
    response = client.post(reverse("reopen_round", args=[round.code]), {"reason": "Weil"})
    assert response.status_code == 403
    assert "Weil" in shown(response).values()


def test_who_has_left_the_team_gets_the_words_back(client):
    round = make_round()
    client.force_login(make_member(make_team()))
    response = client.post(part(round), {"reflection": "Allein"})
    assert (response.status_code, shown(response)) == (404, {"What you wrote about this part": "Allein"})


def test_a_sheet_that_is_gone_gives_back_what_was_typed(client):
    response = client.post(reverse("my_principle", args=["nosuch", "p1"]), {"reflection": "好"})
    assert (response.status_code, shown(response)) == (404, {"What you wrote about this part": "好"})


def test_a_standing_typed_while_the_round_closed_comes_back(client):
    round = make_round(state="closed")
    client.force_login(make_facilitator(round.team))
    response = client.post(reverse("standing", args=[round.code, "p1"]), {"why": "Weil", "revision": "0"})
    assert response.status_code == 410
    assert "Weil" in shown(response).values()


def test_administrators_get_theirs_back_with_the_labels_of_the_admin(client):
    address = reverse("admin:teams_team_add")
    response = client.post(address, {"name": "Fluß", "_save": "Save", "organisation": "1"})
    assert shown(response) == {"Name": "Fluß"}


def test_an_invitation_typed_after_signing_out_comes_back(client):
    team = make_invitation(make_team()).team
    response = client.post(
        reverse("invite_to_team", args=[team.code]), {"email": "fay@council.example", "role": "member"}
    )
    assert "fay@council.example" in shown(response).values()
