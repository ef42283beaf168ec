"""Where groups place an activity differently, and where they don't."""

import pytest

from assessments.telling import ALL, FEW, HALF, MANY, SOME
from reports.placing.differences import (
    Apart,
    Asked,
    Heard,
    headline,
    nobody_says,
    what_the_team_says_instead,
    where_we_agree,
    where_we_differ,
    who_says_otherwise,
)
from rubric.document import Place, Question
from teams.sides import LIVED, OTHERS, PAID

LABELS = ("Informing", "Consultation", "Co-design", "Co-production")
PLACES = tuple(Place(key=label.lower(), label=label) for label in LABELS)
RUNG = Asked("rung.now", Question("rung", "Which rung?", PLACES), is_ladder=True)
PLANS = Asked("plans.now", Question("plans", "Who plans it?", PLACES[:3]), is_ladder=False)


def heard(label, *words, side=LIVED, asked=RUNG):
    return Heard(label, "5 to 9 people", ((asked.key, words),), side)


SUPPORT = heard("I draw on support", ALL, SOME, FEW, FEW)
STAFF = heard("I work here", ALL, ALL, MANY, FEW, side=PAID)
COUNCIL = heard("Councillors", ALL, ALL, ALL, ALL, side=OTHERS)


@pytest.mark.parametrize(
    ("group", "said"),
    [
        (SUPPORT, "Half or more say Informing or higher."),
        (STAFF, "Half or more say Co-design or higher."),
        (COUNCIL, "Half or more say Co-production."),
        (heard("Carers", HALF, HALF, FEW, FEW), ""),
    ],
)
def test_the_headline_of_a_group(group, said):
    assert headline(RUNG, group) == said


def test_who_would_be_hidden_among_all_together():
    together = heard("All", ALL, ALL, MANY, FEW, side="")
    carers = heard("Carers", ALL, MANY, MANY, FEW)
    critics = heard("Critics", SOME, FEW, FEW, FEW, side=PAID)
    assert who_says_otherwise(RUNG, together, [STAFF, SUPPORT, carers, critics]) == (
        "I draw on support: few or nobody.",
    )
    assert who_says_otherwise(RUNG, heard("All", HALF, FEW, FEW, FEW), [SUPPORT]) == ()


def test_the_widest_gap_is_told_in_words():
    assert where_we_differ(RUNG, [SUPPORT, STAFF]) == Apart(
        "Co-design or higher",
        "I work here: many.",
        "I draw on support: few or nobody.",
    )


def test_people_with_lived_experience_and_paid_people_lead():
    """Councillors are further away still."""
    assert where_we_differ(RUNG, [SUPPORT, STAFF, COUNCIL]).more == "I work here: many."
    assert where_we_differ(RUNG, [SUPPORT, COUNCIL]) == Apart(
        "Co-production", "Councillors: all or nearly all.", "I draw on support: few or nobody."
    )


def test_a_little_is_no_difference():
    assert where_we_differ(RUNG, [SUPPORT, heard("Carers", MANY, SOME, SOME, FEW)]) is None
    assert where_we_differ(RUNG, [SUPPORT]) is None


def test_what_all_groups_say_is_where_we_agree():
    assert where_we_agree(RUNG, [STAFF, COUNCIL]) == "In every group half or more say Co-design or higher."
    assert (
        where_we_agree(RUNG, [SUPPORT, STAFF]) == "In every group all or nearly all say Informing or higher."
    )
    assert where_we_agree(RUNG, [STAFF]) == ""
    assert where_we_agree(RUNG, [STAFF, heard("Carers", SOME, FEW, FEW, FEW)]) == ""


def test_where_the_team_itself_says_another_place_than_every_group():
    told = [what_the_team_says_instead(RUNG, [STAFF, COUNCIL], place) for place in (*PLACES, None)]
    assert told == [
        "The team itself says Informing, which is lower.",
        "The team itself says Consultation, which is lower.",
        "",
        "The team itself says Co-production, which is higher.",
        "",
    ]
    assert what_the_team_says_instead(RUNG, [STAFF], PLACES[0]) == ""
    assert what_the_team_says_instead(PLANS, [], PLACES[0]) == ""


def test_what_nobody_says_is_told_too():
    assert nobody_says(RUNG, [SUPPORT, STAFF]) == ("Co-production",)
    assert nobody_says(RUNG, [SUPPORT]) == ("Co-design or higher",)
    assert nobody_says(RUNG, []) == ()


def test_answers_without_an_order_are_compared_one_by_one():
    support = heard("I draw on support", MANY, SOME, FEW, asked=PLANS)
    staff = heard("I work here", FEW, MANY, FEW, side=PAID, asked=PLANS)
    assert where_we_differ(PLANS, [support, staff]) == Apart(
        "Informing", "I draw on support: many.", "I work here: few or nobody."
    )
    assert headline(PLANS, staff) == "Half or more say Consultation."
    assert nobody_says(PLANS, [support, staff]) == ("Co-design",)
