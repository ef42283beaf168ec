"""A team's rounds, and what to do next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_team,
    make_user,
    make_version,
)

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


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


@pytest.mark.parametrize("rounds", [1, 5])
def test_it_costs_few_queries(client, django_assert_num_queries, rounds):
    team, version = make_team(), make_version()
    for _ in range(rounds):
        make_round(team, version)
    make_round(team, version, state="closed")
    client.force_login(make_member(team))
    client.get(reverse("team", args=[team.code]))  # a version is read once in a process
    with django_assert_num_queries(9):
        # session, user, team, rounds, what they are like (3), people, late actions, how many actions
        client.get(reverse("team", args=[team.code]))


def test_its_rounds_stand_at_their_stage_with_what_they_need(client):
    team = make_team()
    make_round(team, title="The open one")
    make_round(team, state="closed", title="The closed one")
    page = page_of(client, team, make_facilitator(team)).content.decode()
    assert "Open, step 2 of 7: invite people." in page
    assert page.index("Issue the report") < page.index("Invite people") < page.index("Rounds so far")
    assert page.count('class="govuk-button"') == 1


def test_every_action_that_is_late_is_asked_about_whoever_leads_it(client):
    team, yesterday = make_team(), timezone.localdate() - timedelta(days=1)
    make_action(team, "Move the meeting", lead=make_member(team), due_on=yesterday)
    make_action(team, "Later", due_on=yesterday + timedelta(days=9))
    page = page_of(client, team, make_member(team, "Femi")).content.decode()
    assert page.count("Say how an action is going") == 1
    assert "2 actions, 1 late." in page
    admin = page_of(client, team, make_admin(team.organisation)).content.decode()
    assert "2 actions, 1 late." in admin
    assert "Say how an action is going" not in admin


def test_it_says_who_is_in_it(client):
    team = make_team()
    make_member(team)
    page = page_of(client, team, make_facilitator(team)).content.decode()
    assert "2 people with an account. Facilitated by Alice." in page


def test_only_who_looks_after_the_organisation_may_facilitate_a_team_themselves(client):
    team = make_team()
    address = reverse("facilitate_team", args=[team.code])
    olu = make_admin(team.organisation)
    assert address in page_of(client, team, olu).content.decode()
    assert address not in page_of(client, team, make_facilitator(team)).content.decode()
    elsewhere = make_member(team, "Charlie")
    make_organisation("Another").roles.create(user=elsewhere, role="admin")
    assert address not in page_of(client, team, elsewhere).content.decode()
    team.memberships.create(user=olu, role="facilitator")
    assert address not in page_of(client, team, olu).content.decode()


def test_an_admin_reads_no_level_before_the_round_closes(client):
    round = make_round()
    part, level = round.version.principles.first(), round.version.levels.get(direction="strength")
    sheet = round.sheets.get()
    sheet.reflections.create(principle=part, finished_at=timezone.now())
    sheet.standings.create(principle=part, level=level, settled_at=timezone.now())
    member = page_of(client, round.team, make_member(round.team)).content.decode()
    admin = page_of(client, round.team, make_admin(round.team.organisation)).content.decode()
    assert (level.label in member, level.label in admin) == (True, False)
    assert ("home-rounds__drawing" in member, "home-rounds__drawing" in admin) == (True, False)
