"""What a team will do: who reads the list, where an action can begin, and planning it."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action
from assessments.reading.starting_points import starting_points
from tests.assessments.sheets import close, queries
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_placing_round,
    make_round,
    make_team,
    make_version,
)
from tests.reports.releases import add_release, make_agreed
from tests.two_people import open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def bob(client, team):
    bob = make_member(team)
    client.force_login(bob)
    return bob


def at(team, name="actions"):
    return reverse(name, args=[team.code])


def page_of(client, team):
    return client.get(at(team)).content.decode()


def plan(client, team, asked="", **fields):
    return client.post(at(team, "plan_action") + asked, {"what": "Move the meeting", **fields})


def closed_round(team, ticked="", **principles):
    round = make_round(team, make_version())
    round.sheets.get().standings.create(
        principle=round.version.principles.get(key="p1"),
        why="Because of the panels.",
        where_we_differ="Carers.",
    )
    add_release(round, make_agreed(ticked, **principles))
    close(round)
    return round


@pytest.mark.usefixtures("bob")
def test_they_stand_under_what_became_of_them(client, team):
    now = timezone.now()
    make_action(team, "Cook together")
    make_action(team, "Buy a kettle", started_at=now)
    make_action(team, "Change the times", done_at=now)
    make_action(team, "Hand over the budget", stopped_at=now, stopped_because="The rules don’t let us.")
    page = page_of(client, team)
    order = ["<h2>Going on", "Buy a", "<h2>Planned", "Cook", "<h2>Done", "Change", "<h2>Stopped", "Hand over"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Why: <bdi>The rules don’t let us.</bdi>" in page


def test_ones_own_are_marked_and_found_by_a_link_that_counts_them(client, team, bob):
    make_action(team, "Buy a kettle", lead=bob, co_lead="Marjorie", started_at=timezone.now())
    make_action(team, "Cook together", lead=make_member(team, "Kath"))
    page = page_of(client, team)
    assert page.count("You lead it") == 1
    assert "<strong>You lead it</strong> with Marjorie" in page
    assert "Led by Kath" in page
    assert '<a class="lone-link" href="?lead=me">Show the 1 that you lead</a>' in page
    mine = client.get(at(team) + "?lead=me&next=%2F").content.decode()
    assert ("Buy a kettle" in mine, "Cook together" in mine) == (True, False)
    assert f'href="{at(team)}?next=%2F">Show every action: 2</a>' in mine


@pytest.mark.usefixtures("bob")
def test_nobody_leads_what_nobody_with_an_account_leads(client, team):
    make_action(team, "Cook together", lead_name="Marjorie")
    page = page_of(client, team)
    assert "You lead it" not in page
    assert "?lead=me" not in page


@pytest.mark.both_databases
@pytest.mark.usefixtures("bob")
def test_a_round_leads_to_just_what_was_promised_before_it(client, team):
    first = make_round(team, make_version(), state="closed")
    day = timezone.now() - timedelta(days=20)
    type(first).objects.update(opened_at=day, closed_at=day)
    make_action(team, "Buy a kettle", round=first, created_at=day)
    make_action(team, "Hire a hall", created_at=day)
    round = make_round(team, first.version, previous=first)
    make_action(team, "Cook together", round=round)
    page = client.get(reverse("round", args=[round.code])).content.decode()
    assert "Last time, and before, you said you’d do 2 things" in page
    link = unescape(re.search(r'href="([^"]*)">Look at these first', page)[1])
    promised = client.get(link).content.decode()
    assert ("Buy a kettle" in promised, "Cook together" in promised) == (True, False)
    assert f"before “{round.title}” that you would do" in promised
    type(team.actions.first()).objects.filter(what="Hire a hall").delete()
    page = client.get(reverse("round", args=[round.code])).content.decode()
    assert "Last time you said you’d do 1 thing:" in page


@pytest.mark.both_databases
@pytest.mark.usefixtures("bob")
def test_what_is_late_says_so_quietly(client, team):
    today = timezone.localdate()
    make_action(team, "Late", due_on=today - timedelta(days=1))
    assert "It was due on" in page_of(client, team)
    Action.objects.update(due_on=today)
    assert "It was due on" not in page_of(client, team)
    Action.objects.update(due_on=today - timedelta(days=1), done_at=timezone.now())
    assert "It was due on" not in page_of(client, team)


@pytest.mark.usefixtures("bob")
def test_an_empty_list_says_what_to_do(client, team):
    assert "Nothing is planned yet" in page_of(client, team)


@pytest.mark.both_databases
def test_an_action_can_begin_with_the_newest_of_every_thread(team):
    """A quick look at one thing hides nothing of another; an earlier round about the same thing is told no more."""
    version, day = make_version(), timezone.now() - timedelta(days=9)
    for n, (name, ticked) in enumerate(
        [("Lunch", ""), ("Lunch", "p1-doing-well"), ("Buses", ""), ("LUNCH", "p2-doing-well")]
    ):
        more = {"about": "activity", "about_name": name, "opened_at": day + timedelta(days=n)}
        add_release(make_round(team, version, title=f"Round {n}", **more), make_agreed(ticked))
    found = [(one.round.title, [s.key for s in one.statements]) for one in starting_points(team)]
    assert found == [
        ("Round 3", ["p1-doing-well"]),
        ("Round 2", ["p1-doing-well"]),
        ("Round 2", ["p2-doing-well"]),
    ]


def test_an_admin_reads_and_plans_nothing(client, team):
    make_action(team)
    closed_round(team)
    client.force_login(make_admin(team.organisation))
    page = page_of(client, team)
    assert "Move the meeting to the library" in page
    assert "Plan an action" not in page
    assert "Where you could begin" not in page
    assert plan(client, team).status_code == 403


def test_strangers_find_nothing(client, team):
    client.force_login(make_facilitator(make_team(make_organisation("Harbourside")), "Charlie"))
    assert client.get(at(team)).status_code == 404
    assert plan(client, team).status_code == 404
    assert not Action.objects.exists()


@pytest.mark.usefixtures("bob")
def test_unmet_strengths_of_the_latest_release_are_offered(client, team):
    round = closed_round(team, ticked="p1-doing-well")
    page = page_of(client, team)
    assert "This is true of doing-well 1." not in page, "that one is true already"
    link = f"?round={round.code}&amp;principle=p2&amp;statement=p2-doing-well"
    assert link in page
    assert "statement=p2-getting-there" not in page
    make_action(team, statement_key="p2-doing-well")
    assert link not in page_of(client, team), "somebody is on it"


@pytest.mark.usefixtures("bob")
def test_a_part_that_nobody_answered_offers_nothing(client, team):
    round = make_round(team, make_version(), state="closed")
    add_release(round, make_agreed(finished="p1"))
    assert "statement=p2-doing-well" not in page_of(client, team)


def test_a_statement_brings_why_and_where_it_comes_from(client, team, bob):
    round = closed_round(team)
    asked = f"?round={round.code}&principle=p2&statement=p2-doing-well"
    form = client.get(at(team, "plan_action") + asked).context["form"]
    assert form["why"].value() == "We can’t say this yet: “This is true of doing-well 2.”"
    plan(client, team, asked, principle_key="p2", why=form["why"].value(), lead=bob.pk, due_on="3 March 2027")
    action = Action.objects.get()
    assert (action.round, action.principle_key, action.statement_key) == (round, "p2", "p2-doing-well")
    assert (action.lead, action.due_on, action.created_by) == (bob, date(2027, 3, 3), bob)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("about", "why"),
    [("difference", "Carers."), ("standing", "Because of the panels."), ("", ""), ("odd", "")],
)
@pytest.mark.usefixtures("bob")
def test_a_difference_or_a_standing_brings_the_teams_words(client, team, about, why):
    round = closed_round(team)
    asked = f"?round={round.code}&principle=p1&about={about}"
    assert client.get(at(team, "plan_action") + asked).context["form"]["why"].value() == why


@pytest.mark.usefixtures("bob")
def test_why_begins_with_as_much_as_its_box_takes(client, team):
    round = make_round(team, make_version())
    owner = {"principle": round.version.principles.get(key="p1")}
    round.sheets.get().standings.create(where_we_differ="Carers see it. " * 600, **owner)
    asked = at(team, "plan_action") + f"?round={round.code}&principle=p1&about=difference"
    page = open_form(client, asked)
    assert client.post(asked, page | {"what": "Move the meeting"}).status_code == 302
    assert Action.objects.get().why.endswith("Carers see…")


@pytest.mark.usefixtures("bob")
def test_another_teams_round_tells_nothing(client, team):
    foreign = closed_round(make_team(make_organisation("Harbourside")))
    asked = f"?round={foreign.code}&principle=p1&about=difference"
    page = client.get(at(team, "plan_action") + asked).content.decode()
    assert "Carers." not in page
    plan(client, team, asked)
    assert Action.objects.get().round is None


@pytest.mark.both_databases
@pytest.mark.usefixtures("bob")
def test_an_action_can_begin_with_an_activity_and_why_it_is_where_it_is(client, team):
    round = make_placing_round(team)
    lunch = round.activities.get()
    asked = at(team, "plan_action") + f"?round={round.code}&activity={lunch.key}"
    assert client.get(asked).context["form"]["why"].value() == "This is about “The Friday lunch”."
    round.sheets.get().standings.create(activity=lunch, why="The cook decides.")
    assert client.get(asked).context["form"]["why"].value().endswith(" The cook decides.")


@pytest.mark.usefixtures("bob")
def test_an_odd_address_begins_nowhere_in_particular(client, team):
    closed_round(team)
    asked = "?round=%00&principle=%00&statement=%00&activity=%00&about=%00"
    assert client.get(at(team, "plan_action") + asked).context["form"]["why"].value() == ""


@pytest.mark.usefixtures("bob")
def test_another_part_chosen_by_hand_drops_the_statement(client, team):
    round = closed_round(team)
    plan(client, team, f"?round={round.code}&principle=p2&statement=p2-doing-well", principle_key="p1")
    action = Action.objects.get()
    assert (action.principle_key, action.statement_key) == ("p1", "")


@pytest.mark.both_databases
@pytest.mark.usefixtures("bob")
def test_sent_twice_it_is_planned_once_and_with_other_words_twice(client, team):
    code = client.get(at(team, "plan_action")).context["form"]["code"].value()
    plan(client, team, code=code)
    plan(client, team, code=code)
    assert Action.objects.count() == 1
    plan(client, team, code=code, what="Buy a kettle")
    assert set(Action.objects.values_list("what", flat=True)) == {"Move the meeting", "Buy a kettle"}
    for _ in range(2):
        plan(client, team, code=code, cost="About £300")
    assert list(Action.objects.exclude(cost="").values_list("what", flat=True)) == ["Move the meeting"]


def test_what_is_refused_keeps_what_was_typed(client, team, bob):
    answer = plan(client, team, what="", why="Nobody came.", due_on="soon", lead=bob.pk, lead_name="Bo")
    page = answer.content.decode()
    assert not Action.objects.exists()
    assert "Write what you will do." in page
    assert "such as 3 March 2027" in page
    assert "You chose Bob and wrote a name. Keep one of them." in page
    assert "Nobody came.</textarea>" in page


@pytest.mark.usefixtures("bob")
def test_only_people_of_the_team_lead_it_by_account(client, team):
    other = make_member(make_team(team.organisation, "Another team"))
    assert "Choose somebody who is in this team now." in plan(client, team, lead=other.pk).content.decode()


def test_from_a_session_one_comes_back_to_it(client, team):
    round = make_round(team, make_version())
    client.force_login(make_facilitator(team))
    answer = plan(client, team, f"?round={round.code}&principle=p1&from=session")
    assert answer.url == reverse("session_difference", args=[round.code, "p1", 1])


@pytest.mark.both_databases
@pytest.mark.usefixtures("bob")
def test_the_list_takes_the_same_few_queries_however_long_it_is(client, team):
    closed_round(team)
    page_of(client, team)
    make_action(team)
    few = len(queries(lambda: page_of(client, team)))
    for _ in range(5):
        make_action(team, lead=make_member(team))
    assert len(queries(lambda: page_of(client, team))) == few <= 9
