"""A team is archived, and comes back: out of lists and reminders, readable as before, with nothing new in it."""

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Quote
from assessments.services.archived_teams import archive_team, bring_back_team
from assessments.services.keeping import erase_expired
from assessments.services.reminders import send_reminders
from assessments.services.rounds import close_round, open_round, plan_round, reopen_round
from assessments.services.second_people import tell_again
from teams.models import Invitation, Team
from teams.refusals import Refused
from teams.services.inviting import invite
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_person_sheet,
    make_placing_round,
    make_round,
    make_team,
    say,
)

AT_THE_LOCK = 1  # seconds, in which somebody has to wait


def page(client, name, *args):
    return client.get(reverse(name, args=args), follow=True).content.decode()


def archived():
    team = make_team()
    archive_team(team, by=None)
    return Team.objects.get(pk=team.pk)


@pytest.mark.django_db
def test_it_is_out_of_lists_and_readable_as_before(client):
    team, other = make_team(), make_team()
    alice, round = make_facilitator(team), make_round(team, state="closed", title="Spring round")
    olu = make_admin(team.organisation)
    make_action(team, lead=alice, due_on=timezone.localdate() + timedelta(days=3), what="Move the meeting")
    make_action(team, lead=alice, due_on=timezone.localdate() - timedelta(days=3), what="Paint the hall")
    client.force_login(alice)
    asked = page(client, "archive_team", team.code)
    assert "On its people’s first page it stands under “Archived”." in asked
    archive_team(team, by=alice)
    archive_team(team, by=alice)
    assert team.name in page(client, "home").split(">Archived</h2>")[1]
    home = page(client, "home")
    assert "Spring round" not in home
    assert "Move the meeting" not in home
    assert "Paint the hall" not in home
    assert "Your team is archived" in home
    assert "can bring it back" not in page(client, "team", team.code)
    assert "Bring it back" in page(client, "team", team.code)
    assert client.get(reverse("round", args=[round.code])).status_code == 200
    assert "Move the meeting" in page(client, "actions", team.code)
    client.force_login(olu)
    assert "Archived teams" in page(client, "organisation", team.organisation.slug)

    assert list(Team.objects.active()) == [other]


@pytest.mark.django_db
def test_nothing_new_begins_in_it(client):
    team = make_team()
    alice, planned = make_facilitator(team), make_round(team, state="planned")
    closed = make_round(team, state="closed")
    invitation = make_invitation(team, invited_by=alice)
    assert Invitation.objects.open().filter(pk=invitation.pk).exists()
    archive_team(team, by=alice)
    team.refresh_from_db()
    with pytest.raises(Refused, match="is archived"):
        plan_round(team, by=alice, code="abcd2345")
    with pytest.raises(Refused, match="is archived"):
        open_round(planned, by=alice)
    with pytest.raises(Refused, match="is archived"):
        reopen_round(closed, by=alice, reason="Too soon.")
    with pytest.raises(Refused, match="is archived"):
        invite("new@council.example", organisation=team.organisation, team=team, role="member", by=alice)
    assert not Invitation.objects.open().filter(pk=invitation.pk).exists()
    client.force_login(alice)
    for name in ("plan_round", "plan_action", "invite_to_team"):
        assert "is archived, so nothing new can begin" in page(client, name, team.code)
    assert "is archived, so nothing new can begin" in page(client, "open_round", planned.code)


NEW = ("plan_round", "plan_action", "invite_to_team", "open_round", "reopen_round")


def offered(client, name, *args):
    found = page(client, name, *args)
    return [
        new
        for new in NEW
        if re.search(rf'href="{reverse(new, args=["CODE"]).replace("CODE", "[a-z0-9]+")}', found)
    ]


OFFERED = [
    ("team_people", ["invite_to_team"]),
    ("actions", ["plan_action"]),
    ("progress", ["plan_round"]),
    ("planned", ["open_round"]),
    ("closed", ["plan_round", "reopen_round"]),
    ("results", ["plan_action"]),
    ("results_activity", ["plan_action"]),
    ("standing", ["plan_action"]),
]


