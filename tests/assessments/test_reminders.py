"""Reminders by e-mail: who gets one, when, and never twice."""

from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Action, Round
from assessments.reminding import in_words, is_owed
from assessments.services.late_rounds import remind_of_open_rounds
from assessments.services.reminders import send_reminders
from assessments.services.rounds import close_round
from coprod_reflect.logs import PrivateFormatter
from teams.models import Letter
from teams.one_by_one import SomeFailed
from teams.services.mail_choices import KINDS, choose_all
from teams.services.outbox import send_waiting
from tests.faults import broken_for
from tests.make import make_action, make_admin, make_facilitator, make_member, make_round, make_team

DUE = date(2027, 3, 20)
LONG_AGO = timezone.make_aware(datetime(2027, 1, 1, 9))


@pytest.fixture
def team():
    return make_team(name="Riverside team")


@pytest.fixture
def bob(team):
    return make_member(team)


def led_by(lead, team, what="Move the meeting", **extra):
    return make_action(team, what, lead=lead, **{"due_on": DUE, "created_at": LONG_AGO, **extra})


def send(days, hour=7):
    """So many days from the day it is due. Returns whom an e-mail reached."""
    mail.outbox.clear()
    send_reminders(now=timezone.make_aware(datetime.combine(DUE + timedelta(days=days), time(hour))))
    send_waiting()
    return [message.to[0] for message in mail.outbox]


@pytest.mark.django_db
def test_a_week_before_on_the_day_and_once_two_weeks_after(team, bob):
    led_by(bob, team)
    got = [day for day in range(-30, 60) if send(day)]
    assert got == [-7, 0, 14]


@pytest.mark.django_db
def test_it_says_what_is_due_and_leads_there(team, bob, settings):
    settings.SITE_URL = "https://reflect.example/"
    action = led_by(bob, team, co_lead="Marjorie")
    send(-7)
    message = mail.outbox[0]
    assert message.subject == "Move the meeting: due in 7 days"
    assert "Hello Bob," in message.body
    assert "(Riverside team; due in 7 days)" in message.body
    assert f"https://reflect.example/actions/{action.code}/" in message.body
    assert "You lead it with Marjorie." in message.body


@pytest.mark.django_db
def test_all_of_a_day_come_in_one(team, bob):
    led_by(bob, team, "Cook & eat")
    led_by(bob, team, "Buy a kettle", due_on=DUE + timedelta(days=7))
    assert send(0) == [bob.email]
    assert mail.outbox[0].subject == "2 actions that you lead"
    assert "Cook & eat" in mail.outbox[0].body
    assert "Buy a kettle" in mail.outbox[0].body
    assert Letter.objects.get().team == team


@pytest.mark.django_db
def test_one_of_several_teams_is_about_none_of_them(team, bob):
    led_by(bob, team)
    other = make_team(name="Another team")
    other.memberships.create(user=bob)
    led_by(bob, other)
    send(0)
    assert Letter.objects.get().team is None


@pytest.mark.django_db
def test_run_again_it_sends_nothing_twice(team, bob):
    led_by(bob, team)
    assert send(0, hour=7) == [bob.email]
    assert send(0, hour=8) == []
    assert send(0, hour=23) == []


@pytest.mark.django_db
def test_at_most_one_a_day_whatever_is_changed_meanwhile(team, bob):
    led_by(bob, team)
    send(0)
    led_by(bob, team, "Planned earlier, given to Bob just now")
    assert send(0, hour=18) == []
    assert send(1) == [bob.email], "made up for the next day"


@pytest.mark.django_db
def test_not_even_when_what_it_was_about_is_done_since(team, bob):
    led_by(bob, team)
    send(0)
    Action.objects.update(done_at=LONG_AGO)
    led_by(bob, team, "Buy a kettle")
    assert send(0, hour=18) == []


