"""Due dates in a calendar file: they come back as they went in."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from assessments.calendar import to_calendar
from assessments.models import Action
from assessments.services import actions as doing
from teams.models import Organisation, Team
from tests.make import make_action, make_admin, make_facilitator, make_organisation, make_team

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)
DATES = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
NOW = st.none() | st.just(timezone.now())
OURS = Team(name="Riverside team", organisation=Organisation(name="Northgate Council"))
ACTIONS = st.builds(
    Action,
    code=st.text("bcdfgh", min_size=8, max_size=8),
    what=TEXTS,
    due_on=DATES,
    revision=st.integers(0, 99),
    done_at=NOW,
    lead_name=st.just("Secret Name"),
    why=st.just("Secret why"),
)


def events(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


@given(st.lists(ACTIONS, unique_by=lambda action: action.code))
def test_what_is_read_back_is_what_was_written(actions):
    content = to_calendar(actions, OURS)
    still = [action for action in actions if action.due_on and not action.done_at]
    found = events(content)
    assert [event.decoded("dtstart") for event in found] == [action.due_on for action in still]
    assert [event.decoded("dtend") - event.decoded("dtstart") for event in found] == [
        timedelta(days=1)
    ] * len(still)
    assert not any(isinstance(event.decoded("dtstart"), datetime) for event in found), "all day"
    assert [str(event["summary"]) for event in found] == [action.what for action in still]
    assert len({event["uid"] for event in found}) == len(still)
    assert b"Secret" not in content
    assert max((len(line) for line in content.split(b"\r\n")), default=0) <= 75, "RFC 5545"


@pytest.mark.django_db
def test_one_name_for_life_and_a_number_that_grows():
    action = make_action(make_team(), due_on=date(2027, 3, 3))
    first = events(to_calendar([action], OURS))[0]
    action.due_on, action.revision = date(2027, 4, 4), 1
    second = events(to_calendar([action], OURS))[0]
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)


@pytest.mark.django_db
def test_it_is_the_same_file_until_something_changes():
    action = make_action(make_team(), due_on=date(2027, 3, 3))
    once = to_calendar([action], OURS)
    [event] = events(once)
    stamps = [event.decoded(name) for name in ("dtstamp", "last-modified")]
    assert stamps == [action.changed_at.replace(microsecond=0)] * 2
    Action.objects.update(changed_at=timezone.now() - timedelta(days=3))
    action.refresh_from_db()
    before = to_calendar([action], OURS)
    assert before == to_calendar([Action.objects.get()], OURS)
    doing.start(action, by=None)
    assert events(to_calendar([Action.objects.get()], OURS))[0].decoded("dtstamp") > events(before)[
        0
    ].decoded("dtstamp")


@pytest.mark.django_db
@pytest.mark.parametrize("over", [{"done_at": timezone.now()}, {"stopped_at": timezone.now()}])
def test_what_is_over_is_in_no_calendar(client, over):
    action = make_action(make_team(), due_on=date(2027, 3, 3), stopped_because="No.", **over)
    client.force_login(make_facilitator(action.team))
    assert events(to_calendar([action], OURS)) == []
    assert events(client.get(reverse("actions_calendar", args=[action.team.code])).content) == []
    assert client.get(reverse("action_calendar", args=[action.code])).status_code == 404
    for name, of in (("actions", action.team), ("action", action)):
        assert "calendar.ics" not in client.get(reverse(name, args=[of.code])).content.decode()


def test_it_says_whose_it_is():
    action = Action(code="bcdfghjk", what="Move the meeting", due_on=date(2027, 3, 3))
    content = to_calendar([action], OURS)
    calendar, [event] = Calendar.from_ical(content), events(content)
    for name in ("name", "x-wr-calname", "description", "x-wr-caldesc"):
        assert "Riverside team" in calendar[name]
        assert "for inside Northgate Council only" in calendar[name]
    assert "Riverside team" in event["description"]
    assert event["categories"].cats == ["Riverside team"]


@pytest.mark.django_db
def test_it_is_a_file_for_those_who_see_the_actions(client):
    team = make_team(name="Riverside team")
    action = make_action(team, due_on=date(2027, 3, 3))
    make_action(team, "Without a date")
    make_action(make_team(team.organisation, "Another"), "Another team’s", due_on=date(2027, 3, 3))
    for url in (
        reverse("actions_calendar", args=[team.code]),
        reverse("action_calendar", args=[action.code]),
    ):
        client.force_login(make_admin(team.organisation))
        answer = client.get(url)
        assert answer["Content-Type"].startswith("text/calendar")
        assert ".ics" in answer["Content-Disposition"]
        assert [str(event["summary"]) for event in events(answer.content)] == [
            "Move the meeting to the library"
        ]
        assert events(answer.content)[0]["url"] == f"http://testserver/actions/{action.code}/"
        client.force_login(make_facilitator(make_team(make_organisation("Harbourside")), "Charlie"))
        assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_without_a_date_there_is_no_file(client):
    action = make_action(make_team())
    client.force_login(make_facilitator(action.team))
    assert client.get(reverse("action_calendar", args=[action.code])).status_code == 404
    assert "calendar.ics" not in client.get(reverse("action", args=[action.code])).content.decode()
