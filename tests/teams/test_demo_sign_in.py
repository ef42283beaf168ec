"""One click signs in as one of the invented cast: in demo mode, and never else."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from teams.models import Membership, User
from tests.make import make_team, make_user

pytestmark = pytest.mark.django_db

DEMO = "/demo/sign-in/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def make_invented(name="Alice", **extra):
    return User.objects.create_user(f"{name.lower()}@demo.example", name=name, **extra)


def test_one_click_signs_in(client, demo):
    alice = make_invented()
    answer = client.post(DEMO, {"person": alice.email})
    assert answer.url == reverse("home")
    assert get_user(client) == alice


def test_next_is_kept(client, demo):
    alice = make_invented()
    assert client.post(DEMO, {"person": alice.email, "next": "/rubrics/"}).url == "/rubrics/"
    client.logout()
    assert client.post(DEMO, {"person": alice.email, "next": "//evil.example/"}).url == reverse("home")


def test_the_sign_in_page_says_who_they_are(client, demo):
    team = make_team(name="Riverside team")
    Membership.objects.create(team=team, user=make_invented("Alice"), role="facilitator")
    Membership.objects.create(team=team, user=make_invented("Bob"))
    make_invented("Ruth", is_superuser=True, is_site_editor=True)
    page = client.get(reverse("account_login")).content.decode()
    assert "Facilitates the Riverside team" in page
    assert "Is in the Riverside team" in page
    assert "Edits the shared rubrics, looks after the whole site" in page
    assert "Sign in as Bob" in page


def test_real_people_are_never_offered(client, demo):
    charlie = make_user("Charlie")
    assert charlie.email not in client.get(reverse("account_login")).content.decode()
    for email in [charlie.email, "nobody@demo.example", "\x00", ""]:
        assert client.post(DEMO, {"person": email}).status_code == 404
    assert get_user(client).is_anonymous


def test_closed_accounts_are_not_offered(client, demo):
    alice = make_invented(is_active=False)
    assert client.post(DEMO, {"person": alice.email}).status_code == 404


def test_outside_demo_mode_it_isnt_there(client):
    alice = make_invented()
    assert client.post(DEMO, {"person": alice.email}).status_code == 404
    assert get_user(client).is_anonymous
    assert "Alice" not in client.get(reverse("account_login")).content.decode()


def test_it_takes_a_button(client, demo):
    assert client.get(DEMO).status_code == 405


def test_a_longer_cast_costs_no_more_queries(client, demo, django_assert_num_queries):
    for name in ["Alice", "Bob", "Dana"]:
        Membership.objects.create(team=make_team(), user=make_invented(name))
    with django_assert_num_queries(4):
        client.get(reverse("account_login"))
