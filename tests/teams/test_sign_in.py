"""Signing in by an e-mailed code, as a browser does it."""

import re

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from teams.adapter import AccountAdapter
from teams.models import User
from tests.make import make_invitation, make_member, make_team, make_user

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"
CODE = "/sign-in/code/"
TOO_MANY = "That was too many tries. Wait a minute, then ask for a new code."
TOO_OLD = "We can’t use that code any more. Ask for a new one."


def ask_for_code(client, email, **query):
    return client.post(reverse("account_login", query=query or None), {"email": email})


def code_in(mail):
    return re.search(r"\d{4}-\d{4}", mail.body).group()


def is_signed_in(client, user):
    return get_user(client) == user


def test_a_code_signs_in(client, mailoutbox):
    alice = make_user("Alice")
    answer = ask_for_code(client, alice.email)
    assert answer.url == CODE
    assert f"We’ve sent an e-mail to <strong>{alice.email}</strong>" in client.get(CODE).content.decode()

    answer = client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert answer.url == reverse("home")
    assert is_signed_in(client, alice)


def test_the_e_mail_says_the_same_as_text_and_as_html(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, alice.email)
    (mail,) = mailoutbox
    assert mail.to == [alice.email]
    assert mail.subject == "Your code to sign in to Coprod Reflect"
    assert "It works once, for 15 minutes." in mail.body
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    assert f"{code_in(mail)}" in html
    assert "It works once, for 15 minutes." in html


def test_a_code_needs_no_dash(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, alice.email)
    client.post(CODE, {"code": f" {code_in(mailoutbox[0]).replace('-', ' ')} "})
    assert is_signed_in(client, alice)


@pytest.mark.parametrize("written", ["Alice @ Work <{}>", "{} (Alice)", "mailto:{}", "*{}*"])
def test_an_address_may_come_as_it_was_copied(client, mailoutbox, written):
    alice = make_user("Alice")
    assert ask_for_code(client, written.format(alice.email)).url == CODE
    assert mailoutbox[0].to == [alice.email]


def test_of_several_addresses_none_is_chosen_and_all_stay(client, mailoutbox):
    page = ask_for_code(client, "a@council.example; b@council.example").content.decode()
    assert "There are 2 addresses here. Write only one of them." in page
    assert 'value="a@council.example; b@council.example"' in page
    assert not mailoutbox


@pytest.mark.parametrize("around", ["Your code: {}.", "“{}”", "26.11.2026 14:30 {} works for 15 minutes"])
def test_a_code_may_come_with_what_was_copied_along(client, mailoutbox, around):
    alice = make_user("Alice")
    ask_for_code(client, alice.email)
    client.post(CODE, {"code": around.format(code_in(mailoutbox[0]))})
    assert is_signed_in(client, alice)


def test_the_whole_e_mail_may_be_pasted(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, alice.email)
    client.post(CODE, {"code": mailoutbox[0].body})
    assert is_signed_in(client, alice)


def test_the_code_field_helps_phones(client):
    ask_for_code(client, make_user().email)
    page = client.get(CODE).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_capitals_in_an_address_dont_matter(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, f"  {alice.email.upper()} ")
    client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert is_signed_in(client, alice)


def test_next_is_kept_all_the_way(client, mailoutbox):
    bob = make_member(make_team())
    team = reverse("team", args=[bob.memberships.get().team.code])
    start = client.get(team).url
    assert start == f"{SIGN_IN}?next={team}"
    code_page = client.post(start, {"email": bob.email, "next": team}).url
    assert client.post(code_page, {"code": code_in(mailoutbox[0])}).url == team


def test_next_leads_nowhere_else(client, mailoutbox):
    alice = make_user("Alice")
    code_page = ask_for_code(client, alice.email, next="https://evil.example/").url
    assert client.post(code_page, {"code": code_in(mailoutbox[0])}).url == reverse("home")


def test_somebody_signed_in_goes_home(client):
    client.force_login(make_user())
    assert client.get(SIGN_IN).url == reverse("home")
    assert client.get(CODE).url == reverse("home")


def test_a_wrong_code_is_told_and_can_be_put_right(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, alice.email)
    answer = client.post(CODE, {"code": "wrong"})
    assert "That isn’t the code we sent last." in answer.content.decode()
    client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert is_signed_in(client, alice)


def test_no_code_at_all_is_told(client):
    ask_for_code(client, make_user().email)
    assert "Write the code from the e-mail." in client.post(CODE, {"code": ""}).content.decode()


