"""What becomes of an invitation whose e-mail doesn't go out at once, or never. Over real sockets."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from teams.models import Invitation, Letter
from teams.refusals import Refused
from teams.services import people
from teams.services.invitations import (
    MOST_WAITING,
    accept_invitation,
    send_again,
    withdraw_invitation,
)
from teams.services.inviting import invite
from teams.services.outbox import send_waiting
from tests.mail_servers import mail_server, send_to
from tests.make import make_facilitator, make_organisation, make_team, make_user
from tests.teams.test_invitation_rules import FAY, MEMBER, ask, is_taken_out, minutes_pass

pytestmark = pytest.mark.django_db
A_DAY = 24 * 60
NOBODY = {"RCPT": ["550 nobody here"] * 20}
TOLD = "Our e-mail didn’t arrive"


@pytest.fixture
def team():
    return make_team(make_organisation("Northgate Council"), "Riverside team")


@pytest.fixture
def alice(team):
    return make_facilitator(team)


def far_away():
    team = make_team(make_organisation("Southmoor Council"), "Another")
    return team, make_facilitator(team, "Charlie")


@pytest.fixture
def down(settings):
    """A mail server that isn't there."""
    with mail_server() as server:
        send_to(server, settings)


def deliver(settings, **how):
    """What a mail server accepts now."""
    with mail_server(**how) as server:
        send_to(server, settings)
        send_waiting()
    return [mail["Subject"] for mail in server.accepted]


def test_a_mail_server_that_was_down_for_a_day_holds_up_nobody_else(team, alice, settings, down):
    """Tried again and again, the first letter is due late at night: the second doesn't wait for that."""
    ask(team, alice)
    for minutes in (2, 6, 16, 61, 5 * 60):
        send_waiting()
        minutes_pass(minutes)
    send_waiting()
    assert Letter.objects.get().due_at > timezone.now() + timedelta(hours=11)
    ask(*far_away())
    assert deliver(settings) == ["You are invited to join Another"]


def test_back_again_it_sends_two_to_one_address_ten_minutes_apart(team, alice, settings, down):
    ask(team, alice)
    ask(*far_away())
    send_waiting()
    minutes_pass(A_DAY)
    assert len(deliver(settings)) == 1
    assert deliver(settings) == []
    minutes_pass(9)
    assert deliver(settings) == []
    minutes_pass(2)
    assert len(deliver(settings)) == 1


def test_those_that_wait_for_their_turn_hold_up_nobody_else(team, alice, settings):
    for number in range(25):
        ask(make_team(team.organisation, f"Team {number}"), alice)
    Invitation.objects.update(invited_by=None)
    assert len(deliver(settings)) == 1
    ask(team, alice, email="gus@council.example")
    assert deliver(settings) == ["You are invited to join Riverside team"]


def test_an_address_that_isnt_there_can_be_tried_again_at_once(client, team, alice, settings):
    invitation = ask(team, alice)
    assert deliver(settings, answers=NOBODY) == []
    client.force_login(alice)
    assert TOLD in client.get(reverse("team_people", args=[team.code])).content.decode()
    send_again(invitation, by=alice)
    assert TOLD not in client.get(reverse("team_people", args=[team.code])).content.decode()
    assert len(deliver(settings)) == 1


def test_invited_once_more_it_is_sent_again_too(team, alice, settings):
    ask(team, alice)
    deliver(settings, answers=NOBODY)
    ask(team, alice)
    assert len(deliver(settings)) == 1
    assert Invitation.objects.count() == 1


def test_what_may_have_arrived_counts_as_sent(team, alice, settings):
    invitation = ask(team, alice)
    deliver(settings, answers={".": ["drop"]})
    with pytest.raises(Refused, match="less than 10 minutes ago"):
        send_again(invitation, by=alice)
    ask(*far_away())
    assert deliver(settings) == []


def test_sent_again_while_the_first_still_waits_one_arrives(team, alice, settings, down):
    invitation = ask(team, alice)
    send_waiting()
    minutes_pass(30)
    send_again(invitation, by=alice)
    minutes_pass(2 * A_DAY)
    assert len(deliver(settings)) == 1
    minutes_pass(A_DAY)
    assert deliver(settings) == []


def test_what_never_arrived_takes_nobodys_place(team, alice):
    names = [f"{number}@council.example" for number in range(MOST_WAITING)]
    fill(team, names)
    with pytest.raises(Refused, match="500 invitations"):
        ask(team, alice)
    lost = Letter(kind="invitation", to=names[0], failed_at=timezone.now())
    lost.invitation = Invitation.objects.get(email=names[0])
    lost.save()
    ask(team, alice)


@pytest.mark.parametrize("over", ["too old", "its inviter is gone"])
def test_what_has_ended_takes_nobodys_place(team, alice, over):
    fill(team, [f"{number}@council.example" for number in range(MOST_WAITING)])
    if over == "too old":
        Invitation.objects.update(created_at=timezone.now() - timedelta(days=60))
    else:
        Invitation.objects.update(invited_by=make_user("Gone"))
    ask(team, alice)


def test_renewing_needs_room_too(team, alice):
    ended = Invitation.objects.create(
        organisation=team.organisation, team=team, email=FAY, role=MEMBER, invited_by=make_user("Gone")
    )
    fill(team, [f"{number}@council.example" for number in range(MOST_WAITING)])
    for renew in (lambda: send_again(ended, by=alice), lambda: ask(team, alice)):
        with pytest.raises(Refused, match="500 invitations"):
            renew()


def fill(team, names):
    into = {"organisation": team.organisation, "team": team, "role": MEMBER}
    Invitation.objects.bulk_create([Invitation(email=name, **into) for name in names])


def taken_back(invitation, alice):
    withdraw_invitation(invitation, by=alice)


def used(invitation, alice):
    accept_invitation(invitation, name="Fay", by=make_person(FAY))


def not_backed(invitation, alice):
    is_taken_out(invitation.team, alice)


def make_person(email):
    person = make_user("Fay")
    person.email = email
    person.save()
    return person


@pytest.mark.parametrize("end", [taken_back, used, not_backed])
def test_what_has_ended_is_sent_to_nobody(team, alice, settings, down, end):
    invitation = ask(team, alice)
    send_waiting()
    end(invitation, alice)
    minutes_pass(A_DAY)
    assert deliver(settings) == []
    letter = Letter.objects.get()
    assert (letter.state, letter.body) == ("failed", "")


def test_renewed_by_somebody_else_it_arrives_once_and_in_their_name(team, alice, settings, down):
    invitation = ask(team, alice)
    send_waiting()
    olu = make_facilitator(team, "Olu")
    people.remove_member(team.memberships.get(user=alice), by=olu)
    send_again(invitation, by=olu)
    minutes_pass(A_DAY)
    with mail_server() as server:
        send_to(server, settings)
        send_waiting()
    (mail,) = server.accepted
    assert mail["Reply-To"].addresses[0].addr_spec == olu.email


def test_an_admin_is_invited_beside_a_member(team, alice, settings):
    """Two roles, one address: both arrive, in turn."""
    ask(team, alice)
    team.organisation.roles.create(user=alice, role=Invitation.Role.ADMIN)
    invite(FAY, organisation=team.organisation, role=Invitation.Role.ADMIN, by=alice)
    assert len(deliver(settings)) == 1
    minutes_pass(11)
    assert len(deliver(settings)) == 1
