"""Inviting somebody, sending it again and taking it back."""

import re
from datetime import timedelta
from html import unescape
from time import thread_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from teams.models import Invitation, Letter
from teams.services import inviting
from teams.services.inviting import Offer, invite, invite_all
from teams.services.outbox import send_waiting
from tests.lock import held, under_the_lock
from tests.make import (
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_rubric_editor,
    make_team,
)

pytestmark = pytest.mark.django_db

FAY = "fay@council.example"
MEMBER, FACILITATOR = Invitation.Role.MEMBER, Invitation.Role.FACILITATOR
ADMIN, RUBRIC_EDITOR = Invitation.Role.ADMIN, Invitation.Role.RUBRIC_EDITOR


@pytest.fixture
def team():
    return make_team(make_organisation("Northgate Council"), "Riverside team")


@pytest.fixture
def alice(client, team):
    alice = make_facilitator(team)
    client.force_login(alice)
    return alice


def invite_to(team):
    return reverse("invite_to_team", args=[team.code])


def link(invitation, name="invitation"):
    return reverse(name, args=[invitation.token])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Posts, and sends what waits in the outbox."""

    def post(path, data=None):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(path, data or {})
        send_waiting()
        return answer

    return post


def test_a_facilitator_invites_by_e_mail(send, client, team, alice, mailoutbox):
    answer = send(invite_to(team), {"email": " Fay@Council.example", "role": MEMBER})
    assert answer.url == reverse("team_people", args=[team.code])
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.team, invitation.role) == (FAY, team, MEMBER)
    (message,) = mailoutbox
    assert message.to == [FAY]
    assert message.subject == "You are invited to join Riverside team"
    assert "Alice invites you to join Riverside team at Northgate Council" in message.body
    assert "as a member" in message.body
    assert f"http://testserver{link(invitation)}" in message.body


def test_names_come_into_the_e_mail_as_they_are(send, team, alice, mailoutbox):
    team.name = "Arts & Crafts <Team>"
    team.save()
    send(invite_to(team), {"email": FAY, "role": MEMBER})
    assert mailoutbox[0].subject == "You are invited to join Arts & Crafts <Team>"
    assert "join Arts & Crafts <Team> at" in mailoutbox[0].body


def test_inviting_again_sends_the_same_one_afresh(send, team, alice, mailoutbox):
    long_ago = timezone.now() - timedelta(days=40)
    invitation = make_invitation(team, created_at=long_ago)
    send(invite_to(team), {"email": FAY, "role": FACILITATOR})
    invitation.refresh_from_db()
    assert invitation.is_open
    assert invitation.role == FACILITATOR
    assert Invitation.objects.count() == 1
    assert link(invitation) in mailoutbox[0].body


def test_a_withdrawn_invitation_stays_withdrawn(send, team, alice):
    invitation = make_invitation(team, withdrawn_at=timezone.now())
    send(invite_to(team), {"email": FAY, "role": MEMBER})
    invitation.refresh_from_db()
    assert not invitation.is_open
    assert Invitation.objects.count() == 2


def test_somebody_already_there_isnt_invited(send, team, alice, mailoutbox):
    bob = make_member(team)
    answer = send(invite_to(team), {"email": bob.email.upper(), "role": FACILITATOR})
    assert f"{bob.email} is already in Riverside team." in text_of(answer)
    assert not Invitation.objects.exists()
    assert not mailoutbox


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"email": "", "role": MEMBER}, "Write an e-mail address."),
        ({"email": "fay", "role": MEMBER}, "Write the whole e-mail address"),
        ({"email": "fay@x\r\nBcc: all@council.example", "role": MEMBER}, "Write the whole e-mail address"),
        ({"email": f"{FAY}; bob@council", "role": MEMBER}, "instead of “bob@council”."),
        (
            {"email": " ".join(f"fay{n}@council.example" for n in range(101)), "role": MEMBER},
            "Write at most 100 addresses at a time. There are 101 here.",
        ),
        ({"email": FAY}, "Choose what they will do."),
        ({"email": FAY, "role": "admin"}, "Choose one of these."),
    ],
)
def test_what_cant_be_invited_is_told(send, team, alice, mailoutbox, data, message):
    answer = send(invite_to(team), data)
    assert message in text_of(answer)
    assert "<title>Error: Invite somebody" in text_of(answer)
    assert not Invitation.objects.exists()
    assert not mailoutbox


@pytest.mark.parametrize(
    "written",
    [
        f"{FAY}, gus@council.example",
        f"{FAY};gus@council.example;",
        f"Fay\t{FAY}\nGus\tgus@council.example",
        f"Fay @ Work <{FAY}>\r\nGus Hope (gus@council.example)\r\n",
        f"{FAY.upper()} and {FAY} and gus@council.example.",
    ],
)
def test_several_people_are_invited_at_once(send, client, team, alice, mailoutbox, written):
    send(invite_to(team), {"email": written, "role": MEMBER})
    assert sorted(mail.to[0] for mail in mailoutbox) == [FAY, "gus@council.example"]
    page = text_of(client.get(reverse("team_people", args=[team.code])))
    assert f"We’ve sent invitations to {FAY} and gus@council.example." in page


def test_where_one_cant_be_invited_nobody_is_and_the_list_stays(send, team, alice, mailoutbox):
    bob = make_member(team)
    page = text_of(send(invite_to(team), {"email": f"{FAY}\n{bob.email}", "role": MEMBER}))
    assert f"{bob.email} is already in Riverside team." in page
    assert f"{FAY}\n{bob.email}</textarea>" in page
    assert not Invitation.objects.exists()
    assert not mailoutbox


def errors_of(answer):
    """Once each, as the summary has them."""
    summary = re.search(r'govuk-error-summary__list">(.*?)</ul>', text_of(answer), re.DOTALL)[1]
    return [unescape(words) for words in re.findall(r"<a [^>]*>(.*?)</a>", summary)]


def test_what_is_wrong_is_told_by_line_and_nothing_is_lost(send, team, alice, mailoutbox):
    bob = make_member(team)
    lines = [FAY, "", "Name and address", "gus@council", f"Bob <{bob.email}>, hal@council.example", "al ice"]
    written = "\n".join(lines)
    answer = send(invite_to(team), {"email": written, "role": MEMBER})
    wrong = "write the whole e-mail address, such as name@example.org, instead of"
    assert [words.lower() for words in errors_of(answer)] == [
        f"line 3: {wrong} “name and address”.",
        f"line 4: {wrong} “gus@council”.",
        f"line 6: {wrong} “al ice”.",
    ]
    assert f"{written.replace('<', '&lt;').replace('>', '&gt;')}</textarea>" in text_of(answer)
    mended = f"{FAY}\n\nBob <{bob.email}>, hal@council.example"
    (error,) = errors_of(send(invite_to(team), {"email": mended, "role": MEMBER}))
    assert error.startswith(f"Line 3: {bob.email} is already in {team}.")
    assert not Invitation.objects.exists()
    assert not mailoutbox


def test_who_is_there_twice_is_invited_once_and_who_was_just_invited_not_again(send, client, team, alice):
    send(invite_to(team), {"email": FAY, "role": MEMBER})
    written = f"gus@council.example\nGus <GUS@council.example>\n{FAY}"
    page = text_of(client.get(send(invite_to(team), {"email": written, "role": MEMBER}).url))
    assert "We’ve sent an invitation to gus@council.example." in page
    assert f"One to {FAY} went out less than 10 minutes ago, so there is no second." in page
    assert "gus@council.example: in your list more than once, and invited once." in page
    assert Letter.objects.count() == 2


def test_who_is_one_line_too_many_is_told(send, client, team, alice, monkeypatch):
    monkeypatch.setattr("teams.services.inviting.MOST_WAITING", 3)
    written = "\n".join(f"{n}@council.example" for n in range(6))
    (error,) = errors_of(send(invite_to(team), {"email": written, "role": MEMBER}))
    assert error.startswith("Line 4: 3 invitations of Northgate Council are waiting")
    assert error.endswith("There is no room for 3@council.example and those after it.")
    assert not Invitation.objects.exists()


def test_a_whole_list_is_invited_and_counted(client, team, alice):
    written = "; ".join(f"Fay {n} <fay{n}@council.example>" for n in range(100))
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(invite_to(team), {"email": written, "role": MEMBER})
    assert "We’ve sent 100 invitations." in text_of(client.get(answer.url))
    assert Invitation.objects.count() == Letter.objects.count() == 100
    assert len(under_the_lock(queries)) <= 12  # as many as for one: nobody can save anything meanwhile


def test_inviting_a_hundred_again_takes_no_more(client, team, alice):
    written = "; ".join(f"fay{n}@council.example" for n in range(100))
    client.post(invite_to(team), {"email": written, "role": MEMBER})
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=1))
    with CaptureQueriesContext(connection) as queries:
        client.post(invite_to(team), {"email": written, "role": FACILITATOR})
    assert Invitation.objects.filter(role=FACILITATOR).count() == 100
    assert (
        Letter.objects.exclude(failed_at=None).count() == Letter.objects.filter(failed_at=None).count() == 100
    )
    assert len(under_the_lock(queries)) <= 12


def test_the_lock_is_held_only_while_they_are_written(client, team, alice):
    """Their words are made before: a hundred took half a second, in which nobody's answer could be saved."""
    written = "; ".join(f"fay{n}@council.example" for n in range(100))
    with held() as times:
        begun = thread_time()
        client.post(invite_to(team), {"email": written, "role": MEMBER})
        took = thread_time() - begun
    assert max(times) < took / 2


