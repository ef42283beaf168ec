"""Whatever ended, was refused or isn't there: the page says so, and something on it leads on.

test_route_matrix.py asks the same of every refusal that it gets.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.services.archived_teams import archive_team
from assessments.services.removing import remove_try_out
from teams.services.accounts import close_account
from tests.make import (
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_round,
    make_team,
    make_user,
)
from tests.references import References

pytestmark = pytest.mark.django_db


def leads_on(answer, words):
    page = answer.content.decode()
    assert words in page
    assert References(page).has_main
    assert not References(page).is_dead_end


def open_page(client, name, *args):
    return client.get(reverse(name, args=args), follow=True)


@pytest.mark.parametrize("name", ["change_role", "remove_member", "bring_back_team"])
def test_the_address_of_a_button_is_no_blank_page(client, name):
    team = make_team()
    client.force_login(make_facilitator(team))
    answer = open_page(client, name, team.code)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    leads_on(answer, "belongs to a button")


def test_a_script_still_hears_json(client):
    round = make_round()
    client.force_login(make_member(round.team))
    address = reverse("save_together", args=[round.code, "p1"])
    answer = client.get(address, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/json")


def test_an_address_that_is_nobodys_and_one_that_isnt_for_you(client):
    leads_on(client.get("/nowhere/at/all/"), "We can’t find that page")
    round = make_round()
    client.force_login(make_member(round.team))
    leads_on(open_page(client, "close_round", round.code), "only some people")


ENDED = {
    "taken back": (lambda it: _change(it, withdrawn_at=timezone.now()), "It was taken back"),
    "too old": (lambda it: _change(it, created_at=timezone.now() - timedelta(days=31)), "This one is older"),
    "archived": (lambda it: archive_team(it.team, by=None), "is archived, so nobody can join it"),
    "its inviter can’t": (lambda it: it.team.memberships.update(role="member"), "can’t invite people here"),
    "its inviter’s account is closed": (lambda it: _close(it.invited_by), "can’t invite people here"),
    "used by somebody": (lambda it: _change(it, accepted_at=timezone.now()), "has already joined"),
}


def _change(invitation, **fields):
    type(invitation).objects.filter(pk=invitation.pk).update(**fields)


def _close(person):
    make_facilitator(person.memberships.get().team, "Femi")
    close_account(person, by=make_admin(person.memberships.get().team.organisation))


@pytest.mark.parametrize("how", ENDED)
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_an_invitation_that_has_ended(client, how, is_signed_in):
    team = make_team()
    invitation = make_invitation(team, invited_by=make_facilitator(team))
    end, words = ENDED[how]
    end(invitation)
    if is_signed_in:
        client.force_login(make_user("Bob"))
    leads_on(open_page(client, "invitation", invitation.token), words)


def test_a_round_whose_door_is_closed_or_that_has_gone(client):
    closed, gone = make_round(state="closed"), make_round()
    link, code = gone.link_token, gone.join_code
    remove_try_out(gone, by=None)
    for answer in (
        open_page(client, "join_link", closed.link_token),
        open_page(client, "join_link", link),
        client.post(reverse("join"), {"code": code}),
        open_page(client, "my_sheet", gone.code),
        open_page(client, "came_of_it", "k" * 28),
        open_page(client, "session_poll", "nothing"),
    ):
        if answer.content:
            leads_on(answer, "<h1>")


@pytest.mark.parametrize("who", ["nobody’s", "archived", "admin", "site"])
def test_whoever_has_no_team_finds_where_to_go(client, who):
    team = make_team()
    person = {
        "nobody’s": lambda: make_user("Zoe"),
        "archived": lambda: make_facilitator(team),
        "admin": lambda: make_admin(team.organisation),
        "site": lambda: make_user("Tess", is_superuser=True, is_staff=True),
    }[who]()
    archive_team(team, by=None)
    client.force_login(person)
    leads_on(open_page(client, "home"), "Your rounds")
