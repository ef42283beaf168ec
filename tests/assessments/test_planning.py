"""What a plan suggests, what it folds away, and whom people can ask."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.days import write_day
from assessments.forms.folds import NOBODY
from assessments.models import Round
from assessments.reading.planning import suggested_title, working_day
from assessments.services.rounds import NOBODY_TO_ASK, close_round, what_is_missing
from rubric.models import Rubric
from rubric.services.adapting import adapt_rubric
from tests.assessments.test_joining import join
from tests.make import (
    make_facilitator,
    make_ladder,
    make_organisation,
    make_round,
    make_team,
    make_version,
)
from tests.reports.papers import make_door, printed
from tests.two_people import open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ALICE = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142", "contact_text": "07700900142"}
NOBODY_ASKED = dict.fromkeys(["contact_name", "contact_phone", "contact_text", "contact_email"], "")
TOLD = {
    "meets_on": date(2027, 3, 4),
    "meets_at": "2 pm to 4 pm",
    "meets_where": "The Orchard Rooms",
    "hear_on": date(2027, 4, 1),
    "access_note": "We pay fares, and for your time",
}
MEETING = "Thursday 4 March 2027, 2 pm to 4 pm, The Orchard Rooms"


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def four_values(organisation=None, based_on=None, **extra):
    slug = "cahn-four-values" if based_on is None else f"of-{organisation.pk}"
    row = Rubric.objects.create(slug=slug, organisation=organisation, based_on=based_on)
    return make_version(row, **extra)


def form_for(client, team, user=None):
    client.force_login(user or make_facilitator(team))
    return client.get(reverse("plan_round", args=[team.code])).context["form"]


def sent(form, **changes):
    """What a browser sends of the form as it is, but for the changes."""
    values = {name: form[name].value() for name in form.fields}
    if "version" in values:
        values["version"] = getattr(values["version"], "pk", values["version"])
    days = {name: day.isoformat() for name, day in values.items() if isinstance(day, date)}
    kept = {name: value for name, value in (values | days).items() if value not in (None, False)}
    return kept | changes


def line(form, heading):
    return next(fold["line"] for fold in form.folds if fold["heading"] == heading)


def test_how_people_share_is_told_apart_from_the_devices_that_they_share(client):
    """The first stays as it is once a round is open, and the second may change."""
    planned = form_for(client, make_team())
    assert line(planned, "How people share") == "Without names"
    assert line(planned, "On which devices people take part") == "Devices of their own"
    round = make_round()
    client.force_login(make_facilitator(round.team))
    opened = client.get(reverse("edit_round", args=[round.code])).context["form"]
    assert "How people share" not in [fold["heading"] for fold in opened.folds]
    assert "shared_devices" in opened.fields


def test_what_is_suggested_can_be_planned_and_opened_as_it_is(client):
    version = four_values()
    team = make_team()
    alice = make_facilitator(team)
    form = form_for(client, team, alice)
    response = client.post(reverse("plan_round", args=[team.code]), sent(form, open="now"), follow=True)
    round = Round.objects.get()
    assert round.is_open
    assert (round.version, round.about, round.about_name) == (version, "team", team.name)
    assert round.closes_on == working_day(in_days(28))
    assert round.hear_on == working_day(round.closes_on + timedelta(days=14))
    assert (round.contact_name, round.contact_email) == ("Alice", alice.email)
    assert str(timezone.localdate().year) in round.title
    assert "The round is open." in response.content.decode()


def test_the_recommended_rubric_is_chosen_and_the_others_are_folded(client):
    """An organisation's own words for it come before ours."""
    make_version(title="Another")
    shared = four_values(title="Four values")
    team = make_team()
    own = four_values(team.organisation, based_on=shared.rubric, title="Our own words")
    for organisation, first in ((team.organisation, own), (make_organisation(), shared)):
        form = form_for(client, make_team(organisation, "New team"))
        assert [choice.data["value"].instance for choice in form.rubrics] == [first]
        assert len(form.other_rubrics) == (2 if first == own else 1)


