"""An account is closed and opened again: by whom, what ends with it, and what stays."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from teams.models import Invitation, User
from teams.refusals import Refused
from teams.services.accounts import close_account, open_account
from tests.make import (
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_rubric_editor,
    make_site_editor,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def olu(team):
    return make_admin(team.organisation)


def at(person, name="close_account"):
    return reverse(name, args=[person.pk])


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def is_signed_in(client):
    return client.get(reverse("your_name")).status_code == 200


def close(client, person):
    return client.post(at(person), follow=True).content.decode()


def test_an_admin_closes_an_account_and_it_ends_at_once_for_good(team, olu):
    alice, femi = make_facilitator(team), make_facilitator(team, "Femi")
    waiting = make_invitation(team, invited_by=femi)
    theirs, admins = signed_in(femi), signed_in(olu)
    assert "Close the account" in admins.get(reverse("team_people", args=[team.code])).content.decode()
    assert "Wherever they are signed in" in admins.get(at(femi)).content.decode()
    assert "The account of Femi is closed." in close(admins, femi)
    assert not is_signed_in(theirs)
    assert not Invitation.objects.open().filter(pk=waiting.pk).exists()
    assert "account closed" in admins.get(reverse("team_people", args=[team.code])).content.decode()
    assert LogEntry.objects.get(user=olu).change_message == "The account was closed."
    back = admins.post(at(femi, "open_account"), follow=True).content.decode()
    assert "Femi can sign in again." in back
    assert not is_signed_in(theirs)
    assert is_signed_in(signed_in(User.objects.get(pk=femi.pk)))
    assert femi.memberships.get().role == "facilitator"
    assert is_signed_in(signed_in(alice))


def test_nobody_closes_their_own_nor_the_last_who_looks_after_something(team, olu):
    alice = make_facilitator(team)
    assert "This is your own account" in signed_in(olu).get(at(olu)).content.decode()
    assert "can’t close your own" in close(signed_in(olu), olu)
    assert "would have no facilitator left. Make somebody else" in close(signed_in(olu), alice)
    tess = make_user("Tess", is_superuser=True)
    assert "would have no admin left" in close(signed_in(tess), olu)
    assert User.objects.filter(is_active=False).count() == 0


def test_the_last_facilitator_of_an_archived_team_may_go(team, olu):
    alice = make_facilitator(team)
    type(team).objects.update(archived_at=team.created_at)
    close_account(alice, by=olu)
    assert not User.objects.get(pk=alice.pk).is_active


ELSEWHERE = {
    "member of another": lambda person: make_team(make_organisation("Other")).memberships.create(user=person),
    "editor of another": lambda person: person.organisation_roles.create(
        organisation=make_organisation("Other"), role="rubric-editor"
    ),
    "site editor": lambda person: User.objects.filter(pk=person.pk).update(is_site_editor=True),
    "site administrator": lambda person: User.objects.filter(pk=person.pk).update(is_superuser=True),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_an_account_that_is_used_elsewhere_is_a_site_administrators_to_close(team, olu, what):
    bob = make_member(team)
    make_user("Ruth", is_superuser=True)
    ELSEWHERE[what](bob)
    page = signed_in(olu).get(at(bob)).content.decode()
    assert "Only a site administrator can close this account" in page
    assert "Other" not in page
    close(signed_in(olu), bob)
    assert User.objects.get(pk=bob.pk).is_active
    close(signed_in(make_user("Tess", is_superuser=True)), bob)
    assert not User.objects.get(pk=bob.pk).is_active
    signed_in(olu).post(at(bob, "open_account"))
    assert not User.objects.get(pk=bob.pk).is_active


def test_what_a_site_administrator_closed_they_alone_open_again(team, olu):
    bob, tess = make_member(team), make_user("Tess", is_superuser=True)
    close_account(bob, by=tess)
    admins = signed_in(olu)
    assert "Only a site administrator can open it again." in admins.get(at(bob)).content.decode()
    admins.post(at(bob, "open_account"))
    with pytest.raises(Refused, match="A site administrator closed this account"):
        open_account(bob, by=olu)
    assert not User.objects.get(pk=bob.pk).is_active
    signed_in(tess).post(at(bob, "open_account"))
    assert User.objects.get(pk=bob.pk).is_active
    close_account(bob, by=olu)
    open_account(bob, by=olu)
    assert User.objects.get(pk=bob.pk).is_active


def test_so_it_is_on_the_administration_pages(team, olu):
    bob, tess = make_member(team), make_user("Tess", is_superuser=True, is_staff=True)
    words = {"email": bob.email, "name": bob.name}
    change = reverse("admin:teams_user_change", args=[bob.pk])
    signed_in(tess).post(change, words)
    signed_in(olu).post(at(bob, "open_account"))
    assert not User.objects.get(pk=bob.pk).is_active
    signed_in(tess).post(change, words | {"is_active": "on"})
    assert User.objects.get(pk=bob.pk).is_active
    assert not User.objects.get(pk=bob.pk).closed_by_site


def test_another_change_there_leaves_a_closed_account_to_its_organisation(team, olu):
    bob, tess = make_member(team), make_user("Tess", is_superuser=True, is_staff=True)
    close_account(bob, by=olu)
    change = reverse("admin:teams_user_change", args=[bob.pk])
    signed_in(tess).post(change, {"email": bob.email, "name": "Bob B."})
    signed_in(olu).post(at(bob, "open_account"))
    bob.refresh_from_db()
    assert (bob.name, bob.is_active) == ("Bob B.", True)


def test_whose_it_is_to_close(team, olu):
    bob = make_member(team)
    for person, status in [
        (make_facilitator(team), 403),
        (make_rubric_editor(team.organisation), 403),
        (bob, 403),
        (make_admin(make_organisation("Other")), 404),
        (make_site_editor(), 404),
    ]:
        assert signed_in(person).post(at(bob)).status_code == status
        assert signed_in(person).get(at(bob)).status_code == status
    assert signed_in(olu).get(reverse("close_account", args=[10**9])).status_code == 404
    assert User.objects.get(pk=bob.pk).is_active


def test_pressed_twice_it_changes_nothing_more(team, olu):
    bob = make_member(team)
    close_account(bob, by=olu)
    close_account(bob, by=olu)
    open_account(bob, by=olu)
    open_account(bob, by=olu)
    assert LogEntry.objects.count() == 2
    with pytest.raises(Refused):
        close_account(olu, by=olu)


def test_an_account_closed_in_the_administration_stays_signed_out_too(team):
    bob, tess = make_member(team), make_user("Tess", is_superuser=True, is_staff=True)
    theirs, admin = signed_in(bob), signed_in(tess)
    page = reverse("admin:teams_user_change", args=[bob.pk])
    admin.post(page, {"email": bob.email, "name": "Bob"})
    admin.post(page, {"email": bob.email, "name": "Bob", "is_active": "on"})
    assert User.objects.get(pk=bob.pk).is_active
    assert not is_signed_in(theirs)
