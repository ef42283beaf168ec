"""What a round places: named while it is planned, and kept from then on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.agreed import Agreed
from assessments.models import Activity, Round
from assessments.services.activities import plan_activities, version_placed_on
from assessments.services.releases import make_release
from assessments.services.rounds import (
    NOTHING_TO_PLACE,
    close_round,
    edit_round,
    open_round,
    plan_round,
    what_is_missing,
)
from rubric.services.drafts import withdraw_version
from teams.refusals import Refused
from tests.make import (
    make_facilitator,
    make_ladder,
    make_matrix,
    make_placing_round,
    make_round,
    make_team,
    make_version,
)
from tests.two_people import filled, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder():
    return make_ladder()


@pytest.fixture
def round(client, ladder):
    team = make_team()
    client.force_login(make_facilitator(team))
    return make_round(team, make_version(), state="planned")


def one(name, line="", picture=""):
    return {"name": name, "line": line, "picture": picture}


def post(client, round, *rows, **more):
    sent = {"activities-TOTAL_FORMS": len(rows), "activities-INITIAL_FORMS": 0, **more}
    sent |= {f"activities-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return client.post(reverse("activities", args=[round.code]), sent)


def keys(round):
    return list(round.activities.values_list("key", flat=True))


def test_activities_are_named_while_the_round_is_planned(client, round, ladder):
    assert (
        reverse("activities", args=[round.code])
        in client.get(reverse("round", args=[round.code])).content.decode()
    )
    rows = one("The Friday lunch", "How it is planned", "1F372"), one(""), one("The day centre")
    assert post(client, round, *rows, places_on=ladder.pk).status_code == 302
    lunch, centre = round.activities.all()
    assert (lunch.key, lunch.line, lunch.picture) == ("the-friday-lunch", "How it is planned", "1F372")
    assert lunch.drawing
    assert (centre.key, centre.drawing) == ("the-day-centre", "")
    round.refresh_from_db()
    assert version_placed_on(round) == ladder.pk


def test_a_rubric_to_place_on_places_by_itself(client, round, ladder):
    Round.objects.filter(pk=round.pk).update(version=ladder)
    round.refresh_from_db()
    page = client.get(reverse("activities", args=[round.code])).content.decode()
    assert "On which rubric" not in page
    assert post(client, round, one("The Friday lunch")).status_code == 302
    assert version_placed_on(round) == ladder.pk


def rows(round):
    return list(round.activities.values_list("name", "line", "picture"))


def test_what_others_write_in_other_rows_and_fields_stays(client, round, ladder):
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch", picture="1F372"), one("Tea")], places_on=ladder)
    mine, theirs = (open_form(client, address) for _ in range(2))
    client.post(address, theirs | {"activities-0-line": "On Fridays", "activities-2-name": "The day centre"})
    changes = {"activities-0-picture": "1F333", "activities-1-name": "", "activities-2-name": "A walk"}
    assert client.post(address, mine | changes).status_code == 302
    changed = [("Lunch", "On Fridays", "1F333"), ("The day centre", "", ""), ("A walk", "", "")]
    assert rows(round) == changed
    assert round.activities.first().drawing
    assert client.post(address, mine).status_code == 302
    assert rows(round) == changed, "what nobody touched undoes nothing"


def test_what_others_wrote_of_one_that_was_renamed_stands_in_its_box(client, round, ladder):
    """It may be another one by now: whoever renamed it looks at it, and saves it."""
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch")], places_on=ladder)
    mine, theirs = (open_form(client, address) for _ in range(2))
    client.post(address, theirs | {"activities-0-line": "On Fridays", "activities-1-name": "A walk"})
    answer = client.post(address, mine | {"activities-0-name": "The Friday lunch"})
    assert answer.context["form"].theirs
    assert rows(round) == [("Lunch", "On Fridays", ""), ("A walk", "", "")]
    assert client.post(address, filled(answer)).status_code == 302
    assert rows(round) == [("The Friday lunch", "On Fridays", ""), ("A walk", "", "")]


def test_a_list_that_others_have_emptied_stays_empty(client, round, ladder):
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch")], places_on=ladder)
    page = open_form(client, address)
    plan_activities(round, by=None, activities=[], places_on=ladder)
    assert client.post(address, page).status_code == 302
    assert rows(round) == []
    answer = client.post(address, page | {"activities-0-line": "On Fridays"})
    assert answer.context["form"].theirs
    assert rows(round) == []


def test_of_two_lists_neither_is_lost(client, round, ladder):
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch", picture="1F372")], places_on=ladder)
    mine, theirs = (open_form(client, address) for _ in range(2))
    client.post(address, theirs | {"activities-0-name": "The day centre"})
    answer = client.post(address, mine | {"activities-0-name": "The Friday lunch"})
    [(label, text)] = answer.context["form"].theirs
    assert (label, text.splitlines()[0]) == ("What people place", "1. The day centre")
    page = answer.content.decode()
    assert 'value="The Friday lunch"' in page
    assert '<a href="#activities">What people place. Somebody else' in page
    assert 'id="activities"' in page
    assert keys(round) == ["the-day-centre"]
    assert client.post(address, filled(answer)).status_code == 302
    assert keys(round) == ["the-friday-lunch"]


@pytest.mark.parametrize("mine", [["Walk", "Read", "Sing"], ["lunch"]])
def test_what_both_add_is_asked_about_where_it_cant_all_stay(client, round, ladder, mine):
    """Seven are too many, and two of one name are one too many."""
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Tea"), one("Rest")], places_on=ladder)
    page = open_form(client, address)
    plan_activities(
        round, by=None, activities=[one(n) for n in ("Tea", "Rest", "Lunch", "Post")], places_on=ladder
    )
    added = {
        f"activities-{n}-{name}": text
        for n, row in enumerate(mine, start=2)
        for name, text in one(row).items()
    }
    answer = client.post(address, page | added | {"activities-TOTAL_FORMS": "6"})
    assert answer.context["form"].theirs
    assert len(rows(round)) == 4
    assert client.post(address, filled(answer)).status_code == 302, "what its boxes hold can be saved"
    assert [name for name, *_ in rows(round)] == ["Tea", "Rest", *mine]


def test_what_both_name_alike_is_asked_about_once(client, round, ladder):
    address = reverse("activities", args=[round.code])
    page = open_form(client, address) | {"places_on": str(ladder.pk)}
    plan_activities(round, by=None, activities=[one("Day centre", "How it runs")], places_on=ladder)
    answer = client.post(address, page | {"activities-0-name": "Day centre", "activities-0-picture": "1F372"})
    assert answer.context["form"].theirs
    assert client.post(address, filled(answer)).status_code == 302
    assert rows(round) == [("Day centre", "", "1F372")]


def test_a_page_from_before_is_asked_about_where_it_says_something_else(client, round, ladder):
    """It held the list in words, or not at all."""
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch")], places_on=ladder)
    page = open_form(client, address) | {"initial-activities": "1. Lunch"}
    assert client.post(address, page).status_code == 302
    answer = client.post(address, page | {"activities-0-name": "Tea"})
    assert answer.context["form"].theirs
    assert client.post(address, filled(answer)).status_code == 302
    assert rows(round) == [("Tea", "", "")]


def test_two_lists_that_read_alike_are_two(client, round, ladder):
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch", "On Fridays")], places_on=ladder)
    for name, line in (("Lunch · On Fridays", ""), ("Lunch", "– On Fridays"), ("Lunch – On Fridays", "")):
        changes = {"activities-0-name": name, "activities-0-line": line}
        assert client.post(address, open_form(client, address) | changes).status_code == 302
        assert (round.activities.get().name, round.activities.get().line) == (name, line)


@pytest.mark.parametrize("copy", ["[", "{}", "[1]", "[{}]", "null", "[" * 5000])
def test_a_copy_that_somebody_has_tampered_with_breaks_nothing(client, round, ladder, copy):
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch", "On Fridays")], places_on=ladder)
    page = open_form(client, address) | {"initial-activities": copy, "activities-0-name": "Tea"}
    assert client.post(address, page).context["form"].theirs
    assert rows(round) == [("Lunch", "On Fridays", "")]


def test_a_round_whose_rubric_has_become_one_to_place_on(client, round, ladder):
    """On what it was to place before is nobody's question any more."""
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch")], places_on=ladder)
    before = open_form(client, address)
    Round.objects.filter(pk=round.pk).update(version=ladder)
    for page in (before, open_form(client, address)):
        assert client.post(address, page | {"activities-0-line": "On Fridays"}).status_code == 302
    round.refresh_from_db()
    assert (round.places_on, round.activities.get().line) == (None, "On Fridays")


