"""The outbox: written in a transaction, sent outside requests, tried again, and never twice. Over real sockets."""

import os
import re
import signal
import ssl
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from teams import postman
from teams.models import Letter, User
from teams.services import outbox
from teams.services.outbox import (
    MAY_HAVE_ARRIVED,
    PAUSES,
    STOPPED,
    TOO_LATE,
    UNWRITABLE,
    clear_outbox,
    post,
    put_into_words,
    send_again,
    send_waiting,
    written,
)
from tests.certificates import make_certificate
from tests.mail_servers import mail_server, send_to, wait_for
from tests.make import make_team, make_user
from tests.test_layout import MODULES, name

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
FAY = "fay@council.example"


def make_letter(to=FAY, **more):
    return Letter.objects.create(kind="invitation", to=to, subject="Come", body="The words", **more)


def let_time_pass():
    Letter.objects.waiting().update(due_at=timezone.now(), claimed_until=None)


def test_it_arrives_with_who_it_is_from_and_who_answers(settings):
    alice, fay = make_user("Alice"), make_user("Fay")
    context = {"lead": fay, "actions": [{"what": "Buy a kettle", "due": "due today", "team": make_team()}]}
    post("reminder", context, to=fay.email, reply_to=alice, from_name="Áldermoor, & “Co” Council")
    with mail_server() as server:
        send_to(server, settings)
        assert send_waiting() == 1
    (mail,) = server.accepted
    assert mail["To"] == fay.email
    assert mail["From"].addresses[0].display_name == "Áldermoor, & “Co” Council"
    assert mail["From"].addresses[0].addr_spec == "hello@reflect.example"
    assert mail["Reply-To"].addresses[0].addr_spec == alice.email
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"] == "Buy a kettle: due today"
    letter = Letter.objects.get()
    assert letter.state == "sent"
    assert (letter.body, letter.reply_to) == ("", ""), "what was sent isn’t kept"


@pytest.mark.parametrize("character", ["a", "ক", "😀"])
def test_whoever_answers_may_have_a_long_name_in_any_script(settings, character):
    name = character * User._meta.get_field("name").max_length
    olu = User.objects.create_user("olu@council.example", name=name)
    letter = make_letter(reply_to=written(olu))
    letter.clean_fields(exclude=["team", "invitation"])  # PostgreSQL refuses what is too long
    with mail_server() as server:
        send_to(server, settings)
        assert send_waiting() == 1
    (answers,) = server.accepted[0]["Reply-To"].addresses
    assert (answers.display_name, answers.addr_spec) == (name, olu.email)


def test_what_is_taken_back_is_never_sent(settings):
    with mail_server() as server:
        send_to(server, settings)
        with transaction.atomic():
            make_letter()
            transaction.set_rollback(True)
        assert send_waiting() == 0
    assert not server.accepted


def test_a_greylisting_server_gets_it_later_and_once(settings):
    make_letter()
    with mail_server(answers={"RCPT": ["451 come back", "450 not yet"], ".": ["451 not now"]}) as server:
        send_to(server, settings)
        for tries in (1, 2, 3):
            assert send_waiting() == 0
            letter = Letter.objects.get()
            assert (letter.state, letter.tries) == ("waiting", tries)
            assert abs(letter.due_at - timezone.now() - PAUSES[tries - 1]) < timedelta(seconds=20)
            assert send_waiting() == 0, "not before its time"
            let_time_pass()
        assert [send_waiting(), send_waiting()] == [1, 0]
    assert len(server.accepted) == 1
    assert len({mail["Message-ID"] for mail in server.accepted}) == 1


def test_nothing_sends_e_mail_by_itself():
    """Codes that can't wait are made with the adapter, and sent like letters."""
    sends = re.compile(
        r"send_mail\(|send_mass_mail|mail_admins|mail_managers|EmailMessage\(|get_connection\(|\.send\(\)"
    )
    users = {name(path) for path in MODULES if sends.search(path.read_text())}
    assert users == {"teams/smtp.py", "teams/adapter.py"}


def test_one_name_for_life():
    letter = make_letter()
    names = {outbox.message_of(letter, "x").message()["Message-ID"] for _ in range(2)}
    assert len(names) == 1


def test_an_address_that_isnt_there_has_failed(settings):
    make_letter()
    with mail_server(answers={"RCPT": ["550 nobody here"]}) as server:
        send_to(server, settings)
        send_waiting()
    letter = Letter.objects.get()
    assert letter.state == "failed"
    assert "550" in letter.problem


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_hung_up_before_it_was_handed_over_it_is_tried_again(verb, settings):
    make_letter()
    with mail_server(answers={verb: ["drop"], "HELO": ["drop"]}) as server:
        send_to(server, settings)
        assert send_waiting() == 0
        assert Letter.objects.get().state == "waiting"
        let_time_pass()
        assert send_waiting() == 1
    assert len(server.accepted) == 1