def test_the_third_wrong_code_ends_it(client, mailoutbox):
    alice = make_user("Alice")
    code_page = ask_for_code(client, alice.email, next="/help/").url
    for _ in range(2):
        client.post(code_page, {"code": "wrong"})
    answer = client.post(code_page, {"code": "wrong"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_login", query={"next": "/help/"})
    assert TOO_MANY in answer.content.decode()
    assert TOO_OLD not in answer.content.decode()
    client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(client, alice)


def test_an_old_code_is_told(client, mailoutbox, settings):
    alice = make_user("Alice")
    code_page = ask_for_code(client, alice.email, next="/help/").url
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    answer = client.post(code_page, {"code": code_in(mailoutbox[0])}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_login", query={"next": "/help/"})
    assert TOO_OLD in answer.content.decode()
    assert not is_signed_in(client, alice)


def test_a_code_works_once(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, alice.email)
    client.post(CODE, {"code": code_in(mailoutbox[0])})
    client.post(reverse("account_logout"))
    answer = client.post(CODE, {"code": code_in(mailoutbox[0])}, follow=True)
    assert TOO_OLD in answer.content.decode()
    assert not is_signed_in(client, alice)


def test_only_the_newest_code_works(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, alice.email)
    ask_for_code(client, alice.email)
    client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(client, alice)
    client.post(CODE, {"code": code_in(mailoutbox[1])})
    assert is_signed_in(client, alice)


def test_a_code_works_only_where_it_was_asked_for(client, mailoutbox):
    alice, other_browser = make_user("Alice"), type(client)()
    ask_for_code(client, alice.email)
    other_browser.post(CODE, {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(other_browser, alice)


def test_a_mistyped_address_can_be_put_right(client, mailoutbox):
    alice = make_user("Alice")
    ask_for_code(client, "alcie@council.example")
    assert client.get(SIGN_IN).status_code == 200
    ask_for_code(client, alice.email)
    client.post(CODE, {"code": code_in(mailoutbox[-1])})
    assert is_signed_in(client, alice)


def test_nobodys_account_is_revealed(client, mailoutbox):
    bob, other_browser = make_user("Bob"), type(client)()
    make_user("Eve", is_active=False)
    for browser, email in [(client, bob.email), (other_browser, "nobody@else.example")]:
        assert ask_for_code(browser, email).url == CODE
    pages = [
        re.sub(r'value="[^"]{20,}"', "", browser.get(CODE).content.decode()).replace(email, "")
        for browser, email in [(client, bob.email), (other_browser, "nobody@else.example")]
    ]
    assert pages[0] == pages[1]
    assert [mail.to for mail in mailoutbox] == [[bob.email], ["nobody@else.example"]]


def test_a_stranger_is_told_by_e_mail_only(client, mailoutbox):
    ask_for_code(client, "nobody@else.example")
    (mail,) = mailoutbox
    assert "There is no account for this address" in mail.body
    assert not re.search(r"\d{4}-\d{4}", mail.body)
    assert "That isn’t the code we sent last." in client.post(CODE, {"code": "-"}).content.decode()
    assert User.objects.count() == 0


def test_a_closed_account_gets_no_code(client, mailoutbox):
    eve = make_user("Eve", is_active=False)
    make_invitation(make_team(), email=eve.email)
    ask_for_code(client, eve.email)
    assert "The account with this address is closed" in mailoutbox[0].body
    assert "Ask an admin of your organisation" in mailoutbox[0].body
    assert "Open this link to join" not in mailoutbox[0].body


def test_an_account_closed_meanwhile_cant_sign_in(client, mailoutbox):
    eve = make_user("Eve")
    ask_for_code(client, eve.email)
    User.objects.update(is_active=False)
    answer = client.post(CODE, {"code": code_in(mailoutbox[0])}, follow=True)
    assert "This account is closed" in answer.content.decode()
    assert not is_signed_in(client, eve)


def test_too_many_requests_for_one_address_are_refused(client, mailoutbox):
    alice = make_user("Alice")
    for _ in range(3):
        assert ask_for_code(client, alice.email).url == CODE
    assert TOO_MANY in ask_for_code(client, alice.email).content.decode()
    assert TOO_MANY in ask_for_code(type(client)(), alice.email.upper()).content.decode()
    assert len(mailoutbox) == 3


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Write your e-mail address."),
        ("alice", "Write the whole e-mail address, such as name@example.org."),
        (f"alice@{'a' * 300}.example", "This address is too long to be right."),
        (f"alice@{'ü.' * 40}example", "This address is too long to be right."),
        ("al\nice@council.example", "Write the whole e-mail address"),
        ("älice@council.example", "Write the whole e-mail address"),
    ],
)
def test_what_is_no_address_is_told(client, mailoutbox, email, message):
    answer = ask_for_code(client, email)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not mailoutbox


@pytest.mark.parametrize(
    "typed", ["alice@bücher.example", "ALICE@BÜCHER.EXAMPLE", "alice@xn--bcher-kva.example"]
)
def test_one_mailbox_has_one_spelling(client, mailoutbox, typed):
    alice = User.objects.create_user("alice@xn--bcher-kva.example")
    ask_for_code(client, typed)
    client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert is_signed_in(client, alice)


def test_a_mail_server_that_is_down_is_told(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for email in [make_user().email, "nobody@else.example"]:
        answer = ask_for_code(client, email)
        assert answer.status_code == 503
        assert "We couldn’t send your e-mail" in answer.content.decode()


def test_nobody_signs_themselves_up(client, rf):
    assert not AccountAdapter().is_open_for_signup(rf.get("/")), "whichever way of allauth’s they find"
    for answer in [client.get(reverse("account_signup")), client.post(reverse("account_signup"))]:
        assert "You join by invitation" in answer.content.decode()
    client.post(reverse("account_signup"), {"email": "eve@else.example", "password1": "a-long-password-1"})
    assert not User.objects.exists()


def test_signing_out_takes_a_button(client):
    alice = make_user("Alice")
    client.force_login(alice)
    assert "Sign out" in client.get(reverse("account_logout")).content.decode()
    assert is_signed_in(client, alice)
    answer = client.post(reverse("account_logout"), follow=True)
    assert not is_signed_in(client, alice)
    assert "You are signed out." in answer.content.decode()


def test_signing_out_twice_is_harmless(client):
    assert client.get(reverse("account_logout")).url == reverse("home")
    assert client.post(reverse("account_logout")).url == reverse("home")


def test_pages_are_never_kept(client):
    ask_for_code(client, make_user().email)
    for path in [SIGN_IN, CODE]:
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_the_sign_in_page_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(SIGN_IN)
