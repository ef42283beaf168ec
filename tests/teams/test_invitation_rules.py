"""What an invitation stands on, how many there may be, and how somebody invited finds it again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from teams.models import Invitation, Letter, Membership, Organisation
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
from tests.make import (
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db
FAY = "fay@council.example"
MEMBER, ADMIN = Invitation.Role.MEMBER, Invitation.Role.ADMIN


@pytest.fixture
def team():
    return make_team(make_organisation("Northgate Council"), "Riverside team")


def ask(team, by, email=FAY, role=MEMBER):
    return invite(email, organisation=team.organisation, team=team, role=role, by=by)


def fresh(invitation):
    return Invitation.objects.get(pk=invitation.pk)


def minutes_pass(minutes):
    by = timedelta(minutes=minutes)
    Invitation.objects.update(created_at=F("created_at") - by)
    names = ["made_at", "due_at", "claimed_until", "handed_at", "sent_at", "failed_at"]
    Letter.objects.update(**{name: F(name) - by for name in names})


def link(invitation, name="invitation"):
    return reverse(name, args=[invitation.token])


def becomes_a_member(team, alice):
    make_facilitator(team, "Second")
    people.change_role(team.memberships.get(user=alice), role=MEMBER, by=alice)


def is_taken_out(team, alice):
    make_facilitator(team, "Second")
    people.remove_member(team.memberships.get(user=alice), by=alice)


def is_closed(team, alice):
    alice.is_active = False
    alice.save()


@pytest.mark.parametrize("what_happens", [becomes_a_member, is_taken_out, is_closed])
def test_it_ends_when_its_inviter_may_no_longer_invite(client, team, what_happens, mailoutbox):
    alice = make_facilitator(team)
    invitation = ask(team, alice)
    fay = make_user("Fay")
    Invitation.objects.update(email=fay.email)
    assert fresh(invitation).is_open
    what_happens(team, alice)
    assert not fresh(invitation).is_open
    page = client.get(link(invitation)).content.decode()
    assert "This invitation has ended" in page
    assert "Alice can’t invite people here any more." in page
    client.post(link(invitation, "send_invitation_code"))
    assert not mailoutbox
    with pytest.raises(Refused, match="can’t be used any more"):
        accept_invitation(fresh(invitation), by=fay)
    assert not team.memberships.filter(user=fay).exists()


def test_somebody_else_renews_it_at_once_and_the_link_stays(client, team):
    alice = make_facilitator(team)
    invitation = ask(team, alice)
    is_taken_out(team, alice)
    olu = make_admin(team.organisation)
    client.force_login(olu)
    people_page = reverse("team_people", args=[team.code])
    assert "whoever sent it can’t invite people any more" in client.get(people_page).content.decode()
    client.post(link(invitation, "send_invitation_again"))
    renewed = fresh(invitation)
    assert renewed.is_open
    assert (renewed.invited_by, renewed.token) == (olu, invitation.token)


def test_one_of_two_rights_is_enough(team):
    alice = make_facilitator(team)
    team.organisation.roles.create(user=alice, role=ADMIN)
    invitation = ask(team, alice)
    is_taken_out(team, alice)
    assert fresh(invitation).is_open


def test_an_admins_invitation_ends_with_the_role(team):
    olu, _ = make_admin(team.organisation), make_admin(team.organisation, "Pat")
    invitation = invite(FAY, organisation=team.organisation, role=ADMIN, by=olu)
    people.remove_organisation_role(team.organisation.roles.get(user=olu), by=olu)
    assert not fresh(invitation).is_open


def test_a_facilitator_of_another_team_backs_nothing(team):
    elsewhere = make_facilitator(make_team(team.organisation, "Another"))
    assert not make_invitation(team, invited_by=elsewhere).is_open
    assert make_invitation(team, email="gus@council.example", invited_by=make_facilitator(team)).is_open


def test_with_the_account_its_open_invitations_go(team):
    alice = make_facilitator(team)
    ask(team, alice)
    alice.delete()
    assert not Invitation.objects.exists()


def test_five_hundred_may_wait(team, monkeypatch):
    alice = make_facilitator(team)
    there = [
        Invitation(organisation=team.organisation, team=team, email=f"{n}@council.example", role=MEMBER)
        for n in range(MOST_WAITING - 1)
    ]
    Invitation.objects.bulk_create(there)
    make_invitation(make_team(), email="elsewhere@council.example")
    ask(team, alice)
    with pytest.raises(Refused, match="500 invitations of Northgate Council are waiting"):
        ask(team, alice, email="gus@council.example")
    Invitation.objects.filter(email="0@council.example").update(withdrawn_at=timezone.now())
    ask(team, alice, email="gus@council.example")


def test_pressing_twice_makes_one_and_sends_one(client, team, mailoutbox):
    client.force_login(make_facilitator(team))
    for _ in range(3):
        answer = client.post(reverse("invite_to_team", args=[team.code]), {"email": FAY, "role": MEMBER})
        assert answer.status_code == 302
    send_waiting()
    assert Invitation.objects.count() == 1
    assert len(mailoutbox) == 1


def test_within_ten_minutes_a_new_role_counts_without_an_e_mail(team, mailoutbox):
    alice = make_facilitator(team)
    ask(team, alice)
    ask(team, alice, role=Invitation.Role.FACILITATOR)
    assert Invitation.objects.get().role == Invitation.Role.FACILITATOR
    assert Letter.objects.count() == 1


def test_send_again_waits_ten_minutes(team):
    alice = make_facilitator(team)
    invitation = ask(team, alice)
    with pytest.raises(Refused, match="less than 10 minutes ago"):
        send_again(invitation, by=alice)
    minutes_pass(11)
    send_again(invitation, by=alice)
    assert Letter.objects.count() == 2


def test_an_address_gets_one_e_mail_in_ten_minutes_from_everybody(team, mailoutbox):
    other = make_team(make_organisation("Southmoor Council"), "Another")
    ask(team, make_facilitator(team))
    ask(other, make_facilitator(other, "Charlie"))
    send_waiting()
    assert [message.subject for message in mailoutbox] == ["You are invited to join Riverside team"]
    minutes_pass(11)
    send_waiting()
    assert len(mailoutbox) == 2


def test_taken_back_and_invited_again_it_still_waits(team, mailoutbox):
    alice = make_facilitator(team)
    for _ in range(3):
        invitation = ask(team, alice)
        send_waiting()
        withdraw_invitation(invitation, by=alice)
    assert len(mailoutbox) == 1
    ask(team, alice)
    minutes_pass(11)
    send_waiting()
    assert len(mailoutbox) == 2, "those that never went are waited for by nobody"


def test_taken_back_in_time_its_e_mail_stays_here(team, mailoutbox):
    alice = make_facilitator(team)
    withdraw_invitation(ask(team, alice), by=alice)
    ask(team, alice, email="gus@council.example")
    send_waiting()
    assert [message.to for message in mailoutbox] == [["gus@council.example"]]


def test_the_answer_goes_to_whoever_invited(team, mailoutbox):
    alice = make_facilitator(team)
    ask(team, alice)
    send_waiting()
    (message,) = mailoutbox
    assert message.reply_to == [f"Alice <{alice.email}>"]
    assert message.from_email == "Northgate Council <hello@reflect.example>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "answer this e-mail: Alice reads it." in message.body


@pytest.mark.parametrize("role", [MEMBER, ADMIN])
def test_the_database_lets_one_wait(team, role):
    into = {"organisation": team.organisation, "team": team if role == MEMBER else None, "role": role}
    Invitation.objects.create(email=FAY, **into)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(email=FAY, **into)
    Invitation.objects.update(withdrawn_at=timezone.now())
    Invitation.objects.create(email=FAY, **into)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_make_one():
    team = make_team()
    alice = make_facilitator(team)
    started = Barrier(4 if connection.vendor == "postgresql" else 1)

    def press(_):
        started.wait(60)
        try:
            ask(team, alice)
        finally:
            connection.close()

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(4) as hands:
            list(hands.map(press, range(12)))
    else:  # its tests' database is in memory, for one connection
        for _ in range(12):
            ask(team, alice)
    assert Invitation.objects.count() == 1
    assert Letter.objects.count() == 1
    assert Organisation.objects.count() == 1


def test_somebody_new_who_comes_by_the_front_door_is_sent_it_again(client, team, mailoutbox):
    invitation = make_invitation(team, invited_by=make_facilitator(team))
    answer = client.post(reverse("account_login"), {"email": FAY})
    assert answer.url == reverse("account_confirm_login_code"), "as everybody is answered"
    (message,) = mailoutbox
    assert f"http://testserver{link(invitation)}" in message.body
    assert "Riverside team, Northgate Council, as a member. Alice invites you." in message.body
    assert "no account" not in message.body


def test_one_that_is_over_isnt_sent_again(client, team, mailoutbox):
    make_invitation(team, withdrawn_at=timezone.now())
    make_invitation(team, created_at=timezone.now() - timedelta(days=31))
    make_invitation(team.organisation and make_team(), invited_by=make_member(team))
    client.post(reverse("account_login"), {"email": FAY})
    assert "There is no account for this address" in mailoutbox[0].body
    assert "/invitations/" not in mailoutbox[0].body


def test_somebody_with_an_account_sees_it_on_home(client, team):
    fay = make_user("Fay")
    invitation = make_invitation(team, email=fay.email, invited_by=make_facilitator(team))
    client.force_login(fay)
    page = client.get(reverse("home")).content.decode()
    assert "asks you to join" in page
    assert link(invitation) in page
    assert "Alice sent this on" in page
    assert "Northgate Council: Member." in page
    assert "You aren’t in a team yet" not in page
    client.post(link(invitation, "accept_invitation"))
    assert Membership.objects.filter(user=fay).exists()
    assert "asks you to join" not in client.get(reverse("home")).content.decode()


def test_nobody_elses_is_there(client, team):
    make_invitation(team, invited_by=make_facilitator(team))
    client.force_login(make_member(team))
    assert "asks you to join" not in client.get(reverse("home")).content.decode()
