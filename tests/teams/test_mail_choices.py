"""Why an e-mail came, and how not to get its kind any more: with and without signing in."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from teams.models import Invitation, Letter, Uninvited
from teams.refusals import Refused
from teams.services.accounts import close_account
from teams.services.invitations import send_again
from teams.services.inviting import CannotInvite, invite, invite_all
from teams.services.mail_choices import KINDS, NOBODYS, NOT_WANTED, choose_all, recipient_of, wanted_by
from teams.services.outbox import message_of, post, send_waiting
from teams.services.people import LEFT, remove_member
from tests.make import make_facilitator, make_invitation, make_member, make_team, make_user

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
FAY = "fay@council.example"
LETTERS = [
    *(ROOT / "templates/emails").glob("*.txt"),
    *(ROOT / "templates/account/email").glob("*_message.txt"),
]
ALWAYS = {"need"}  # somebody writes to whom the round names: nobody's question goes unread
ACCOUNT_KINDS = sorted(set(KINDS) - {"invitation"})


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def bob(team):
    return make_member(team)


def remind(person):
    action = {"what": "Buy a kettle", "team": make_team(), "due": "due today", "link": "http://testserver/"}
    context, comes = {"lead": person, "actions": [action]}, {"from_name": "", "reply_to": None}
    return post("reminder", context, to=person.email, **comes)


def link_in(letter) -> str:
    return re.search(r"http://testserver(/not-by-email/\S+)", letter.body)[1]


def invite_fay(team, **more):
    return invite(
        FAY, organisation=team.organisation, team=team, role="member", by=make_facilitator(team), **more
    )


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_e_mail_says_why_it_came(path):
    if path.stem.endswith("_subject"):
        assert path.with_name(path.name.replace("_subject", "")) in LETTERS
    else:
        assert "You get this because" in path.read_text()


def test_every_kind_that_is_posted_can_be_switched_off():
    kinds = {path.stem for path in LETTERS if path.parent.name == "emails"}
    assert {kind for kind in kinds if not kind.endswith("_subject")} == set(KINDS) | ALWAYS


def test_the_link_changes_nothing_until_somebody_presses(bob):
    link = link_in(remind(bob))
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(link).content.decode()
    assert KINDS["reminder"] in page
    assert remind(bob)
    assert "We don’t send you this any more" in stranger.post(link, {"step": "stop"}).content.decode()
    assert remind(bob) is None
    assert "Send it to me again" in stranger.get(link).content.decode()
    stranger.post(link, {"step": "send"})
    assert remind(bob)


def test_one_click_of_a_mail_program_is_enough(bob):
    headers = message_of(remind(bob), "").extra_headers
    address = headers["List-Unsubscribe"].removeprefix("<http://testserver").removesuffix(">")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.post(
            address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
    assert remind(bob) is None
    bob.refresh_from_db()
    assert bob.unwanted_mail == ["reminder"]


def test_it_holds_for_one_person_and_one_kind(bob, team):
    Client().post(link_in(remind(bob)), {"step": "stop"})
    alice = make_facilitator(team)
    assert remind(alice)
    assert all(recipient_of(kind, bob.email).wants_it for kind in ACCOUNT_KINDS if kind != "reminder")


def test_what_waits_for_the_mail_server_isnt_sent_either(bob, mailoutbox):
    letter = remind(bob)
    Client().post(link_in(letter), {"step": "stop"})
    assert send_waiting() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.body) == ("failed", "")
    assert not mailoutbox


def test_an_invitation_that_waits_isnt_sent_either(team, mailoutbox):
    invite_fay(team)
    Client().post(link_in(Letter.objects.get()), {"step": "stop"})
    assert send_waiting() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem, letter.body, mailoutbox) == ("failed", NOT_WANTED, "", [])


def test_a_closed_account_gets_nothing_that_waits_or_comes(bob, mailoutbox):
    letter = remind(bob)
    close_account(bob, by=make_user("Olu"))
    assert send_waiting() == 0
    letter.refresh_from_db()
    assert (letter.state, remind(bob), mailoutbox) == ("failed", None, [])


def delete_it(person):
    person.delete()


def correct_the_address(person):
    person.email = "bob.hill@council.example"
    person.save()


@pytest.mark.parametrize("change", [delete_it, correct_the_address])
def test_what_waits_isnt_sent_to_an_address_that_nobody_has_any_more(change, bob, mailoutbox):
    letter = remind(bob)
    change(bob)
    assert send_waiting() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.problem, letter.body) == ("failed", NOBODYS, "")
    assert mailoutbox == []


def test_what_waits_about_a_team_isnt_sent_to_whoever_was_taken_out_of_it(bob, team, mailoutbox):
    alice, other = make_facilitator(team), make_team(name="Another team")
    letters = [
        Letter.objects.create(kind="round_open", to=to.email, subject="Open", body="The words", team=about)
        for to, about in ((bob, team), (bob, other), (alice, team))
    ]
    remove_member(team.memberships.get(user=bob), by=alice)
    assert send_waiting() == 2
    assert [mail.to for mail in mailoutbox] == [[bob.email], [alice.email]]
    letters[0].refresh_from_db()
    assert (letters[0].state, letters[0].problem, letters[0].body) == ("failed", LEFT, "")


def test_what_people_need_is_sent_to_whoever_the_round_names(mailoutbox):
    Letter.objects.create(kind="need", to=FAY, subject="A need", body="The words")
    assert send_waiting() == 1
    assert [mail.to for mail in mailoutbox] == [[FAY]]


@pytest.mark.parametrize("token", ["", "x", "WyJyZW1pbmRlciIsMV0:1a:x"])
def test_a_made_up_link_is_nobodys(token):
    assert Client().get(f"/not-by-email/{token}/").status_code == 404
    assert Client().post(f"/not-by-email/{token}/", {"step": "stop"}).status_code == 404


def test_an_address_without_an_account_can_be_kept_from_invitations(team):
    invite_fay(team)
    letter = Letter.objects.get()
    page = Client().get(link_in(letter)).content.decode()
    assert FAY not in page
    Client().post(link_in(letter), {"step": "stop"})
    assert FAY not in Uninvited.objects.get().mark
    other = make_team(name="Another team")
    with pytest.raises(Refused, match=f"{FAY} has asked us not to send invitations"):
        invite_fay(other)
    assert not Invitation.objects.filter(team=other).exists()
    old = make_invitation(other, created_at="2020-01-01T00:00Z", invited_by=make_facilitator(other))
    with pytest.raises(Refused, match="has asked us not to"):
        send_again(old, by=make_facilitator(other))
    Client().post(link_in(letter), {"step": "send"})
    assert invite_fay(other)


def test_in_a_list_it_is_told_beside_the_address(team):
    invite_fay(team)
    Client().post(link_in(Letter.objects.get()), {"step": "stop"})
    about = {"organisation": team.organisation, "team": make_team(team.organisation, "New"), "role": "member"}
    with pytest.raises(CannotInvite) as refused:
        invite_all(["gus@council.example", FAY], by=make_facilitator(team), **about)
    assert list(refused.value.each) == [FAY]


def test_sign_in_codes_have_no_such_link():
    assert recipient_of("code", FAY) is None
    letter = Letter(kind="code", to=FAY, subject="Your code")
    letter.pk = 1
    assert "List-Unsubscribe" not in message_of(letter, "").extra_headers


def test_whoever_is_signed_in_sees_and_changes_all_kinds(client, bob):
    Client().post(link_in(remind(bob)), {"step": "stop"})
    client.force_login(bob)
    page = client.get(reverse("what_we_send")).content.decode()
    assert [label for label in KINDS.values() if label not in page] == []
    assert page.count(" checked") == len(KINDS) - 1
    choose_on(client, page, kinds=["reminder", "round_open"])
    bob.refresh_from_db()
    assert set(wanted_by(bob)) == {"reminder", "round_open"}
    assert not recipient_of("invitation", bob.email.upper()).wants_it
    choose_all(bob, shown=[], wanted=KINDS)
    bob.refresh_from_db()
    assert bob.unwanted_mail == []
    assert not Uninvited.objects.exists()


def choose_on(client, page, *, kinds):
    """On a page that was opened before, with all that it carries."""
    copies = html.fromstring(page).xpath("//input[@name='initial-kinds']/@value")
    return client.post(reverse("what_we_send"), {"kinds": kinds, "initial-kinds": copies})


def test_a_page_that_was_open_undoes_no_link_that_was_pressed_meanwhile(client, bob):
    client.force_login(bob)
    page = client.get(reverse("what_we_send")).content.decode()
    invited = recipient_of("invitation", bob.email)
    for link in (link_in(remind(bob)), invited.link):
        Client().post(link, {"step": "stop"})
    choose_on(client, page, kinds=[kind for kind in KINDS if kind != "remarks"])
    bob.refresh_from_db()
    assert set(KINDS) - set(wanted_by(bob)) == {"reminder", "invitation", "remarks"}


def test_a_page_that_was_open_stops_nothing_that_was_asked_for_meanwhile(client, bob):
    link = link_in(remind(bob))
    Client().post(link, {"step": "stop"})
    client.force_login(bob)
    page = client.get(reverse("what_we_send")).content.decode()
    Client().post(link, {"step": "send"})
    choose_on(client, page, kinds=[kind for kind in KINDS if kind not in ("reminder", "remarks")])
    bob.refresh_from_db()
    assert set(KINDS) - set(wanted_by(bob)) == {"remarks"}


def test_a_kind_that_is_none_changes_nothing(client):
    client.force_login(make_user())
    answer = client.post(reverse("what_we_send"), {"kinds": ["code"]})
    assert "Error: What we send you" in answer.content.decode()


def test_one_press_stops_all_kinds(client, bob):
    client.force_login(bob)
    assert wanted_by(bob)
    client.post(reverse("what_we_send"), {"step": "none"})
    bob.refresh_from_db()
    assert wanted_by(bob) == []