def test_hung_up_after_it_was_handed_over_it_isnt(settings):
    """It may have arrived. Only a person can say that it didn't."""
    make_letter()
    with mail_server(answers={".": ["drop"]}) as server:
        send_to(server, settings)
        send_waiting()
        letter = Letter.objects.get()
        assert (letter.state, letter.problem) == ("failed", MAY_HAVE_ARRIVED)
        let_time_pass()
        assert send_waiting() == 0
        assert send_again(Letter.objects.all()) == 1
        assert send_waiting() == 1
    assert Letter.objects.get().tries == 2, "no try has the number of an older one"


def test_what_may_no_longer_be_so_isnt_sent(settings):
    old = make_letter(ends_at=timezone.now() - timedelta(seconds=1))
    make_letter("gus@council.example", ends_at=timezone.now() + timedelta(hours=1))
    with mail_server() as server:
        send_to(server, settings)
        assert send_waiting() == 1
    assert [mail["To"] for mail in server.accepted] == ["gus@council.example"]
    old.refresh_from_db()
    assert (old.state, old.problem, old.body) == ("failed", TOO_LATE, "")


def test_what_may_no_longer_be_so_isnt_sent_again():
    now = timezone.now()
    make_letter(failed_at=now, ends_at=now - timedelta(seconds=1))
    holds = [make_letter(failed_at=now, **more) for more in ({}, {"ends_at": now + timedelta(hours=1)})]
    assert send_again(Letter.objects.all()) == 2
    assert set(Letter.objects.waiting()) == set(holds)
    clear_outbox()
    assert not Letter.objects.exclude(failed_at=None).exclude(body="").exists(), (
        "nobody may send it, so it isn’t kept"
    )
    assert not Letter.objects.waiting().filter(body="").exists()


@pytest.mark.parametrize("kind", ["round_open", "reminder", "open_round", "quotes_wait"])
def test_what_somebody_may_have_done_meanwhile_holds_for_two_days(kind):
    ends_at = put_into_words(kind, {}, to=FAY, from_name="", reply_to=None).ends_at
    assert abs(ends_at - timezone.now() - timedelta(days=2)) < timedelta(seconds=20)


@pytest.mark.parametrize(
    ("how", "left"), [({"silent": True, "patience": 10}, 1), ({"late": 0.4}, 0)], ids=["silent", "late"]
)
def test_the_deadline_is_for_the_whole_conversation(how, left, settings, monkeypatch):
    """The late one would be through after three seconds."""
    monkeypatch.setattr(outbox, "SECONDS", 1)
    make_letter()
    with mail_server(**how) as server:
        send_to(server, settings)
        begun = time.monotonic()
        send_waiting()
        assert time.monotonic() - begun > 0.9
        wait_for(lambda: (server.now_open, server.left) == (0, left))
        assert server.accepted == []
    assert Letter.objects.get().state == "waiting"


def test_a_server_that_says_goodbye_late_isnt_waited_for(settings, monkeypatch):
    monkeypatch.setattr(outbox, "SECONDS", 120)  # longer than it takes to say it
    make_letter()
    with mail_server(answers={"QUIT": ["hang"]}) as server:
        send_to(server, settings)
        assert send_waiting() == 1
        assert server.hung == 0


def test_nobody_listens(settings):
    make_letter()
    with mail_server() as server:
        send_to(server, settings)
    send_waiting()
    assert Letter.objects.get().state == "waiting"
    assert "ConnectionRefusedError" in Letter.objects.get().problem


def test_a_certificate_that_cant_be_trusted_yet(settings, tmp_path):
    make_certificate(tmp_path, "127.0.0.1")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    make_letter()
    with mail_server(
        tls=tls, answers={"EHLO": ["250-here\r\n250 STARTTLS"], "STARTTLS": ["220 go on"]}
    ) as server:
        send_to(server, settings)
        settings.EMAIL_USE_TLS = True
        assert send_waiting() == 0
    assert Letter.objects.get().state == "waiting"
    assert "SSLCertVerificationError" in Letter.objects.get().problem


def test_a_mail_server_whose_name_is_mistyped(settings):
    make_letter()
    with mail_server() as server:
        send_to(server, settings)
        settings.EMAIL_HOST = "mail..council.example"
        assert send_waiting() == 0
        assert Letter.objects.get().state == "waiting"
        assert "UnicodeError" in Letter.objects.get().problem
        let_time_pass()
        settings.EMAIL_HOST = "127.0.0.1"
        assert send_waiting() == 1


def test_what_cant_be_written_has_failed(settings):
    make_letter("fay@council.example\nBcc: gus@council.example")
    with mail_server() as server:
        send_to(server, settings)
        assert send_waiting() == 0
        assert not server.heard
    assert Letter.objects.get().state == "failed"


def test_in_the_end_it_is_given_up(settings):
    make_letter()
    with mail_server() as server:
        send_to(server, settings)
    for _ in range(len(PAUSES) + 1):
        assert Letter.objects.get().state == "waiting"
        send_waiting()
        let_time_pass()
    assert Letter.objects.get().state == "failed"


