"""An organisation's page, its teams and the people who look after it; its logo and its colours."""

import io
import re
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from PIL import Image

from teams.models import Letter, OrganisationRole, Team
from teams.services.accounts import close_account
from teams.services.events import has_happened
from teams.services.facilitating import FACILITATES, NOT_AGAIN
from teams.services.organisations import change_logo, change_settings, create_organisation
from tests.make import (
    make_admin,
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_round,
    make_rubric_editor,
    make_team,
)

pytestmark = pytest.mark.django_db

ADMIN, RUBRIC_EDITOR = OrganisationRole.Role.ADMIN, OrganisationRole.Role.RUBRIC_EDITOR


@pytest.fixture
def organisation():
    return make_organisation("Northgate Council")


@pytest.fixture
def olu(client, organisation):
    olu = make_admin(organisation)
    client.force_login(olu)
    return olu


def url(organisation, name="organisation"):
    return reverse(name, args=[organisation.slug])


def png():
    out = io.BytesIO()
    Image.new("RGB", (30, 10), "#5b2a5e").save(out, "PNG")
    return out.getvalue()


def test_a_member_reads_the_names_of_their_own_teams(client, organisation):
    bob = make_member(make_team(organisation, "Riverside team"))
    make_team(organisation, "Secret team")
    make_admin(organisation)
    client.force_login(bob)
    page = client.get(url(organisation)).content.decode()
    assert "Riverside team" in page
    assert "Secret team" not in page
    assert "Olu" not in page
    assert "Make a team" not in page


def test_an_admin_sees_teams_people_and_invitations(client, organisation, olu):
    team = make_team(organisation, "Riverside team")
    make_member(team)
    make_member(team, "Dana")
    make_team(organisation, "Empty team")
    make_rubric_editor(organisation)
    make_invitation(team)
    make_invitation(make_team(make_organisation()), email="gus@else.example")
    page = client.get(url(organisation)).content.decode()
    for words in ["2 people", "0 people", "Olu (you)", "Ede", "Rubric editor", "fay@council.example"]:
        assert words in page
    assert "gus@else.example" not in page


@pytest.mark.both_databases
def test_closed_accounts_count_there_no_more_than_on_the_teams_own_page(client, organisation, olu):
    team = make_team(organisation, "Riverside team")
    make_member(team)
    close_account(make_member(team, "Dana"), by=olu)
    make_team(organisation, "Empty team")
    page = client.get(url(organisation)).content.decode()
    assert re.findall(r"\d (?:person|people)(?=<)", page) == ["0 people", "1 person"], "by name"


def test_what_is_missing_is_told(client, organisation, olu):
    assert "Whom should people call" not in client.get(url(organisation)).content.decode()
    organisation.safeguarding_phone = ""
    organisation.save()
    assert "Whom should people call" in client.get(url(organisation)).content.decode()


def test_an_admin_makes_a_team(client, organisation, olu):
    answer = client.post(url(organisation, "new_team"), {"name": " Riverside  team"}, follow=True)
    team = Team.objects.get()
    assert (team.name, team.organisation) == ("Riverside team", organisation)
    assert answer.redirect_chain[-1][0] == reverse("team_people", args=[team.code])
    assert "Riverside team is ready. Now invite somebody to facilitate it." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "Write what the team is called."), ("RIVERSIDE team", "There is already a team called")],
)
def test_a_team_that_cant_be_is_told(client, organisation, olu, name, message):
    make_team(organisation, "Riverside team")
    assert message in client.post(url(organisation, "new_team"), {"name": name}).content.decode()
    assert Team.objects.count() == 1


def test_pressing_twice_makes_one_team(client, organisation, olu):
    form = client.get(url(organisation, "new_team")).context["form"]
    said = {"name": "Riverside team", "facilitates": "on", "code": form["code"].value()}
    answers = [client.post(url(organisation, "new_team"), said) for _ in range(2)]
    team = Team.objects.get()
    assert [answer.url for answer in answers] == [reverse("plan_round", args=[team.code])] * 2
    client.post(url(organisation, "new_team"), said | {"name": "Hillside team"})
    assert {team.name for team in Team.objects.all()} == {"Riverside team", "Hillside team"}


