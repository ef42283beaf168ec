"""A round: where it has got to, and what can be done with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round, Sheet, YouSaid
from assessments.services.answering import finish_part
from assessments.services.keeping import erase_expired
from assessments.services.path import read_facts
from assessments.services.releases import make_release
from assessments.services.rounds import close_round, reopen_round
from rubric.reading import read_version
from teams.roles import FACILITATOR
from tests.make import (
    NOTE,
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_person_sheet,
    make_round,
    make_team,
    make_version,
)

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page_of(client, round, user):
    client.force_login(user)
    return client.get(reverse("round", args=[round.code]))


def leads_to(page, *names, round):
    found = page.content.decode()
    return [name for name in names if f'"{reverse(name, args=[round.code])}"' in found]


STEPS = ["edit_round", "open_round", "close_round", "reopen_round", "bring_up_to_date", "together", "results"]


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("planned", ["edit_round", "open_round"]),
        ("open", ["edit_round", "close_round", "together", "results"]),
        ("closed", ["edit_round", "reopen_round", "together", "results"]),
    ],
)
def test_a_facilitator_sees_the_next_steps(client, state, steps):
    round = make_round(state=state)
    page = page_of(client, round, make_facilitator(round.team))
    assert leads_to(page, *STEPS, round=round) == steps


@pytest.mark.parametrize(
    ("state", "steps"), [("planned", []), ("open", ["together"]), ("closed", ["together", "results"])]
)
def test_a_member_takes_part_and_reads(client, state, steps):
    round = make_round(state=state)
    page = page_of(client, round, make_member(round.team))
    assert leads_to(page, *STEPS, round=round) == steps


def test_an_admin_reads_what_was_shown_and_no_more(client):
    round = make_round()
    admin = make_admin(round.team.organisation)
    assert leads_to(page_of(client, round, admin), *STEPS, round=round) == []
    make_release(round, by=make_facilitator(round.team))
    assert leads_to(page_of(client, round, admin), *STEPS, round=round) == ["results"]


def test_closed_as_it_was_read_it_still_counts_who_joined():
    """By somebody else, after the round was fetched and before its path was."""
    fetched = make_round()
    fetched.role = FACILITATOR
    finish_part(make_person_sheet(fetched), principle=read_version(fetched.version_id).principle("p1").id)
    Round.objects.update(closed_at=timezone.now())
    facts = read_facts(fetched, wording="standard")
    assert (facts.joined, facts.finished) == (1, 1)


@pytest.mark.parametrize("erased", [True, False])
def test_people_whose_answers_are_kept_no_longer_are_not_nobody(client, erased):
    round = make_round()
    finish_part(make_person_sheet(round), principle=read_version(round.version_id).principle("p1").id)
    close_round(round, by=None)
    Round.objects.update(closed_at=timezone.now() - timedelta(days=800))
    if erased:
        assert erase_expired() == 1
    page = page_of(client, round, make_member(round.team)).content.decode()
    assert "What people said on their own is kept no longer" in page
    for untrue in ("Nobody joined", "Nobody has finished", "1 has joined"):
        assert untrue not in page


@pytest.mark.parametrize("page", ["round", "door", "close_round"])
def test_a_group_is_told_as_one_and_never_as_one_person(client, page):
    round = make_round()
    group = Sheet.objects.create(round=round, kind=Sheet.Kind.GROUP, people=5)
    group.reflections.create(principle=round.version.principles.first(), text="We start late.")
    client.force_login(make_facilitator(round.team))
    told = client.get(reverse(page, args=[round.code])).content.decode()
    assert (
        "1 who began hasn’t finished" in told if page == "close_round" else "A group counts as one." in told
    )
    for untrue in ("1 person ", "5 people joined", "1 people"):
        assert untrue not in told


@pytest.mark.parametrize("state", ["open", "closed"])
def test_only_those_in_the_round_read_how_many_take_part(client, state):
    """An exact total beside “10 to 18 people” would say more than was shown."""
    round = make_round()
    for _ in range(3):
        make_person_sheet(round)
    if state == "closed":
        close_round(round, by=None)
    told = "3 have joined"
    assert told in page_of(client, round, make_member(round.team)).content.decode()
    page = page_of(client, round, make_admin(round.team.organisation)).content.decode()
    assert told not in page
    assert "Who took part" not in page
    assert "Who has finished" not in page


def test_a_facilitator_writes_what_the_team_asks_once_something_was_shown(client):
    round = make_round()
    alice, bob = make_facilitator(round.team), make_member(round.team)
    assert leads_to(page_of(client, round, alice), "write_asks", round=round) == []
    make_release(round, by=alice)
    assert leads_to(page_of(client, round, alice), "write_asks", round=round) == ["write_asks"]
    close_round(round, by=alice)
    assert leads_to(page_of(client, round, alice), "write_asks", round=round) == ["write_asks"]
    assert leads_to(page_of(client, round, bob), "write_asks", round=round) == []


def test_what_a_summary_asks_is_something_asked():
    fetched = make_round(state="closed")
    fetched.role = FACILITATOR
    fetched.editions.create(kind="board", details={"request": "Pay for fares.", "request_1_why": "Fares."})
    assert read_facts(fetched, wording="standard").asks == 1


def test_a_finished_sheet_can_still_be_changed(client):
    round = make_round()
    for one in round.version.principles.all():
        finish_part(round.sheets.get(), principle=one.pk)
    page = page_of(client, round, make_facilitator(round.team)).content.decode()
    assert "Say where you stand on" in page
    assert ">The together sheet</a>" in page
    assert "Read the together sheet" not in page


def test_a_stranger_finds_nothing(client):
    round = make_round()
    charlie = make_facilitator(make_team(make_organisation("Harbourside")), "Charlie")
    assert page_of(client, round, charlie).status_code == 404


def test_it_says_what_it_is_about_and_where_the_words_come_from(client):
    round = make_round(about="person", about_name="Sam")
    page = page_of(client, round, make_member(round.team)).content.decode()
    assert "One person’s support: Sam" in page
    assert "An invented paper tool" in page
    assert NOTE in page


def test_what_people_wrote_is_never_markup(client):
    round = make_round(title="<b>Spring</b>", about_name="<script>alert(1)</script>")
    page = page_of(client, round, make_member(round.team)).content.decode()
    assert "<script>alert" not in page
    assert "<b>Spring" not in page


def test_a_round_may_stay_open_after_its_date(client):
    round = make_round(closes_on=timezone.localdate() - timedelta(days=1))
    page = page_of(client, round, make_member(round.team))
    assert b"It was to close on" in page.content
    today = make_round(round.team, round.version, closes_on=timezone.localdate())
    assert b"It is to close on" in page_of(client, today, make_member(round.team)).content


def test_a_reopening_says_why(client):
    round = make_round()
    alice = make_facilitator(round.team)
    close_round(round, by=alice)
    reopen_round(round, by=alice, reason="We forgot a part.")
    assert "“We forgot a part.”" in page_of(client, round, alice).content.decode()


def test_what_was_issued_before_a_reopening_is_not_the_report_after_it(client):
    round = make_round(state="closed")
    alice = make_facilitator(round.team)
    for kind in ("board", "easy-read"):
        round.editions.create(kind=kind, issued_at=timezone.now())
    assert _report_of(client, round, alice) == ("tell", timezone.localdate(), 1)
    reopen_round(round, by=alice, reason="We ticked the wrong level.")
    close_round(Round.objects.get(pk=round.pk), by=alice)
    assert _report_of(client, round, alice) == ("report", None, 0)
    page = client.get(reverse("round", args=[round.code])).content.decode()
    assert "Read the Easy Read summary (a draft)" in page
    assert "Share it by a link" not in page
    assert "Issue the report" in client.get("/").content.decode()
    round.editions.filter(kind="board").update(superseded_at=timezone.now(), superseded_because="newer")
    round.editions.create(kind="board", number=2, issued_at=timezone.now())
    assert _report_of(client, round, alice) == ("tell", timezone.localdate(), 0)


def _report_of(client, round, user):
    """Which stage is now, when the report was issued, and how many Easy Read summaries count."""
    path = page_of(client, round, user).context["path"]
    return path.now.key, path.facts.issued_on, path.facts.easy_reads


def test_what_people_were_told_stays_there_while_the_round_is_open_again(client):
    round = make_round(state="closed", hear_on=timezone.localdate())
    alice = make_facilitator(round.team)
    told = YouSaid.objects.create(round=round, published_at=timezone.now())
    reopen_round(round, by=alice, reason="We forgot a part.")
    page = page_of(client, round, alice).content.decode()
    assert "“You said, we did” is there to read" in page
    assert f'"{reverse("came_of_it", args=[told.token])}"' in page
    assert "You promised" not in page


@pytest.mark.parametrize(
    ("next_one", "is_next"),
    [
        ({}, True),
        ({"state": "open"}, True),
        ({"about_name": "THE LUNCH"}, True),
        ({"about_name": "The garden", "days": 6}, False),
        ({"about": "team", "about_name": "", "days": 6}, False),
        ({"version": None, "days": 6}, False),
        ({"team": None, "days": 6}, False),
        ({"days": -3}, False),
        ({"days": 1}, True),
    ],
)
def test_the_next_round_is_about_the_same_and_made_since_this_one_opened(next_one, is_next):
    """It may be planned before this one closes, or closes again."""
    opened_at = timezone.now() - timedelta(days=9)
    times = {"created_at": opened_at, "opened_at": opened_at, "closed_at": opened_at + timedelta(days=5)}
    lunch = {"about": "activity", "about_name": "The lunch", "state": "planned"}
    round = make_round(**lunch, **times)
    asked = {"team": round.team, "version": round.version, "days": 4, **lunch, **next_one}
    other = make_round(created_at=opened_at + timedelta(days=asked.pop("days")), **asked)
    assert _next_of(round) == (other.code if is_next else "")


def _next_of(round):
    round.role = FACILITATOR
    return read_facts(round, wording="standard").next_round


def test_of_a_team_the_next_round_needs_no_name():
    round = make_round(state="closed", about="team", about_name="Us")
    assert _next_of(round) == ""
    newer = make_version(round.version.rubric)
    planned = make_round(round.team, newer, state="planned", about="team", about_name="Our team")
    make_round(round.team, newer, state="planned", about="team", about_name="Later")
    assert _next_of(round) == planned.code


@pytest.mark.parametrize("state", ["planned", "open", "closed"])
def test_where_there_is_a_next_round_none_is_to_be_planned(client, state):
    round = make_round(state="closed")
    round.editions.create(kind="board", number=1, issued_at=timezone.now())
    YouSaid.objects.create(round=round, published_at=timezone.now())
    alice = make_facilitator(round.team)
    assert leads_to(page_of(client, round, alice), "plan_round", round=round.team) == ["plan_round"]
    other = make_round(round.team, round.version, state=state, title="Summer round")
    page = page_of(client, round, alice)
    assert leads_to(page, "plan_round", round=round.team) == []
    assert leads_to(page, "round", round=other) == ["round"]
    assert "There is a next round." in page.content.decode()


def test_after_seven_days_it_stays_closed(client):
    round = make_round(state="closed")
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now() - timedelta(days=7))
    page = page_of(client, round, make_facilitator(round.team))
    assert leads_to(page, "reopen_round", round=round) == []


def test_it_costs_few_queries(client, django_assert_num_queries):
    round = make_round()
    client.force_login(make_facilitator(round.team))
    read_version(round.version_id)
    # session, user, round, its sheet and parts (2), what stands beside its path, version,
    # what was promised
    with django_assert_num_queries(8):
        client.get(reverse("round", args=[round.code]))


def test_a_stage_that_is_kept_is_drawn_again_when_its_round_has_changed(client):
    round = make_round(state="closed", hear_back="by letter")
    facilitator = make_facilitator(round.team)
    assert "by letter." in page_of(client, round, facilitator).content.decode()
    Round.objects.filter(pk=round.pk).update(hear_back="at the café")
    changed = page_of(client, round, facilitator).content.decode()
    assert "at the café." in changed
    assert "by letter." not in changed


def test_a_stage_that_was_kept_for_a_facilitator_isnt_shown_to_others(client):
    round = make_round(state="closed")
    steps = f'"{reverse("quotes", args=[round.code])}"'
    assert steps in page_of(client, round, make_facilitator(round.team)).content.decode()
    assert steps not in page_of(client, round, make_member(round.team)).content.decode()


@pytest.mark.parametrize("sharing", Round.Sharing.values)
def test_it_promises_no_more_than_the_round_keeps(client, sharing):
    round = make_round(sharing=sharing)
    page = page_of(client, round, make_facilitator(round.team)).content.decode()
    assert ("never who" in page) is (sharing != Round.Sharing.IN_THE_OPEN)


def test_a_closed_door_shows_no_code_and_leads_to_where_it_opens(client):
    round = make_round(door_closed_at=timezone.now())
    page = page_of(client, round, make_facilitator(round.team)).content.decode()
    assert "Show the code" not in page
    assert f'<a href="{reverse("door", args=[round.code])}">Open the door</a>' in page
