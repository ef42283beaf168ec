"""What site administrators do on pages of their own: organisations, and who looks after each."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from teams.models import Invitation, Letter, Organisation, OrganisationRole
from teams.services.site import add_organisation
from tests.make import make_admin, make_facilitator, make_organisation, make_team, make_user

pytestmark = pytest.mark.django_db

NEW = {
    "name": "East Valley Council",
    "safeguarding_name": "Priya Nair",
    "safeguarding_phone": "01632 960123",
    "email": "olu@east.example",
}
LIST = "site_organisations"


@pytest.fixture
def tess(client):
    tess = make_user("Tess", is_staff=True, is_superuser=True)
    client.force_login(tess)
    return tess


def add(client, **changes):
    return client.post(reverse("new_organisation"), {**NEW, **changes}, follow=True)


def test_home_leads_there_in_one_step(client, tess):
    page = client.get("/").content.decode()
    for name in (LIST, "new_organisation"):
        assert f'href="{reverse(name)}"' in page


def test_an_organisation_its_contact_and_its_admins_invitation_on_one_page(client, tess):
    page = add(client).content.decode()
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.slug) == ("East Valley Council", "east-valley-council")
    assert organisation.has_safeguarding_contact
    assert organisation.perspectives.count() == 7
    invitation = organisation.invitations.get()
    assert (invitation.role, invitation.email, invitation.invited_by) == ("admin", NEW["email"], tess)
    assert invitation.is_open
    assert "East Valley Council is ready. We’ve sent an invitation to olu@east.example." in page
    assert Letter.objects.get().to == NEW["email"]


def test_whoever_adds_it_for_themselves_looks_after_it_at_once(client, tess):
    assert "You look after it now." in add(client, email=tess.email.upper()).content.decode()
    assert OrganisationRole.objects.get().user == tess
    assert not Invitation.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Write what the organisation is called."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"safeguarding_phone": ""}, "Write their phone number too."),
        ({"safeguarding_name": ""}, "Write who answers this number."),
        ({"safeguarding_phone": "ring"}, "Write a phone number"),
        ({"email": ""}, "Write the e-mail address of whoever looks after it."),
        ({"email": "olu"}, "the whole e-mail address"),
        ({"email": "a@x.example, b@x.example"}, "Write only one of them."),
        ({"name": "NORTHGATE  council"}, "There is already an organisation called NORTHGATE council."),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(client, tess, changes, says):
    make_organisation("Northgate Council")
    page = add(client, **changes)
    assert says in page.content.decode()
    assert Organisation.objects.count() == 1
    assert not Letter.objects.exists()
    for name, value in (NEW | changes).items():
        assert page.context["form"][name].value() == value


@pytest.mark.parametrize("whose", ["olu@east.example", None])
def test_pressing_twice_adds_one_organisation(client, tess, whose):
    pages = [add(client, email=whose or tess.email) for _ in range(2)]
    assert [page.redirect_chain[-1][0] for page in pages] == [reverse(LIST)] * 2
    assert Organisation.objects.count() == 1
    assert Letter.objects.count() == (1 if whose else 0)


@pytest.mark.parametrize("other", [{"safeguarding_phone": "01632 960999"}, {"email": "amy@east.example"}])
def test_another_one_of_the_same_name_is_refused(client, tess, other):
    add(client)
    assert "There is already an organisation called" in add(client, **other).content.decode()
    assert Organisation.objects.count() == 1


def test_it_can_be_added_without_knowing_whom_to_call(client, tess):
    add(client, safeguarding_name="", safeguarding_phone="")
    assert not Organisation.objects.get().has_safeguarding_contact


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["St. Mary’s", "St Marys"], ["st-marys", "st-marys-2"]),
        (["東京", "大阪"], ["organisation", "organisation-2"]),
        (["x" * 120], ["x" * 50]),
        (["A - " * 25], ["a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a"]),
    ],
)
def test_every_name_makes_an_address(tess, names, slugs):
    made = [add_organisation(name, email=tess.email, by=tess) for name in names]
    assert [organisation.slug for organisation in made] == slugs


def test_the_list_says_who_looks_after_each_and_where_nobody_does(client, tess):
    make_admin(make_organisation("Northgate Council"))
    make_organisation("Left Alone")
    add(client)
    page = client.get(reverse(LIST)).content.decode()
    assert "Looked after by Olu (olu" in page
    assert page.count("Nobody looks after it.") == 1
    assert "Asked to look after East Valley Council, not joined yet" in page
    names = re.findall(r'people__name">([^@<]*)<', page)
    assert names == ["East Valley Council", "Left Alone", "Northgate Council"]


def test_the_list_takes_as_many_queries_for_many(client, tess, django_assert_max_num_queries):
    for name in ("Northgate", "Southgate", "Eastgate", "Westgate"):
        make_admin(make_organisation(name))
    with django_assert_max_num_queries(6):
        client.get(reverse(LIST))


def test_another_admin_is_invited_and_a_wrong_invitation_taken_back(client, tess):
    organisation = make_organisation()
    there = reverse("invite_admin", args=[organisation.slug])
    client.post(there, {"email": "wrong@east.example"})
    wrong = Invitation.objects.get()
    taken = client.post(reverse("withdraw_invitation", args=[wrong.token]), follow=True)
    assert taken.redirect_chain[-1][0] == reverse(LIST)
    assert Invitation.objects.get().withdrawn_at
    make_admin(organisation, "Femi")
    femi = organisation.roles.get().user.email
    assert "already is an organisation admin" in client.post(there, {"email": femi}).content.decode()


def test_what_a_site_administrator_sent_ends_with_their_office(client, tess):
    add(client)
    tess.is_superuser = False
    tess.save()
    assert not Invitation.objects.get().is_open


def test_a_site_administrator_manages_no_other_invitations(client, tess):
    team = make_team()
    invitation = Invitation.objects.create(
        organisation=team.organisation, team=team, email="bob@x.example", role="member"
    )
    assert client.post(reverse("withdraw_invitation", args=[invitation.token])).status_code == 404


def test_the_first_admin_goes_on_to_the_first_team_and_its_first_round(client):
    organisation = make_organisation()
    olu = make_user("Olu")
    invitation = Invitation.objects.create(organisation=organisation, email=olu.email, role="admin")
    client.force_login(olu)
    page = client.post(reverse("accept_invitation", args=[invitation.token]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("new_team", args=[organisation.slug])
    assert page.context["form"]["facilitates"].value() is True
    there = page.redirect_chain[-1][0]
    page = client.post(there, {"name": "Riverside", "facilitates": "on"}, follow=True)
    team = organisation.teams.get()
    assert page.redirect_chain[-1][0] == reverse("plan_round", args=[team.code])
    assert team.memberships.get().role == "facilitator"
    assert client.get(there).context["form"]["facilitates"].value() is False
    page = client.post(there, {"name": "riverside", "facilitates": "on"})
    assert "There is already a team called riverside." in page.content.decode()
    assert page.context["form"]["facilitates"].value() is True


def test_the_second_admin_goes_to_the_organisation(client):
    team = make_team()
    make_facilitator(team)
    femi = make_user("Femi")
    invitation = Invitation.objects.create(organisation=team.organisation, email=femi.email, role="admin")
    client.force_login(femi)
    answer = client.post(reverse("accept_invitation", args=[invitation.token]))
    assert answer.url == reverse("organisation", args=[team.organisation.slug])