@pytest.mark.django_db
@pytest.mark.parametrize("wording", ["standard", "easy-read"])
@pytest.mark.parametrize(("where", "new"), OFFERED)
def test_no_page_of_it_offers_what_would_be_refused(client, where, new, wording):
    round = make_placing_round()
    team, alice = round.team, make_facilitator(round.team)
    principle = round.version.principles.first()
    round.sheets.get().standings.create(principle=principle, why="We talk.", settled_at=timezone.now())
    close_round(round, by=alice)
    planned = make_round(team, state="planned")
    at = {
        "planned": ("round", planned.code),
        "closed": ("round", round.code),
        "results": ("results", round.code),
        "results_activity": ("results_activity", round.code, "the-friday-lunch"),
        "standing": ("standing", round.code, principle.key),
    }.get(where, (where, team.code))
    client.force_login(alice)
    client.cookies["wording"] = wording
    assert offered(client, *at) == new
    archive_team(team, by=alice)
    assert offered(client, *at) == []


@pytest.mark.django_db
def test_its_invitations_say_why_they_wait(client):
    team = make_team()
    olu = make_admin(team.organisation)
    invitation = make_invitation(team, invited_by=olu)
    archive_team(team, by=olu)
    client.force_login(olu)
    for name, address in (("team_people", team.code), ("organisation", team.organisation.slug)):
        said = page(client, name, address)
        assert "the team is archived, so nobody can join it now" in said
        assert "can’t invite people any more" not in said
    again = client.post(reverse("send_invitation_again", args=[invitation.token]), follow=True)
    assert "is archived, so nothing new can begin in it" in again.content.decode()
    assert not invitation.letters.exists()


@pytest.mark.django_db
def test_open_rounds_are_closed_first(client):
    round = make_round()
    alice = make_facilitator(round.team)
    client.force_login(alice)
    told = page(client, "archive_team", round.team.code)
    assert reverse("round", args=[round.code]) in told
    assert "govuk-button" not in told
    with pytest.raises(Refused, match="Close it first"):
        archive_team(round.team, by=alice)
    close_round(round, by=alice)
    told = client.post(reverse("archive_team", args=[round.team.code]), follow=True).content.decode()
    assert "We’ve archived" in told


@pytest.mark.django_db
def test_nobody_is_reminded_and_keeping_goes_on():
    round = make_round()
    alice = make_facilitator(round.team)
    make_facilitator(round.team, "Femi")
    say(make_person_sheet(round), p1_not_yet=1)
    make_action(round.team, lead=alice, due_on=timezone.localdate(), created_at=timezone.now() - timedelta(9))
    words = make_person_sheet(round).reflections.create(
        principle=round.version.principles.first(),
        text="Late",
        may_quote=True,
        may_quote_outside=True,
        appeared_to_quote_outside=True,
    )
    Quote.objects.create(
        round=round, reflection=words, text="Late", approved_by=alice, approved_at=timezone.now()
    )
    close_round(round, by=None)
    archive_team(round.team, by=None)
    assert (send_reminders(), tell_again()) == (0, 0)
    bring_back_team(round.team, by=None)
    assert (send_reminders(), tell_again()) == (1, 1)
    archive_team(round.team, by=None)
    assert erase_expired(now=timezone.now() + timedelta(days=800)) == 1


@pytest.mark.django_db
def test_it_comes_back_with_one_click_by_who_manages_it(client):
    team = archived()
    client.force_login(make_member(team))
    assert "can bring it back" in page(client, "team", team.code)
    address = reverse("bring_back_team", args=[team.code])
    assert client.post(address).status_code == 403
    client.force_login(make_admin(team.organisation))
    assert "is back, with everything as it was" in client.post(address, follow=True).content.decode()
    assert not Team.objects.get().archived_at


@pytest.mark.django_db(transaction=True)
def test_a_round_that_opens_while_its_team_is_archived_stays_planned(committing):
    round = committing(make_round, state="planned", contact_name="Priya", contact_phone="01632 960123")
    with committing.before_committing(archive_team, round.team, by=None):
        opening = committing.start(open_round, round, by=None)
        time.sleep(AT_THE_LOCK)
        assert not opening.done()
    with pytest.raises(Refused, match="is archived"):
        opening.result(30)


@pytest.mark.django_db(transaction=True)
def test_a_team_isnt_archived_while_a_round_opens(committing):
    round = committing(make_round, state="planned", contact_name="Priya", contact_phone="01632 960123")
    with committing.before_committing(open_round, round, by=None):
        archiving = committing.start(archive_team, round.team, by=None)
        time.sleep(AT_THE_LOCK)
    with pytest.raises(Refused, match="Close it first"):
        archiving.result(30)