@pytest.mark.django_db
def test_a_day_that_was_missed_is_made_up_for(team, bob):
    led_by(bob, team)
    assert send(-3) == [bob.email]
    assert send(-2) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "life",
    [
        {"done_at": LONG_AGO},
        {"stopped_at": LONG_AGO, "stopped_because": "No money."},
        {"due_on": None},
        {"lead": None, "lead_name": "Marjorie"},
    ],
)
def test_nobody_is_reminded_of(team, bob, life):
    action = led_by(bob, team)
    Action.objects.filter(pk=action.pk).update(**life)
    assert send(0) == []


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["left", "inactive"])
def test_who_has_gone_is_left_alone(team, bob, gone):
    led_by(bob, team)
    if gone == "left":
        bob.memberships.all().delete()
    else:
        type(bob).objects.update(is_active=False)
    assert send(0) == []


@pytest.mark.django_db
def test_what_is_planned_late_isnt_reminded_of_at_once(team, bob):
    led_by(bob, team, created_at=timezone.make_aware(datetime(2027, 3, 18, 9)))
    assert send(-1) == []
    assert send(0) == [bob.email]


@pytest.mark.django_db
def test_a_new_date_has_new_reminders(team, bob):
    action = led_by(bob, team)
    send(0)
    Action.objects.filter(pk=action.pk).update(due_on=DUE + timedelta(days=30))
    assert [day for day in range(1, 60) if send(day)] == [23, 30, 44]


@pytest.mark.django_db
def test_what_couldnt_be_sent_waits_in_the_outbox_and_isnt_made_again(team, bob, settings):
    led_by(bob, team)
    settings.EMAIL_BACKEND = "teams.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send(0) == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send(0, hour=9) == []
    Letter.objects.update(due_at=timezone.now())
    assert send(0, hour=10) == [bob.email]


@pytest.mark.django_db
def test_an_answer_reaches_a_facilitator_or_an_admin(team, bob):
    led_by(bob, team)
    olu = make_admin(team.organisation)
    send(-7)
    (message,) = mail.outbox
    assert message.reply_to == [f"Olu <{olu.email}>"]
    assert message.from_email == f"{team.organisation} <hello@reflect.example>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    alice = make_facilitator(team)
    send(0)
    assert mail.outbox[0].reply_to == [f"Alice <{alice.email}>"]
    assert "answer this e-mail: Alice reads it." in mail.outbox[0].body


@pytest.mark.django_db
def test_a_lead_isnt_asked_to_answer_themselves(team):
    alice = make_facilitator(team)
    led_by(alice, team)
    send(0)
    assert mail.outbox[0].reply_to == ["hello@reflect.example"]
    assert "answer this e-mail" not in mail.outbox[0].body


@pytest.mark.django_db
def test_the_command_says_how_many(team, bob):
    led_by(bob, team, due_on=timezone.localdate(), created_at=timezone.now() - timedelta(days=9))
    out = StringIO()
    call_command("send_reminders", stdout=out)
    assert out.getvalue() == "Reminded: 1 person.\n"


@pytest.mark.django_db
def test_whoever_chose_not_to_get_them_is_not_among_the_reminded(team, bob):
    led_by(bob, team)
    choose_all(bob, shown=KINDS, wanted=())
    now = timezone.make_aware(datetime.combine(DUE, time(7)))
    assert send_reminders(now=now) == 0
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_where_it_fails_for_one_person_the_others_get_theirs(team, bob):
    cat, dee = make_member(team, "Cat"), make_member(team, "Dee")
    for person in (cat, bob, dee):
        led_by(person, team)
    with broken_for(Letter, to=bob.email), pytest.raises(SomeFailed):
        send(0)
    assert set(Letter.objects.values_list("to", flat=True)) == {cat.email, dee.email}
    send(0, hour=8)
    assert Letter.objects.filter(to=bob.email).count() == 1
    assert Letter.objects.count() == 3