def test_what_stops_its_sender_isnt_tried_for_ever(settings):
    make_letter(tries=len(PAUSES) + 1, claimed_until=timezone.now() - timedelta(seconds=1))
    with mail_server() as server:
        send_to(server, settings)
        assert send_waiting() == 0
    assert Letter.objects.get().problem == STOPPED


@given(address=st.text(max_size=40), name=st.text(max_size=60))
@settings_of(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_address_and_no_name_stops_the_others(address, name):
    letter = Letter(pk=1, kind="x", to=f"{address}@a.example", subject=name, from_name=name, reply_to=address)
    with suppress(*UNWRITABLE):
        outbox.message_of(letter, "x").message().as_bytes()


def test_whoever_sends_is_followed_by_another_if_it_breaks(monkeypatch, transactional_db):
    rounds, again = [], Event()

    def breaks(is_time):
        rounds.append(is_time)
        if len(rounds) > 1:
            again.set()
            Event().wait()
        raise RuntimeError

    monkeypatch.setattr(postman, "_go_round", breaks)
    monkeypatch.setattr(postman, "PAUSE", 0.05)
    monkeypatch.setattr("threading.excepthook", lambda given: None)
    postman.start_postman()
    assert again.wait(60)


def test_old_ones_are_cleared_and_waiting_ones_stay():
    long_ago = timezone.now() - timedelta(days=31)
    make_letter(sent_at=long_ago)
    make_letter(failed_at=long_ago)
    kept = {make_letter(sent_at=timezone.now()), make_letter(made_at=long_ago)}
    clear_outbox()
    assert set(Letter.objects.all()) == kept


SENDER = """
import django, sys
django.setup()
from teams.services.outbox import send_waiting
print("ready", flush=True)
sys.stdin.readline()
print(send_waiting(), flush=True)
"""


def python(*command, url, port=1):
    environment = os.environ | {"DATABASE_URL": url, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
    environment |= {"EMAIL_TLS": "0", "DJANGO_SETTINGS_MODULE": "coprod_reflect.settings"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, **pipes)


def start_sender(url, port):
    sender = python("-c", SENDER, url=url, port=port)
    assert sender.stdout.readline() == "ready\n"
    return sender


def go(sender):
    sender.stdin.write("go\n")
    sender.stdin.flush()


def in_database(url, code):
    words = f"import django; django.setup(); from teams.models import Letter; from django.utils import timezone\n{code}"
    done = python("-c", words, url=url)
    return done.communicate()[0].strip()


MAKE = "[Letter.objects.create(kind='x', to=f'{n}@a.example', subject='s', body='b') for n in range(%d)]"
STATES = "print(*sorted(letter.state for letter in Letter.objects.all()))"
LAPSE = "Letter.objects.waiting().update(claimed_until=timezone.now(), due_at=timezone.now())"


def test_two_senders_at_once_send_each_letter_once(database):
    in_database(database, MAKE % 40)
    with mail_server(late=0.005, together=2) as server:
        senders = [start_sender(database, server.port) for _ in range(2)]
        for sender in senders:
            go(sender)
        counts = [int(sender.communicate()[0]) for sender in senders]
    assert sum(counts) == 40
    assert min(counts) > 0
    assert sorted(mail["To"] for mail in server.accepted) == sorted(f"{n}@a.example" for n in range(40))


INVITE = """
from teams.models import Invitation, Organisation
(org,) = Organisation.objects.bulk_create([Organisation(slug="a", name="A")])  # without what follows in other apps
for n in range(8):
    into = {"organisation": org, "team": org.teams.create(name=str(n)), "role": "member"}
    invited = Invitation.objects.create(email="fay@a.example", **into)
    Letter.objects.create(kind="x", to="fay@a.example", subject="s", body="b", invitation=invited)
"""


def test_two_senders_at_once_send_one_of_many_to_one_address(database):
    in_database(database, INVITE)
    with mail_server(late=0.02) as server:
        senders = [start_sender(database, server.port) for _ in range(3)]
        for sender in senders:
            go(sender)
        counts = [int(sender.communicate()[0]) for sender in senders]
    assert sum(counts) == 1
    assert in_database(database, STATES) == "sent" + 7 * " waiting"


@pytest.mark.parametrize(
    ("answers", "twice", "state"),
    [({".": ["hang"]}, False, "failed"), ({"RCPT": ["hang"]}, True, "sent")],
    ids=["after it was handed over", "before"],
)
def test_killed_in_the_middle(database, answers, twice, state):
    in_database(database, MAKE % 1)
    verb = next(iter(answers))
    with mail_server(answers=answers) as server:
        sender = start_sender(database, server.port)
        go(sender)
        wait_for(
            lambda: server.reached.is_set() if verb == "." else any("RCPT" in said for said in server.heard)
        )
        time.sleep(0.1)
        os.kill(sender.pid, signal.SIGKILL)
        sender.wait()
        in_database(database, LAPSE)
        second = start_sender(database, server.port)
        go(second)
        assert second.communicate()[0].strip() == str(int(twice))
    assert len(server.accepted) == int(twice)
    assert in_database(database, STATES) == state
