"""Everybody in a team hears once that a round has opened and, if its facilitator wants it, once that it closes."""

import re
from datetime import time, timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from assessments.services.joining import close_door
from assessments.services.rounds import close_round, edit_round, open_round, reopen_round
from assessments.services.telling_team import remind_teams, tell_team
from teams.models import Letter
from teams.services.mail_choices import KINDS, choose_all
from tests.make import make_facilitator, make_member, make_round, make_user
from tests.two_people import open_form

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CONTACT = {"contact_name": "Nadia", "contact_phone": "01632 960 199"}


@pytest.fixture
def planned():
    closes_on = timezone.localdate() + 10 * DAY
    return make_round(state="planned", closes_on=closes_on, **CONTACT)


@pytest.fixture
def alice(planned):
    return make_facilitator(planned.team)


@pytest.fixture
def bob(planned):
    return make_member(planned.team)


def letters(kind="round_open"):
    return sorted(Letter.objects.filter(kind=kind).values_list("to", flat=True))


def in_days(days):
    return timezone.now() + days * DAY


def test_the_box_is_ticked_and_everybody_with_an_account_is_told_once(client, planned, alice, bob):
    make_user("Elsewhere")
    gone = make_member(planned.team, "Gus")
    gone.is_active = False
    gone.save()
    client.force_login(alice)
    page = unescape(client.get(reverse("open_round", args=[planned.code])).content.decode())
    assert re.search(r'<input [^>]*name="tell"[^>]* checked', page)
    for _ in range(2):  # pressed twice
        client.post(reverse("open_round", args=[planned.code]), {"tell": "on", "remind_days": "3"})
    assert letters() == [bob.email]  # whoever tells the others knows it already
    planned.refresh_from_db()
    assert planned.remind_days == 3
    page = unescape(client.get(reverse("round", args=[planned.code])).content.decode())
    assert "Your team was told by e-mail on" in page
    assert client.get(reverse("tell_the_team", args=[planned.code])).status_code == 302
    client.post(reverse("tell_the_team", args=[planned.code]))
    assert len(letters()) == 1


@pytest.mark.parametrize("do", [tell_team, open_round])
def test_letters_are_written_before_the_transaction_that_everybody_waits_for(planned, alice, bob, do):
    """Once it is marked that the team was told, nothing is read or put into words any more."""
    if do is tell_team:
        open_round(planned, by=alice)
    with CaptureQueriesContext(connection) as queries:
        do(planned, by=alice, **({} if do is tell_team else {"tell": True}))
    told = [query["sql"] for query in queries]
    marked = next(n for n, sql in enumerate(told) if sql.startswith("UPDATE") and "team_told_at" in sql)
    assert letters() == [bob.email]
    assert not [sql for sql in told[marked:] if sql.startswith("SELECT")]


def test_the_e_mail_says_what_by_when_where_and_whom_to_ask(planned, alice, bob):
    meets_on = planned.closes_on - DAY
    edit_round(
        planned, by=alice, meets_on=meets_on, meets_at="2 pm", meets_where="The library", hear_back="By post"
    )
    open_round(planned, by=alice, tell=True)
    letter = Letter.objects.get(to=bob.email)
    for words in (
        f"http://testserver/rounds/{planned.code}/",
        f"You have until {planned.closes_on:%-d %B %Y}.",
        "2 pm, The library.",
        "When you hear what came of it: By post.",
        "Whoever is stuck can ask Nadia: 01632 960 199.",
        f"You get this because you are in {planned.team}.",
        "Not by e-mail?",
    ):
        assert words in letter.body
    assert alice.email in letter.reply_to
    assert "\n\n\n" not in letter.body


def test_without_the_tick_nobody_is_told_until_somebody_does(client, planned, alice, bob):
    client.force_login(alice)
    client.post(reverse("open_round", args=[planned.code]))
    assert letters() == []
    assert "Tell the team by e-mail" in client.get(reverse("round", args=[planned.code])).content.decode()
    asked = client.get(reverse("tell_the_team", args=[planned.code])).content.decode()
    assert letters() == []  # it says first whom and what
    assert f'<li dir="auto">{bob}</li>' in asked
    assert f'<li dir="auto">{alice}</li>' not in asked
    client.post(reverse("tell_the_team", args=[planned.code]))
    assert letters() == [bob.email]
    assert "has opened a round" in Letter.objects.get().body
    client.force_login(bob)
    assert client.post(reverse("tell_the_team", args=[planned.code])).status_code == 403


def test_told_later_it_doesnt_say_that_it_opens_or_that_people_meet(planned, alice, bob):
    edit_round(planned, by=alice, meets_on=planned.closes_on, meets_where="The library")
    open_round(planned, by=alice)
    opened_at = planned.closes_on - 20 * DAY
    Round.objects.update(opened_at=timezone.now() - 9 * DAY, meets_on=opened_at)
    planned.refresh_from_db()
    tell_team(planned, by=alice)
    body = Letter.objects.get(to=bob.email).body
    assert "A round is open in" in body
    assert "has opened a round" not in body
    assert "The library" not in body


def test_days_that_have_gone_arent_told(client, planned, alice, bob):
    gone = planned.closes_on - 20 * DAY
    open_round(planned, by=alice)
    Round.objects.update(closes_on=gone, hear_on=gone, hear_back="By post")
    planned.refresh_from_db()
    client.force_login(alice)
    assert (
        f"{gone:%-d %B %Y}" not in client.get(reverse("tell_the_team", args=[planned.code])).content.decode()
    )
    tell_team(planned, by=alice)
    body = Letter.objects.get(to=bob.email).body
    assert f"{gone:%-d %B %Y}" not in body
    assert "When you hear what came of it: By post." in body


