"""Who may change a rubric: site editors the shared ones, an organisation's rubric editors its own."""

import pytest
from django.urls import reverse

from rubric.models import Rubric
from tests.make import (
    make_admin,
    make_draft,
    make_facilitator,
    make_organisation,
    make_rubric_editor,
    make_site_editor,
    make_team,
    make_user,
    make_version,
)

# test_route_matrix.py asks each of these routes on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DRAFT = [
    ("edit_rubric", []),
    ("draft_levels", []),
    ("draft_part", ["p1"]),
    ("draft_changes", []),
    ("preview_draft", []),
    ("publish_draft", []),
    ("discard_draft", []),
    ("edit_introduction", []),
    ("edit_source", []),
    ("edit_hard_words", []),
    ("edit_level", ["not-yet"]),
    ("edit_principle", ["p1"]),
    ("edit_statement", ["p1-not-yet"]),
    ("add_statement", ["p1", "not-yet"]),
    ("place_statement", ["p1-not-yet"]),
    ("retire_statement", ["p1-not-yet"]),
    ("withdraw_version", [1]),
]
PRESSED = [
    ("start_draft", []),
    ("move_statement", []),
    ("bring_back_statement", ["p1-not-yet"]),
    ("bring_back_version", [1]),
]


def answers(client, rubric):
    """By screen and method, what the person signed in gets."""
    screens = [(reverse(name, args=[rubric.slug, *args])) for name, args in DRAFT]
    pressed = [(reverse(name, args=[rubric.slug, *args])) for name, args in PRESSED]
    got = {client.get(address).status_code for address in screens}
    return got | {client.post(address, {}).status_code for address in screens + pressed}


@pytest.fixture
def northgate():
    return make_organisation()


@pytest.fixture
def shared():
    return make_draft(make_version()).rubric


@pytest.fixture
def own(northgate):
    return make_draft(make_version(Rubric.objects.create(slug="own", organisation=northgate))).rubric


def gets(client, user, rubric):
    client.force_login(user)
    return answers(client, rubric)


def may(client, user, rubric):
    """Screens are drawn, empty forms refused or redirected; nothing is forbidden or hidden."""
    return not gets(client, user, rubric) & {403, 404}


def test_site_editors_change_shared_rubrics_and_no_organisations_own(client, shared, own):
    assert may(client, make_site_editor(), shared)
    assert gets(client, make_site_editor("Sam"), own) == {404}


def test_rubric_editors_change_their_organisations_own_and_no_shared_ones(client, northgate, shared, own):
    assert may(client, make_rubric_editor(northgate), own)
    assert gets(client, make_rubric_editor(northgate), shared) == {403}


@pytest.mark.parametrize("make", [make_admin, lambda o: make_facilitator(make_team(o))])
def test_others_of_the_organisation_read_and_change_nothing(client, northgate, shared, own, make):
    someone = make(northgate)
    for rubric in (shared, own):
        assert gets(client, someone, rubric) == {403}
        assert client.get(reverse("rubric", args=[rubric.slug])).status_code == 200


def test_to_another_organisation_it_is_not_there(client, shared, own):
    charlie = make_rubric_editor(make_organisation("Southgate"), "Charlie")
    assert gets(client, charlie, own) == {404}
    assert gets(client, charlie, shared) == {403}


def test_a_site_administrator_is_no_editor(client, shared):
    root = make_user("Root", is_staff=True, is_superuser=True)
    assert gets(client, root, shared) == {403}


def test_without_an_account_there_is_only_the_way_in(client, shared):
    assert answers(client, shared) == {302}
    for name in ("rubrics", "rubric"):
        args = [shared.slug] if name == "rubric" else []
        answer = client.get(reverse(name, args=args))
        assert answer.url.startswith(reverse("account_login"))


def test_only_rubric_editors_make_copies(client, northgate, shared):
    address = reverse("adapt_rubric", args=[shared.slug])
    for someone, status in [
        (make_rubric_editor(northgate), 200),
        (make_admin(northgate), 403),
        (make_site_editor(), 403),
    ]:
        client.force_login(someone)
        assert client.get(address).status_code == status
        assert client.post(address, {}).status_code == status


def test_buttons_are_pressed_and_not_followed(client, shared):
    client.force_login(make_site_editor())
    for name, args in PRESSED:
        assert client.get(reverse(name, args=[shared.slug, *args])).status_code == 405


def test_a_name_that_nobody_has_is_not_found(client):
    client.force_login(make_site_editor())
    assert client.get(reverse("rubric", args=["absent"])).status_code == 404
    assert client.get("/rubrics/ABSENT_/draft/", follow=True).status_code == 404
