"""Accepting an invitation, asked for directly: what the pages refuse, the service refuses too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from teams.refusals import Refused
from teams.services.invitations import accept_invitation, account_for, send_again
from tests.make import make_invitation, make_team, make_user

pytestmark = pytest.mark.django_db


def test_an_invitation_is_for_one_address():
    invitation = make_invitation(make_team())
    with pytest.raises(Refused, match="This invitation is for fay@council"):
        accept_invitation(invitation, by=make_user("Eve"))
    assert not invitation.team.memberships.exists()


def test_a_second_time_lets_nobody_in_again():
    fay = make_user("Fay")
    invitation = make_invitation(make_team(), email=fay.email)
    accept_invitation(invitation, by=fay)
    invitation.team.memberships.all().delete()
    accept_invitation(invitation, by=fay)
    assert not invitation.team.memberships.exists()


@pytest.mark.parametrize(
    "state", [{"withdrawn_at": timezone.now()}, {"created_at": timezone.now() - timedelta(30)}]
)
def test_an_invitation_that_is_over_is_refused(state):
    fay = make_user("Fay")
    invitation = make_invitation(make_team(), email=fay.email, **state)
    with pytest.raises(Refused, match="Ask to be invited again"):
        accept_invitation(invitation, by=fay)
    assert not invitation.team.memberships.exists()


def test_a_role_that_somebody_has_meanwhile_stays():
    fay = make_user("Fay")
    team = make_team()
    team.memberships.create(user=fay, role="facilitator")
    accept_invitation(make_invitation(team, email=fay.email), by=fay)
    assert team.memberships.get().role == "facilitator"


def test_no_name_leaves_the_name():
    fay = make_user("Fay")
    accept_invitation(make_invitation(make_team(), email=fay.email), name="", by=fay)
    fay.refresh_from_db()
    assert fay.name == "Fay"


def test_an_account_is_made_once():
    invitation = make_invitation(make_team())
    assert account_for(invitation) == account_for(invitation)
    assert not account_for(invitation).has_usable_password()


def test_what_was_taken_back_isnt_sent_again():
    invitation = make_invitation(make_team(), withdrawn_at=timezone.now())
    with pytest.raises(Refused, match="Invite the person anew"):
        send_again(invitation, by=make_user())