def test_a_copy_to_choose_says_whose_ideas_it_grew_from(client):
    shared = four_values(title="Four values", source={"title": "The first tool"})
    team = make_team()
    four_values(team.organisation, based_on=shared.rubric, source={"title": "Our own ideas"})
    client.force_login(make_facilitator(team))
    page = client.get(reverse("plan_round", args=[team.code])).content.decode()
    own = page[page.index("<strong>How are we doing?</strong>") : page.index("<strong>Four values</strong>")]
    assert f"Adapted by {team.organisation} from <cite>Four values</cite>." in own
    for title in ("The first tool", "Our own ideas"):
        assert f"Based on <cite>{title}</cite>" in own


def test_whatever_is_chosen_is_never_folded_away(client):
    four_values()
    other = make_version()
    team = make_team()
    form = form_for(client, team)
    page = client.post(reverse("plan_round", args=[team.code]), sent(form, version=other.pk, title=""))
    form = page.context["form"]
    assert [choice.data["value"].instance for choice in form.rubrics if choice.data["selected"]] == [other]
    assert not [choice for choice in form.other_rubrics if choice.data["selected"]]
    assert len(form.rubrics) == 2, "the one that we recommend stays beside it"
    assert form.other_rubrics == []


@pytest.mark.both_databases
def test_whom_people_ask_is_suggested_from_last_time_then_the_organisation_then_the_planner(client):
    organisation = make_organisation(contact_name="Olu", contact_phone="01632 960418")
    team = make_team(organisation)
    assert (
        line(form_for(client, team), "The person to ask")
        == "On the poster, for everybody to see: Olu, 01632 960418"
    )
    make_round(team, state="closed", **ALICE)
    assert "Alice Penrose" in line(form_for(client, team), "The person to ask")
    own = form_for(client, make_team())
    assert line(own, "The person to ask").startswith("On the poster, for everybody to see: Alice, alice")


def test_where_people_meet_and_how_they_are_thanked_stay_and_the_days_dont(client):
    closed = make_round(state="closed", **TOLD)
    form = form_for(client, closed.team)
    assert line(form, "When and where you meet") == "The Orchard Rooms"
    assert line(form, "Thanks and access") == TOLD["access_note"]
    assert form["meets_on"].value() is None


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("today", "taken", "title"),
    [
        (date(2026, 11, 27), [], "Autumn 2026"),
        (date(2026, 12, 1), [], "Winter 2026"),
        (date(2027, 2, 28), [], "Winter 2027"),
        (date(2027, 3, 1), [], "Spring 2027"),
        (date(2026, 11, 27), ["Autumn 2026"], "November 2026"),
        (date(2026, 11, 27), ["Autumn 2026", "November 2026"], "27 November 2026"),
    ],
)
def test_a_title_is_suggested_that_the_team_hasnt_used(today, taken, title):
    team = make_team()
    for each in taken:
        make_round(team, title=each)
    assert suggested_title(team, today) == title


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"contact_name": "Alice", "contact_email": ""}, "contact_phone", "how people can reach them"),
        ({"contact_name": "", "contact_phone": "07700 900142"}, "contact_name", "whom people reach there"),
        ({"contact_phone": "ring me"}, "contact_phone", "Write a phone number"),
        ({"contact_text": "no"}, "contact_text", "Write a phone number"),
        ({"contact_email": "alice"}, "contact_email", "the whole e-mail address"),
        ({"meets_on": "2020-01-01"}, "meets_on", "after today"),
        ({"meets_on": "soon"}, "meets_on", "a month and a year"),
        ({"hear_on": "2020-01-01"}, "hear_on", "after today"),
        ({"closes_on": in_days(60).isoformat()}, "hear_on", "once the round has closed"),
        ({"access_note": "x" * 301}, "access_note", "The most is 300"),
    ],
)
def test_a_mistake_in_a_fold_opens_it_and_nothing_is_lost(client, changes, field, says):
    four_values()
    team = make_team()
    form = form_for(client, team)
    page = client.post(reverse("plan_round", args=[team.code]), sent(form, meets_where="Upstairs", **changes))
    form = page.context["form"]
    assert says in form.errors[field][0]
    assert [fold["is_open"] for fold in form.folds if field in [each.name for each in fold["fields"]]] == [
        True
    ]
    assert "Upstairs" in page.content.decode()
    assert not Round.objects.exists()


