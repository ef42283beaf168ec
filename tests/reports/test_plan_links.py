"""“Plan an action” stands where people see what is to be done, for those who can plan."""

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from assessments.services.standing import choose_level, settle_standing
from assessments.services.you_said import TEXTS, add_entry, publish_you_said
from tests.assessments.test_joining import dana, join
from tests.make import make_admin, make_facilitator, make_member
from tests.reports.releases import make_agreed, make_told_round

pytestmark = pytest.mark.django_db
DIFFER = {"standing": {"level": "getting-there", "where_we_differ": "Carers see less of it."}}


@pytest.fixture
def round():
    return make_told_round(make_agreed(unsure="p1-doing-well", p2=DIFFER), state="open")[0]


def page_of(person, round, name="results", *args):
    client = Client()
    client.force_login(person)
    return client.get(reverse(name, args=[round.code, *args])).content.decode()


def link(round, rest):
    return f"{reverse('plan_action', args=[round.team.code])}?round={round.code}&amp;{rest}"


def test_results_lead_from_each_principle_and_topic(round):
    page = page_of(make_member(round.team), round)
    assert link(round, "principle=p1&amp;next=") in page
    assert link(round, "principle=p2&amp;next=") in page
    assert link(round, "principle=p1&amp;statement=p1-doing-well&amp;next=") in page
    assert link(round, "principle=p2&amp;about=difference&amp;next=") in page


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_no_two_of_them_are_called_alike(wording):
    """Two statements of one part, what was written of it, and the part itself: each link says which it is."""
    agreed = make_agreed(unsure="p1-doing-well p1-getting-there", p1=DIFFER, p2=DIFFER)
    round = make_told_round(agreed, state="open")[0]
    client = Client()
    client.force_login(make_member(round.team))
    client.cookies["wording"] = wording
    page = lxml.html.document_fromstring(client.get(reverse("results", args=[round.code])).content.decode())
    links = [
        " ".join(a.text_content().split()) for a in page.iter("a") if "Plan an action" in a.text_content()
    ]
    assert len(links) >= 2
    assert len(links) == len(set(links))


def test_who_cant_plan_isnt_asked_to(round):
    assert "Plan an action" not in page_of(make_admin(round.team.organisation), round)
    person = dana()
    join(person, round)
    assert "Plan an action" not in person.get(reverse("my_results", args=[round.code])).content.decode()


def test_a_standing_leads_there_once_it_is_settled(round):
    bob, sheet = make_member(round.team), round.sheets.get(kind="together")
    principle, level = round.version.principles.get(key="p1").pk, round.version.levels.first().pk
    choose_level(sheet, principle=principle, level=level)
    assert "Plan an action" not in page_of(bob, round, "standing", "p1")
    settle_standing(sheet, principle=principle, level=level, why="", where_we_differ="", revision=1)
    assert link(round, "principle=p1&amp;about=standing&amp;next=") in page_of(bob, round, "standing", "p1")


def test_a_session_leads_there_and_back(round):
    page = page_of(
        make_facilitator(round.team),
        round,
        "session",
    )
    assert "Plan an action" not in page
    client = Client()
    client.force_login(make_facilitator(round.team))
    page = client.get(reverse("session_more", args=[round.code, "p2"])).content.decode()
    assert link(round, 'principle=p2&amp;about=standing&amp;from=session"') in page


def test_results_lead_who_took_part_to_what_came_of_it(round):
    person = dana()
    join(person, round)
    add_entry(round, code="bcdfghjk", texts=dict.fromkeys(TEXTS, "") | {"you_said": "Too early."}, by=None)
    told = {"revision": 1, "answer_back": "Ring Alice.", "easy_answer_back": ""}
    page = publish_you_said(round, by=make_facilitator(round.team), **told)
    html = person.get(reverse("my_results", args=[round.code])).content.decode()
    assert reverse("came_of_it", args=[page.token]) in html
