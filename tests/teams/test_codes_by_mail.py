"""Sign-in codes go out at once, whatever the mail server does: five seconds, two at a time. Over real sockets."""

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from teams.models import Letter
from teams.services.codes_by_mail import BUSY, STOPPED
from tests.mail_servers import mail_server, send_to, wait_for
from tests.make import make_user

pytestmark = pytest.mark.django_db


def ask(client, email):
    return client.post(reverse("account_login"), {"email": email})


def test_a_code_arrives_and_signs_in_and_isnt_kept(client, settings):
    alice = make_user("Alice")
    with mail_server() as server:
        send_to(server, settings)
        answer = ask(client, alice.email)
    (mail,) = server.accepted
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Reply-To"].addresses[0].addr_spec == "hello@reflect.example"
    code = re.search(r"\d{4}-\d{4}", mail.get_body(["plain"]).get_content()).group()
    assert client.post(answer.url, {"code": code}).url == reverse("home")
    letter = Letter.objects.get()
    assert (letter.state, letter.kind, letter.body, letter.slot) == ("sent", "code", "", None)
    assert code not in str(vars(letter))


@pytest.mark.parametrize(
    ("how", "left"), [({"silent": True, "patience": 10}, 2), ({"late": 2}, 0)], ids=["silent", "late"]
)
def test_nobody_waits_longer_than_five_seconds(client, settings, how, left):
    """The late one would be through after twelve."""
    with mail_server(**how) as server:
        send_to(server, settings)
        for email in [make_user().email, "nobody@else.example"]:
            begun = time.monotonic()
            answer = ask(client, email)
            assert time.monotonic() - begun > 4.5
            assert answer.status_code == 503
            assert "We couldn’t send your e-mail" in answer.content.decode()
        wait_for(lambda: (server.now_open, server.left) == (0, left))
        assert server.accepted == []
    assert {letter.state for letter in Letter.objects.all()} == {"failed"}
    assert not Letter.objects.exclude(slot=None).exists()


@pytest.mark.parametrize("answers", [{"RCPT": ["550 no"]}, {".": ["drop"]}, {"MAIL": ["451 later"]}])
def test_a_code_is_sent_once_or_not_at_all(client, settings, answers):
    with mail_server(answers=answers) as server:
        send_to(server, settings)
        assert ask(client, make_user().email).status_code == 503
        letter = Letter.objects.get()
        assert letter.state == "failed"
        assert "TimeoutError" not in letter.problem, "it waited to the end of its time"
    assert not server.accepted
    assert sum(said.startswith("MAIL") for said in server.heard) == 1


def hold(slot, seconds):
    """Somebody else has been sending for so long."""
    until = timezone.now() + timedelta(seconds=6 - seconds)
    return Letter.objects.create(kind="code", to="a@b.example", subject="s", slot=slot, claimed_until=until)


def test_while_two_are_stuck_nobody_else_waits_for_them(client, settings):
    hold(1, seconds=2), hold(2, seconds=3)  # which is over before those five seconds are
    with mail_server() as server:
        send_to(server, settings)
        assert ask(client, make_user().email).status_code == 503
    assert not server.accepted
    assert Letter.objects.latest("pk").problem == BUSY


def test_while_two_are_quick_a_third_waits_its_turn(client, settings):
    hold(1, seconds=0), hold(2, seconds=5.5)
    with mail_server() as server:
        send_to(server, settings)
        answer = ask(client, make_user().email)
    assert answer.status_code == 302
    assert len(server.accepted) == 1


def test_one_that_was_stopped_makes_room(client, settings):
    stopped = hold(1, seconds=7)
    with mail_server() as server:
        send_to(server, settings)
        assert ask(client, make_user().email).status_code == 302
    stopped.refresh_from_db()
    assert (stopped.slot, stopped.problem, stopped.state) == (None, STOPPED, "failed")