def test_without_somebody_to_ask_a_round_is_planned_and_not_opened(client):
    four_values()
    team = make_team()
    form = form_for(client, team)
    data = sent(form, open="now", **NOBODY_ASKED)
    page = client.post(reverse("plan_round", args=[team.code]), data, follow=True)
    round = Round.objects.get()
    there = f"{reverse('edit_round', args=[round.code])}#id_contact_name"
    assert round.state == "planned"
    assert what_is_missing(round) == [NOBODY_TO_ASK]
    assert page.redirect_chain[-1][0] == reverse("open_round", args=[round.code])
    assert NOBODY_TO_ASK in page.content.decode()
    assert there in page.content.decode()
    form = client.get(reverse("edit_round", args=[round.code])).context["form"]
    assert [fold["line"] for fold in form.folds if fold["is_open"]] == [NOBODY]


@pytest.mark.both_databases
def test_while_a_round_is_open_whom_to_ask_and_the_days_change_and_somebody_stays(client):
    round = make_round(closes_on=in_days(9))
    client.force_login(make_facilitator(round.team))
    address = reverse("edit_round", args=[round.code])
    told = {"meets_on": in_days(3).isoformat(), "meets_where": "Room 2", "contact_name": "Femi Grant"}
    client.post(address, open_form(client, address) | told)
    round.refresh_from_db()
    assert (round.meets_on, round.meets_where, round.contact_name) == (in_days(3), "Room 2", "Femi Grant")
    page = client.post(address, open_form(client, address) | NOBODY_ASKED)
    assert page.context["form"].errors["contact_name"]
    assert Round.objects.get().contact_name == "Femi Grant"


@pytest.mark.both_databases
def test_a_page_from_before_leaves_what_it_doesnt_have(client):
    round = make_round(closes_on=in_days(9), **TOLD)
    client.force_login(make_facilitator(round.team))
    has = {"title": "Renamed", "initial-title": round.title, "closes_on": in_days(9).isoformat()}
    client.post(reverse("edit_round", args=[round.code]), has)
    again = Round.objects.get()
    assert (again.title, again.meeting, again.contact_name) == ("Renamed", MEETING, "Alice Penrose")


def test_people_are_told_when_where_and_whom_to_ask(client):
    """On the poster and the forms, while they join, when they have finished, and on the path."""
    round = make_door(make_round(closes_on=in_days(9), **TOLD, **ALICE))
    client.force_login(make_facilitator(round.team))
    path = client.get(reverse("round", args=[round.code])).content.decode()
    client.logout()
    joining = client.get(reverse("join_link", args=[round.link_token]), follow=True)
    join(client, round)
    thanks = client.get(reverse("thank_you", args=[round.code])).content.decode()
    assert 'Ring or text <a href="tel:07700900142">07700 900142</a>.' in joining.content.decode()
    assert '<a href="tel:07700900142">Ring 07700 900142</a>' in thanks
    assert '<a href="sms:07700900142">Text 07700900142</a>' in thanks
    for page in (path, thanks, printed(round, "poster"), printed(round, "plan")):
        assert MEETING in page
    for page in (thanks, printed(round, "poster"), printed(round, "form")):
        assert "1 April 2027" in page
    assert TOLD["access_note"] in printed(round, "poster")
    assert "Ask Alice Penrose." in printed(round, "easy-read")


