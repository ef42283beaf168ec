"""What we see: the latest release on one page, beside the round before."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from assessments.agreed import Room
from assessments.models import Round
from reports.build import build_results
from teams.sides import PAID, UNSAID
from tests.make import make_admin, make_facilitator, make_member, make_round, make_team, make_version
from tests.reports.releases import add_release, make_agreed, make_told_round

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def get(client, user, round):
    client.force_login(user)
    return client.get(reverse("results", args=[round.code]))


def part_of(client, user, round, key="p1"):
    client.force_login(user)
    return client.get(reverse("results_part", args=[round.code, key])).content.decode()


def then_and_now(then, now, *, then_version=None, **extra):
    """Two rounds of a team, the second looking back to the first: round, alice."""
    team, version = make_team(), make_version()
    before, _ = make_told_round(then, team=team, version=then_version or version, title="Last spring")
    return make_told_round(now, team=team, version=version, previous=before, **extra)


def test_it_shows_the_latest_release_in_words(client):
    round, alice = make_told_round(make_agreed("p1-doing-well"))
    add_release(
        round,
        make_agreed(
            "p1-doing-well p2-not-yet",
            unsure="p1-getting-there",
            p1={"standing": {"level": "doing-well", "settled": True}, "reflection": "We ask first."},
        ),
    )
    page = get(client, alice, round).content.decode()
    assert "<h1>What we see</h1>" in page
    assert (
        "The team places itself at “Doing really well” on 1 part. It hasn’t placed itself on 1 part." in page
    )
    assert "<h4>Getting there: 0 of 1, 1 not sure</h4>" in page
    assert "<h4>Doing really well: 1 of 1</h4>" in page
    assert '<li class="says says--not-sure">This is true of getting-there 1.' in page
    assert "We ask first." in page
    assert "We were asked: What about principle 1?" in page
    assert "release" not in page


def test_it_reads_the_release_and_never_the_sheet(client):
    round, alice = make_told_round(make_agreed("p1-doing-well"), state="open")
    sheet = round.sheets.get()
    principle = round.version.principles.get(key="p1")
    sheet.reflections.create(principle=principle, text="Not shown yet", finished_at=timezone.now())
    assert "Not shown yet" not in get(client, alice, round).content.decode()


@pytest.mark.parametrize("sharing", Round.Sharing)
def test_they_know_how_the_round_shares(sharing):
    round, _ = make_told_round(sharing=sharing)
    assert build_results(round).in_the_open is (sharing == Round.Sharing.IN_THE_OPEN)


def test_every_statement_stands_in_a_table_too(client):
    round, alice = make_told_round(make_agreed("p1-doing-well", unsure="p1-not-yet"))
    assert reverse("results_part", args=[round.code, "p1"]) in get(client, alice, round).content.decode()
    page = strip_tags(part_of(client, alice, round))
    assert re.search(r"This is true of doing-well 1\.\s+The team, together\s+ticked", page)
    assert re.search(r"This is true of not-yet 1\.\s+The team, together\s+not sure", page)
    assert client.get(reverse("results_part", args=[round.code, "p9"])).status_code == 404


def test_people_who_switched_to_easy_read_see_easy_words(client):
    version = make_version(published=False)
    version.statements.filter(key="p1-doing-well").update(easy_read="Everyone has a say.")
    version.principles.filter(key="p1").update(easy_read_title="Having a say")
    version.published_at = timezone.now()
    version.save()
    round, alice = make_told_round(make_agreed("p1-doing-well"), version=version)
    assert "Everyone has a say." not in get(client, alice, round).content.decode()
    client.cookies["wording"] = "easy-read"
    page = get(client, alice, round).content.decode()
    assert "Everyone has a say." in page
    assert "<h3>Having a say</h3>" in page


def test_then_and_now(client):
    then = make_agreed("p1-not-yet p1-getting-there", room=Room(True, 4, ("I work here",)))
    round, alice = then_and_now(then, make_agreed("p1-doing-well"))
    page = get(client, alice, round).content.decode()
    assert "Good news: a warning sign left behind." in page
    assert "Has something better replaced it?" in page
    assert "Newly true." in page
    assert "We compare this round with “Last spring”" in page
    assert "Only this time: “I draw on care and support”." in page
    assert "Last time: “Last spring”, with other people in the room." in page
    told = strip_tags(part_of(client, alice, round))
    assert re.search(r"not-yet 1\.\s+The team, last time\s+ticked\s+The team, together\s+not ticked", told)


def test_another_version_of_the_statements_is_told(client):
    old = make_version()
    old_round, _ = make_told_round(make_agreed("p1-doing-well"), version=old)
    new = make_version(old.rubric, title="How is it going?")
    round, alice = make_told_round(make_agreed("p1-doing-well"), version=new, previous=old_round)
    page = get(client, alice, round).content.decode()
    assert "another version of these statements (1, now 2)" in page


def test_an_adapted_copy_of_the_statements_is_told(client):
    old, new = make_version(), make_version()
    new.rubric.based_on = old.rubric
    new.rubric.save()
    old_round, _ = make_told_round(make_agreed("p1-doing-well"), version=old)
    round, alice = make_told_round(make_agreed("p1-doing-well"), version=new, previous=old_round)
    page = get(client, alice, round).content.decode()
    assert "One of the two used a copy of the rubric that was adapted." in page
    assert "another version of these statements" not in page


@pytest.mark.both_databases
def test_a_first_round_has_no_then(client):
    round, alice = make_told_round()
    for page in (get(client, alice, round).content.decode(), part_of(client, alice, round)):
        assert "last time" not in page.lower()


def test_it_says_why_the_team_placed_itself_there(client):
    standing = {"level": "doing-well", "settled": True, "why": "It shows every day."}
    round, alice = make_told_round(make_agreed("p1-doing-well", p1={"standing": standing}))
    page = get(client, alice, round).content.decode()
    assert page.count("Why:") == 1
    assert page.index("Doing really well") < page.index("Why: <bdi>It shows every day.</bdi>")


def test_nobody_claims_to_know_who_preferred_not_to_say(client):
    missing, sides = ("I draw on care and support",), (PAID, UNSAID)
    room = Room(True, 3, ("I work here", "Dim ateb"), sides=sides, missing=missing, why_nobody="Not asked.")
    page = get(client, *reversed(make_told_round(make_agreed(room=room)))).content.decode()
    assert "Some people preferred not to say how they take part." in page
    assert "<strong>Nobody ticked:</strong> “I draw on care and support”" in page
    assert "Not in the room" not in page
    assert "Nobody who draws on support" not in page
    assert "What the team said about who was in the room: <bdi>“Not asked.”</bdi>" in page


def test_it_asks_to_talk_about_where_people_differ_and_who_was_missing(client):
    room = Room(True, 3, ("I work here",), missing=("I draw on care and support",), why_nobody="We forgot.")
    agreed = make_agreed("p1-doing-well", room=room, p1={"standing": {"where_we_differ": "Staff say yes."}})
    page = get(client, *reversed(make_told_round(agreed))).content.decode()
    assert "Principle 1: we see this differently" in page
    assert page.count("Staff say yes.") == 1
    assert "<strong>Not in the room:</strong> “I draw on care and support”" in page
    assert "Nobody who draws on support was here." in page
    assert "We forgot." in page


def test_an_unfinished_part_says_so_and_claims_nothing(client):
    agreed = make_agreed("p1-doing-well", finished="")
    page = get(client, *reversed(make_told_round(agreed, state="open"))).content.decode()
    assert "This part isn’t finished." in page
    assert '<p class="level-told__state">Not answered yet</p>' in page
    assert "not ticked" not in page.lower()


def test_what_people_wrote_is_never_markup(client):
    agreed = make_agreed(p1={"reflection": "<b>bold</b>", "standing": {"where_we_differ": "<i>i</i>"}})
    page = get(client, *reversed(make_told_round(agreed))).content.decode()
    assert "<b>" not in page
    assert "<i>" not in page


def test_an_open_round_is_a_draft_that_a_facilitator_can_renew(client):
    round, alice = make_told_round(state="open")
    page = get(client, alice, round).content.decode()
    assert "<strong>Draft.</strong>" in page
    assert reverse("bring_up_to_date", args=[round.code]) in page
    bob = make_member(round.team)
    page = get(client, bob, round).content.decode()
    assert "<strong>Draft.</strong>" in page
    assert reverse("bring_up_to_date", args=[round.code]) not in page


def test_a_closed_round_is_no_draft(client):
    assert "Draft" not in get(client, *reversed(make_told_round())).content.decode()


@pytest.mark.both_databases
def test_before_the_first_release_it_says_what_to_do(client):
    round = make_round()
    alice, bob = make_facilitator(round.team), make_member(round.team)
    page = get(client, alice, round).content.decode()
    assert "<h2>Nothing to show yet</h2>" in page
    assert reverse("bring_up_to_date", args=[round.code]) in page
    page = get(client, bob, round).content.decode()
    assert "Bring it up to date" in page
    assert "Show the differences" in page, "which brings it up to date too"
    assert reverse("bring_up_to_date", args=[round.code]) not in page


def test_a_planned_round_says_that_it_has_not_been_opened(client):
    round = make_round(state="planned")
    assert "hasn’t been opened yet" in get(client, make_facilitator(round.team), round).content.decode()


def test_its_team_and_its_organisations_admins_may_see_it(client):
    round, alice = make_told_round()
    for user in (alice, make_member(round.team), make_admin(round.team.organisation)):
        assert get(client, user, round).status_code == 200


def test_strangers_get_404_and_visitors_are_asked_to_sign_in(client):
    round, _ = make_told_round()
    charlie = make_facilitator(make_team(name="Another team"), "Charlie")
    assert client.get(reverse("results", args=[round.code])).status_code == 302
    assert get(client, charlie, round).status_code == 404


def test_it_can_only_be_read(client):
    round, alice = make_told_round()
    client.force_login(alice)
    assert client.post(reverse("results", args=[round.code])).status_code == 405


@pytest.mark.both_databases
def test_it_takes_few_queries(client):
    round, alice = then_and_now(make_agreed("p1-not-yet"), make_agreed("p1-doing-well"))
    get(client, alice, round)  # read_version keeps the wording from here on
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(reverse("results", args=[round.code]))
    assert len(queries) <= 7


def test_it_writes_nothing(client):
    round, alice = make_told_round()
    client.force_login(alice)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("results", args=[round.code]))
    assert all(query["sql"].startswith("SELECT") for query in queries)
