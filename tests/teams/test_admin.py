"""The administration pages: for site administrators, behind our own sign-in, and never about answers."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from teams.models import (
    Invitation,
    Letter,
    Membership,
    Organisation,
    OrganisationRole,
    Perspective,
    Team,
    User,
)
from teams.services.perspectives import fix_sides
from teams.sides import OTHERS, PAID, SUPPORT
from tests.make import (
    make_admin,
    make_facilitator,
    make_invitation,
    make_organisation,
    make_perspective,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db

OURS = {User, Organisation, Team, Membership, OrganisationRole, Perspective, Invitation, Letter}


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


@pytest.mark.parametrize(
    ("model", "typed"), [(User, "łukasz"), (Team, "ŁÓDŹ"), (Membership, "łÓDŹ"), (Organisation, "Ægir")]
)
def test_somebody_is_found_in_capitals_or_without(client, ruth, model, typed):
    team = make_team(make_organisation("Ægir Council"), name="Łódź team")
    lukasz = User.objects.create_user("one@council.example", name="Łukasz")
    team.memberships.create(user=lukasz, role="member")
    make_facilitator(make_team())
    assert "\n1 " in client.get(url(model, "changelist"), {"q": typed}).content.decode()


def test_a_site_administrator_opens_every_page(client, ruth):
    team = make_team(make_organisation())
    make_facilitator(team)
    make_perspective(team.organisation)
    make_invitation(team)
    Letter.objects.create(kind="invitation", to="fay@council.example", subject="Council", body="secret words")
    OrganisationRole.objects.create(organisation=team.organisation, user=ruth, role="admin")
    assert client.get(reverse("admin:index")).status_code == 200
    for model in OURS:
        assert client.get(url(model, "changelist")).status_code == 200
        assert client.get(url(model, "changelist"), {"q": "council"}).status_code == 200
        assert client.get(url(model, "change", model.objects.first().pk)).status_code == 200
        assert client.get(url(model, "add")).status_code == (403 if model in (Invitation, Letter) else 200)


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


def changed(client, thing, **data):
    """What the page says after its form was sent as it stands, but for `data`; and where it led."""
    form = client.get(url(type(thing), "change", thing.pk)).context["adminform"].form
    inlines = client.get(url(type(thing), "change", thing.pk)).context["inline_admin_formsets"]
    sent = filled_in(form)
    for inline in inlines:
        sent |= filled_in(inline.formset.management_form)
        for one in inline.formset.initial_forms:
            sent |= filled_in(one)
    sent = {name: value for name, value in (sent | data).items() if value is not None and value is not False}
    return client.post(url(type(thing), "change", thing.pk), sent, follow=True).content.decode()


def filled_in(form):
    return {form.add_prefix(name): form[name].value() for name in form.fields}


def deleted(client, thing):
    address = url(type(thing), "delete", thing.pk)
    return client.post(address, {"post": "yes"}, follow=True).content.decode()


def deleted_in_bulk(client, *things):
    sent = {"action": "delete_selected", "_selected_action": [thing.pk for thing in things], "post": "yes"}
    return client.post(url(type(things[0]), "changelist"), sent, follow=True).content.decode()


def moved_elsewhere(client, membership):
    return changed(client, membership, team=make_team(name="Another team").pk)


def taken_out_inside(client, membership):
    return changed(client, membership.team, **{"memberships-0-DELETE": "on"})


def made_a_member_inside(client, membership):
    return changed(client, membership.team, **{"memberships-0-role": "member"})


ENDS = {
    "deleted": deleted,
    "in bulk": deleted_in_bulk,
    "made a member": lambda client, membership: changed(client, membership, role="member"),
    "moved to another team": moved_elsewhere,
    "taken out inside": taken_out_inside,
    "made a member inside": made_a_member_inside,
    "deleted with the account": lambda client, membership: deleted(client, membership.user),
    "in bulk with the account": lambda client, membership: deleted_in_bulk(client, membership.user),
    "closed account": lambda client, membership: changed(client, membership.user, is_active=False),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_last_facilitator_stays(client, ruth, end):
    alice = make_facilitator(make_team())
    page = ENDS[end](client, alice.memberships.get())
    assert (
        "Adult support team would have no facilitator left. Make somebody else a facilitator first." in page
    )
    assert "successfully" not in page.lower()
    alice.refresh_from_db()
    assert alice.is_active
    assert alice.memberships.get().role == "facilitator"


@pytest.mark.parametrize("end", ENDS)
def test_one_of_two_can_go_but_a_closed_account_doesnt_count(client, ruth, end):
    team = make_team()
    alice, adam = make_facilitator(team), make_facilitator(team, "Adam")
    User.objects.filter(pk=adam.pk).update(is_active=False)
    assert "would have no facilitator left" in ENDS[end](client, alice.memberships.get())
    User.objects.filter(pk=adam.pk).update(is_active=True)
    assert "successfully" in ENDS[end](client, alice.memberships.get()).lower()
    left = team.memberships.filter(role="facilitator", user__is_active=True)
    assert [membership.user for membership in left] == [adam]


def test_all_of_them_at_once_is_refused_too(client, ruth):
    team = make_team()
    people = [make_facilitator(team), make_facilitator(team, "Adam")]
    for things in (people, [person.memberships.get() for person in people]):
        assert "would have no facilitator left" in deleted_in_bulk(client, *things)
    assert team.memberships.count() == 2


def test_a_team_goes_with_its_people(client, ruth):
    team = make_team()
    make_facilitator(team)
    assert "successfully" in deleted(client, team)
    assert not Team.objects.exists()


ROLE_ENDS = {
    "deleted": deleted,
    "in bulk": deleted_in_bulk,
    "made an editor": lambda client, role: changed(client, role, role="rubric-editor"),
    "inside": lambda client, role: changed(client, role.organisation, **{"roles-0-DELETE": "on"}),
    "deleted with the account": lambda client, role: deleted(client, role.user),
    "closed account": lambda client, role: changed(client, role.user, is_active=False),
}


@pytest.mark.parametrize("end", ROLE_ENDS)
def test_the_last_admin_of_an_organisation_stays(client, ruth, end):
    olu = make_admin(make_organisation())
    page = ROLE_ENDS[end](client, olu.organisation_roles.get())
    assert "Northgate Council would have no admin left. Make somebody else an admin first." in page
    assert olu.organisation_roles.get().role == "admin"


@pytest.mark.parametrize(
    "end",
    [
        deleted,
        deleted_in_bulk,
        lambda client, ruth: changed(client, ruth, is_superuser=False),
        lambda client, ruth: changed(client, ruth, is_active=False),
    ],
)
def test_the_last_site_administrator_stays(client, ruth, end):
    User.objects.create_superuser("gone@council.example", is_active=False)
    page = end(client, ruth)
    assert "There would be no site administrator left. Make somebody else one first." in page
    ruth.refresh_from_db()
    assert ruth.is_active
    assert ruth.is_superuser


def test_one_of_two_site_administrators_can_go(client, ruth):
    tess = User.objects.create_superuser("tess@council.example")
    assert "successfully" in deleted(client, tess)


def test_a_team_stays_in_its_organisation(client, ruth):
    team, elsewhere = make_team(), make_organisation("Southmoor Council")
    changed(client, team, organisation=elsewhere.pk, name="Renamed")
    team.refresh_from_db()
    assert (team.name, team.organisation.name) == ("Renamed", "Northgate Council")
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.filter(pk=team.pk).update(organisation=elsewhere)


def test_the_side_that_is_asked_for_stays_in_an_organisations_list(client, ruth):
    organisation = make_organisation()
    support = organisation.perspectives.get(side=SUPPORT)
    day = {"retired_at_0": "2027-03-03", "retired_at_1": "10:00"}
    pages = [deleted(client, support), changed(client, support, side=PAID), changed(client, support, **day)]
    for page in pages:
        assert "would have nothing left in its list on the side “Draws on support”" in page
    support.refresh_from_db()
    assert (support.side, support.retired_at) == (SUPPORT, None)


def test_a_side_that_results_rest_on_stays_here_too(client, ruth):
    organisation = make_organisation()
    work = organisation.perspectives.get(side=PAID)
    fix_sides({work.pk: PAID})
    assert "so it stays there" in changed(client, work, side=OTHERS)
    assert "successfully" in changed(client, work, label="I am employed here")
    work.refresh_from_db()
    assert (work.label, work.side) == ("I am employed here", PAID)


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
