"""Following an invitation's link: from the e-mail to being in the team, and everything that can stand in between."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from teams.models import Invitation, Membership, OrganisationRole, User
from tests.make import make_facilitator, make_invitation, make_organisation, make_team, make_user

pytestmark = pytest.mark.django_db

FAY = "fay@council.example"
FACILITATOR, ADMIN = Invitation.Role.FACILITATOR, Invitation.Role.ADMIN


@pytest.fixture
def team():
    return make_team(make_organisation("Northgate Council"), "Riverside team")


def link(invitation, name="invitation"):
    return reverse(name, args=[invitation.token])


def text_of(answer):
    return answer.content.decode()


def code_in(message):
    return re.search(r"\d{4}-\d{4}", message.body).group()


def test_the_link_says_who_invites_whom_to_what(client, team):
    invitation = make_invitation(team, invited_by=make_facilitator(team))
    page = text_of(client.get(link(invitation)))
    assert "<h1>Join Riverside team</h1>" in page
    assert "Alice invites you to join Riverside team at Northgate Council." in page
    assert FAY in page
    assert "Member" in page
    assert "Send me a sign-in code" in page


def test_somebody_new_joins(client, team, mailoutbox):
    """The whole way: link, code, back to the invitation, name, in the team."""
    invitation = make_invitation(team)
    code_page = client.post(link(invitation, "send_invitation_code")).url
    (message,) = mailoutbox
    assert message.to == [FAY]
    back = client.post(code_page, {"code": code_in(message)}).url
    assert back == link(invitation)
    assert "Your name" in text_of(client.get(back))

    answer = client.post(link(invitation, "accept_invitation"), {"name": " Fay  Fox "})
    assert answer.url == reverse("team", args=[team.code])
    fay = User.objects.get(email=FAY)
    assert get_user(client) == fay
    assert fay.name == "Fay Fox"
    assert not fay.has_usable_password()
    assert team.memberships.get().user == fay
    assert team.memberships.get().role == Membership.Role.MEMBER
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_somebody_with_an_account_joins_with_it(client, team, mailoutbox):
    fay = make_user("Fay")
    invitation = make_invitation(team, email=fay.email, role=FACILITATOR)
    code_page = client.post(link(invitation, "send_invitation_code")).url
    client.post(code_page, {"code": code_in(mailoutbox[0])})
    assert "Your name" not in text_of(client.get(link(invitation)))
    client.post(link(invitation, "accept_invitation"))
    assert team.memberships.get().user == fay
    assert team.memberships.get().role == Membership.Role.FACILITATOR
    assert User.objects.get(pk=fay.pk).name == "Fay"


def test_a_role_in_the_organisation_is_taken(client, team):
    olu = make_user("Olu")
    invitation = make_invitation(None, organisation=team.organisation, email=olu.email, role=ADMIN)
    client.force_login(olu)
    answer = client.post(link(invitation, "accept_invitation"))
    assert answer.url == reverse("organisation", args=[team.organisation.slug])
    assert OrganisationRole.objects.get().user == olu


def test_the_link_alone_lets_nobody_in(client, team):
    invitation = make_invitation(team)
    assert client.post(link(invitation, "accept_invitation")).url.startswith(reverse("account_login"))
    bob = make_user("Bob")
    client.force_login(bob)
    answer = client.post(link(invitation, "accept_invitation"), follow=True)
    assert "This invitation is for fay@council.example." in text_of(answer)
    assert client.post(link(invitation, "accept_invitation"), {"name": "\x00"}).url == link(invitation)
    assert not team.memberships.exists()


def test_another_address_is_told_and_can_sign_out(client, team):
    invitation = make_invitation(team)
    bob = make_user("Bob")
    client.force_login(bob)
    page = text_of(client.get(link(invitation)))
    assert f"You’re signed in as {bob.email}. This invitation is for {FAY}." in page
    assert "Sign out" in page
    assert client.post(reverse("account_logout"), {"next": link(invitation)}).url == link(invitation)


def test_asking_for_a_code_while_signed_in_sends_none(client, team, mailoutbox):
    invitation = make_invitation(team)
    client.force_login(make_user("Bob"))
    assert client.post(link(invitation, "send_invitation_code")).url == link(invitation)
    assert not mailoutbox
    assert not User.objects.filter(email=FAY).exists()


def test_joining_twice_is_harmless(client, team):
    fay = make_user("Fay")
    invitation = make_invitation(team, email=fay.email)
    client.force_login(fay)
    for _ in range(2):
        client.post(link(invitation, "accept_invitation"))
    assert team.memberships.count() == 1
    assert "You have joined Riverside team with it." in text_of(client.get(link(invitation)))


def test_somebody_taken_out_cant_come_back_by_the_old_link(client, team):
    fay = make_user("Fay")
    invitation = make_invitation(team, email=fay.email)
    client.force_login(fay)
    client.post(link(invitation, "accept_invitation"))
    team.memberships.all().delete()
    answer = client.post(link(invitation, "accept_invitation"), follow=True)
    assert not team.memberships.exists()
    assert "This invitation has been used" in text_of(answer)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"withdrawn_at": timezone.now()}, "It was taken back, so its link no longer works."),
        ({"created_at": timezone.now() - timedelta(days=31)}, "An invitation works for 30 days."),
        ({"accepted_at": timezone.now()}, "has already joined"),
    ],
)
def test_an_invitation_that_is_over_says_why(client, team, mailoutbox, state, words):
    fay = make_user("Fay")
    invitation = make_invitation(team, email=fay.email, **state)
    assert words in text_of(client.get(link(invitation)))
    assert client.post(link(invitation, "send_invitation_code")).url == link(invitation)
    client.force_login(fay)
    client.post(link(invitation, "accept_invitation"))
    assert not mailoutbox
    assert not team.memberships.exists()


def test_codes_for_an_invitation_are_limited(client, team, mailoutbox):
    invitation = make_invitation(team)
    for _ in range(4):
        answer = client.post(link(invitation, "send_invitation_code"), follow=True)
    assert "That was too many tries." in text_of(answer)
    assert len(mailoutbox) == 3


def test_a_name_that_is_too_long_is_told_and_kept(client, team):
    fay = User.objects.create_user(FAY)
    invitation = make_invitation(team)
    client.force_login(fay)
    answer = client.post(link(invitation, "accept_invitation"), {"name": "F" * 101})
    assert "Use at most 100 characters." in text_of(answer)
    assert not team.memberships.exists()


@pytest.mark.parametrize("token", ["nothing-here", "x" * 500])
def test_an_unknown_link_isnt_there(client, token):
    assert client.get(f"/invitations/{token}/").status_code == 404
    assert client.get("/invitations/a%00b/").status_code == 404


@pytest.mark.parametrize("name", ["send_invitation_code", "accept_invitation", "withdraw_invitation"])
def test_changes_take_a_button(client, team, name):
    client.force_login(make_facilitator(team))
    assert client.get(link(make_invitation(team), name)).status_code == 405


def test_looking_changes_nothing_and_costs_little(client, team, django_assert_num_queries):
    invitation = make_invitation(team)
    with django_assert_num_queries(1) as looked:
        client.get(link(invitation))
    assert all(query["sql"].startswith("SELECT") for query in looked)
    assert not mail.outbox