def test_who_was_invited_while_the_e_mails_were_written_gets_no_second(team, alice):
    offer = Offer(team.organisation, MEMBER, team)
    letters = inviting._write([FAY, "gus@council.example"], offer, alice)
    invite(FAY, organisation=team.organisation, team=team, role=FACILITATOR, by=make_facilitator(team, "Olu"))
    with pytest.raises(inviting.Overtaken):
        inviting._post(letters, offer, alice)
    invite_all([FAY, "gus@council.example"], organisation=team.organisation, team=team, role=MEMBER, by=alice)
    assert Invitation.objects.count() == Letter.objects.count() == 2
    assert Invitation.objects.get(email=FAY).role == MEMBER


def test_an_invitation_that_didnt_arrive_is_told(send, client, team, alice):
    send(invite_to(team), {"email": FAY, "role": MEMBER})
    people = reverse("team_people", args=[team.code])
    assert "Our e-mail didn’t arrive." not in text_of(client.get(people))
    Letter.objects.update(failed_at=timezone.now(), sent_at=None)
    assert "Our e-mail didn’t arrive. Look at the address." in text_of(client.get(people))


def test_who_may_invite_to_a_team(client, team):
    admin, bob, charlie = make_admin(team.organisation), make_member(team), make_facilitator(make_team())
    elsewhere = make_member(make_team(team.organisation, "Another team"))
    editor = make_rubric_editor(team.organisation)
    expected = {admin: 200, make_facilitator(team): 200, bob: 403, charlie: 404, elsewhere: 404, editor: 404}
    for person, status in expected.items():
        client.force_login(person)
        assert client.get(invite_to(team)).status_code == status
        answer = client.post(invite_to(team), {"email": f"{person.pk}@council.example", "role": MEMBER})
        assert answer.status_code == (302 if status == 200 else status)
    assert Invitation.objects.count() == 2


