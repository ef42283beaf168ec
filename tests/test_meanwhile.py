"""A form is open while somebody else closes, opens or takes away what it is about: its words come back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from assessments.services.actions import take_out
from assessments.services.archived_teams import archive_team
from assessments.services.removing import delete_plan
from assessments.services.rounds import close_round, open_round, reopen_round
from tests.make import make_action, make_facilitator, make_placing_round, make_round, make_team, make_user
from tests.test_kept_words import shown
from tests.two_people import open_form

pytestmark = pytest.mark.django_db
NEXT_MONTH = timezone.localdate() + timedelta(days=30)
PLACE = "Where do you meet?"


@pytest.fixture
def opened(client):
    """Makes a round in some state, signs its facilitator in, and opens one of its forms."""

    def open_it(name, **made):
        round = made.pop("round", None) or make_round(**made)
        client.force_login(make_facilitator(round.team))
        address = reverse(name, args=[round.code])
        return round, address, open_form(client, address)

    return open_it


def gives_back(answer, words, why):
    page = answer.content.decode()
    assert answer.status_code == 409
    assert shown(answer) == words
    assert why in page
    assert "isn’t saved" in page


def test_a_round_that_was_closed(client, opened):
    round, address, page = opened("edit_round", closes_on=timezone.localdate())
    close_round(round, by=None)
    answer = client.post(address, page | {"meets_where": "The Orchard Rooms"})
    gives_back(answer, {PLACE: "The Orchard Rooms"}, "This round has closed, so it stays as it is.")
    assert reverse("round", args=[round.code]) in answer.content.decode()


def test_why_nobody_who_draws_on_support_was_in_the_room(client, opened):
    round, address, page = opened("room")
    close_round(round, by=None)
    answer = client.post(address, page | {"why_nobody": "The bus didn’t come."})
    assert answer.status_code == 410
    assert list(shown(answer).values()) == ["The bus didn’t come."]


def test_where_nothing_was_typed_the_next_page_says_that_it_isnt_saved(client, opened):
    round, address, page = opened("choose_session_format")
    close_round(round, by=None)
    answer = client.post(address, page | {"session_format": "path"}, follow=True)
    assert answer.redirect_chain == [(reverse("round", args=[round.code]), 302)]
    assert "What you changed isn’t saved." in answer.content.decode()


def test_a_round_that_was_opened_whose_activities_are_being_named(client, opened):
    round, address, page = opened("activities", round=make_placing_round(state="planned"))
    Round.objects.filter(pk=round.pk).update(opened_at=timezone.now())
    answer = client.post(address, page | {"activities-0-name": "The Monday walk"})
    assert answer.status_code == 409
    assert "The Monday walk" in shown(answer).values()


def test_a_round_that_was_opened_takes_what_may_still_change(client, opened):
    named = {"about": "service", "about_name": "Day centre"}
    round, address, page = opened("edit_round", state="planned", closes_on=NEXT_MONTH, **named)
    open_round(round, by=None)
    assert client.post(address, page | {"meets_where": "The Orchard Rooms"}).status_code == 302
    assert Round.objects.get().meets_where == "The Orchard Rooms"
    answer = client.post(address, page | {"meets_where": "The barn", "sharing": "in-the-open"})
    assert "has just been opened" in answer.content.decode()
    assert answer.context["form"]["meets_where"].value() == "The barn"
    nobody = dict.fromkeys(("contact_name", "contact_phone"), "")
    assert "doesn’t say whom people can ask" in client.post(address, page | nobody).content.decode()
    assert Round.objects.get().contact_name == "Alice Penrose"


def test_a_round_that_was_opened_again_takes_whom_people_can_ask(client, opened):
    round, address, page = opened("edit_round", state="closed", meets_where="The library")
    reopen_round(round, by=None, reason="Too early.")
    answer = client.post(address, page | {"contact_name": "Femi Grant"}, follow=True)
    assert "Somebody has opened this round again meanwhile." in answer.content.decode()
    now = Round.objects.get()
    assert (now.contact_name, now.meets_where) == ("Femi Grant", "The library")
    nobody = client.post(address, page | {"contact_name": "", "contact_phone": ""}).content.decode()
    assert "doesn’t say whom people can ask" in nobody
    assert "Give this round a name." not in nobody
    assert "since it has closed" not in nobody


def test_why_a_round_was_to_be_opened_again(client, opened):
    round, address, page = opened("reopen_round", state="closed")
    reopen_round(round, by=None, reason="Too early.")
    answer = client.post(address, page | {"reason": "A part is missing."})
    words = {"Why do you want to open it again?": "A part is missing."}
    gives_back(answer, words, "This round is open.")
    twice = client.post(address, page | {"reason": "Too early.\r\n"})
    assert twice.url == reverse("round", args=[round.code])


def test_a_round_that_was_never_closed_was_opened_again_by_nobody(client, opened):
    _, address, page = opened("edit_round", state="open")
    answer = client.post(address, {name: text for name, text in page.items() if name != "title"})
    assert "opened this round again" not in answer.content.decode()
    assert "Give this round a name." in answer.content.decode()


def test_why_a_round_of_a_team_that_was_archived_was_to_be_opened_again(client, opened):
    round, address, page = opened("reopen_round", state="closed")
    archive_team(round.team, by=None)
    answer = client.post(address, page | {"reason": "A part is missing."})
    assert "A part is missing." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "box", "label"),
    [
        ("plan_round", "meets_where", PLACE),
        ("plan_action", "what", "What will you do?"),
        ("invite_to_team", "email", "Their e-mail addresses"),
    ],
)
def test_a_team_that_was_archived(client, name, box, label):
    team = make_team()
    client.force_login(make_facilitator(team))
    address = reverse(name, args=[team.code])
    page = open_form(client, address)
    archive_team(team, by=None)
    answer = client.post(address, page | {box: "at@orchard.example"})
    assert answer.status_code == 409
    assert shown(answer)[label] == "at@orchard.example"


def gone_action(team):
    action = make_action(team)
    return reverse("change_action", args=[action.code]), lambda: take_out(action, by=None)


def gone_plan(team):
    plan = make_round(team, state="planned")
    return reverse("edit_round", args=[plan.code]), lambda: delete_plan(plan, by=None)


def inside(answer) -> str:
    """What says something: the header and the footer are a person's own."""
    return re.search("<main.*</main>", answer.content.decode(), re.DOTALL)[0]


@pytest.mark.parametrize("make", [gone_action, gone_plan])
def test_what_was_taken_out_and_what_is_somebody_elses_read_the_same(client, make):
    team = make_team()
    address, take_it_out = make(team)
    alice, words = make_facilitator(team), {"title": "Our words", "what": "Our words"}
    client.force_login(make_user("Dee"))
    stranger = client.post(address, words)
    client.force_login(alice)
    take_it_out()
    answer = client.post(address, words)
    assert (stranger.status_code, answer.status_code) == (404, 404)
    assert inside(stranger) == inside(answer)
    assert "Somebody may have taken it out while you were on the page" in inside(answer)
    assert "Our words" in shown(answer).values()
    assert "Have you a code" in client.get(address).content.decode()
