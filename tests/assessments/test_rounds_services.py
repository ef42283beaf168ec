"""A round from its plan to its closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Round, Sheet
from assessments.services.path import read_facts
from assessments.services.rounds import (
    close_round,
    edit_round,
    open_round,
    plan_round,
    previous_of,
    reopen_round,
    what_is_missing,
)
from teams.codes import new_code
from teams.refusals import Refused
from teams.roles import FACILITATOR
from tests.make import make_facilitator, make_organisation, make_round, make_team, make_version

pytestmark = pytest.mark.django_db


def plan(team, code=None, by=None, **extra):
    fields = {
        "version": make_version(),
        "title": "Spring round",
        "about": "team",
        "about_name": "Us",
        **extra,
    }
    return plan_round(team, by=by or make_facilitator(team), code=code or new_code(), **fields)


def reread(round):
    return Round.objects.get(pk=round.pk)


def closed_ago(days, **extra):
    round = make_round(state="closed", **extra)
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now() - timedelta(days=days))
    return reread(round)


def test_planning_twice_with_one_code_plans_once():
    team, version = make_team(), make_version()
    first, is_new = plan(team, "bcdfghjk", version=version)
    again, is_new_again = plan(team, "bcdfghjk", version=version)
    assert (first, is_new, is_new_again) == (again, True, False)
    alice, another = make_facilitator(team), {"version": version, "title": "Another title"}
    other, is_new = plan(team, "bcdfghjk", by=alice, **another)
    assert (is_new, other.title, reread(first).title) == (True, "Another title", "Spring round")
    assert plan(team, "bcdfghjk", by=alice, **another) == (other, False), "that one was pressed twice too"


def test_a_planned_round_changes_as_a_whole():
    round = make_round(state="planned")
    version = make_version()
    edit_round(round, by=make_facilitator(round.team), title="Autumn", version=version, about="service")
    assert (reread(round).title, reread(round).version, reread(round).about) == ("Autumn", version, "service")


def test_an_open_round_keeps_its_plan_but_for_title_and_date():
    round = make_round()
    alice = make_facilitator(round.team)
    edit_round(round, by=alice, title="Autumn", closes_on=timezone.localdate())
    assert reread(round).title == "Autumn"
    with pytest.raises(Refused, match="Its rubric and how people share"):
        edit_round(round, by=alice, title="Winter", about="service")
    assert (reread(round).title, reread(round).about) == ("Autumn", "team")


def test_a_closed_round_keeps_its_title():
    round = make_round(state="closed")
    with pytest.raises(Refused, match="closed"):
        edit_round(round, by=make_facilitator(round.team), title="Autumn")


def test_opening_makes_the_together_sheet():
    round = make_round(state="planned")
    open_round(round, by=make_facilitator(round.team))
    assert reread(round).state == "open"
    assert round.sheets.get().kind == Sheet.Kind.TOGETHER


def test_opening_twice_changes_nothing():
    round = make_round(state="planned")
    opened = open_round(round, by=make_facilitator(round.team))
    again = open_round(round, by=make_facilitator(round.team))
    assert opened.opened_at == again.opened_at
    assert round.sheets.count() == 1


def test_without_somebody_to_call_a_round_cannot_open():
    team = make_team(make_organisation(safeguarding_phone=""))
    round = make_round(team, state="planned")
    with pytest.raises(Refused, match="whom to call"):
        open_round(round, by=make_facilitator(team))
    assert reread(round).state == "planned"


def test_with_a_withdrawn_rubric_a_round_cannot_open():
    round = make_round(state="planned")
    type(round.version).objects.filter(pk=round.version_id).update(withdrawn_at=timezone.now())
    with pytest.raises(Refused, match="Choose another"):
        open_round(round, by=make_facilitator(round.team))


def test_after_its_closing_date_a_round_cannot_open():
    today = timezone.localdate()
    assert what_is_missing(make_round(state="planned", closes_on=today + timedelta(days=1))) == []
    late = make_round(state="planned", closes_on=today)
    assert "Choose a later one" in what_is_missing(late)[0]


def test_opening_remembers_the_round_before():
    team, version = make_team(), make_version()
    closed_ago(30, team=team, version=version, title="First")
    second = closed_ago(10, team=team, version=version, title="Second")
    newer_words = make_version(version.rubric)
    round = make_round(team, newer_words, state="planned")
    assert open_round(round, by=make_facilitator(team)).previous == second


def make_copy(rubric, organisation):
    """In use, with the same keys."""
    version = make_version()
    version.rubric.based_on, version.rubric.organisation = rubric, organisation
    version.rubric.save()
    return version


@pytest.mark.parametrize("back", [False, True])
def test_the_round_before_may_have_used_what_was_copied_or_the_copy(back):
    """Also a copy of the copy, which a rubric is that was begun anew."""
    shared, team = make_version(), make_team()
    own = make_copy(make_copy(shared.rubric, team.organisation).rubric, team.organisation)
    then, now = (own, shared) if back else (shared, own)
    before = closed_ago(3, team=team, version=then)
    round = make_round(team, now, state="planned")
    assert previous_of(round) == before
    assert open_round(round, by=make_facilitator(team)).previous == before
    before.role = FACILITATOR
    assert read_facts(before, wording="standard").next_round == round.code


def test_a_team_that_names_itself_otherwise_still_has_its_round_before():
    team, version = make_team(), make_version()
    before = closed_ago(1, team=team, version=version, about_name="Our whole team")
    round = make_round(team, version, state="planned", about_name="Us")
    assert open_round(round, by=make_facilitator(team)).previous == before


@pytest.mark.parametrize(
    ("about", "before", "name", "is_the_same"),
    [
        ("activity", "Redesigning the day centre", "redesigning  the day centre", True),
        ("activity", "Redesigning the day centre", "Writing a strategy", False),
        ("area", "Eastfield", "Eastfield", True),
        ("area", "Eastfield", "Westfield", False),
        ("service", "Day centre", "Day centre", True),
        ("service", "Day centre", "Short breaks", False),
        ("person", "Sam", "Jo", False),
        ("team", "Us", "Our team", True),
        ("organisation", "The council", "Wrenfield Council", True),
    ],
)
def test_the_round_before_is_about_the_same_thing(about, before, name, is_the_same):
    team, version = make_team(), make_version()
    last = closed_ago(3, team=team, version=version, about=about, about_name=before)
    for other in {"team", "service", "activity", "area", "organisation"} - {about}:
        closed_ago(1, team=team, version=version, about=other, about_name=name)
    round = make_round(team, version, state="planned", about=about, about_name=name)
    assert open_round(round, by=make_facilitator(team)).previous == (last if is_the_same else None)


def test_one_person_is_compared_with_themselves_only():
    team, version = make_team(), make_version()
    sams = closed_ago(2, team=team, version=version, about="person", about_name="Sam")
    closed_ago(1, team=team, version=version, about="person", about_name="Jo")
    round = make_round(team, version, state="planned", about="person", about_name="sam")
    assert open_round(round, by=make_facilitator(team)).previous == sams


def test_another_rubric_team_or_person_is_not_the_round_before():
    team, version = make_team(), make_version()
    closed_ago(1, team=team, version=make_version())
    closed_ago(1, team=make_team(), version=version)
    closed_ago(1, team=team, version=version, about="person")
    make_round(team, version)  # open, and so not to be compared with
    round = make_round(team, version, state="planned")
    assert open_round(round, by=make_facilitator(team)).previous is None


def test_closing_makes_the_last_release():
    round = make_round()
    close_round(round, by=make_facilitator(round.team))
    assert reread(round).state == "closed"
    assert round.releases.get().at_closing


def test_closing_twice_changes_nothing():
    round = make_round()
    closed = close_round(round, by=make_facilitator(round.team))
    again = close_round(round, by=make_facilitator(round.team))
    assert closed.closed_at == again.closed_at
    assert round.releases.count() == 1


def test_a_planned_round_cannot_close():
    round = make_round(state="planned")
    with pytest.raises(Refused, match="hasn’t been opened"):
        close_round(round, by=make_facilitator(round.team))


def test_reopening_says_why():
    round = closed_ago(6)
    alice = make_facilitator(round.team)
    reopen_round(round, by=alice, reason="We forgot a part.")
    reopening = round.reopenings.get()
    assert reread(round).is_open
    assert (reopening.by, reopening.reason, reopening.closed_at) == (
        alice,
        "We forgot a part.",
        round.closed_at,
    )


def test_reopening_twice_changes_nothing():
    round = closed_ago(6)
    alice = make_facilitator(round.team)
    for _ in range(2):
        reopen_round(round, by=alice, reason="Alice asks.")
    with pytest.raises(Refused, match="This round is open"):
        reopen_round(round, by=make_facilitator(round.team, "Aisha"), reason="Aisha asks.")
    assert round.reopenings.get().reason == "Alice asks."


def test_after_seven_days_a_round_stays_closed():
    round = closed_ago(7)
    with pytest.raises(Refused, match="7 days"):
        reopen_round(round, by=make_facilitator(round.team), reason="We forgot a part.")
    assert not round.reopenings.exists()


def test_a_planned_round_cannot_be_reopened():
    round = make_round(state="planned")
    with pytest.raises(Refused, match="hasn’t been opened"):
        reopen_round(round, by=make_facilitator(round.team), reason="Why not.")
