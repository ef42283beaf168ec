"""Everybody with an account in an organisation, for its admins: found by name, with their teams."""

from unicodedata import normalize

import pytest
from django.urls import reverse

from teams.models import User
from teams.services.accounts import close_account
from teams.services.people import change_name
from tests.make import make_admin, make_facilitator, make_member, make_organisation, make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def olu(client, organisation):
    olu = make_admin(organisation)
    client.force_login(olu)
    return olu


def read(client, organisation, **asked):
    return client.get(reverse("organisation_people", args=[organisation.slug]), asked).content.decode()


def test_each_stands_there_once_with_their_teams_closed_accounts_too(client, organisation, olu):
    first, second = make_team(organisation), make_team(organisation, name="Day centre")
    bob, femi = make_member(first), make_facilitator(second, "Femi")
    make_facilitator(second)
    second.memberships.create(user=bob, role="member")
    make_member(make_team(make_organisation("elsewhere")), "Zed")
    close_account(femi, by=olu)
    page = read(client, organisation)
    assert page.count(f'<p class="people__name">{bob}</p>') == 1
    assert page.count(f'Member in <a href="{reverse("team_people", args=[second.code])}">') == 1
    assert "Femi" in page
    assert "Open the account again" in page
    assert "Zed" not in page
    assert "4 people." in page


def test_somebody_is_found_by_a_part_of_the_name_or_the_address(client, organisation, olu):
    bob = make_member(make_team(organisation))
    assert reverse("close_account", args=[bob.pk]) in read(client, organisation, name="BO")
    assert reverse("close_account", args=[bob.pk]) in read(client, organisation, name=bob.email[:5])
    assert "0 people with “zzz”" in read(client, organisation, name="zzz")


@pytest.mark.both_databases
def test_capitals_and_accents_make_no_difference(client, organisation, olu):
    lukasz = User.objects.create_user("one@council.example", name="Łukasz")
    make_team(organisation).memberships.create(user=lukasz, role="member")
    assert "1 person with" in read(client, organisation, name="łUKASZ")
    change_name(lukasz, name="Özgür")
    assert "1 person with" in read(client, organisation, name=normalize("NFD", "özGÜR"))


def test_whoever_has_no_name_is_found_by_the_address_that_they_have_now(client, organisation, olu):
    nobody = User.objects.create_user("one@council.example")
    make_team(organisation).memberships.create(user=nobody, role="member")
    nobody.email = "two@council.example"
    nobody.save(update_fields=["email"])
    assert "0 people with" in read(client, organisation, name="one@")
    assert "1 person with" in read(client, organisation, name="two@")


def test_it_takes_as_many_queries_for_many(client, organisation, olu, django_assert_num_queries):
    team = make_team(organisation)
    make_member(team, "Ann")
    with django_assert_num_queries(7):
        read(client, organisation)
    for number in range(5):
        make_member(team, f"Person {number}")
    with django_assert_num_queries(7):
        read(client, organisation)


def test_closing_leads_back_to_the_list(client, organisation, olu):
    bob = make_member(make_team(organisation))
    page = client.get(reverse("close_account", args=[bob.pk])).content.decode()
    assert page.count(reverse("organisation_people", args=[organisation.slug])) == 2


def test_who_looks_after_the_site_goes_back_home(client, organisation):
    tess = make_user("Tess", is_superuser=True)
    client.force_login(tess)
    page = client.get(
        reverse("close_account", args=[make_member(make_team(organisation)).pk])
    ).content.decode()
    assert "Your rounds" in page


def test_a_team_counts_accounts_that_can_be_used(client, organisation, olu):
    team = make_team(organisation)
    close_account(make_member(team), by=olu)
    make_facilitator(team)
    assert "1 person with an account." in client.get(reverse("team", args=[team.code])).content.decode()
