"""Home: what this is, for everybody; what is going on for me, when I have signed in."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round, YouSaid
from assessments.services.rounds import close_round
from teams.roles import ADMIN
from teams.services.accounts import close_account
from teams.services.people import remove_member
from teams.sides import SUPPORT
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_person_sheet,
    make_perspective,
    make_round,
    make_rubric_editor,
    make_team,
    make_user,
    make_version,
)

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HOME = "/"


def home_of(client, user):
    client.force_login(user)
    return client.get(HOME)


def finish(round, parts):
    """So many parts are finished, and something is written in all of them."""
    sheet = round.sheets.get()
    for n, principle in enumerate(round.version.principles.all()):
        finished_at = timezone.now() if n < parts else None
        sheet.reflections.create(principle=principle, text="We start late.", finished_at=finished_at)
    sheet.room_at = timezone.now()
    sheet.save()


def test_a_stranger_reads_what_this_is(client):
    response = client.get(HOME)
    assert response.status_code == 200
    assert b"How are we doing, together?" in response.content
    assert reverse("account_login").encode() in response.content


def test_somebody_without_a_team_reads_whom_to_ask(client):
    assert "You aren’t in a team yet" in home_of(client, make_user()).content.decode()


def test_who_edits_rubrics_isnt_asked_to_join_a_team(client):
    assert "You aren’t in a team yet" not in home_of(client, make_user(is_site_editor=True)).content.decode()


def test_a_facilitator_without_a_round_starts_one(client):
    team = make_team()
    response = home_of(client, make_facilitator(team))
    assert b"Start your first round" in response.content
    assert reverse("plan_round", args=[team.code]).encode() in response.content


def test_a_member_without_a_round_waits_for_a_facilitator(client):
    team = make_team()
    response = home_of(client, make_member(team))
    assert b"A facilitator of the team starts it" in response.content
    assert reverse("plan_round", args=[team.code]).encode() not in response.content


def test_rounds_come_open_first(client):
    team, version = make_team(), make_version()
    closed = make_round(team, version, title="The closed one")
    close_round(closed, by=make_facilitator(team, "Ann"))
    make_round(team, version, title="The planned one", state="planned")
    make_round(team, version, title="The open one")
    page = home_of(client, make_member(team)).content.decode()
    assert page.index("The open one") < page.index("The planned one") < page.index("The closed one")


@pytest.mark.parametrize(
    ("finished", "says", "leads_to"),
    [
        (0, "Agree the 2 parts", "together_principle"),
        (1, "Agree the last part", "together_principle"),
        (2, "Say where you stand on", "standing"),
    ],
)
def test_an_open_round_says_what_comes_next(client, finished, says, leads_to):
    round = make_round()
    finish(round, finished)
    finish(make_round(version=round.version), 2)
    page = home_of(client, make_facilitator(round.team)).content.decode()
    assert says in page
    assert f"/{'standing/' if leads_to == 'standing' else ''}?next=" in page
    assert "Open, step 4 of 7: agree where you stand." in page


def test_a_round_that_nobody_joined_asks_people_in(client):
    round = make_round()
    door, alone = (reverse(name, args=[round.code]) for name in ("door", "answer_alone"))
    member = home_of(client, make_member(round.team)).content.decode()
    assert (door in member, alone in member) == (False, True)
    facilitator = home_of(client, make_facilitator(round.team)).content.decode()
    assert (door in facilitator, alone in facilitator) == (True, False)


def test_only_a_facilitator_is_asked_to_open_a_round(client):
    round = make_round(state="planned")
    asked = "Open the round when you are ready"
    assert asked not in home_of(client, make_member(round.team)).content.decode()
    assert asked in home_of(client, make_facilitator(round.team)).content.decode()


def test_a_closed_round_asks_for_its_report_for_three_months(client):
    round = make_round(state="closed")
    alice = make_facilitator(round.team)
    assert "Issue the report" in home_of(client, alice).content.decode()
    assert "Issue the report" not in home_of(client, make_member(round.team)).content.decode()
    Round.objects.filter(pk=round.pk).update(
        opened_at=timezone.now() - timedelta(days=120), closed_at=timezone.now() - timedelta(days=92)
    )
    page = home_of(client, alice).content.decode()
    assert "Issue the report" not in page
    assert "Nothing waits for you now." in page
    assert reverse("round", args=[round.code]) in page


def test_however_many_rounds_have_closed_each_asks_for_its_report(client):
    team, version = make_team(), make_version()
    rounds = [make_round(team, version, state="closed", title=f"Round {n}") for n in range(8)]
    page = home_of(client, make_facilitator(team)).content.decode()
    needed, so_far = page.split("Rounds so far")
    asked = [reverse("go_on_with_report", args=[round.code]) in needed for round in rounds]
    listed = [reverse("round", args=[round.code]) in so_far for round in rounds]
    assert asked == [True] * 8
    assert listed == [False] * 2 + [True] * 6


def test_what_is_late_is_asked_of_who_leads_it(client):
    team, yesterday = make_team(), timezone.localdate() - timedelta(days=1)
    bob = make_member(team)
    action = make_action(team, "Move the meeting", lead=bob, due_on=yesterday)
    make_action(team, "Pay for travel", due_on=yesterday)  # nobody with an account leads it
    make_action(team, "Later", lead=bob, due_on=yesterday + timedelta(days=9))
    page = home_of(client, bob).content.decode()
    assert page.count("Say how an action is going") == 1
    assert reverse("action", args=[action.code]) in page
    assert "What is coming" in page
    assert "Later" in page
    facilitator = home_of(client, make_facilitator(team)).content.decode()
    assert "“Pay for travel” was due on" in facilitator
    assert "“Move the meeting” was due on" not in facilitator


@pytest.mark.parametrize("gone", ["left", "left, and looks after the organisation", "closed"])
def test_facilitators_are_asked_about_what_somebody_leads_who_has_gone(client, gone):
    team, yesterday = make_team(), timezone.localdate() - timedelta(days=1)
    alice, kath = make_facilitator(team), make_member(team, "Kath")
    make_action(team, "Move the meeting", lead=kath, due_on=yesterday)
    if gone == "closed":
        close_account(kath, by=make_user(is_superuser=True))
    else:
        remove_member(kath.memberships.get(), by=alice)
        if looks_after := gone != "left":
            kath.organisation_roles.create(organisation=team.organisation, role=ADMIN)
        page = home_of(client, kath).content.decode()
        assert "Say how an action is going" not in page
        assert ("Move the meeting" in page) == looks_after
    assert "“Move the meeting” was due on" in home_of(client, alice).content.decode()
    assert "“Move the meeting” was due on" not in home_of(client, make_member(team)).content.decode()


def test_who_draws_on_support_is_missed_while_there_is_time(client):
    round = make_round()
    finish(round, 1)
    asked = "Ask somebody who draws on support to join"
    alice = make_facilitator(round.team)
    assert asked in home_of(client, alice).content.decode()
    somebody = make_perspective(round.team.organisation, "I draw on support", side=SUPPORT)
    round.sheets.get().presences.create(perspective=somebody)
    assert asked not in home_of(client, alice).content.decode()


@pytest.mark.parametrize(
    ("days", "says"),
    [(4, None), (3, "A round closes in 3 days"), (0, "A round closes today"), (-1, "A round was to close")],
)
def test_that_a_round_closes_soon_is_a_task_of_its_own(client, days, says):
    round = make_round(closes_on=timezone.localdate() + timedelta(days=days))
    alice = make_facilitator(round.team)
    page = home_of(client, alice).content.decode()
    assert ("A round " in page) == bool(says)
    assert (says or "") in page
    assert (reverse("edit_round", args=[round.code]) in page) == bool(says)
    assert "A round " not in home_of(client, make_member(round.team)).content.decode()


def test_what_is_soonest_comes_first_and_the_rest_is_folded(client):
    team, today = make_team(), timezone.localdate()
    for days in range(1, 8):
        make_action(team, f"Late by {days}", due_on=today - timedelta(days=days))
    page = home_of(client, make_facilitator(team)).content.decode()
    places = [page.index(f"“Late by {days}”") for days in range(7, 0, -1)]
    assert places == sorted(places)
    assert places[4] < page.index("Show 2 more") < places[5]
    assert page.count('class="govuk-button"') == 1


def test_long_closed_rounds_stay_with_their_team(client):
    round = make_round(state="closed", title="The old one")
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now() - timedelta(days=366))
    assert b"The old one" not in home_of(client, make_member(round.team)).content


def test_nothing_of_another_organisation_shows(client):
    make_round(make_team(make_organisation("Marker Trust"), "Marker team"), title="Marker round")
    mine = make_round()
    page = home_of(client, make_member(mine.team, "Charlie")).content
    assert b"Marker" not in page


def test_home_wears_the_colours_of_a_persons_only_organisation(client):
    team = make_team(make_organisation("Northgate Council", brand_colour="#0b5f5a"))
    alice = make_facilitator(team)
    assert b'"/colours/' in home_of(client, alice).content
    make_team(make_organisation("Harbourside")).memberships.create(user=alice)
    assert b'"/colours/' not in home_of(client, alice).content


def test_an_admin_finds_their_organisation(client):
    organisation = make_organisation()
    make_round(make_team(organisation), title="A team’s own round")
    page = home_of(client, make_admin(organisation)).content.decode()
    assert reverse("organisation", args=[organisation.slug]) in page
    assert "own round" not in page


def test_a_rubric_editor_finds_the_rubrics_to_change(client):
    assert b"Read and change rubrics" in home_of(client, make_rubric_editor(make_organisation())).content
    assert b"Read and change rubrics" in home_of(client, make_user(is_site_editor=True)).content
    assert b"Read and change rubrics" not in home_of(client, make_user()).content


def test_thirty_teams_cost_no_more_queries_than_one(client, django_assert_num_queries):
    version, user = make_version(), make_user()
    for n in range(30):
        team = make_team(name=f"Team {n}")
        team.memberships.create(user=user, role="facilitator" if n % 2 else "member")
        make_round(team, version)
        make_round(team, version, state="closed")
    client.force_login(user)
    # session, user, rounds, their rubric (4), what they are like (2), teams, and what else waits (2)
    with django_assert_num_queries(12):
        response = client.get(HOME)
    assert response.content.count(b"Open, step 2 of 7: invite people.") == 30


def test_the_next_meeting_is_among_what_is_coming(client):
    day = timezone.localdate() + timedelta(days=5)
    round = make_round(meets_on=day)
    facilitator = make_facilitator(round.team)
    assert "Spring round: you meet" in home_of(client, facilitator).content.decode()
    round.sheets.update(room_at=timezone.now() + timedelta(days=5))
    assert "Spring round: you meet" not in home_of(client, facilitator).content.decode()


@pytest.mark.parametrize("state", ["invite", "meet", "agree", "close", "planned", "report", "tell", "again"])
@pytest.mark.parametrize("make", [make_facilitator, make_member])
def test_the_button_of_a_rounds_page_is_the_one_on_home(client, state, make):
    """Under one name; a member, whom nobody knows to have answered, is asked for that first."""
    round = _at(state)
    page = home_of(client, make(round.team, "Kath")).content.decode()
    on_round = _button(client.get(reverse("round", args=[round.code])).content.decode())
    if make is make_member and state in ("invite", "meet", "agree"):
        assert on_round == "Answer on your own"
    if state != "again" and (make is make_facilitator or on_round == "Answer on your own"):
        assert f">{on_round}<span" in page


def _at(state):
    round = make_round(state="planned" if state == "planned" else "open")
    if state == "meet":
        make_person_sheet(round)
    if state == "agree":
        finish(round, 1)
    if state == "close":
        finish(round, 2)
        for principle in round.version.principles.all():
            round.sheets.get(kind="together").standings.create(principle=principle, why="We argue.")
    if state in ("report", "tell", "again"):
        close_round(round, by=make_facilitator(round.team, "Ann"))
    if state in ("tell", "again"):
        round.editions.create(kind="board", number=1, issued_at=timezone.now())
    if state == "again":
        YouSaid.objects.create(round=round, published_at=timezone.now())
    return round


def _button(page):
    found = re.search(r'<a class="govuk-button" href="[^"]*">([^<]*)', page)
    return found and found[1]


@pytest.mark.parametrize(
    ("page", "change", "before", "after"),
    [
        ("home", {"team__name": "Night team"}, "Adult support team", "Night team"),
        ("home", {"membership__role": "member"}, "Start a round", ""),
        ("home", {"user__name": "Ifa Reed"}, "Alice", "Ifa Reed"),
        ("round", {"round__contact_name": "Ifa Reed"}, "Alice Penrose", "Ifa Reed"),
        ("round", {"round__contact_phone": "01632 960001"}, "07700 900142", "01632 960001"),
        ("round", {"round__join_code": "bcdfghjl"}, "BCDF-<wbr>GHJK", "BCDF-<wbr>GHJL"),
        ("round", {"round__join_code": None, "round__link_token": None}, "BCDF-<wbr>GHJK", "Let people in"),
    ],
)
def test_what_was_drawn_before_isnt_shown_once_it_has_changed(client, page, change, before, after):
    round = make_round(join_code="bcdfghjk", link_token="q" * 32)
    alice = make_facilitator(round.team)
    address = HOME if page == "home" else reverse("round", args=[round.code])
    client.force_login(alice)
    assert before in client.get(address).content.decode()
    rows = {"team": round.team, "membership": round.team.memberships.get(), "user": alice, "round": round}
    for where, value in change.items():
        row, _, field = where.partition("__")
        type(rows[row]).objects.filter(pk=rows[row].pk).update(**{field: value})
    shown = client.get(address).content.decode()
    assert before not in shown
    assert after in shown
