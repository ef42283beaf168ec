"""A slide of one difference: its statement, and as many bars as there is room for."""

import pytest

from assessments.counted import INSIDE, CountedPrinciple, Counts
from assessments.group import Group
from assessments.telling import ALL, FEW, HALF, MANY, SOME
from reports.slides import slides_of
from reports.voices import tell_voices
from teams.sides import FAMILY, OTHERS, PAID, SUPPORT
from tests.reports.sample import our_rubric

DOCUMENT = our_rubric()
FIRST = DOCUMENT.principles[0]
KEYS = [statement.key for statement in FIRST.statements]


def group(perspectives, told, labels=None, **more):
    """Of `told`, a statement's figure by its place; of all others 6."""
    ticked = {key: told.get(place, 6) for place, key in enumerate(KEYS)}
    labels = labels or tuple(f"Group {one}" for one in perspectives)
    return Group(perspectives, labels, 14, 14, ticked, dict.fromkeys(KEYS, FEW), **more)


def slides(*groups, sides=(SUPPORT, FAMILY, PAID, PAID, OTHERS, OTHERS)):
    listed = tuple((number, f"Group {number}", side) for number, side in enumerate(sides, start=1))
    counts = Counts(5, (CountedPrinciple(FIRST.key, groups),), perspectives=listed)
    return slides_of(tell_voices(DOCUMENT, counts, INSIDE)[FIRST.key])


def test_between_lived_experience_and_paid_people_leads_though_another_is_larger():
    found = slides(group((1,), {0: 12, 1: 12}), group((3,), {0: 6, 1: 11}), group((5,), {0: 9, 1: FEW}))
    assert [slide.statement for slide in found] == [KEYS[0], KEYS[1]]
    assert [bar.side for bar in found[0].bars] == ["lived-experience", "paid", "others"]


def test_at_most_three():
    places = dict.fromkeys(range(len(KEYS)))
    found = slides(group((1,), places | dict.fromkeys(places, FEW)), group((3,), dict.fromkeys(places, ALL)))
    assert len(found) == 3


@pytest.mark.parametrize(
    ("told", "full"), [(ALL, 5), (MANY, 4), (HALF, 3), (SOME, 2), (FEW, 1), (2, 2), (11, 4)]
)
def test_a_bar_has_five_fills_and_says_which_in_words(told, full):
    other = ALL if full < 3 else FEW
    if told == HALF:
        other = FEW
    bars = slides(group((1,), {0: told}), group((3,), {0: other}))[0].bars
    assert bars[0].boxes == (True,) * full + (False,) * (5 - full)
    assert bars[0].in_words


def test_lived_experience_stands_first_in_the_organisations_order_and_four_have_room():
    groups = [group((3,), {0: ALL}), group((4,), {}), group((5,), {}), group((1,), {0: FEW}), group((2,), {})]
    slide = slides(*groups)[0]
    assert [bar.label for bar in slide.bars] == ["Group 1", "Group 2", "Group 3", "Group 4"]
    assert slide.of == 5, "which the slide says"


def test_with_long_names_only_the_two_that_differ_have_room():
    long = ("People who draw on support", "Family carers and their friends")
    groups = [group((1, 2), {0: FEW}, long), group((3,), {0: ALL}), group((4,), {})]
    slide = slides(*groups)[0]
    assert [bar.label for bar in slide.bars] == [
        "People who draw on support, or family carers and their friends",
        "Group 3",
    ]
    assert slide.names == "long"


def test_people_with_lived_experience_have_room_beside_a_long_name():
    """It is about them: a name as long as “I work here, or I manage or commission, or anybody else” isn’t a reason."""
    long = ("Those who work here every day", "Those who manage or commission")
    groups = [group((1,), {0: 6}), group((2,), {0: FEW}), group((3, 4), {0: ALL}, long), group((5,), {})]
    assert [bar.side for bar in slides(*groups)[0].bars] == ["lived-experience", "lived-experience", "paid"]


def test_everybody_else_is_of_no_side():
    other = group((4,), {0: ALL}, is_everybody_else=True)
    bars = slides(group((1,), {0: FEW}), other)[0].bars
    assert [bar.side for bar in bars] == ["lived-experience", ""]


def test_nothing_to_compare_and_nothing_different_have_no_slide():
    assert slides(group((1,), {0: ALL})) == ()
    assert slides(group((1,), {}), group((3,), {})) == ()