@pytest.mark.parametrize(
    ("first", "second"), [({}, {"facilitates": "on"}), ({"facilitates": "on"}, {}), ({}, {})]
)
def test_a_team_sent_again_leads_on_by_who_facilitates_it(client, organisation, olu, first, second):
    said = {
        "name": "Riverside team",
        "code": client.get(url(organisation, "new_team")).context["form"]["code"].value(),
    }
    client.post(url(organisation, "new_team"), said | first, follow=True)
    again = client.post(url(organisation, "new_team"), said | second, follow=True)
    page = again.content.decode()
    assert again.status_code == 200
    facilitates = bool(first or second)
    assert Team.objects.get().memberships.filter(user=olu, role="facilitator").exists() == facilitates
    assert ("Riverside team is ready, and you facilitate it." in page) == facilitates
    assert ("Now invite somebody to facilitate it." in page) != facilitates


def test_by_a_code_that_is_there_nobody_facilitates_a_team_unseen(client, organisation, olu):
    team = make_team(organisation, name="Riverside team")
    bob = make_member(team)
    said = {"name": team.name, "code": team.code, "facilitates": "on"}
    client.post(url(organisation, "new_team"), said)
    assert Letter.objects.get(kind="facilitates").to == bob.email
    assert has_happened(team, FACILITATES, since=timezone.now() - NOT_AGAIN, by=olu)


@pytest.mark.parametrize("code", ["", "no code", "AEIOU123", "bcdfghjkm"])
def test_a_code_that_isnt_one_is_replaced(client, organisation, olu, code):
    client.post(url(organisation, "new_team"), {"name": "Riverside team", "code": code})
    assert len(Team.objects.get().code) == 8
    assert Team.objects.get().code != code


def remove(client, organisation, user, role):
    data = {"person": user.email, "role": role}
    return client.post(url(organisation, "remove_organisation_role"), data, follow=True).content.decode()


def test_a_role_is_taken_away(client, organisation, olu):
    ede = make_rubric_editor(organisation)
    page = remove(client, organisation, ede, RUBRIC_EDITOR)
    assert "Ede no longer has this role: rubric editor." in page
    assert not ede.organisation_roles.exists()
    again = remove(client, organisation, ede, RUBRIC_EDITOR)
    assert "This person doesn’t have this role any more." in again


def test_the_last_admin_stays(client, organisation, olu):
    page = remove(client, organisation, olu, ADMIN)
    assert "Olu is the only admin of Northgate Council." in page
    assert olu.organisation_roles.exists()


def test_an_admin_who_leaves_goes_home(client, organisation, olu):
    make_admin(organisation, "Pia")
    data = {"person": olu.email, "role": ADMIN}
    assert client.post(url(organisation, "remove_organisation_role"), data).url == reverse("home")


@pytest.mark.parametrize("person", ["\x00", "", "nobody@council.example"])
def test_nobody_else_can_be_reached(client, organisation, olu, person):
    data = {"person": person, "role": ADMIN}
    answer = client.post(url(organisation, "remove_organisation_role"), data, follow=True)
    assert "This person doesn’t have this role any more." in answer.content.decode()
    charlie = make_admin(make_organisation(), "Charlie")
    remove(client, organisation, charlie, ADMIN)
    assert charlie.organisation_roles.exists()


def test_who_may(client, organisation):
    team = make_team(organisation)
    expected = {
        make_admin(organisation): (200, 200),
        make_rubric_editor(organisation): (200, 403),
        make_facilitator(team): (200, 403),
        make_member(team): (200, 403),
        make_admin(make_organisation("Southmoor Council"), "Charlie"): (404, 404),
    }
    for person, (look, do) in expected.items():
        client.force_login(person)
        assert client.get(url(organisation)).status_code == look
        assert client.get(url(organisation, "new_team")).status_code == do
        assert client.post(url(organisation, "new_team"), {"name": ""}).status_code == do
        removed = client.post(url(organisation, "remove_organisation_role"))
        assert removed.status_code == (302 if do == 200 else do)
    client.logout()
    assert client.get(url(organisation)).url.startswith(reverse("account_login"))


def test_more_people_cost_no_more_queries(client, organisation, olu, django_assert_num_queries):
    for name in ["Riverside team", "Northside team", "Southside team"]:
        team = make_team(organisation, name)
        make_member(team)
        make_invitation(team)
        make_rubric_editor(organisation)
    with django_assert_num_queries(7):  # session, user, organisation, roles, teams, people, invitations
        client.get(url(organisation))


# Logo and colours


def logo(organisation):
    return reverse("organisation_logo", args=[organisation.logo_token])


def colours_of(organisation):
    return reverse("organisation_colours", args=[organisation.signed_colour])


