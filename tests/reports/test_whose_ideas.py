"""Whose ideas a round follows that ticks, and places on another rubric: of both, wherever it says so."""

import pytest
from django.urls import reverse

from assessments.models import Round
from assessments.services.releases import make_release
from assessments.services.rounds import close_round
from tests.assessments.test_joining import dana, join
from tests.make import make_facilitator, make_placing_round, make_version, place, say
from tests.reports.test_easy_read_summary import issue

pytestmark = pytest.mark.django_db
TICKED, PLACED = "An invented paper tool", "An invented ladder"


@pytest.fixture
def round():
    return make_placing_round(version=make_version(source={"title": TICKED}))


@pytest.fixture
def alice(client, round):
    alice = make_facilitator(round.team)
    client.force_login(alice)
    return alice


def release(round, by):
    together = round.sheets.get(kind="together")
    place(say(together, p1_not_yet=1), now=1, aim=2)
    return make_release(round, by=by)


def assert_says_both(client, name, *args):
    page = client.get(reverse(name, args=args)).content.decode()
    assert [page.count(f"<cite>{title}</cite>") for title in (TICKED, PLACED)] == [1, 1]


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_a_sheet_of_ones_own_says_whose_ideas_both_are(round, wording):
    client = dana()
    join(client, round)
    client.cookies["wording"] = wording
    assert_says_both(client, "my_sheet", round.code)


@pytest.mark.parametrize("page", [["round"], ["together"], ["session_more", "p1"]])
def test_pages_of_the_round_say_whose_ideas_both_are(client, round, alice, page):
    name, *part = page
    assert_says_both(client, name, round.code, *part)


def test_what_has_changed_says_whose_ideas_both_are(client, round, alice):
    release(round, alice)
    assert_says_both(client, "progress", round.team.code)


def test_an_easy_read_summary_says_whose_ideas_both_are(client, round, alice):
    release(round, alice)
    assert_says_both(client, "easy_read_summary", round.code)
    close_round(round, by=alice)
    edition = issue(Round.objects.get(pk=round.pk), alice)
    assert_says_both(client, "issued_easy_read_summary", round.code, edition.number)
    html = edition.files.get(format="html")
    assert all(f"<cite>{title}</cite>" in bytes(html.content).decode() for title in (TICKED, PLACED))


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_the_page_of_one_part_says_whose_ideas_it_is(client, round, alice, wording):
    release(round, alice)
    client.cookies["wording"] = wording
    page = client.get(reverse("results_part", args=[round.code, "p1"])).content.decode()
    assert page.count(f"<cite>{TICKED}</cite>") == 1
