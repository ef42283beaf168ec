"""What came of it, for people who took part without an account, and words shared with the round."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Sheet
from assessments.services.answering import finish_part
from assessments.services.releases import make_release
from tests.assessments.test_joining import dana, join
from tests.make import make_admin, make_member, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_round()


def say(round, number, text="", may_read="", principle="p1"):
    """So many people have finished the part; the first of them wrote the text."""
    part = round.version.principles.get(key=principle)
    for n in range(number):
        sheet = round.sheets.create(kind=Sheet.Kind.PERSON, how="alone")
        said = {"text": text, "may_read": may_read} if n == 0 else {}
        sheet.reflections.create(principle=part, finished_at=round.opened_at, **said)


def page_of(client, round, name="my_results"):
    return client.get(reverse(name, args=[round.code])).content.decode()


def a_member(round):
    client = Client()
    client.force_login(make_member(round.team))
    return client


def test_nothing_is_shown_before_a_release(round):
    client = dana()
    join(client, round)
    assert "There is nothing to show yet." in page_of(client, round)
    more = client.get(reverse("my_results_more", args=[round.code]))
    assert more.url == reverse("my_results", args=[round.code])
    assert client.get(reverse("my_results_part", args=[round.code, "p1"])).status_code == 404
    assert "what-we-see" not in page_of(client, round, "my_sheet")


def test_who_took_part_sees_what_came_of_it(round):
    client = dana()
    join(client, round)
    make_release(round, by=None)
    assert "what-we-see" not in page_of(client, round, "my_sheet"), "first their own view, then the others'"
    finish_part(round.sheets.get(kind=Sheet.Kind.PERSON), principle=round.version.principles.first().pk)
    assert "what-we-see" in page_of(client, round, "my_sheet")
    page = page_of(client, round)
    assert "What we see" in page
    assert "Sign out" not in page
    assert "report/pdf" not in page


def test_words_shared_with_the_round_are_read_by_those_in_it(round):
    client = dana()
    join(client, round)
    say(round, 5, "We were asked.", "round")
    make_release(round, by=None)
    assert "We were asked." in page_of(client, round, "my_results_more")
    assert "We were asked." in page_of(a_member(round), round, "results")


@pytest.mark.parametrize("may_read", ["", "only-me"])
def test_words_that_were_not_shared_are_read_by_nobody(round, may_read):
    client = dana()
    join(client, round)
    say(round, 5, "Only mine.", may_read)
    make_release(round, by=None)
    assert "Only mine." not in page_of(client, round, "my_results_more")
    assert "Only mine." not in page_of(a_member(round), round, "results")


def test_words_of_few_are_not_shown(round):
    say(round, 4, "We were asked.", "round")
    make_release(round, by=None)
    assert "We were asked." not in page_of(a_member(round), round, "results")


def test_admins_who_only_read_see_no_words_of_persons(round):
    say(round, 5, "We were asked.", "round")
    make_release(round, by=None)
    client = Client()
    client.force_login(make_admin(round.team.organisation))
    assert "We were asked." not in page_of(client, round, "results")
    assert "We were asked." not in page_of(client, round, "report")


def test_who_changes_their_mind_is_heard_at_once(round):
    say(round, 5, "We were asked.", "round")
    make_release(round, by=None)
    round.sheets.filter(reflections__may_read="round").get().reflections.update(may_read="only-me")
    assert "We were asked." not in page_of(a_member(round), round, "results")
