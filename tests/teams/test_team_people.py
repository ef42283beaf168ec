"""A team's people: who they are, and what those who manage it can change."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from teams.models import Membership, Team
from tests.make import (
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_rubric_editor,
    make_team,
)
from tests.two_people import filled, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MEMBER, FACILITATOR = Membership.Role.MEMBER, Membership.Role.FACILITATOR


@pytest.fixture
def team():
    return make_team(name="Riverside team")


@pytest.fixture
def alice(client, team):
    alice = make_facilitator(team)
    client.force_login(alice)
    return alice


def url(team, name="team_people"):
    return reverse(name, args=[team.code])


def role_of(user, team):
    return team.memberships.get(user=user).role


def change(client, team, user, role):
    data = {"person": user.email, "role": role}
    return client.post(url(team, "change_role"), data, follow=True).content.decode()


def remove(client, team, user):
    data = {"person": user.email}
    return client.post(url(team, "remove_member"), data, follow=True).content.decode()


def test_a_member_sees_names_and_no_addresses(client, team):
    alice, bob = make_facilitator(team), make_member(team)
    make_invitation(team)
    client.force_login(bob)
    page = client.get(url(team)).content.decode()
    assert "Alice" in page
    assert "Bob (you)" in page
    assert alice.email not in page
    assert "fay@council.example" not in page
    assert "Invite somebody" not in page


def test_a_facilitator_sees_addresses_and_who_is_invited(client, team, alice):
    bob = make_member(team)
    make_invitation(team)
    make_invitation(make_team(team.organisation, "Another team"), email="gus@council.example")
    page = client.get(url(team)).content.decode()
    assert bob.email in page
    assert "fay@council.example" in page
    assert "gus@council.example" not in page
    assert page.index("Alice (you)") < page.index("Bob")  # facilitators first


@pytest.mark.both_databases
def test_a_member_becomes_a_facilitator_and_a_member_again(client, team, alice):
    bob = make_member(team)
    assert "Bob is now a facilitator." in change(client, team, bob, FACILITATOR)
    assert role_of(bob, team) == FACILITATOR
    assert "Bob is now a member." in change(client, team, bob, MEMBER)
    assert role_of(bob, team) == MEMBER


@pytest.mark.both_databases
def test_a_second_time_changes_nothing(client, team, alice):
    bob = make_member(team)
    change(client, team, bob, MEMBER)
    assert role_of(bob, team) == MEMBER


@pytest.mark.parametrize("role", ["admin", "", "\x00"])
def test_other_roles_are_refused(client, team, alice, role):
    bob = make_member(team)
    assert "Choose what they may do" in change(client, team, bob, role)
    assert role_of(bob, team) == MEMBER


def test_somebody_is_taken_out(client, team, alice):
    bob = make_member(team)
    assert "Bob is no longer in Riverside team." in remove(client, team, bob)
    assert not team.memberships.filter(user=bob).exists()
    assert "This person isn’t in the team any more." in remove(client, team, bob)


@pytest.mark.both_databases
def test_the_last_facilitator_stays(client, team, alice):
    make_member(team)
    for page in [change(client, team, alice, MEMBER), remove(client, team, alice)]:
        assert "Alice is the only facilitator of Riverside team." in page
    assert role_of(alice, team) == FACILITATOR


@pytest.mark.both_databases
def test_the_last_facilitator_may_be_made_one_again(client, team, alice):
    assert "Alice is now a facilitator." in change(client, team, alice, FACILITATOR)


def test_one_of_two_facilitators_may_go(client, team, alice):
    make_facilitator(team, "Dana")
    client.post(url(team, "change_role"), {"person": alice.email, "role": MEMBER})
    assert role_of(alice, team) == MEMBER


def test_whoever_takes_themselves_out_goes_home(client, team, alice):
    make_facilitator(team, "Dana")
    answer = client.post(url(team, "remove_member"), {"person": alice.email})
    assert answer.url == reverse("home")
    assert client.get(url(team)).status_code == 404
    assert get_user(client) == alice  # the account stays


def test_people_of_other_teams_cant_be_reached(client, team, alice):
    other = make_team(team.organisation, "Another team")
    bob = make_member(other)
    for person in [bob.email, "nobody@council.example", "\x00", ""]:
        answer = client.post(url(team, "remove_member"), {"person": person}, follow=True)
        assert "This person isn’t in the team any more." in answer.content.decode()
    assert other.memberships.filter(user=bob).exists()


def test_the_team_gets_another_name(client, team, alice):
    page = open_form(client, url(team, "rename_team"))
    answer = client.post(url(team, "rename_team"), page | {"name": "  Northside\r\n team "}, follow=True)
    assert "People in Northside team" in answer.content.decode()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("name", "message"),
    [
        (" ", "Write what the team is called."),
        ("\u200b\u3164", "Write what the team is called."),
        ("ano\u00adther Team", "There is already a team called another Team."),
        ("another TEAM", "There is already a team called another TEAM."),
        ("x" * 121, "Use at most 120 characters. You have written 121."),
    ],
)
def test_names_that_cant_be_are_told(client, team, alice, name, message):
    make_team(team.organisation, "Another team")
    page = open_form(client, url(team, "rename_team"))
    answer = client.post(url(team, "rename_team"), page | {"name": name})
    assert message in answer.content.decode()
    team.refresh_from_db()
    assert team.name == "Riverside team"


@pytest.mark.both_databases
def test_another_organisation_may_have_a_team_of_that_name(client, team, alice):
    make_team(make_organisation("Southmoor Council"), "Southside team")
    page = open_form(client, url(team, "rename_team"))
    answer = client.post(url(team, "rename_team"), page | {"name": "Southside team"})
    assert answer.status_code == 302


@pytest.mark.both_databases
def test_two_who_rename_the_team_are_shown_both_names(client, team, alice):
    page = open_form(client, url(team, "rename_team"))
    Team.objects.filter(pk=team.pk).update(name="Northside team", archived_at=timezone.now())
    answer = client.post(url(team, "rename_team"), page | {"name": "Southside team"})
    assert answer.context["form"].theirs == (("What is the team called?", "Northside team"),)
    assert Team.objects.get(pk=team.pk).name == "Northside team"
    client.post(url(team, "rename_team"), filled(answer))
    stored = Team.objects.get(pk=team.pk)
    assert (stored.name, bool(stored.archived_at)) == ("Southside team", True)


def test_who_may_look_and_who_may_change(client, team):
    organisation = team.organisation
    stranger = make_admin(make_organisation("Southmoor Council"), "Charlie")
    elsewhere = make_facilitator(make_team(organisation, "Another team"))
    expected = {
        make_facilitator(team): (200, 302),
        make_admin(organisation): (200, 302),
        make_member(team): (200, 403),
        make_rubric_editor(organisation): (404, 404),
        elsewhere: (404, 404),
        stranger: (404, 404),
    }
    dana = make_member(team, "Dana")
    for person, (look, do) in expected.items():
        client.force_login(person)
        data = {"person": dana.email, "role": MEMBER}
        assert client.get(url(team)).status_code == look
        assert client.get(url(team, "rename_team")).status_code == (200 if do == 302 else do)
        assert client.post(url(team, "rename_team"), {"name": "Riverside team"}).status_code == do
        assert client.post(url(team, "change_role"), data).status_code == do
        assert client.post(url(team, "remove_member"), {"person": "x"}).status_code == do
    client.logout()
    assert client.get(url(team)).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["change_role", "remove_member"])
def test_changes_take_a_button(client, team, alice, name):
    assert client.get(url(team, name)).status_code == 405


@pytest.mark.both_databases
def test_more_people_cost_no_more_queries(client, team, alice, django_assert_num_queries):
    for name in ["Bob", "Dana", "Ede"]:
        make_member(team, name)
        make_invitation(team, email=f"{name.lower()}@else.example")
    with django_assert_num_queries(7):  # session, user, team, both roles, people, invitations
        client.get(url(team))
