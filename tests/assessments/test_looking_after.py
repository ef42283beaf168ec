"""What whoever looks after an organisation finds at home, though they are in no team."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from teams.models import Invitation, Team
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_round,
    make_team,
    make_version,
)

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def team():
    team = make_team(name="Day team")
    make_facilitator(team)
    return team


@pytest.fixture
def olu(team):
    return make_admin(team.organisation)


def home_of(client, user):
    client.force_login(user)
    return client.get("/").content.decode()


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def close(round, days):
    closed_at = timezone.now() - timedelta(days=days)
    Round.objects.filter(pk=round.pk).update(opened_at=closed_at - timedelta(days=9), closed_at=closed_at)


def test_nothing_needs_doing_where_all_is_well(client, olu):
    page = home_of(client, olu)
    assert "What needs doing" not in page
    assert "You aren’t in a team yourself." in page
    assert reverse("teams") in page


def test_an_action_that_is_late(client, team, olu):
    make_action(team, "Move the meeting", due_on=days_ago(1))
    page = home_of(client, olu)
    assert "Ask Day team about an action that is late" in page
    assert "“Move the meeting” was due on" in page
    make_action(make_team(team.organisation, "Night team"), "Pay for travel", due_on=days_ago(2))
    page = home_of(client, olu)
    assert "2 actions are late" in page
    assert "In 2 teams." in page
    assert reverse("due_actions", args=[team.organisation.slug]) in page


def test_a_round_that_has_gone_quiet(client, team, olu):
    round = make_round(team, title="A year on", closes_on=days_ago(14))
    assert "quiet" not in home_of(client, olu)
    Round.objects.filter(pk=round.pk).update(closes_on=days_ago(15))
    page = home_of(client, olu)
    assert "Ask Day team about a quiet round" in page
    assert reverse("round", args=[round.code]) in page
    make_round(team, round.version, closes_on=days_ago(20))
    assert "Ask about 2 quiet rounds" in home_of(client, olu)


def test_a_report_that_people_wait_for(client, team, olu):
    round = make_round(team, state="closed")
    close(round, 13)
    assert "about a report" not in home_of(client, olu)
    close(round, 15)
    assert "Ask Day team about a report" in home_of(client, olu)
    round.editions.create(kind="board", number=1, issued_at=timezone.now())
    assert "about a report" not in home_of(client, olu)


def test_a_report_from_before_a_reopening_is_still_waited_for(client, team, olu):
    round = make_round(team, state="closed")
    close(round, 15)
    round.editions.create(kind="board", number=1, issued_at=timezone.now() - timedelta(days=16))
    assert "Ask Day team about a report" in home_of(client, olu)


def test_nobody_is_asked_for_the_report_of_a_round_long_closed(client, team, olu):
    close(make_round(team, state="closed"), 91)
    assert "about a report" not in home_of(client, olu)


def test_a_team_that_nobody_facilitates(client, olu):
    team = make_team(olu.organisation_roles.get().organisation, "Night team")
    make_member(team)
    page = home_of(client, olu)
    assert "Nobody facilitates Night team" in page
    assert reverse("team_people", args=[team.code]) in page
    make_team(team.organisation, "Third team")
    assert "Nobody facilitates 2 teams" in home_of(client, olu)
    make_facilitator(team)
    assert "Nobody facilitates Third team" in home_of(client, olu)


def test_an_invitation_that_waits(client, team, olu):
    invitation = make_invitation(team)
    assert "invitation waits" not in home_of(client, olu)
    Invitation.objects.filter(pk=invitation.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert "1 invitation waits" in home_of(client, olu)


def test_no_round_can_open_without_somebody_to_call(client):
    organisation = make_organisation(safeguarding_phone="")
    page = home_of(client, make_admin(organisation))
    assert "Say whom people call when somebody is in danger" in page
    assert reverse("organisation_settings", args=[organisation.slug]) in page


def test_an_archived_team_asks_for_nothing(client, team, olu):
    make_action(team, due_on=days_ago(1))
    make_round(team, closes_on=days_ago(30))
    close(make_round(team, make_version(), state="closed"), 20)
    Team.objects.update(archived_at=timezone.now())
    assert "What needs doing" not in home_of(client, olu)


def test_members_and_other_organisations_find_none_of_it(client, team):
    make_action(team, "Marker", lead=make_facilitator(team, "Ann"), due_on=days_ago(1))
    make_round(team, title="Marker", closes_on=days_ago(30), state="open")
    assert "Ask Day team" not in home_of(client, make_member(team))
    assert "Marker" not in home_of(client, make_admin(make_organisation("Elsewhere")))


def test_ten_organisations_cost_no_more_queries_than_one(client, olu, django_assert_num_queries):
    for n in range(10):
        organisation = make_organisation(f"Council {n}", safeguarding_phone="")
        organisation.roles.create(user=olu, role="admin")
        make_action(make_team(organisation), due_on=days_ago(1))
    client.force_login(olu)
    with django_assert_num_queries(12):
        client.get("/")