def test_a_round_about_an_activity_begins_with_it(client, round):
    Round.objects.filter(pk=round.pk).update(about="activity", about_name="The new day centre")
    assert (
        'value="The new day centre"' in client.get(reverse("activities", args=[round.code])).content.decode()
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([one("Lunch"), one("lunch")], "is here twice"),
        ([one("", "A line without a name")], "Write what it is called."),
        ([one(f"Number {n}") for n in range(7)], "Write at most 6."),
        ([one("Lunch", picture="2620")], "Choose one of these pictures."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, round, ladder, rows, message):
    answer = post(client, round, *rows, places_on=ladder.pk)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert (rows[0]["name"] or rows[0]["line"]) in answer.content.decode()
    assert keys(round) == []


def test_an_activity_keeps_its_key_from_round_to_round(round, ladder):
    plan_activities(round, by=None, activities=[one("The Friday lunch")], places_on=ladder)
    later = make_round(round.team, round.version, state="planned")
    named = [one("A new one"), one("the friday lunch"), one("午餐")]
    plan_activities(later, by=None, activities=named, places_on=ladder)
    assert keys(later) == ["a-new-one", "the-friday-lunch", "activity"]


def test_once_the_round_is_open_they_stay(client, ladder):
    round = make_placing_round()
    client.force_login(make_facilitator(round.team))
    assert post(client, round, one("Another")).status_code == 409
    with pytest.raises(Refused, match="stays as it is"):
        plan_activities(round, by=None, activities=[])
    for change in (
        lambda: round.activities.update(name="Another"),
        lambda: round.activities.all().delete(),
        lambda: Activity.objects.create(round=round, key="another", position=1, name="Another"),
        lambda: Round.objects.filter(pk=round.pk).update(places_on=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_round_that_places_nothing_yet_cannot_open(ladder):
    round = make_round(state="planned", places_on=ladder)
    assert NOTHING_TO_PLACE in what_is_missing(round)
    with pytest.raises(Refused, match="Name at least one"):
        open_round(round, by=None)


def test_nobody_is_asked_where_there_is_nothing_to_place_on(client):
    round = make_round(state="planned")
    client.force_login(make_facilitator(round.team))
    address = reverse("activities", args=[round.code])
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("round", args=[round.code])).content.decode()


def test_names_with_nothing_to_place_them_on_are_asked_about(client, round, ladder):
    address = reverse("activities", args=[round.code])
    answer = client.post(address, open_form(client, address) | {"activities-0-name": "The Friday lunch"})
    assert answer.context["form"].errors == {
        "places_on": ["Choose on which rubric people place this, or take out the names."]
    }
    assert 'value="The Friday lunch"' in answer.content.decode(), "nothing typed is lost"
    assert keys(round) == []
    assert client.post(address, filled(answer) | {"places_on": ladder.pk}).status_code == 302
    assert keys(round) == ["the-friday-lunch"]
    assert client.post(address, open_form(client, address) | {"places_on": ""}).status_code == 200
    round.refresh_from_db()
    assert version_placed_on(round) == ladder.pk


def test_a_plan_that_places_nothing_any_more_can_be_told_and_closed(client, ladder):
    """Planned on the ladder, about an activity that it named by itself; then with a rubric to tick."""
    team, ticked = make_team(), make_version()
    asked = {"title": "Spring round", "contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
    about = {"about": Round.About.ACTIVITY, "about_name": "The Friday lunch"}
    round, _ = plan_round(team, by=None, code="SPRING", version=ladder, **about, **asked)
    assert keys(round) == ["the-friday-lunch"]
    open_round(edit_round(round, by=None, version=ticked), by=None)
    client.force_login(make_facilitator(team))
    round.sheets.update(room_at=timezone.now())
    part = client.get(reverse("together_principle", args=[round.code, "p1"])).context["part"]
    assert part.of == 2
    assert not Agreed.from_json(make_release(round, by=None).agreed).activities
    close_round(round, by=None)
    round.refresh_from_db()
    assert not round.awaits_release
    assert client.get(reverse("round", args=[round.code])).status_code == 200


def now_placed_on(round):
    return Round.objects.get(pk=round.pk).places_on


def test_a_newer_version_of_what_it_is_placed_on_stands_chosen(client, round, ladder):
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch")], places_on=ladder)
    page = open_form(client, address)
    newer, other = make_ladder(ladder.rubric), make_matrix()
    assert client.post(address, page | {"activities-0-line": "On Fridays"}).status_code == 302
    assert now_placed_on(round) == newer
    assert client.post(address, page | {"places_on": other.pk}).status_code == 302
    assert now_placed_on(round) == other, "a version published since is nobody’s change"
    Round.objects.filter(pk=round.pk).update(places_on=ladder)
    assert open_form(client, address)["places_on"] == [str(newer.pk)]


def test_what_it_is_placed_on_is_chosen_anew_where_that_isnt_used_any_more(client, round, ladder):
    address = reverse("activities", args=[round.code])
    plan_activities(round, by=None, activities=[one("Lunch")], places_on=ladder)
    withdraw_version(ladder, by=None)
    answer = client.post(address, open_form(client, address))
    assert list(answer.context["form"].errors) == ["places_on"]
    assert now_placed_on(round) == ladder
    assert client.post(address, filled(answer) | {"activities-0-name": ""}).status_code == 302
    assert now_placed_on(round) is None


def test_a_plan_that_changes_to_another_rubric_to_place_on_places_on_that(client, round, ladder):
    plan_activities(round, by=None, activities=[one("Lunch")], places_on=ladder)
    edit_round(round, by=None, version=(matrix := make_matrix()))
    planned = Round.objects.get(pk=round.pk)
    assert (version_placed_on(planned), planned.places_on) == (matrix.pk, None)
    assert keys(round) == ["lunch"]


def test_a_corrected_name_of_what_a_round_is_about_reaches_its_activity(ladder):
    round = make_round(
        version=make_version(), state="planned", about="activity", about_name="The Friday lnch"
    )
    named = [one("the friday lnch", "On Fridays", "1F372"), one("A walk")]
    plan_activities(round, by=None, activities=named, places_on=ladder)
    round = edit_round(round, by=None, about_name="The Friday lunch")
    assert rows(round) == [("The Friday lunch", "On Fridays", "1F372"), ("A walk", "", "")]
    assert keys(round) == ["the-friday-lunch", "a-walk"]
    assert round.activities.first().drawing
    edit_round(round, by=None, about_name="A walk")
    assert keys(round) == ["the-friday-lunch", "a-walk"], "no two of one name"
