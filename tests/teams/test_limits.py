"""How often a code may be asked for: nobody's requests lock somebody else out, and no mailbox is filled."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from teams.models import CodeRequest
from teams.services.limits import clear_code_requests
from teams.visitors import COOKIE, COOKIE_SECONDS, address_of
from tests.make import make_invitation, make_team, make_user

pytestmark = pytest.mark.django_db
CODE = "/sign-in/code/"
MINUTE, HOUR = "Wait a minute, then ask for a new code.", "Wait an hour, then ask for a new code."


def ask(email, *, browser=None, at="203.0.113.1"):
    """Whether a code was sent; if not, why."""
    answer = (browser or Client()).post(reverse("account_login"), {"email": email}, REMOTE_ADDR=at)
    if answer.status_code == 302:
        return True
    return next(words for words in (MINUTE, HOUR) if words in answer.content.decode())


def signed_in_before(user, mailoutbox):
    browser = Client()
    browser.post(reverse("account_login"), {"email": user.email}, REMOTE_ADDR="198.51.100.7")
    code = mailoutbox[-1].body.split("    ")[1].split()[0]
    browser.post(CODE, {"code": code})
    browser.post(reverse("account_logout"))
    return browser


def test_a_strangers_requests_dont_lock_the_owner_out(mailoutbox):
    alice = make_user("Alice")
    assert [ask(alice.email, at="198.51.100.66") for _ in range(5)] == [True] * 3 + [MINUTE] * 2
    assert ask(alice.email) is True


def test_one_visitor_has_an_hour_of_a_mailbox_too(mailoutbox):
    alice = make_user("Alice")
    for minutes in (1, 3, 5, 7, 9, 11, 13, 15):
        assert ask(alice.email) is True
        CodeRequest.objects.filter(pk=CodeRequest.objects.latest("pk").pk).update(
            made_at=timezone.now() - timedelta(minutes=minutes)
        )
    assert ask(alice.email) == HOUR
    assert ask(alice.email, at="198.51.100.4") is True


def test_a_mailbox_gets_twenty_an_hour_from_all_the_world(mailoutbox):
    alice = make_user("Alice")
    got = [ask(alice.email, at=f"198.51.{n}.1") for n in range(30)]
    assert got == [True] * 20 + [HOUR] * 10
    assert len(mailoutbox) == 20
    CodeRequest.objects.update(made_at=timezone.now() - timedelta(minutes=61))
    assert ask(alice.email) is True


def test_who_isnt_known_is_answered_like_who_is(mailoutbox):
    alice = make_user("Alice")
    for email in (alice.email, "nobody@else.example"):
        assert [ask(email, at="192.0.2.1") for _ in range(4)] == [True] * 3 + [MINUTE]
        assert [ask(email, at=f"198.51.{n}.1") for n in range(18)] == [True] * 17 + [HOUR]


def test_a_browser_that_was_here_before_is_never_locked_out(mailoutbox):
    alice = make_user("Alice")
    browser = signed_in_before(alice, mailoutbox)
    for n in range(30):
        ask(alice.email, at=f"198.51.{n}.1")
    assert ask(alice.email) == HOUR
    assert ask(alice.email, browser=browser) is True
    assert [ask(alice.email, browser=browser) for _ in range(3)] == [True, True, MINUTE], (
        "and has a limit of its own"
    )


def test_even_where_everybody_at_the_same_address_is_refused(mailoutbox):
    alice = make_user("Alice")
    browser = signed_in_before(alice, mailoutbox)
    for n in range(61):
        ask(f"{n}@else.example")
    assert ask(alice.email) == MINUTE
    assert ask(alice.email, browser=browser) is True


def test_it_is_known_for_that_person_only(mailoutbox):
    alice, bob = make_user("Alice"), make_user("Bob")
    browser = signed_in_before(alice, mailoutbox)
    for n in range(30):
        ask(bob.email, at=f"198.51.{n}.1")
    assert ask(bob.email, browser=browser) == HOUR


def test_a_forged_or_foreign_cookie_is_nobodys(mailoutbox):
    alice = make_user("Alice")
    browser = signed_in_before(alice, mailoutbox)
    for n in range(30):
        ask(alice.email, at=f"198.51.{n}.1")
    browser.cookies[COOKIE] = browser.cookies[COOKIE].value[:-1] + "x"
    assert ask(alice.email, browser=browser) == HOUR


def test_the_cookie_goes_to_the_sign_in_pages_and_names_nobody(mailoutbox):
    alice = make_user("Alice")
    cookie = signed_in_before(alice, mailoutbox).cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == ("/sign-in/", True, COOKIE_SECONDS)
    assert "alice" not in cookie.value.lower()


def test_thirty_people_behind_one_address_ask_within_a_minute(mailoutbox):
    people = [make_user(f"P{n}") for n in range(30)]
    assert all(ask(person.email) is True for person in people)
    assert len(mailoutbox) == 30


def test_many_mailboxes_from_one_address_have_an_end(mailoutbox):
    got = [ask(f"{n}@else.example") for n in range(70)]
    assert got == [True] * 60 + [MINUTE] * 10
    assert ask("somebody@else.example", at="198.51.100.2") is True


def test_the_link_of_an_invitation_is_counted_by_itself(client, mailoutbox):
    invitation = make_invitation(make_team())
    for n in range(30):
        ask(invitation.email, at=f"198.51.{n}.1")
    link = reverse("send_invitation_code", args=[invitation.token])
    got = [client.post(link).url.startswith(CODE) for _ in range(4)]
    assert got == [True, True, True, False]


def test_others_cant_use_up_somebodys_tries_at_a_code(client, mailoutbox):
    alice = make_user("Alice")
    client.post(reverse("account_login"), {"email": alice.email})
    code = mailoutbox[0].body.split("    ")[1].split()[0]
    stranger = Client()
    stranger.post(reverse("account_login"), {"email": alice.email}, REMOTE_ADDR="198.51.100.1")
    for _ in range(4):
        stranger.post(CODE, {"code": "0000-0000"})
    assert client.post(CODE, {"code": code}).url == reverse("home")


def test_requests_are_forgotten_after_an_hour(mailoutbox):
    ask("a@else.example")
    assert "else.example" not in str(CodeRequest.objects.values())
    assert "203.0.113" not in str(CodeRequest.objects.values())
    clear_code_requests()
    assert CodeRequest.objects.count() == 1
    CodeRequest.objects.update(made_at=timezone.now() - timedelta(minutes=61))
    clear_code_requests()
    assert not CodeRequest.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "127.0.0.1"),
        (0, None, "127.0.0.1"),
        (1, None, None),
        (1, "", None),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", None),
        (1, "198.51.100.1:4711", "198.51.100.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
        (1, "unknown", None),
    ],
)
def test_an_address_is_what_the_trusted_proxies_say(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert address_of(rf.get("/", **more)) == address


def test_without_an_address_limits_dont_fall_on_everybody_together(settings, mailoutbox):
    settings.TRUSTED_PROXIES = 1
    assert all(ask(f"{n}@else.example") is True for n in range(100))
    alice = make_user("Alice")
    assert [ask(alice.email) for _ in range(21)] == [True] * 20 + [HOUR]
    wrong = [Client().post(reverse("join"), {"code": "bbbbbbbb"}).status_code for _ in range(40)]
    assert wrong == [422] * 40
