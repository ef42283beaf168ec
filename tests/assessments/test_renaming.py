"""Whatever has a name can be renamed, also later; what was issued keeps what it said."""

from concurrent.futures import wait

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.urls import reverse

from assessments.models import Round
from assessments.services.editions import draft_of
from assessments.services.releases import make_release
from assessments.services.renaming import rename_round
from assessments.services.rounds import close_round
from reports.services.issuing import issue_report, seen_of
from teams.models import Team
from teams.services.organisations import rename_team
from tests.make import make_facilitator, make_round, make_team, make_version
from tests.routes import EVERY
from tests.two_people import filled, open_form

pytestmark = pytest.mark.django_db
AT_THE_LOCK = 1  # second, in which somebody has to wait

# Every name that people write, and the page on which it is put right. What isn't anybody's name says why.
WAYS = {
    "User.name": "your_name",
    "Organisation.name": "organisation_settings",
    "Organisation.safeguarding_name": "organisation_settings",
    "Organisation.contact_name": "organisation_settings",
    "Team.name": "rename_team",
    "Perspective.label": "change_perspective",
    "Perspective.easy_label": "change_perspective",
    "RubricVersion.title": "edit_introduction",  # of a draft; what was published stays, as everybody has read it
    "RubricVersion.easy_read_title": "edit_introduction",
    "Level.label": "edit_level",
    "Level.easy_read_label": "edit_level",
    "Place.label": "edit_place",
    "Place.easy_read_label": "edit_place",
    "PlaceGroup.label": "edit_group",
    "PlaceGroup.easy_read_label": "edit_group",
    "Cell.label": "edit_cell",
    "Cell.easy_read_label": "edit_cell",
    "Principle.title": "edit_principle",
    "Principle.short_title": "edit_principle",
    "Principle.easy_read_title": "edit_principle",
    "Round.title": "rename_round",
    "Round.about_name": "rename_round",
    "Round.contact_name": "edit_round",
    "Activity.name": "activities",  # until the round is open
    "SessionFormat.title": "edit_session_format",
    "WarmUp.title": "edit_warm_up",
    "WarmUp.easy_read_title": "edit_warm_up",
    "Action.what": "change_action",
    "Action.lead_name": "change_action",
}
NOT_A_NAME = {
    "Letter.from_name": "an e-mail says what it said when it was written",
    "Sheet.first_name": "a person’s own, told once, in a round in the open",
}
NAMES = ("name", "title", "label", "what")


def test_every_name_has_a_way_to_be_changed():
    """A model that gets a name gets a way too."""
    ours = [
        model for app in ("teams", "rubric", "assessments") for model in apps.get_app_config(app).get_models()
    ]
    found = {
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.name.rpartition("_")[2] in NAMES
    }
    assert found == WAYS.keys() | NOT_A_NAME.keys()
    assert set(WAYS.values()) <= set(EVERY)


