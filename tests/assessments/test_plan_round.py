"""Planning a round, and changing the plan."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from teams.codes import new_code
from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_team,
    make_version,
)

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


def sent(version, /, **changes):
    plan = {
        "version": version.pk,
        "title": "Spring round",
        "about": "service",
        "about_name": "Day centre",
        "sharing": "without-names",
    }
    return {**plan, "closes_on": soon().isoformat(), "code": new_code(), **changes}


def plan(client, team, data, user=None):
    client.force_login(user or make_facilitator(team))
    return client.post(reverse("plan_round", args=[team.code]), data)


def test_it_plans_a_round(client):
    team, version = make_team(), make_version()
    alice = make_facilitator(team)
    response = plan(client, team, sent(version), alice)
    round = Round.objects.get()
    assert response.url == reverse("round", args=[round.code])
    assert (round.state, round.team, round.version, round.created_by) == ("planned", team, version, alice)
    assert (round.title, round.about, round.about_name, round.closes_on) == (
        "Spring round",
        "service",
        "Day centre",
        soon(),
    )
    assert round.sharing == Round.Sharing.WITHOUT_NAMES


def test_sending_it_twice_plans_one_round(client):
    team, data = make_team(), sent(make_version())
    first, again = plan(client, team, data), plan(client, team, data)
    assert first.url == again.url
    assert Round.objects.count() == 1
    assert b"planned this round already" in client.get(again.url).content


@pytest.mark.parametrize("code", ["", "../../etc", "x" * 300, "ABCDEFGH"])
def test_a_code_of_somebodys_own_is_replaced(client, code):
    plan(client, make_team(), sent(make_version(), code=code))
    assert Round.objects.get().code != code


def test_another_teams_code_is_replaced(client):
    theirs = make_round()
    plan(client, make_team(name="Another team"), sent(theirs.version, code=theirs.code))
    assert Round.objects.exclude(pk=theirs.pk).count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Give this round a name."),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"version": ""}, "Choose a rubric."),
        ({"version": "999999"}, "Choose one of these rubrics."),
        ({"version": "x"}, "Choose one of these rubrics."),
        ({"about": "nothing"}, "Choose what this round is about."),
        ({"about_name": ""}, "Write the name"),
        ({"closes_on": ""}, "Choose a closing date."),
        ({"closes_on": "soon"}, "such as 3 March 2027"),
        ({"closes_on": date(2020, 1, 1).isoformat()}, "after today"),
        ({"closes_on": "9999-12-31"}, "next 2 years"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(client, changes, says):
    response = plan(client, make_team(), sent(make_version(), **changes))
    assert response.status_code == 200
    assert says in response.content.decode()
    assert not Round.objects.exists()
    if "about_name" not in changes:
        assert b"Day centre" in response.content


def test_today_is_too_soon_to_close(client):
    team, version = make_team(), make_version()
    plan(client, team, sent(version, closes_on=soon(0).isoformat()))
    assert not Round.objects.exists()
    plan(client, team, sent(version, closes_on=soon(1).isoformat()))
    assert Round.objects.exists()


def test_dates_are_read_the_british_way(client):
    day = soon()
    plan(client, make_team(), sent(make_version(), closes_on=f"{day:%d/%m/%Y}"))
    assert Round.objects.get().closes_on == day


def test_half_a_pair_of_surrogates_never_arrives(client):
    data = "title=%ED%A0%80&about=team&about_name=Us"
    client.force_login(make_facilitator(team := make_team()))
    form = "application/x-www-form-urlencoded"
    response = client.post(reverse("plan_round", args=[team.code]), data, content_type=form)
    assert response.status_code == 200
    assert "\ud800" not in response.context["form"]["title"].value()


def test_it_offers_what_the_organisation_may_use(client):
    team = make_team()
    version = make_version(
        title="How are we doing?",
        source={"title": "A paper tool", "authors": ["Ada Lovelace"], "note": "All ideas are hers."},
    )
    withdrawn = make_version(title="Out of use")
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    make_version(title="Only a draft", published=False)
    client.force_login(make_facilitator(team))
    page = client.get(reverse("plan_round", args=[team.code])).content.decode()
    assert "How are we doing?" in page
    assert "6 statements" in page
    assert "Ada Lovelace" in page
    assert "All ideas are hers." in page
    assert reverse("rubric_version", args=[version.rubric.slug, 1]) in page
    assert "Out of use" not in page
    assert "Only a draft" not in page


def test_without_a_rubric_it_says_who_can_help(client):
    team = make_team()
    client.force_login(make_facilitator(team))
    assert b"There is no rubric to use yet" in client.get(reverse("plan_round", args=[team.code])).content


def test_it_suggests_the_same_as_last_time(client):
    closed = make_round(state="closed", about="service", about_name="Day centre")
    newer = make_version(closed.version.rubric)
    client.force_login(make_facilitator(closed.team))
    form = client.get(reverse("plan_round", args=[closed.team.code])).context["form"]
    assert (form["version"].value(), form["about"].value()) == (newer.pk, "service")
    assert form["about_name"].value() == "Day centre"


def test_only_a_facilitator_may(client):
    team, data = make_team(), sent(make_version())
    assert plan(client, team, data, make_member(team)).status_code == 403
    assert plan(client, team, data, make_admin(team.organisation)).status_code == 403
    charlie = make_facilitator(make_team(make_organisation("Harbourside")), "Charlie")
    assert plan(client, team, data, charlie).status_code == 404
    assert not Round.objects.exists()


def test_its_queries_do_not_grow_with_the_rubrics(client):
    team = make_team()
    make_version()
    client.force_login(make_facilitator(team))
    with_one = count_queries(client, team)
    for _ in range(4):
        make_version()
    assert count_queries(client, team) == with_one


def count_queries(client, team):
    """Once this process has read the rubrics' versions, which it keeps."""
    client.get(reverse("plan_round", args=[team.code]))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("plan_round", args=[team.code]))
    return len(asked)


def test_a_last_round_without_a_name_leaves_the_teams_own(client):
    """The plan suggests what the last round was about, and never an empty name that it would refuse."""
    team, version = make_team(), make_version()
    make_round(team, version, state="closed", about="service", about_name="")
    client.force_login(make_facilitator(team))
    form = client.get(reverse("plan_round", args=[team.code])).context["form"]
    assert (form.initial["about"], form.initial["about_name"]) == ("team", team.name)
    assert form.initial["version"] == version
