"""A team's rounds, and what to do next."""

import pytest
from django.urls import reverse

from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_round,
    make_team,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db


def page_of(client, team, user):
    client.force_login(user)
    return client.get(reverse("team", args=[team.code]))


def test_it_shows_every_round_of_the_team(client):
    team, version = make_team(), make_version()
    for state in ("planned", "open", "closed"):
        make_round(team, version, state=state, title=f"The {state} one")
    make_round(make_team(team.organisation, "Another team"), version, title="Not this one")
    page = page_of(client, team, make_member(team)).content.decode()
    assert all(f"The {state} one" in page for state in ("planned", "open", "closed"))
    assert "Not this one" not in page


def test_a_facilitator_may_start_a_round(client):
    round = make_round()
    address = reverse("plan_round", args=[round.team.code]).encode()
    assert address in page_of(client, round.team, make_facilitator(round.team)).content
    assert address not in page_of(client, round.team, make_member(round.team)).content


def test_an_empty_team_says_what_to_do_first(client):
    team = make_team()
    assert b"Start your first round" in page_of(client, team, make_facilitator(team)).content
    assert b"A facilitator of the team starts it" in page_of(client, team, make_member(team)).content


def test_an_admin_is_not_sent_to_the_together_sheet(client):
    round = make_round()
    page = page_of(client, round.team, make_admin(round.team.organisation))
    assert page.status_code == 200
    assert reverse("round", args=[round.code]).encode() in page.content
    assert b"/together/" not in page.content


def test_a_stranger_finds_nothing(client):
    team = make_team()
    other = make_team(name="Another team")
    assert page_of(client, team, make_user()).status_code == 404
    assert page_of(client, team, make_member(other, "Charlie")).status_code == 404


def test_it_costs_few_queries(client, django_assert_num_queries):
    team, version = make_team(), make_version()
    for _ in range(5):
        make_round(team, version)
    client.force_login(make_member(team))
    with django_assert_num_queries(5):  # session, user, team, rounds, membership
        client.get(reverse("team", args=[team.code]))