def test_whoever_sees_a_page_sees_its_logo_by_an_address_that_says_nothing(client, organisation):
    change_logo(organisation, png=png(), by=None)
    assert organisation.slug not in logo(organisation)
    assert re.fullmatch("[a-z0-9]{32}", organisation.logo_token)
    answer = client.get(logo(organisation))
    assert answer.content == png()
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    client.force_login(make_member(make_team(organisation)))
    assert f'src="{logo(organisation)}"' in client.get(url(organisation)).content.decode()


def test_people_without_an_account_see_logo_and_colour(client, organisation):
    change_logo(organisation, png=png(), by=None)
    change_settings(organisation, brand_colour="#0b5f5a", by=None)
    round = make_round(make_team(organisation))
    page = client.get(reverse("join_link", args=[round.link_token]), follow=True).content.decode()
    for address in (logo(organisation), colours_of(organisation)):
        assert f'"{address}"' in page
        assert client.get(address).status_code == 200
    assert organisation.slug not in page


def test_another_logo_has_another_address_and_the_old_one_is_gone(
    client, organisation, django_capture_on_commit_callbacks
):
    change_logo(organisation, png=png(), by=None)
    before = logo(organisation)
    with django_capture_on_commit_callbacks(execute=True):
        change_logo(organisation, png=png(), by=None)
    assert client.get(before).status_code == 404
    assert client.get(logo(organisation)).status_code == 200


def test_a_logo_whose_file_is_gone_is_not_there(client, organisation):
    change_logo(organisation, png=png(), by=None)
    organisation.logo.storage.delete(organisation.logo.name)
    assert client.get(logo(organisation)).status_code == 404


def test_the_colours_are_a_stylesheet_for_everybody(client, organisation, django_assert_num_queries):
    organisation.brand_colour = "#0b5f5a"
    organisation.save()
    with django_assert_num_queries(0):
        answer = client.get(colours_of(organisation))
    assert answer.content == b":root{--brand:#0b5f5a;--brand-hover:#084441}\n"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_the_address_of_the_colours_stays_and_changes_with_them(organisation):
    organisation.brand_colour = "#0b5f5a"
    first = colours_of(organisation)
    assert colours_of(organisation) == first
    organisation.brand_colour = "#5b2a5e"
    assert colours_of(organisation) != first
    assert organisation.slug not in first


def page_without(address, answer):
    """What it says, but for the address itself, to which a switch of wording leads back."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return page.replace(escape(address), "").replace(escape(unquote(address)), "")


def test_nobody_can_ask_whether_an_organisation_exists(client, organisation):
    """Whatever isn't an address of ours gets the same answer, whoever asks and whatever is there."""
    change_settings(organisation, brand_colour="#0b5f5a", by=None)
    change_logo(organisation, png=png(), by=None)
    tried = [
        organisation.slug,
        "nobody",
        "0b5f5a",
        "#0b5f5a",
        f"{organisation.signed_colour}x",
        str(organisation.pk),
    ]
    asked = [reverse("organisation_colours", args=[name]) for name in tried]
    asked += [f"/logos/{name}.png" for name in ("northgate", "nobody", "0b5f5a")]
    asked += [f"/organisations/{name}/colours.css" for name in (organisation.slug, "nobody")]
    asked += [f"/organisations/{name}/logo" for name in (organisation.slug, "nobody")]
    for person in (None, make_member(make_team(make_organisation()), "Charlie")):
        if person:
            client.force_login(person)
        answers = [client.get(address) for address in asked]
        assert {answer.status_code for answer in answers} == {404}
        pages = [page_without(address, answer) for address, answer in zip(asked, answers, strict=True)]
        assert len(set(pages)) == 1
        assert len({frozenset(answer.headers) for answer in answers}) == 1


def test_pages_link_the_stylesheet_by_its_colour(client, organisation, olu):
    organisation.brand_colour = "#0b5f5a"
    organisation.save()
    page = client.get(url(organisation)).content.decode()
    assert f'href="{colours_of(organisation)}"' in page


def test_an_organisation_starts_with_perspectives():
    organisation = create_organisation("Southmoor Council", slug="southmoor")
    assert [perspective.label for perspective in organisation.perspectives.all()] == [
        "I draw on care and support",
        "Family carer or friend",
        "I work here",
        "I manage or commission",
        "Councillor or board member",
        "Community group or charity",
        "Prefer not to say",
    ]
    sides = [perspective.side for perspective in organisation.perspectives.all()]
    assert sides == ["draws-on-support", "family", "paid", "paid", "others", "others", "unsaid"]
