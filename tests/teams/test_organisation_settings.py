"""What an organisation's admins decide for it."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.make import make_admin, make_facilitator, make_organisation, make_rubric_editor, make_team
from tests.two_people import filled, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

GOOD = {
    "name": "Northgate Council",
    "safeguarding_name": "Priya Nair",
    "safeguarding_phone": "01632 960123",
    "brand_colour": "",
    "floor": "5",
    "retention_months": "12",
}


@pytest.fixture
def organisation():
    return make_organisation("Northgate Council")


@pytest.fixture
def olu(client, organisation):
    olu = make_admin(organisation)
    client.force_login(olu)
    return olu


def url(organisation):
    return reverse("organisation_settings", args=[organisation.slug])


def save(client, organisation, **changes):
    """As a page does that was opened just before."""
    answer = client.post(url(organisation), open_form(client, url(organisation)) | GOOD | changes)
    organisation.refresh_from_db()
    return answer


def picture(form="PNG", size=(1200, 400), name="logo.png"):
    out = io.BytesIO()
    Image.new("RGB", size, "#0b5f5a").save(out, form)
    return SimpleUploadedFile(name, out.getvalue())


def test_the_page_shows_what_is_set(client, organisation, olu):
    page = client.get(url(organisation)).content.decode()
    assert "<h1>Settings of Northgate Council</h1>" in page
    for value in ["Northgate Council", "Priya Nair", "01632 960123", "5", "12"]:
        assert f'value="{value}"' in page


def test_everything_is_saved(client, organisation, olu):
    changes = {
        "name": " Northgate  Borough ",
        "safeguarding_name": "the safeguarding team",
        "safeguarding_phone": "01632 960 999, option 2",
        "brand_colour": "#0B5F5A",
        "floor": "8",
        "retention_months": "24",
    }
    answer = save(client, organisation, **changes)
    assert answer.url == url(organisation)
    assert organisation.name == "Northgate Borough"
    assert organisation.safeguarding_name == "the safeguarding team"
    assert organisation.safeguarding_phone == "01632 960 999, option 2"
    assert organisation.brand_colour == "#0b5f5a"
    assert (organisation.floor, organisation.retention_months) == (8, 24)
    assert "We’ve saved the settings." in client.get(url(organisation)).content.decode()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Write what the organisation is called."),
        ({"name": "x" * 121}, "Use at most 120 characters."),
        ({"safeguarding_phone": ""}, "Write their phone number too."),
        ({"safeguarding_name": ""}, "Write who answers this number."),
        ({"safeguarding_phone": "ask at the desk"}, "Write a phone number, such as 01632 960 123."),
        ({"brand_colour": "plum"}, "Write the colour as # and six digits or letters from a to f"),
        ({"floor": "4"}, "Write how many people: a whole number from 5 to 100."),
        ({"floor": "a few"}, "Write how many people: a whole number from 5 to 100."),
        ({"floor": ""}, "Write how many people: a whole number from 5 to 100."),
        ({"retention_months": "0"}, "Write how many months: a whole number from 1 to 24."),
        ({"retention_months": "25"}, "Write how many months: a whole number from 1 to 24."),
        ({"brand_colour": "#12345"}, "Write the colour as # and six digits or letters from a to f"),
    ],
)
def test_what_cant_be_is_told_and_nothing_is_lost(client, organisation, olu, changes, message):
    answer = save(client, organisation, **{"brand_colour": "#0b5f5a", **changes})
    page = answer.content.decode()
    assert message in page
    assert "<title>Error: Settings of Northgate Council" in page
    assert 'value="#0b5f5a"' in page or "brand_colour" in changes
    assert (organisation.name, organisation.brand_colour) == ("Northgate Council", "")


def test_no_contact_at_all_is_possible(client, organisation, olu):
    save(client, organisation, safeguarding_name="", safeguarding_phone="")
    assert not organisation.has_safeguarding_contact


@pytest.mark.parametrize(
    ("colour", "darker"), [("#ffd24d", "#876500"), ("#767676", "#6a6a6a"), ("#fff", "#6a6a6a")]
)
def test_a_colour_that_is_hard_to_read_is_refused_with_a_darker_one(
    client, organisation, olu, colour, darker
):
    page = save(client, organisation, brand_colour=colour).content.decode()
    assert f"Try {darker}: the same colour, but darker." in page
    assert organisation.brand_colour == ""
    save(client, organisation, brand_colour=darker)
    assert organisation.brand_colour == darker


@pytest.mark.both_databases
def test_an_empty_colour_is_our_plum_again(client, organisation, olu):
    save(client, organisation, brand_colour="#0b5f5a")
    save(client, organisation, brand_colour=" ")
    assert organisation.brand_colour == ""


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew(client, organisation, olu, form):
    save(client, organisation, logo=picture(form, name="../../evil.svg"))
    assert re.fullmatch(r"logos/[a-z0-9]{32}\.png", organisation.logo.name)
    with organisation.logo.open() as kept:
        logo = Image.open(kept)
        assert (logo.format, logo.size) == ("PNG", (600, 200))


def test_saving_without_a_file_keeps_the_logo(client, organisation, olu):
    save(client, organisation, logo=picture())
    before = organisation.logo.name
    save(client, organisation, name="Northgate Borough")
    assert organisation.logo.name == before


def test_a_new_logo_takes_the_old_ones_place(client, organisation, olu, django_capture_on_commit_callbacks):
    save(client, organisation, logo=picture())
    old, storage = organisation.logo.name, organisation.logo.storage
    with django_capture_on_commit_callbacks(execute=True):
        save(client, organisation, logo=picture(size=(50, 50)))
    assert organisation.logo.name != old
    assert not storage.exists(old)
    assert storage.exists(organisation.logo.name)


def test_a_logo_is_taken_away(client, organisation, olu, django_capture_on_commit_callbacks):
    assert "Take away the logo" not in client.get(url(organisation)).content.decode()
    save(client, organisation, logo=picture())
    assert "Take away the logo" in client.get(url(organisation)).content.decode()
    old, storage = organisation.logo.name, organisation.logo.storage
    with django_capture_on_commit_callbacks(execute=True):
        save(client, organisation, remove_logo="on")
    assert not organisation.logo
    assert not storage.exists(old)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (
            SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "We can’t read this file",
        ),
        (SimpleUploadedFile("logo.png", b"not a picture"), "We can’t read this file"),
        (SimpleUploadedFile("logo.png", b""), "This file is empty."),
        (SimpleUploadedFile("logo.png", b"x" * (1024 * 1024 + 1)), "This picture is bigger than 1 MB."),
        (picture(size=(4000, 3001)), "This picture has too many pixels."),
    ],
)
def test_a_file_that_is_no_logo_is_told(client, organisation, olu, file, message):
    file.seek(0)
    page = save(client, organisation, logo=file, name="Northgate Borough").content.decode()
    assert message in page
    assert 'value="Northgate Borough"' in page
    assert not organisation.logo
    assert organisation.name == "Northgate Council"


def test_a_photo_straight_from_a_phone_is_told(client, organisation, olu):
    photo = SimpleUploadedFile("photo.jpg", b"x" * 3 * 1024 * 1024)
    answer = save(client, organisation, logo=photo)
    assert answer.status_code == 413
    assert "choose a smaller one, up to 1 MB" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert not organisation.logo


def test_who_may(client, organisation):
    expected = {
        make_admin(organisation): 200,
        make_rubric_editor(organisation): 403,
        make_facilitator(make_team(organisation)): 403,
        make_admin(make_organisation("Southmoor Council"), "Charlie"): 404,
    }
    for person, status in expected.items():
        client.force_login(person)
        assert client.get(url(organisation)).status_code == status
        assert save(client, organisation).status_code == (302 if status == 200 else status)


@pytest.mark.both_databases
def test_the_page_costs_few_queries(client, organisation, olu, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, user, organisation with roles
        client.get(url(organisation))


# Two admins who have the settings open at once


def set_by(client, organisation, page, **changes):
    """As somebody saves the `page` that they opened before."""
    answer = client.post(url(organisation), page | changes)
    organisation.refresh_from_db()
    return answer


def opened_twice(client, organisation):
    return (open_form(client, url(organisation)) for _ in range(2))


@pytest.mark.both_databases
def test_two_who_change_different_settings_keep_both(client, organisation, olu):
    mine, theirs = opened_twice(client, organisation)
    set_by(client, organisation, theirs, floor="8", contact_name="Femi", contact_phone="01632 960417")
    set_by(client, organisation, theirs, logo=picture())
    set_by(client, organisation, mine, brand_colour="#0b5f5a", retention_months="6")
    assert (organisation.floor, organisation.contact_name, bool(organisation.logo)) == (8, "Femi", True)
    assert (organisation.brand_colour, organisation.retention_months) == ("#0b5f5a", 6)


def test_the_same_logo_sent_twice_is_one(client, organisation, olu):
    page = open_form(client, url(organisation))
    set_by(client, organisation, page, logo=picture())
    kept = organisation.logo.name
    assert set_by(client, organisation, page, logo=picture()).status_code == 302
    assert organisation.logo.name == kept
    organisation.logo.storage.delete(kept)
    answer = set_by(client, organisation, page, logo=picture())
    assert "Somebody else changed this too" in answer.content.decode(), "a file that is gone is no picture"


@pytest.mark.both_databases
def test_two_who_change_the_same_setting_are_shown_both_and_saving_again_decides(client, organisation, olu):
    mine, theirs = opened_twice(client, organisation)
    set_by(client, organisation, theirs, floor="8", name="Northgate Borough")
    answer = set_by(client, organisation, mine, floor="6", brand_colour="#0b5f5a")
    page = answer.content.decode()
    assert "Somebody else changed this too" in page
    assert '<p dir="auto">8</p></blockquote>' in page
    assert (organisation.floor, organisation.brand_colour) == (8, "")
    set_by(client, organisation, filled(answer))
    assert (organisation.floor, organisation.brand_colour) == (6, "#0b5f5a")
    assert organisation.name == "Northgate Borough"


def test_two_changes_of_whom_to_call_are_judged_together(client, organisation, olu):
    """Who takes the person away and who mends the number would leave a number of nobody."""
    mine, theirs = opened_twice(client, organisation)
    set_by(client, organisation, theirs, safeguarding_name="", safeguarding_phone="")
    answer = set_by(client, organisation, mine, safeguarding_phone="01632 960999")
    assert answer.context["form"].errors["safeguarding_name"] == ["Write who answers this number."]
    assert not organisation.safeguarding_phone


@pytest.mark.both_databases
def test_a_logo_that_nobody_saw_is_neither_replaced_nor_taken_away(client, organisation, olu):
    set_by(client, organisation, open_form(client, url(organisation)), logo=picture())
    mine, theirs = opened_twice(client, organisation)
    set_by(client, organisation, theirs, logo=picture(size=(50, 50)))
    new = organisation.logo.name
    for changes in ({"remove_logo": "on"}, {"logo": picture(size=(70, 20))}):
        answer = set_by(client, organisation, mine, name="Northgate Borough", **changes)
        assert "Another picture" in answer.content.decode()
        assert answer.context["form"].errors.keys() == {"logo"}
        assert (organisation.logo.name, organisation.name) == (new, "Northgate Council")
    set_by(client, organisation, filled(answer), logo=picture(size=(70, 20)))
    assert organisation.logo.name != new
    assert organisation.name == "Northgate Borough"


def test_two_who_take_the_logo_away_agree(client, organisation, olu):
    set_by(client, organisation, open_form(client, url(organisation)), logo=picture())
    mine, theirs = opened_twice(client, organisation)
    for page in (theirs, mine):
        assert set_by(client, organisation, page, remove_logo="on").status_code == 302
    assert not organisation.logo


def test_settings_without_what_they_were_shown_with_overwrite_nothing_unasked(client, organisation, olu):
    answer = client.post(url(organisation), GOOD | {"floor": "9", "brand_colour": "#0b5f5a"})
    assert answer.context["form"].errors.keys() == {"floor"}
    set_by(client, organisation, filled(answer))
    assert (organisation.floor, organisation.brand_colour) == (9, "#0b5f5a")
