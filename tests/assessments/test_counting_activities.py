"""Where persons placed activities is counted for a release, and told as this rung or higher."""

import json

import pytest
from django.utils import timezone

from assessments.agreed import Agreed
from assessments.counted import INSIDE, OUTSIDE, Counts
from assessments.models import Counted, Placement
from assessments.services.releases import make_release
from assessments.telling import ALL, FEW, MANY, SOME
from teams.sides import PAID
from tests.make import make_facilitator, make_person_sheet, make_perspective, make_placing_round

UNSURE = 9


@pytest.fixture
def round(db):
    return make_placing_round()


@pytest.fixture
def alice(round):
    return make_facilitator(round.team)


def place(round, now, aim=0, n=1, perspective=None):
    """Each of n people finishes the first activity, placing it there; 0 is nothing said."""
    perspective = perspective or make_perspective(round.team.organisation, f"Staff {now}{aim}", PAID)
    activity, question = round.activities.get(position=0), round.places_on.questions.get()
    sheets = [make_person_sheet(round, perspective) for _ in range(n)]
    for sheet in sheets:
        for moment, value in enumerate((now, aim)):
            put(sheet, activity, question, moment, value)
        sheet.reflections.create(activity=activity, finished_at=timezone.now())
    return sheets


def put(sheet, activity, question, moment, value):
    Placement.objects.update_or_create(
        sheet=sheet,
        activity=activity,
        question=question,
        moment=moment,
        defaults={"value": value, "changed_at": timezone.now()},
    )


def told(release, edition=INSIDE):
    counted = Counts.from_json(release.counts).activity("the-friday-lunch", edition)
    return [group.placed for group in counted.groups]


def test_a_ladder_is_told_as_this_rung_or_higher(round, alice):
    place(
        round,
        now=1,
        aim=3,
        n=4,
        perspective=(staff := make_perspective(round.team.organisation, "Staff", PAID)),
    )
    place(round, now=2, aim=UNSURE, n=3, perspective=staff)
    release = make_release(round, by=alice)
    assert told(release) == [{"step.now": (ALL, SOME, FEW), "step.aim": (MANY, MANY, MANY)}]
    assert told(release, OUTSIDE) == []
    assert not Counts.from_json(release.counts).principle("p1", INSIDE).groups


def test_fewer_than_five_are_not_told(round, alice):
    place(round, now=1, n=4)
    assert told(make_release(round, by=alice)) == []


def test_who_has_not_finished_it_is_not_counted(round, alice):
    sheets = place(round, now=3, n=6)
    sheets[0].reflections.update(finished_at=None)
    assert told(make_release(round, by=alice))[0]["step.now"] == (ALL, ALL, ALL)
    assert Counted.objects.exclude(activity=None).count() == 5
    assert set(Counted.objects.values_list("marks", "principle")) == {("30", None)}


def test_a_later_release_remembers_who_was_told_of(round, alice):
    """All or nearly all of 5, and then some of 10, would be 4 and none of those who came: it waits."""
    staff = make_perspective(round.team.organisation, "Staff", PAID)
    place(round, now=3, n=4, perspective=staff)
    place(round, now=UNSURE, perspective=staff)
    first = make_release(round, by=alice)
    place(round, now=UNSURE, n=5, perspective=staff)
    second = make_release(round, by=alice)
    assert [one["step.now"] for one in told(first)] == [(ALL, ALL, ALL)]
    assert told(second) == told(first)
    place(round, now=2, n=5, perspective=staff)
    assert told(make_release(round, by=alice))[0]["step.now"] == (MANY, MANY, SOME)


def test_nothing_changed_makes_no_release(round, alice):
    place(round, now=3, n=6)
    first = make_release(round, by=alice)
    assert make_release(round, by=alice) == first
    assert json.loads(json.dumps(first.basis))["activities"]["the-friday-lunch"][INSIDE]


def test_what_the_team_agreed_stands_beside_it(round, alice):
    activity, question = round.activities.get(), round.places_on.questions.get()
    together = round.sheets.get(kind="together")
    put(together, activity, question, 0, 1)
    put(together, activity, question, 1, 3)
    together.reflections.create(activity=activity, text="Staff choose the menu.", finished_at=timezone.now())
    together.standings.create(
        activity=activity, why="We ask, then decide.", where_we_differ="Cooks see it higher."
    )
    agreed = Agreed.from_json(make_release(round, by=alice).agreed).activity("the-friday-lunch")
    assert (agreed.name, agreed.finished) == ("The Friday lunch", True)
    assert agreed.placed == {"step.now": "told", "step.aim": "shared"}
    assert (agreed.reflection, agreed.why) == ("Staff choose the menu.", "We ask, then decide.")
    assert agreed.where_we_differ == "Cooks see it higher."