def test_an_admin_invites_to_the_organisation(send, client, team, mailoutbox):
    client.force_login(make_admin(team.organisation))
    page = reverse("invite_to_organisation", args=[team.organisation.slug])
    send(page, {"email": FAY, "role": ADMIN})
    send(page, {"email": FAY, "role": RUBRIC_EDITOR})
    assert {i.role for i in Invitation.objects.all()} == {ADMIN, RUBRIC_EDITOR}
    assert "join Northgate Council on Coprod Reflect, as an organisation admin" in mailoutbox[0].body


def test_an_admin_who_is_one_already_isnt_invited(send, client, team):
    olu = make_admin(team.organisation)
    client.force_login(olu)
    page = reverse("invite_to_organisation", args=[team.organisation.slug])
    answer = send(page, {"email": olu.email, "role": ADMIN})
    assert f"{olu.email} already is an organisation admin of Northgate Council." in text_of(answer)
    assert send(page, {"email": olu.email, "role": RUBRIC_EDITOR}).status_code == 302


def test_who_may_invite_to_an_organisation(client, team):
    page = reverse("invite_to_organisation", args=[team.organisation.slug])
    editor = make_rubric_editor(team.organisation)
    for person, status in {
        make_admin(team.organisation): 200,
        make_facilitator(team): 403,
        editor: 403,
        make_admin(make_organisation("Southmoor Council"), "Charlie"): 404,
    }.items():
        client.force_login(person)
        assert client.get(page).status_code == status


