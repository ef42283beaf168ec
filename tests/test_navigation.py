"""The main navigation: on every page of somebody who is signed in, at no cost."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coprod_reflect.navigation import is_landing, section_of
from teams.models import Membership
from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_rubric_editor,
    make_team,
    make_user,
)

ENTRY = re.compile(r'<a href="([^"]*)"( aria-current="(?:page|true)")?>([^<]*)</a>')


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/", "rounds"),
        ("/rounds/abc/", "rounds"),
        ("/rounds/abc/together/parts/reciprocity/", "rounds"),
        ("/teams/abc/rounds/new/", "rounds"),
        ("/teams/", "team"),
        ("/teams/abc/", "team"),
        ("/teams/abc/people/invite/", "team"),
        ("/organisations/wrenfield/teams/", "team"),
        ("/actions/", "actions"),
        ("/actions/abc/change/", "actions"),
        ("/teams/abc/actions/new/", "actions"),
        ("/organisations/wrenfield/actions/", "actions"),
        ("/rubrics/", "rubrics"),
        ("/rubrics/cahn/draft/", "rubrics"),
        ("/organisations/", "organisation"),
        ("/organisations/wrenfield/", "organisation"),
        ("/organisations/wrenfield/teams/new/", "organisation"),
        ("/help/", ""),
        ("/your-name/", ""),
        ("/mine/abc/", None),
        ("/join/", None),
        ("/j/abc/", None),
        ("/came-of-it/abc/", None),
        ("/erased/", None),
    ],
)
def test_each_page_belongs_to_one_entry(path, section):
    assert section_of(path) == section


def test_a_page_that_an_entry_leads_to_is_told_from_those_behind_it():
    assert all(map(is_landing, ("/", "/teams/abc/", "/teams/abc/actions/", "/organisations/w/teams/")))
    assert not any(map(is_landing, ("/rounds/abc/", "/teams/abc/people/", "/organisations/w/settings/")))


def entries_on(person, path="/help/"):
    """The words of each entry, the current one with a star, and the page."""
    client = Client()
    client.force_login(person)
    page = client.get(path, follow=True).content.decode()
    ways = re.search(r'<nav class="ways" aria-label="Main">(.*?)</nav>', page, re.DOTALL)
    found = ENTRY.findall(ways[1]) if ways else []
    return [f"{'*' if current else ''}{words}" for _, current, words in found], page


@pytest.mark.django_db
def test_it_is_as_long_as_what_somebody_looks_after():
    team = make_team()
    alice = make_facilitator(team)
    four = ["Rounds", "Team", "Actions", "Rubrics"]
    assert entries_on(alice)[0] == four
    assert entries_on(make_user("Fay"))[0] == four
    assert entries_on(make_rubric_editor(team.organisation))[0] == four
    assert entries_on(make_admin(team.organisation))[0] == [
        "Rounds",
        "Teams",
        "Actions",
        "Rubrics",
        "Organisation",
    ]
    Membership.objects.create(team=make_team(team.organisation, "Night team"), user=alice)
    assert entries_on(alice)[0][1] == "Teams"


@pytest.mark.django_db
def test_an_archived_team_isnt_one_of_several():
    team = make_team()
    alice = make_facilitator(team)
    old = make_team(team.organisation, "Old team")
    Membership.objects.create(team=old, user=alice)
    old.archived_at = timezone.now()
    old.save(update_fields=["archived_at"])
    assert entries_on(alice)[0][1] == "Team"
    client = Client()
    client.force_login(alice)
    assert client.get("/teams/").url == reverse("team", args=[team.code])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "name", "of_team"), [("/teams/", "every_team", "team"), ("/actions/", "due_actions", "actions")]
)
def test_who_looks_after_one_organisation_finds_their_team_in_another(client, path, name, of_team):
    mine = make_team()
    olu = make_admin(mine.organisation)
    Membership.objects.create(team=mine, user=olu)
    client.force_login(olu)
    of_organisation = reverse(name, args=[mine.organisation.slug])
    assert client.get(path).url == of_organisation
    other = make_team(make_organisation("Eastfield NHS Trust"))
    Membership.objects.create(team=other, user=olu)
    page = client.get(path).content.decode()
    assert f'href="{of_organisation}"' in page
    assert f'href="{reverse(of_team, args=[other.code])}"' in page


@pytest.mark.django_db
def test_where_somebody_is_is_marked():
    round = make_round()
    alice = make_facilitator(round.team)
    assert entries_on(alice, "/")[0][0] == "*Rounds"
    assert entries_on(alice, f"/rounds/{round.code}/")[0][0] == "*Rounds"
    assert entries_on(alice, "/teams/")[0][1] == "*Team"
    assert entries_on(alice, "/actions/")[0][2] == "*Actions"
    assert entries_on(alice, "/rubrics/")[0][3] == "*Rubrics"
    olu = make_admin(round.team.organisation)
    assert entries_on(olu, "/organisations/")[0][4] == "*Organisation"
    assert entries_on(olu, "/teams/")[0][1] == "*Teams"


@pytest.mark.django_db
def test_strangers_and_those_who_take_part_have_none(client):
    alice = make_facilitator(make_team())
    assert entries_on(alice, "/join/")[0] == []
    assert b'class="ways"' not in client.get("/help/").content


@pytest.mark.django_db
def test_the_header_bears_the_name_of_the_only_organisation_that_somebody_belongs_to():
    team = make_team(make_organisation("Wrenfield Council", brand_colour="#0b5f5a"))
    alice = make_facilitator(team)
    page = entries_on(alice)[1]
    assert "Wrenfield Council" in page
    assert team.organisation.signed_colour in page
    Membership.objects.create(team=make_team(make_organisation("Eastfield NHS Trust")), user=alice)
    page = entries_on(alice)[1]
    assert "Wrenfield Council" not in page
    assert "Coprod Reflect\n" in page


@pytest.mark.django_db
def test_it_costs_no_query(client, django_assert_num_queries):
    alice = make_facilitator(make_team())
    client.force_login(alice)
    with django_assert_num_queries(2):  # session, user
        assert b'class="ways"' in client.get("/help/").content


@pytest.mark.django_db
def test_a_closed_account_is_signed_out(client):
    alice = make_user()
    client.force_login(alice)
    alice.is_active = False
    alice.save()
    assert b'class="ways"' not in client.get("/").content


@pytest.mark.django_db
class TestWhereItLeads:
    def test_to_the_only_team(self, client):
        team = make_team()
        client.force_login(make_member(team))
        assert client.get("/teams/").url == reverse("team", args=[team.code])
        assert client.get("/actions/").url == reverse("actions", args=[team.code])

    def test_to_a_list_of_several(self, client):
        team, other = make_team(name="Day team"), make_team(name="Night team")
        bob = make_member(team)
        Membership.objects.create(team=other, user=bob)
        client.force_login(bob)
        for path, page in (("/teams/", "team"), ("/actions/", "actions")):
            said = client.get(path).content.decode()
            assert all(reverse(page, args=[each.code]) in said for each in (team, other))

    def test_to_every_team_of_the_organisation_that_somebody_looks_after(self, client):
        organisation = make_organisation()
        client.force_login(make_admin(organisation))
        assert client.get("/teams/").url == reverse("every_team", args=[organisation.slug])
        assert client.get("/actions/").url == reverse("due_actions", args=[organisation.slug])
        assert client.get("/organisations/").url == reverse("organisation", args=[organisation.slug])

    def test_to_a_list_of_several_organisations(self, client):
        one, two = make_organisation("One"), make_organisation("Two")
        olu = make_admin(one)
        two.roles.create(user=olu, role="admin")
        client.force_login(olu)
        for path, page in (("/teams/", "every_team"), ("/organisations/", "organisation")):
            said = client.get(path).content.decode()
            assert all(reverse(page, args=[each.slug]) in said for each in (one, two))

    def test_who_has_none_reads_whom_to_ask(self, client):
        client.force_login(make_user())
        for path in ("/teams/", "/actions/"):
            assert "You aren’t in a team yet" in client.get(path).content.decode()
        assert "You don’t look after an organisation." in client.get("/organisations/").content.decode()