def name_page(client, round, data=None):
    address = reverse("rename_round", args=[round.code])
    if data is None:
        answer = client.get(address, follow=True)
    else:
        answer = client.post(address, open_form(client, address) | data, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_round_is_renamed_after_opening_and_after_closing(client, state):
    round = make_round(state=state)
    client.force_login(make_facilitator(round.team))
    assert "Change its name" in client.get(reverse("round", args=[round.code])).content.decode()
    assert "We’ve saved the name." in name_page(client, round, {"title": "Summer round"})
    assert Round.objects.get().title == "Summer round"
    assert "Give this round a name." in name_page(client, round, {"title": ""})


@pytest.mark.parametrize(
    ("renamed", "kept"),
    [
        ({}, []),
        ({"title": "Summer round"}, ["The round was renamed."]),
        ({"about_name": "The lunch"}, ["The round was renamed."]),
        ({"title": "Summer round", "about_name": "The lunch"}, ["The round was renamed."]),
    ],
)
def test_who_renames_a_round_or_what_it_is_about_is_written_down(renamed, kept):
    round = make_round(about="service", about_name="Lunch")
    alice = make_facilitator(round.team)
    rename_round(round, by=alice, **{"title": round.title, "about_name": "Lunch"} | renamed)
    assert [event.change_message for event in LogEntry.objects.filter(user=alice)] == kept


@pytest.mark.parametrize(("name", "kept"), [("Riverside", []), ("Northside", ["The team was renamed."])])
def test_who_renames_a_team_is_written_down(name, kept):
    team = make_team(name="Riverside")
    alice = make_facilitator(team)
    assert rename_team(team, name=name, by=alice).name == name
    assert [event.change_message for event in LogEntry.objects.filter(user=alice)] == kept


def test_whoever_wants_to_change_a_closed_round_is_led_to_what_can_change(client):
    round = make_round(state="closed")
    client.force_login(make_facilitator(round.team))
    page = client.get(reverse("edit_round", args=[round.code]), follow=True).content.decode()
    assert "You can still <a" in page
    assert reverse("rename_round", args=[round.code]) in page


def test_two_who_rename_a_round_undo_nothing(client):
    round = make_round(about="service", about_name="Day center")
    client.force_login(make_facilitator(round.team))
    address = reverse("rename_round", args=[round.code])
    page = open_form(client, address)
    client.post(address, page | {"title": "Summer"})
    client.post(address, page | {"about_name": "Day centre"})
    stored = Round.objects.get()
    assert (stored.title, stored.about_name) == ("Summer", "Day centre")
    answer = client.post(address, page | {"title": "June", "about_name": "Centre"})
    texts = [text for _label, text in answer.context["form"].theirs]
    assert texts == ["Summer", "Day centre"]
    client.post(address, filled(answer))
    stored = Round.objects.get()
    assert (stored.title, stored.about_name) == ("June", "Centre")


def test_rounds_about_the_same_thing_are_renamed_together():
    team, version = make_team(), make_version()
    about = {"about": "service", "about_name": "Day center"}
    first, second = (make_round(team, version, state="closed", **about) for _ in range(2))
    other = make_round(team, version, state="closed", about="service", about_name="Night shelter")
    team_round = make_round(team, version, about="team", about_name="Day center")
    rename_round(second, title="Autumn", about_name="Day centre", by=None)
    names = dict(Round.objects.values_list("pk", "about_name"))
    assert names == {
        first.pk: "Day centre",
        second.pk: "Day centre",
        other.pk: "Night shelter",
        team_round.pk: "Day center",
    }
    assert Round.objects.get(pk=first.pk).thing == Round.objects.get(pk=second.pk).thing


@pytest.fixture
def sams():
    """Two rounds about Sam, and one about Sam B."""
    team, version = make_team(), make_version()
    about = {"state": "closed", "about": "person"}
    rounds = [make_round(team, version, about_name="Sam", **about) for _ in range(2)]
    return [*rounds, make_round(team, version, about_name="Sam B", **about)]


@pytest.mark.parametrize("name", ["Sam", " sam ", "SAM"])
def test_two_peoples_rounds_are_never_joined_unasked(client, sams, name):
    other = sams[-1]
    client.force_login(make_facilitator(other.team))
    written = {"title": "Autumn", "about_name": name}
    assert "It is the same: put all of these" not in name_page(client, other)
    page = name_page(client, other, written)
    assert "Your team has other rounds about" in page
    assert 'value="Autumn"' in page
    assert Round.objects.get(pk=other.pk).about_name == "Sam B"
    assert "It is the same: put all of these rounds together" in page
    assert "We’ve saved the name." in name_page(client, other, written | {"is_the_same": "on"})
    assert len({round.thing for round in Round.objects.all()}) == 1


def test_a_name_of_its_own_or_of_something_else_is_taken_at_once(client, sams):
    client.force_login(make_facilitator(sams[0].team))
    make_round(sams[0].team, sams[0].version, about="service", about_name="Sam C")
    for name in ("Samira", "samira", "Sam C"):
        assert "We’ve saved" in name_page(client, sams[0], {"title": "Autumn", "about_name": name})
    assert [round.about_name for round in Round.objects.order_by("pk")] == [
        "Sam C",
        "Sam C",
        "Sam B",
        "Sam C",
    ]


def test_an_issued_report_keeps_the_name_it_was_issued_with(client):
    round = make_round(title="Sping round")
    alice = make_facilitator(round.team)
    make_release(round, by=None)
    close_round(round, by=None)
    draft = draft_of(round, "board")
    draft.details = {"why_not": "We say so here."}
    draft.save()
    edition = issue_report(round, seen=seen_of(draft), by=alice)
    rename_round(round, title="Spring round", about_name="", by=alice)
    client.force_login(alice)
    assert "keeps the name it was issued with" in name_page(client, round)
    kept = bytes(edition.files.get(audience="outside", format="html").content).decode()
    assert "Sping round" in kept


@pytest.mark.django_db(transaction=True)
def test_a_round_can_be_renamed_while_it_is_opened_again(committing):
    """Whoever opens it takes the round and then the team: nobody may hold the team meanwhile and wait for the round."""

    @transaction.atomic
    def take_round_and_team():
        Round.objects.select_for_update().get(pk=round.pk)
        renaming = committing.start(rename_round, round, title="Summer", about_name="Day team", by=None)
        wait([renaming], AT_THE_LOCK)
        Team.objects.select_for_update().get(pk=round.team_id)
        return renaming

    round = committing(make_round, state="closed")
    committing(take_round_and_team).result(30)
    assert committing(Round.objects.get).title == "Summer"
