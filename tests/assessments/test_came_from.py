"""Ways back lead to where somebody came from, and nowhere but to pages of ours."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from assessments.came_from import PLACES, came_from, from_here
from assessments.models import Action
from assessments.services.rounds import close_round
from tests.make import make_action, make_admin, make_facilitator, make_round

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
STEPS = ("quotes", "actions", "write_meeting", "write_asks", "write_summary", "write_done", "issue_report")


@pytest.fixture
def closed(client):
    round = make_round()
    alice = make_facilitator(round.team, "Alice")
    close_round(round, by=alice)
    make_action(round.team, what="Change the letters", lead=alice, due_on="2026-01-05")
    client.force_login(alice)
    return round


def links_of(page: str) -> dict[str, str]:
    """What each link in main says, and where it leads."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', main, re.DOTALL)
    return {re.sub(r"<span.*?</span>|<[^>]+>", "", said).strip(): unescape(to) for to, said in found}


def look(client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def back_of(page: str) -> tuple[str, str]:
    to, said = re.search(r'<a class="back" href="([^"]*)">(.*?)</a>', page).groups()
    return unescape(to), said


@pytest.mark.parametrize("place", ["home", "round", "team"])
def test_the_next_deed_has_one_name_and_leads_back(client, closed, place):
    here = "/" if place == "home" else reverse(place, args=[getattr(closed, "team", closed).code])
    here = reverse("round", args=[closed.code]) if place == "round" else here
    page = look(client, links_of(look(client, here))["Go on with the report"])
    assert back_of(page)[0] == here


def test_a_round_leads_back_to_where_it_was_opened(client, closed):
    opened = links_of(look(client, reverse("home")))[closed.title]
    assert back_of(look(client, opened)) == (reverse("home"), "Your rounds")
    by_itself = look(client, reverse("round", args=[closed.code]))
    assert back_of(by_itself) == (reverse("team", args=[closed.team.code]), closed.team.name)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_the_report_leads_back_to_the_round(client, closed, step):
    round_page = reverse("round", args=[closed.code])
    of_step = reverse(step, args=[closed.team.code if step == "actions" else closed.code])
    link = next(to for to in links_of(look(client, round_page)).values() if to.split("?")[0] == of_step)
    assert back_of(look(client, link))[0] == round_page


def test_what_is_saved_leads_on_to_where_one_came_from(client, closed):
    start = reverse("write_meeting", args=[closed.code]) + "?next=%2F"
    assert client.post(start, {"to": "round"}).url == "/"
    assert client.post(start, {}).url == reverse("write_asks", args=[closed.code]) + "?next=%2F"
    asks = reverse("write_asks", args=[closed.code]) + "?next=%2F"
    another = client.post(asks, {"to": "another"}).url
    assert "?another=1&next=%2F#" in another


def test_an_action_leads_back_all_the_way(client, closed):
    """Round → actions → one of them → changing it, and back in the same steps, also over what is saved."""
    trail = [reverse("round", args=[closed.code])]
    for said in ("What you will do", "Change the letters", "Change this action"):
        trail.append(links_of(look(client, trail[-1]))[said])
    for here, before in zip(trail[:0:-1], trail[-2::-1], strict=True):
        assert back_of(look(client, here))[0] == before
    form = re.search(r'action="([^"]*/step/[^"]*)"', look(client, trail[2]))[1]
    assert client.post(unescape(form), {"step": "start"}).url == trail[2]


@pytest.mark.parametrize("said", ["What you will do", "Go on with the report"])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_is_planned_for_a_rounds_report_belongs_to_that_round(client, closed, said, is_first):
    """Though a newer one, about something else, has opened meanwhile."""
    if is_first:
        Action.objects.all().delete()
    make_round(closed.team, about="activity", about_name="The Friday lunch")
    of_round = reverse("round", args=[closed.code])
    plan_from(client, look(client, links_of(look(client, of_round))[said]))
    assert Action.objects.get(what="Move the meeting").round == closed
    assert "1 planned" in look(client, of_round)


def plan_from(client, page: str):
    assert client.post(links_of(page)["Plan an action"], {"what": "Move the meeting"}).status_code == 302


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        ("round", "Show the 1 that you lead"),
        ("lead=me&round", "Show every action: 1"),
        ("before", "Show every action: 1"),
    ],
)
def test_a_teams_list_keeps_the_round_whose_page_led_there(client, closed, asked, then):
    make_round(closed.team, about="activity", about_name="The Friday lunch")
    actions = reverse("actions", args=[closed.team.code])
    page = look(client, f"{actions}?{asked}={closed.code}")
    plan_from(client, look(client, urljoin(actions, links_of(page)[then])))
    assert Action.objects.get(what="Move the meeting").round == closed


@pytest.mark.parametrize("place", ["home", "due_actions"])
def test_a_late_action_leads_back_to_where_it_was_found(client, closed, place):
    client.force_login(make_admin(closed.team.organisation)) if place == "due_actions" else None
    here = "/" if place == "home" else reverse(place, args=[closed.team.organisation.slug])
    link = next(to for to in links_of(look(client, here)).values() if to.startswith("/actions/"))
    assert back_of(look(client, link)) == (here, PLACES[place])


@pytest.mark.parametrize(
    "sent",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/rounds/abcd/",
        "/\\elsewhere.example/",
        "/\n/elsewhere.example/",
        "javascript:alert(1)",
        "//[",
        "http://[x",
        "/sign-out/",
        "/nowhere/at/all/",
        "round",
        "/?" + "x" * 700,
        "",
    ],
)
def test_nobody_is_sent_anywhere_else(rf, sent):
    asked = rf.get("/actions/abcd/", {"next": sent})
    assert came_from(asked) is None


def test_a_page_that_is_no_place_to_come_back_to_says_nothing(rf):
    assert from_here(rf.get("/sign-out/")) == ""
    assert from_here(rf.get("/rounds/abcd/")) == "?next=%2Frounds%2Fabcd%2F"