def test_the_report_says_how_people_were_thanked(client):
    round = make_round(**TOLD)
    alice = make_facilitator(round.team)
    close_round(round, by=alice)
    client.force_login(alice)
    page = client.get(reverse("report", args=[round.code])).content.decode()
    assert "How people were paid or thanked, and what helped them to take part: We pay fares" in page


@pytest.mark.both_databases
def test_pages_without_a_round_name_the_sites_contact(client, settings):
    assert b"Stuck?" not in client.get("/help/").content
    settings.SITE_CONTACT = {"contact_name": "The help desk", "contact_email": "help@reflect.example"}
    for address in ("/help/", "/accessibility/"):
        page = client.get(address).content.decode()
        assert "The help desk." in page
        assert 'href="mailto:help@reflect.example"' in page


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("day", "found"),
    [("2026-12-25", "2026-12-28"), ("2026-12-05", "2026-12-07"), ("2026-12-09", "2026-12-09")],
)
def test_no_day_off_is_suggested(day, found):
    assert working_day(date.fromisoformat(day)) == date.fromisoformat(found)


def test_a_round_isnt_to_close_before_people_meet(client):
    four_values()
    team = make_team()
    form = form_for(client, team, make_facilitator(team))
    days = {"closes_on": in_days(9).isoformat(), "meets_on": in_days(11).isoformat()}
    page = client.post(reverse("plan_round", args=[team.code]), sent(form, **days)).content.decode()
    assert f"You meet after that day, on {write_day(in_days(11))}. You could close it" in page
    assert f"some days after you meet, on {write_day(working_day(in_days(18)))}." in page
    assert not Round.objects.exists()


@pytest.mark.both_databases
def test_an_organisations_own_rubric_is_told_from_the_one_that_it_was_made_of(client):
    version = four_values()
    team = make_team()
    own = adapt_rubric(version.rubric, organisation=team.organisation, by=None)
    own.versions.update(published_at=timezone.now())
    client.force_login(make_facilitator(team))
    response = client.get(reverse("plan_round", args=[team.code]))
    assert response.content.decode().count(f", adapted by {team.organisation}</label>") == 1
    first = response.context["form"].rubrics[0]
    assert first.data["value"].instance.rubric == own
    rubrics = client.get(reverse("rubrics")).content.decode()
    assert rubrics.count(f"{version.title}, adapted by {team.organisation}</a>") == 1
    round = make_round(team, own.versions.get())
    of_round = client.get(reverse("round", args=[round.code])).content.decode()
    assert f"{version.title}, adapted by {team.organisation}</a>" in of_round


@pytest.mark.both_databases
def test_the_organisations_own_is_suggested_first_whatever_was_used_last_time(client):
    """It goes on with the same statements. One that was made of another rubric is among the first to choose from."""
    four_values()
    version, team = make_version(), make_team()
    make_round(team, version, state="closed")
    own = adapt_rubric(version.rubric, organisation=team.organisation, by=None)
    form = form_for(client, team)
    assert form.initial["version"] == version, "nobody has published it yet"
    own.versions.update(published_at=timezone.now())
    form = form_for(client, team)
    assert form.initial["version"].rubric == own
    assert own in [choice.data["value"].instance.rubric for choice in form.rubrics]


@pytest.mark.both_databases
def test_two_rubrics_of_one_title_to_place_on_are_told_apart_and_say_whose_they_are(client):
    ladder, team = make_ladder(), make_team()
    own = adapt_rubric(ladder.rubric, organisation=team.organisation, by=None)
    own.versions.update(published_at=timezone.now())
    client.force_login(make_facilitator(team))
    round = make_round(team, make_version(), state="planned")
    page = client.get(reverse("activities", args=[round.code])).content.decode()
    assert page.count(f", adapted by {team.organisation}</label>") == 1
    assert f"Adapted by {team.organisation} from <cite>{ladder.title}</cite>" in page
    assert page.count("Based on <cite>An invented ladder</cite>") == 2
    assert "On none: this round places nothing</label>" in page