def test_alone_in_a_team_there_is_nobody_to_tell(client, planned, alice):
    open_round(planned, by=alice)
    client.force_login(alice)
    page = client.get(reverse("tell_the_team", args=[planned.code])).content.decode()
    assert "nobody to tell" in page
    assert "Send this e-mail" not in page


def test_what_isnt_open_is_told_to_nobody(planned, alice):
    assert tell_team(planned, by=alice) == 0
    closed = make_round(planned.team, state="closed")
    assert tell_team(closed, by=alice) == 0
    assert letters() == []


def test_whoever_wants_none_gets_none(planned, alice, bob):
    choose_all(bob, shown=KINDS, wanted=[])
    open_round(planned, by=alice, tell=True, remind_days=3)
    remind_teams(now=in_days(8))
    assert letters() == []
    assert letters("closing_soon") == [alice.email]


def test_one_reminder_goes_to_everybody_on_its_day_or_the_next_on_which_it_can(planned, alice, bob):
    open_round(planned, by=alice, remind_days=3)
    for day, count in ((1, 0), (6, 0), (8, 2), (8, 0), (9, 0)):
        assert remind_teams(now=in_days(day)) == count
    assert letters("closing_soon") == sorted([alice.email, bob.email])
    letter = Letter.objects.get(kind="closing_soon", to=bob.email)
    assert letter.team == planned.team
    assert "closes in 2 days" in letter.subject


@pytest.mark.parametrize("sharing", Round.Sharing.values)
def test_why_everybody_is_reminded_is_true_in_the_open_too(client, planned, alice, sharing):
    Round.objects.update(sharing=sharing)
    client.force_login(alice)
    page = unescape(client.get(reverse("open_round", args=[planned.code])).content.decode())
    planned.refresh_from_db()
    open_round(planned, by=alice, remind_days=3)
    remind_teams(now=in_days(8))
    for told in (page, Letter.objects.get(kind="closing_soon").body):
        assert "since what people answer on their own is never linked to an account." in told
        assert "nobody can see who has answered" not in told


def test_behind_a_closed_door_nobody_is_asked_to_answer_on_their_own(client, planned, alice, bob):
    open_round(planned, by=alice, remind_days=3)
    close_door(planned, by=alice)
    planned.refresh_from_db()
    client.force_login(alice)
    told = [client.get(reverse("tell_the_team", args=[planned.code])).content.decode()]
    tell_team(planned, by=alice)
    remind_teams(now=in_days(8))
    told += Letter.objects.filter(to=bob.email).values_list("body", flat=True)
    assert len(told) == 3
    for words in told:
        assert "fill in the together sheet with" in words.lower()
        assert "Nobody new can answer on their own now." in words
        assert "say what you see" not in words.lower()
        assert "say what they see" not in words
        assert "\n\n\n" not in words or words is told[0]


def test_that_it_closes_soon_holds_until_its_closing_day_is_over(planned, alice):
    open_round(planned, by=alice, remind_days=1)
    remind_teams(now=in_days(9))
    ends_at = timezone.localtime(Letter.objects.get(kind="closing_soon").ends_at)
    assert (ends_at.date(), ends_at.time()) == (planned.closes_on + DAY, time(0))


def test_nobody_gets_a_second_whatever_becomes_of_the_round(planned, alice):
    round = open_round(planned, by=alice, remind_days=7)
    assert remind_teams(now=in_days(4)) == 1
    edit_round(round, by=alice, closes_on=round.closes_on + 30 * DAY, remind_days=1)
    assert remind_teams(now=in_days(39)) == 0
    close_round(round, by=alice)
    reopen_round(round, by=alice, reason="Too early")
    assert remind_teams(now=in_days(39)) == 0


@pytest.mark.parametrize(
    "when", ["none is wanted", "it is planned", "it has closed", "its day is over", "today"]
)
def test_none_goes_out_where(planned, alice, when):
    if when == "it is planned":
        Round.objects.update(remind_days=3)
    else:
        open_round(planned, by=alice, remind_days=None if when == "none is wanted" else 7)
    if when == "it has closed":
        close_round(planned, by=alice)
    if when == "today":  # it opened so late that people have just been told
        Round.objects.update(closes_on=timezone.localdate() + DAY)
    assert remind_teams(now=in_days({"its day is over": 11, "today": 0}.get(when, 8))) == 0


def test_the_command_sends_it_and_says_so(planned, alice, capsys):
    open_round(planned, by=alice, remind_days=7)
    Round.objects.update(closes_on=timezone.localdate() + DAY, opened_at=in_days(-9))
    for said in ("About rounds that close soon: 1 e-mail.", ""):
        call_command("send_reminders")
        assert said in capsys.readouterr().out
    assert letters("closing_soon") == [alice.email]


def test_it_can_be_changed_while_the_round_is_open(client, planned, alice):
    open_round(planned, by=alice)
    client.force_login(alice)
    address = reverse("edit_round", args=[planned.code])
    page = client.get(address).content.decode()
    assert "Nobody is reminded" in page
    client.post(address, open_form(client, address) | {"remind_days": "7", **CONTACT})
    planned.refresh_from_db()
    assert planned.remind_days == 7
