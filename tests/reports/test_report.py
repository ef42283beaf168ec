"""The board report on screen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.agreed import Room
from assessments.models import ReportEdition
from reports.build import build_report
from teams.sides import PAID, UNSAID
from tests.make import make_facilitator, make_member, make_round, make_team
from tests.reports.releases import make_agreed, make_told_round

pytestmark = pytest.mark.django_db

DETAILS = {
    "meeting": "Adult Care Board",
    "meeting_date": "2027-04-14",
    "lead_officer": "Ruth Adeyemi",
    "co_author": "Amina Yusuf",
    "request_1": "Come to lunch.",
    "request_3": "Change the risk policy.",
    "hear_back": "By the end of April.",
    "equality": "We will ask with an interpreter.",
}


def get(client, user, round):
    client.force_login(user)
    return client.get(reverse("report", args=[round.code]))


def page_of(client, round, user):
    return get(client, user, round).content.decode()


def test_it_holds_what_a_board_needs_and_what_is_asked_comes_first(client):
    agreed = make_agreed(
        "p1-doing-well p2-not-yet",
        p1={
            "reflection": "We ask first.",
            "standing": {
                "level": "doing-well",
                "suggested": "getting-there",
                "settled": True,
                "why": "It shows every day.",
                "where_we_differ": "Carers see less of it.",
            },
        },
    )
    round, alice = make_told_round(agreed)
    ReportEdition.objects.create(round=round, kind="board", details=DETAILS)
    page = page_of(client, round, alice).partition('<article class="report">')[2]
    in_order = [
        "Adult Care Board",
        "14 April 2027",
        "Ruth Adeyemi",
        "Amina Yusuf",
        "For decision",
        "What we ask of you",
        "<li><bdi>Come to lunch.</bdi></li><li><bdi>Change the risk policy.</bdi></li>",
        "Where the team places itself",
        "One strength.",
        "One hard truth.",
        "How this was done",
        "Who took part, and who was missing",
        "Where the team places itself: <strong>Doing really well</strong>",
        "The ticks suggested “Getting there”.",
        "Why: <bdi>It shows every day.</bdi>",
        "We ask first.",
        "Carers see less of it.",
        "not a score, not for ranking",
        "We will ask with an interpreter.",
        "By the end of April.",
        "Appendix: every statement and its answer",
        "We were asked: What about principle 1?",
        "An invented paper tool",
        "Its authors have not seen these words.",
    ]
    places = [page.find(words) for words in in_order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_team_is_what_it_is_called(client):
    round, alice = make_told_round()
    page = page_of(client, round, alice)
    assert "<h1>Adult support team</h1>" in page
    assert f"<title>Adult support team – the report of {round.title} – Coprod Reflect</title>" in page
    assert '<p class="lede">How are we doing?</p>' in page


def test_a_choice_that_was_changed_says_what_came_first(client):
    changed = {"first_level": "doing-well", "level": "not-yet", "suggested": "not-yet", "settled": True}
    kept = {"first_level": "not-yet", "level": "not-yet", "suggested": "not-yet", "settled": True}
    agreed = make_agreed("p1-not-yet p2-not-yet", p1={"standing": changed}, p2={"standing": kept})
    page = page_of(client, *make_told_round(agreed))
    assert "At first they chose “Doing really well”." in page
    assert page.count("At first they chose") == 1
    assert "Only then does it see what its ticks suggest, and it can keep its choice or change it." in page


def test_it_names_nobody_and_claims_nothing_about_who_was_there(client):
    room = Room(True, 3, ("I work here", "Dim ateb"), sides=(PAID, UNSAID))
    page = page_of(client, *make_told_round(make_agreed("p1-not-yet", room=room)))
    assert "This is what the people in the room agreed" in page
    assert "Some people preferred not to say how they take part." in page
    assert "Nobody who draws on" not in page


def test_releases_are_counted_in_the_appendix_only(client):
    before, _, appendix = page_of(client, *make_told_round()).rpartition("Appendix: where")
    assert "release" not in before
    assert "For the record: release 1" in appendix


def test_what_was_not_written_leaves_no_empty_heading(client):
    page = page_of(client, *make_told_round())
    for heading in ("Report to", "Lead officer", "What happens next"):
        assert heading not in page


def test_what_was_not_written_is_drafted_and_says_so(client):
    round, alice = make_told_round()
    page = page_of(client, round, alice)
    said = "Drafted from what this round shows. Nobody has edited it yet."
    assert page.count(said) == 2  # what is asked, and the summary
    texts = dict.fromkeys(("request_1", "strength", "hard_truth", "request"), "Ours.")
    round.editions.create(kind="board", details=texts)
    assert said not in page_of(client, round, alice)


def test_sections_that_arent_wanted_are_left_out(client):
    round, alice = make_told_round()
    round.actions.create(team=round.team, what="Meet at the library", cost="About £300")
    written = {"legal": "We asked.", "finance": "None."}
    draft = round.editions.create(kind="board", details=written)
    page = page_of(client, round, alice)
    assert "1. <bdi>Meet at the library</bdi>" in page
    assert "Still to come, about" in page
    assert "<h3>Legal</h3>" in page
    draft.left_out = ["plan", "legal", "appendix"]
    draft.save()
    page = page_of(client, round, alice)
    assert "1. <bdi>Meet at the library</bdi>" not in page
    assert "<h3>Legal</h3>" not in page
    assert "<h3>Finance</h3>" in page
    assert "every statement and its answer" not in page
    assert "Who took part, and who was missing" in page


def test_implications_are_there_only_where_somebody_has_written_them(client):
    round, alice = make_told_round()
    assert "Implications" not in page_of(client, round, alice)
    round.editions.create(kind="board", details={"risk": "Nobody may be left alone."})
    page = page_of(client, round, alice)
    assert "<h3>Risk</h3>" in page
    assert "Nobody may be left alone." in page
    assert "<h3>Legal</h3>" not in page


def test_what_is_asked_says_why_what_it_costs_and_who(client):
    round, alice = make_told_round()
    more = {"request_1_why": "It is far", "request_1_cost": "£300", "request_1_who": "Ruth, with Amina"}
    round.editions.create(kind="board", details={**DETAILS, **more, "contact": "Ruth, 01632 960000"})
    page = page_of(client, round, alice)
    assert "Why: <bdi>It is far.</bdi> Cost: <bdi>£300.</bdi> Who: Ruth, with Amina." in page
    assert "<dd>For decision</dd>" in page
    assert "Ruth, 01632 960000" in page
    round.editions.update(details={"report_type": "information"})
    assert "<dd>For information</dd>" in page_of(client, round, alice)


def test_what_is_late_is_late_for_whoever_reads_it(client):
    """However long ago the figures were kept."""
    round, alice = make_told_round()
    day = timezone.localdate() - timedelta(days=1)
    round.team.actions.create(
        what="Mend the door", due_on=day, created_at=round.opened_at - timedelta(days=1)
    )
    page = page_of(client, round, alice)
    assert "<strong>Late.</strong>" in page
    assert "“Mend the door” is late" in page


def test_a_hard_truth_of_their_own_replaces_the_drafted_one(client):
    round, alice = make_told_round()
    drafted = build_report(round).summary.hard_truth
    assert drafted in page_of(client, round, alice)
    ReportEdition.objects.create(round=round, kind="board", details={"hard_truth": "In our words."})
    page = page_of(client, round, alice)
    assert "<strong>One hard truth.</strong> <bdi>In our words.</bdi>" in page
    assert f"<bdi>{drafted}</bdi>" not in page


def test_it_says_that_the_round_was_reopened_and_why(client):
    round, alice = make_told_round()
    closed_at = timezone.now() - timedelta(days=1)
    round.reopenings.create(reason="Two carers came late.", closed_at=closed_at)
    page = page_of(client, round, alice)
    assert "The round was reopened on" in page
    assert "Two carers came late." in page


def test_an_open_rounds_report_is_a_draft(client):
    page = page_of(client, *make_told_round(state="open"))
    assert "<strong>Draft.</strong>" in page
    assert "isn’t finished yet, so this is a draft" in page


def test_only_a_facilitator_is_offered_to_change_it(client):
    round, alice = make_told_round()
    change = reverse("write_meeting", args=[round.code])
    assert change in page_of(client, round, alice)
    assert change not in page_of(client, round, make_member(round.team))


def test_before_the_first_release_it_leads_to_the_results(client):
    round = make_round()
    response = get(client, make_facilitator(round.team), round)
    assert response.status_code == 302
    assert response.url == reverse("results", args=[round.code])


def test_strangers_get_404(client):
    round, _ = make_told_round()
    assert get(client, make_facilitator(make_team(name="Another team"), "Charlie"), round).status_code == 404


def test_it_takes_few_queries(client):
    round, alice = make_told_round()
    get(client, alice, round)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("report", args=[round.code]))
    assert len(queries) <= 9
