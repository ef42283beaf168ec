"""What a release says of a placed activity: what the team agreed, and each group that is shown, in both editions."""

import pytest

from assessments.counted import INSIDE, OUTSIDE
from assessments.services.releases import make_release
from assessments.telling import ALL, FEW
from reports.build import build_results
from reports.placing.differences import headline
from teams.sides import LIVED, PAID, SUPPORT
from tests.make import (
    make_facilitator,
    make_person_sheet,
    make_perspective,
    make_placing_round,
    place,
)

pytestmark = pytest.mark.django_db
UNSURE, WORDS = 9, "We cook it together."


@pytest.fixture
def round():
    """Five who draw on support say the lowest place and five staff the highest; the team agrees on the middle."""
    round = make_placing_round()
    for label, side, at in (("I draw on support", SUPPORT, 1), ("Staff", PAID, 3)):
        perspective = make_perspective(round.team.organisation, label, side)
        for _ in range(5):
            place(make_person_sheet(round, perspective), now=at, aim=3, text=WORDS)
    place(round.sheets.get(kind="together"), now=2, aim=UNSURE, text=WORDS)
    make_release(round, by=make_facilitator(round.team))
    return round


def test_a_release_tells_an_activity_beside_its_groups(round):
    (told,) = build_results(round, edition=INSIDE).activities
    now, aim = told.steps
    assert (told.name, told.line, told.is_finished) == ("The Friday lunch", "How it is run", True)
    assert now.place == now.asked.question.places[1]
    assert (aim.place, aim.is_unsure) == (None, True)
    assert told.reflection == WORDS
    assert [(one.side, one.words(now.asked)) for one in told.heard] == [
        (LIVED, (ALL, FEW, FEW)),
        (PAID, (ALL, ALL, ALL)),
    ]
    assert headline(now.asked, told.heard[1]) == f"Half or more say {now.asked.question.places[2].label}."


def test_outside_small_groups_are_one(round):
    (told,) = build_results(round, edition=OUTSIDE).activities
    assert {one.size for one in told.heard} <= {"10 to 18 people"}


def test_an_earlier_round_is_told_by_the_activitys_key(round):
    later = make_placing_round(round.team, round.version, ladder=round.places_on, previous=round)
    place(later.sheets.get(kind="together"), now=3, aim=3)
    make_release(later, by=make_facilitator(later.team))
    (told,) = build_results(later).activities
    assert [step.then.key if step.then else None for step in told.steps] == [
        told.steps[0].asked.question.places[1].key,
        None,
    ]