@pytest.mark.django_db
def test_where_it_fails_for_one_kind_others_are_sent_and_it_is_told(team, bob, capsys, caplog):
    today = timezone.localdate()
    led_by(bob, team, due_on=today, created_at=timezone.now() - timedelta(days=9))
    make_facilitator(team)
    make_round(team, closes_on=today - timedelta(days=14))
    Round.objects.update(opened_at=timezone.now() - timedelta(days=30))
    with broken_for(Letter, kind="reminder"), pytest.raises(SomeFailed):
        call_command("send_reminders")
    assert capsys.readouterr().out == "About rounds that are still open: 1 e-mail.\n"
    (fault,) = caplog.records
    told = PrivateFormatter().format(fault)
    assert "RuntimeError" in told
    assert bob.email not in told


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60), st.sets(st.integers(0, 90)))
def test_never_more_than_three_whenever_it_runs(due_on, early, skipped):
    """It is planned `early` days before it is due, and the server sleeps on some days."""
    since, sent = due_on - timedelta(days=early), []
    for day in range(1, 90):
        today = due_on - timedelta(days=early) + timedelta(days=day)
        if day not in skipped and is_owed(due_on, since=since, today=today):
            since = today
            sent.append(today)
    assert len(sent) <= 3
    assert all(today >= due_on - timedelta(days=7) for today in sent)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (7, "due in 7 days"),
        (1, "due in 1 day"),
        (0, "due today"),
        (-1, "was due 1 day ago"),
        (-14, "was due 14 days ago"),
    ],
)
def test_when_in_words(days, words):
    assert in_words(DUE + timedelta(days=days), today=DUE) == words


@pytest.fixture
def late(team):
    """A round that was to close on DUE."""
    round = make_round(team, title="Spring", closes_on=DUE)
    Round.objects.filter(pk=round.pk).update(opened_at=LONG_AGO)
    return round


def remind(days):
    mail.outbox.clear()
    remind_of_open_rounds(now=timezone.make_aware(datetime.combine(DUE + timedelta(days=days), time(7))))
    send_waiting()
    return [message.to[0] for message in mail.outbox]


@pytest.mark.django_db
def test_a_round_that_nobody_closes_is_asked_about_twice(team, bob, late):
    alice = make_facilitator(team)
    got = [(day, remind(day)) for day in range(-30, 120)]
    assert [(day, people) for day, people in got if people] == [(14, [alice.email]), (60, [alice.email])]


@pytest.mark.django_db
def test_where_it_fails_for_one_round_others_are_asked_about(team, late):
    alice, olu = make_facilitator(team), make_facilitator(make_team(name="Other team"), "Olu")
    other = make_round(olu.memberships.get().team, closes_on=DUE)
    Round.objects.filter(pk=other.pk).update(opened_at=LONG_AGO)
    for broken, told in [(alice, olu), (olu, alice)]:
        Round.objects.update(reminded_at=None)
        with broken_for(Letter, to=broken.email), pytest.raises(SomeFailed):
            remind(14)
        assert Letter.objects.get().to == told.email
        Letter.objects.all().delete()


@pytest.mark.django_db
def test_it_leads_to_the_round_and_says_what_will_happen(team, late, settings):
    settings.SITE_URL = "https://reflect.example/"
    make_facilitator(team)
    remind(14)
    (message,) = mail.outbox
    assert message.subject == "Is it time to close Spring?"
    assert Letter.objects.get().team == team
    assert "What comes next: invite people. Nobody has joined yet." in message.body
    assert f"https://reflect.example/rounds/{late.code}/" in message.body
    assert "14 days ago" in message.body
    assert "12 months after the last answer" in message.body


@pytest.mark.django_db
def test_a_closed_round_and_one_with_a_later_day_are_not_asked_about(team, late):
    make_facilitator(team)
    Round.objects.update(closes_on=DUE + timedelta(days=30))
    assert remind(14) == []
    assert len(remind(44)) == 1
    close_round(late, by=None)
    assert remind(95) == []


@pytest.mark.django_db
def test_facilitators_are_answered_by_each_other(team, late):
    alice, fay = make_facilitator(team), make_facilitator(team, "Fay")
    remind(14)
    assert {(message.to[0], message.reply_to[0]) for message in mail.outbox} == {
        (alice.email, f"Fay <{fay.email}>"),
        (fay.email, f"Alice <{alice.email}>"),
    }


@pytest.mark.django_db
def test_without_a_facilitator_it_is_asked_about_as_soon_as_there_is_one(team, late):
    assert remind(14) == []
    make_facilitator(team)
    assert len(remind(15)) == 1