def test_an_invitation_is_taken_back(client, team, alice):
    invitation = make_invitation(team)
    answer = client.post(link(invitation, "withdraw_invitation"), follow=True)
    assert "The invitation for fay@council.example is taken back." in text_of(answer)
    invitation.refresh_from_db()
    assert not invitation.is_open
    assert "Invited, not joined yet" not in text_of(answer)


def test_taking_back_too_late_is_told(client, team, alice):
    used = make_invitation(team, accepted_at=timezone.now())
    answer = client.post(link(used, "withdraw_invitation"), follow=True)
    assert "fay@council.example has joined already." in text_of(answer)
    used.refresh_from_db()
    assert used.withdrawn_at is None


def test_taking_back_twice_is_harmless(client, team, alice):
    invitation = make_invitation(team)
    times = []
    for _ in range(2):
        client.post(link(invitation, "withdraw_invitation"))
        invitation.refresh_from_db()
        times.append(invitation.withdrawn_at)
    assert times[0] == times[1]


def test_an_invitation_is_sent_again(send, client, team, alice, mailoutbox):
    invitation = make_invitation(team, created_at=timezone.now() - timedelta(days=40))
    send(link(invitation, "send_invitation_again"))
    invitation.refresh_from_db()
    assert invitation.is_open
    assert mailoutbox[0].to == [FAY]


def test_a_used_invitation_isnt_sent_again(send, client, team, alice, mailoutbox):
    used = make_invitation(team, accepted_at=timezone.now())
    send(link(used, "send_invitation_again"))
    assert not mailoutbox
    page = client.get(reverse("team_people", args=[team.code]))
    assert "has been used or taken back" in text_of(page)


@pytest.mark.parametrize("action", ["withdraw_invitation", "send_invitation_again"])
def test_who_may_manage_invitations(client, team, action):
    to_team = make_invitation(team)
    to_organisation = make_invitation(None, organisation=team.organisation, role=ADMIN)
    alice, bob, olu = make_facilitator(team), make_member(team), make_admin(team.organisation)
    charlie = make_admin(make_organisation("Southmoor Council"), "Charlie")
    for person, team_status, organisation_status in [
        (alice, 302, 403),
        (bob, 403, 403),
        (olu, 302, 302),
        (charlie, 404, 404),
    ]:
        client.force_login(person)
        assert client.post(link(to_team, action)).status_code == team_status
        assert client.post(link(to_organisation, action)).status_code == organisation_status
