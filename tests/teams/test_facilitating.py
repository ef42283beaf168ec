"""Whoever looks after an organisation can facilitate one of its teams, and its people hear of it."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from teams.models import Invitation, Letter
from tests.lock import under_the_lock
from tests.make import make_admin, make_facilitator, make_member, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return make_team(name="Day team")


@pytest.fixture
def olu(client, team):
    olu = make_admin(team.organisation)
    client.force_login(olu)
    return olu


def address_of(team):
    return reverse("facilitate_team", args=[team.code])


def test_the_page_says_what_happens_and_changes_nothing(client, team, olu):
    make_member(team)
    page = client.get(address_of(team)).content.decode()
    assert "Facilitate Day team yourself" in page
    assert "We tell everybody else in the team by e-mail, but for whoever chose not to get it." in page
    assert not team.memberships.filter(user=olu).exists()
    assert not Letter.objects.exists()


def test_they_stand_among_the_teams_people_and_these_are_told(client, team, olu):
    people = {make_member(team), make_facilitator(team)}
    gone = make_member(team, "Gone")
    gone.is_active = False
    gone.save()
    page = client.post(address_of(team), follow=True).content.decode()
    assert "You facilitate Day team from now on." in page
    assert team.memberships.get(user=olu).role == "facilitator"
    assert "Olu" in client.get(reverse("team_people", args=[team.code])).content.decode()
    assert {letter.to for letter in Letter.objects.all()} == {person.email for person in people}
    letter = Letter.objects.first()
    assert letter.team == team
    assert letter.subject == "Olu facilitates Day team from now on"
    assert "You get this because you are in Day team." in letter.body
    assert reverse("team_people", args=[team.code]) in letter.body
    assert olu.email in letter.reply_to


def test_many_are_told_in_one_statement(client, team, olu):
    """What is written for each is written before: everybody's saves wait for a transaction."""
    for number in range(40):
        make_member(team, f"Bob {number}")
    with CaptureQueriesContext(connection) as queries:
        client.post(address_of(team))
    assert Letter.objects.count() == 40
    assert len(under_the_lock(queries)) <= 8


def test_a_member_becomes_a_facilitator(client, team, olu):
    team.memberships.create(user=olu, role="member")
    client.post(address_of(team))
    assert team.memberships.get(user=olu).role == "facilitator"


def test_nobody_is_told_twice(client, team, olu):
    make_member(team)
    client.post(address_of(team))
    page = client.post(address_of(team), follow=True).content.decode()
    assert page.count("You facilitate Day team from now on.") == 1
    assert Letter.objects.count() == 1
    assert client.get(address_of(team)).url == reverse("team", args=[team.code])


def test_leaving_and_coming_back_tells_once_a_day(client, team, olu):
    make_member(team)
    make_facilitator(team)
    for told in (2, 2, 4):
        if told > 2:
            LogEntry.objects.update(action_time=timezone.now() - timedelta(hours=25))
        client.post(address_of(team))
        client.post(reverse("remove_member", args=[team.code]), {"person": olu.email})
        assert Letter.objects.count() == told
    assert not team.memberships.filter(user=olu).exists()


def test_of_another_team_its_people_are_told_at_once(client, team, olu):
    other = make_team(team.organisation, "Night team")
    for each in (team, other):
        make_member(each)
        client.post(address_of(each))
    assert Letter.objects.count() == 2


def test_no_other_way_in_goes_unheard(client, team, olu):
    bob = make_member(team)
    about = {"email": f"new@council.example\n{olu.email}", "role": "member"}
    page = client.post(reverse("invite_to_team", args=[team.code]), about).content.decode()
    assert f"{olu.email} is your own address." in page
    assert not Invitation.objects.exists()
    team.memberships.create(user=olu, role="member")
    for person, role in ((olu, "member"), (bob, "facilitator")):
        about = {"person": person.email, "role": "facilitator"}
        client.post(reverse("change_role", args=[team.code]), about)
        assert team.memberships.get(user=person).role == role


def test_it_is_said_what_is_seen_of_rounds_in_the_open(client, team, olu):
    bob = make_member(team)
    assert "in rounds in the open: there you see" in client.get(address_of(team)).content.decode()
    client.post(address_of(team))
    assert "in rounds in the open: there they see" in Letter.objects.get(to=bob.email).body


def test_an_archived_team_is_brought_back_first(client, team, olu):
    team.archived_at = timezone.now()
    team.save(update_fields=["archived_at"])
    page = client.post(address_of(team), follow=True).content.decode()
    assert "Day team is archived, so nothing new can begin in it." in page
    assert not team.memberships.exists()


def test_it_is_for_nobody_else(client, team):
    for person in (make_member(team), make_facilitator(team)):
        client.force_login(person)
        assert client.post(address_of(team)).status_code == 403
    client.force_login(make_admin(make_team().organisation))
    assert client.post(address_of(team)).status_code == 404
