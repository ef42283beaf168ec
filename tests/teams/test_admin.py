"""The administration pages: for site administrators, behind our own sign-in, and never about answers."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from teams.models import Invitation, Membership, Organisation, OrganisationRole, Perspective, Team, User
from tests.make import (
    make_facilitator,
    make_invitation,
    make_organisation,
    make_perspective,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db

OURS = {User, Organisation, Team, Membership, OrganisationRole, Perspective, Invitation}


@pytest.fixture
def ruth(client):
    ruth = User.objects.create_superuser("ruth@council.example", name="Ruth")
    client.force_login(ruth)
    return ruth


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_it_holds_people_and_organisations_and_never_answers():
    assert set(admin.site._registry) == OURS
    answers = set(apps.get_app_config("assessments").get_models())
    assert answers
    assert not answers & set(admin.site._registry)


def test_a_site_administrator_opens_every_page(client, ruth):
    team = make_team(make_organisation())
    make_facilitator(team)
    make_perspective(team.organisation)
    make_invitation(team)
    OrganisationRole.objects.create(organisation=team.organisation, user=ruth, role="admin")
    assert client.get(reverse("admin:index")).status_code == 200
    for model in OURS:
        assert client.get(url(model, "changelist")).status_code == 200
        assert client.get(url(model, "changelist"), {"q": "council"}).status_code == 200
        assert client.get(url(model, "change", model.objects.first().pk)).status_code == 200
        assert client.get(url(model, "add")).status_code == (403 if model is Invitation else 200)


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/teams/user/", "/admin/login/", "/admin/password_change/"]
)
def test_whoever_isnt_signed_in_goes_to_our_page(client, path):
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith("/sign-in/?next=")
    assert "You need no password." in answer.content.decode()


def test_everybody_else_is_refused_without_going_in_circles(client):
    staff = make_user("Eve", is_staff=True)
    for person in [make_facilitator(make_team()), staff]:
        client.force_login(person)
        for path in ["/admin/", "/admin/teams/user/", "/admin/login/"]:
            answer = client.get(path, follow=True)
            assert answer.status_code == 403
            assert "password" not in answer.content.decode()


def test_a_closed_account_administers_nothing(client, ruth):
    User.objects.filter(pk=ruth.pk).update(is_active=False)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/sign-in/")


def test_there_is_no_second_way_in(client):
    ruth = User.objects.create_superuser("ruth@council.example", "a-long-password-1")
    data = {"username": ruth.email, "password": "a-long-password-1"}
    assert client.post("/admin/login/?next=/admin/", data).url.startswith("/sign-in/")
    assert "_auth_user_id" not in client.session


def test_a_site_administrator_at_the_login_page_goes_in(client, ruth):
    assert client.get("/admin/login/").url == reverse("admin:index")


def test_a_new_person_can_sign_in_by_code(client, ruth, mailoutbox):
    data = {"email": " Fay@Bücher.example ", "name": "Fay", "is_active": "on"}
    assert client.post(url(User, "add"), data).status_code == 302
    fay = User.objects.get(name="Fay")
    assert fay.email == "fay@xn--bcher-kva.example"
    assert not fay.has_usable_password()
    assert not fay.is_staff
    client.logout()
    client.post(reverse("account_login"), {"email": fay.email})
    assert "This is your code" in mailoutbox[0].body


def test_site_administrators_are_made_with_one_tick(client, ruth):
    data = {"email": "sam@council.example", "name": "Sam", "is_active": "on", "is_superuser": "on"}
    client.post(url(User, "add"), data)
    sam = User.objects.get(name="Sam")
    assert sam.is_staff
    del data["is_superuser"]
    client.post(url(User, "change", sam.pk), data)
    sam.refresh_from_db()
    assert not sam.is_staff


def test_an_address_is_there_once(client, ruth):
    answer = client.post(url(User, "add"), {"email": "RUTH@council.example"})
    assert "already exists" in answer.content.decode()
    assert User.objects.count() == 1


def test_a_new_organisation_starts_with_perspectives(client, ruth):
    data = {
        "name": "Northgate Council",
        "slug": "northgate",
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-0-user": ruth.pk,
        "roles-0-role": "admin",
    }
    assert client.post(url(Organisation, "add"), data).status_code == 302
    organisation = Organisation.objects.get()
    assert organisation.perspectives.count() == 7
    assert organisation.roles.get().user == ruth

    data |= {"name": "Northgate Borough", "roles-TOTAL_FORMS": "0"}
    client.post(url(Organisation, "change", organisation.pk), data)
    assert organisation.perspectives.count() == 7


def test_the_link_of_an_invitation_isnt_shown(client, ruth):
    invitation = make_invitation(make_team())
    for page in [url(Invitation, "changelist"), url(Invitation, "change", invitation.pk)]:
        assert invitation.token not in client.get(page).content.decode()


def test_createsuperuser_needs_no_more_than_an_address(client, mailoutbox):
    call_command("createsuperuser", "--noinput", email="Ruth@Council.example", verbosity=0)
    ruth = User.objects.get()
    assert ruth.email == "ruth@council.example"
    assert not ruth.has_usable_password()
    client.post(reverse("account_login"), {"email": ruth.email})
    assert "This is your code" in mailoutbox[0].body
    client.force_login(ruth)
    assert client.get("/admin/").status_code == 200
