"""What a team agreed, as a release keeps it."""

import json

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreed import Agreed, AgreedActivity, AgreedPrinciple, AgreedStanding, GroupSheet, Room
from assessments.models import Answer, Sheet
from assessments.services.releases import make_release, read_agreed
from assessments.services.rounds import close_round, reopen_round
from teams.sides import FAMILY, OTHERS, PAID, SIDES, SUPPORT, UNSAID
from tests.make import make_facilitator, make_perspective, make_round, make_version

words = st.text(max_size=20)
keys = st.none() | words
rooms = st.builds(
    Room,
    asked=st.booleans(),
    people=st.none() | st.integers(0, 500),
    present=st.lists(words, max_size=3).map(tuple),
    sides=st.lists(st.sampled_from(list(SIDES)), max_size=3).map(tuple),
    missing=st.lists(words, max_size=3).map(tuple),
    why_nobody=words,
)
standings = st.builds(AgreedStanding, keys, keys, keys, words, words, st.booleans())
principles = st.builds(
    AgreedPrinciple,
    key=words,
    finished=st.booleans(),
    answers=st.dictionaries(words, st.sampled_from(["ticked", "not-true", "not-sure"]), max_size=4),
    reflection=words,
    standing=standings,
)

several = st.lists(principles, max_size=4).map(tuple)
activities = st.lists(
    st.builds(AgreedActivity, words, words, st.booleans(), st.dictionaries(words, words, max_size=2), words),
    max_size=2,
).map(tuple)
groups = st.lists(st.builds(GroupSheet, st.integers(2, 60), words, several, activities), max_size=2).map(
    tuple
)


@given(st.builds(Agreed, rooms, several, groups, activities))
def test_what_was_agreed_survives_being_kept(agreed):
    assert Agreed.from_json(json.loads(json.dumps(agreed.to_json()))) == agreed


def test_what_was_kept_before_groups_and_activities_can_still_be_read():
    stored = Agreed(Room(), (AgreedPrinciple("p1"),)).to_json()
    del stored["groups"], stored["activities"]
    assert Agreed.from_json(stored) == Agreed(Room(), (AgreedPrinciple("p1"),))


@pytest.mark.parametrize(
    ("perspective", "side", "is_lived"),
    [("Carers", FAMILY, True), ("Carers", "", None), ("Staff", PAID, False), ("", "", False)],
)
def test_a_group_that_was_kept_before_its_side_may_be_of_any(perspective, side, is_lived):
    stored = Agreed(Room(), (), (GroupSheet(4, perspective, (), side=side),)).to_json()
    (kept,) = stored["groups"]
    del kept["perspective_id"]
    if not side:
        del kept["side"]
    assert Agreed.from_json(stored).groups[0].is_lived is is_lived


def answer(sheet, key, value=Answer.Value.TICKED):
    statement = sheet.round.version.statements.get(key=key)
    sheet.answers.update_or_create(
        statement=statement, defaults={"value": value, "changed_at": timezone.now()}
    )


def finish(sheet, key, text=""):
    principle = sheet.round.version.principles.get(key=key)
    sheet.reflections.create(principle=principle, text=text, finished_at=timezone.now())


def open_sheet(**extra):
    round = make_round(**extra)
    return round, round.sheets.get(kind=Sheet.Kind.TOGETHER)


@pytest.mark.django_db
def test_an_empty_sheet_says_nothing():
    round, _ = open_sheet()
    agreed = read_agreed(round)
    assert agreed.room == Room()
    assert [p.key for p in agreed.principles] == ["p1", "p2"]
    assert not any(p.is_answered or p.standing.suggested for p in agreed.principles)


@pytest.mark.django_db
def test_answers_and_reflections_are_kept_by_key():
    round, sheet = open_sheet()
    answer(sheet, "p1-doing-well")
    answer(sheet, "p1-getting-there", Answer.Value.NOT_SURE)
    answer(sheet, "p1-not-yet", Answer.Value.NOT_TRUE)
    answer(sheet, "p2-not-yet", Answer.Value.NOTHING)
    finish(sheet, "p1", "We start late.")
    first, second = read_agreed(round).principles
    assert first.answers == {
        "p1-doing-well": "ticked",
        "p1-getting-there": "not-sure",
        "p1-not-yet": "not-true",
    }
    assert (first.finished, first.reflection) == (True, "We start late.")
    assert (second.finished, second.answers) == (False, {})


@pytest.mark.django_db
def test_another_sheets_answers_stay_out():
    round, _ = open_sheet()
    answer(round.sheets.create(kind=Sheet.Kind.PERSON), "p1-not-yet")
    assert read_agreed(round).principles[0].answers == {}


@pytest.mark.django_db
def test_groups_are_kept_as_they_are_with_the_parts_they_have_finished():
    round, _ = open_sheet()
    carers = make_perspective(round.team.organisation, "Family carer or friend", FAMILY)
    first = round.sheets.create(kind=Sheet.Kind.GROUP, people=9, perspective=carers)
    second = round.sheets.create(kind=Sheet.Kind.GROUP, people=2)
    answer(first, "p1-not-yet")
    answer(first, "p2-not-yet")
    answer(first, "p1-doing-well", Answer.Value.NOTHING)
    finish(first, "p1", "Nobody asked us.")
    answer(second, "p1-not-yet")
    (group,) = read_agreed(round).groups
    assert (group.people, group.perspective) == (9, "Family carer or friend")
    assert (group.perspective_id, group.side) == (carers.pk, FAMILY)
    said = AgreedPrinciple(
        "p1", finished=True, answers={"p1-not-yet": "ticked"}, reflection="Nobody asked us."
    )
    assert group.principles == (said,)


@pytest.mark.django_db
def test_of_a_group_that_answered_one_part_only_that_one_is_kept():
    round, _ = open_sheet()
    part = round.version.principles.get(key="p2")
    group = round.sheets.create(kind=Sheet.Kind.GROUP, people=5, principle=part)
    for key in ["p1", "p2"]:
        finish(group, key)
    assert [[p.key for p in g.principles] for g in read_agreed(round).groups] == [["p2"]]


@pytest.mark.django_db
def test_a_group_makes_a_new_release():
    round, _ = open_sheet()
    alice = make_facilitator(round.team)
    make_release(round, by=alice)
    carers = make_perspective(round.team.organisation, "Family carer or friend", FAMILY)
    for who in (None, carers):
        finish(round.sheets.create(kind=Sheet.Kind.GROUP, people=3, perspective=who), "p1")
    release = make_release(round, by=alice)
    assert release.number == 2
    assert [heard.perspective for heard in release.heard.all()] == [carers]
    assert Agreed.from_json(release.agreed) == read_agreed(round)


@pytest.mark.django_db
def test_the_room_names_who_was_there_and_who_was_not():
    round, sheet = open_sheet()
    organisation = round.team.organisation
    support, work = organisation.perspectives.all()
    make_perspective(organisation, "Councillor", OTHERS, retired_at=timezone.now())
    make_perspective(organisation, "Gwell gen i beidio â dweud", UNSAID)
    sheet.presences.create(perspective=work)
    sheet.why_nobody_who_draws_on_support, sheet.people, sheet.room_at = "Too early.", 4, timezone.now()
    sheet.save()
    room = read_agreed(round).room
    assert (room.present, room.missing) == (("I work here",), (support.label,))
    assert (room.asked, room.people, room.why_nobody, room.sides) == (True, 4, "Too early.", (PAID,))
    assert room.nobody_draws_on_support


@pytest.mark.django_db
def test_somebody_who_draws_on_support_is_in_the_room():
    round, sheet = open_sheet()
    for perspective in reversed(round.team.organisation.perspectives.all()):
        sheet.presences.create(perspective=perspective)
    sheet.room_at = timezone.now()
    sheet.save()
    room = read_agreed(round).room
    assert room.sides == (SUPPORT, PAID)
    assert not room.nobody_draws_on_support
    assert room.present == ("I draw on care and support", "I work here")


@pytest.mark.django_db
def test_a_standing_is_kept_beside_what_the_ticks_suggest():
    round, sheet = open_sheet()
    answer(sheet, "p1-doing-well")
    levels = {level.key: level for level in round.version.levels.all()}
    sheet.standings.create(
        principle=round.version.principles.get(key="p1"),
        first_level=levels["not-yet"],
        level=levels["getting-there"],
        why="Not everybody sees it.",
        where_we_differ="Carers see it less.",
        settled_at=timezone.now(),
    )
    first, second = read_agreed(round).principles
    assert first.standing == AgreedStanding(
        first_level="not-yet",
        level="getting-there",
        suggested="doing-well",
        why="Not everybody sees it.",
        where_we_differ="Carers see it less.",
        settled=True,
    )
    assert second.standing == AgreedStanding()


@pytest.mark.django_db
@pytest.mark.parametrize("value", [Answer.Value.TICKED, Answer.Value.NOTHING])
@pytest.mark.parametrize(("part", "suggested"), [("p1", None), ("p2", "doing-well")])
def test_what_ticks_suggest_that_came_later_was_never_seen(part, suggested, value):
    round, sheet = open_sheet()
    answer(sheet, "p1-doing-well")
    principle = round.version.principles.get(key="p1")
    sheet.standings.create(principle=principle, settled_at=timezone.now())
    answer(sheet, f"{part}-getting-there", value)
    assert read_agreed(round).principles[0].standing.suggested == suggested


@pytest.mark.django_db
def test_what_ticks_suggest_of_a_part_that_was_looked_at_later_was_never_seen():
    """Those of last time, which nobody had looked at again when the team said where it stands."""
    round, sheet = open_sheet()
    answer(sheet, "p1-doing-well")
    principle = round.version.principles.get(key="p1")
    sheet.standings.create(principle=principle, settled_at=timezone.now())
    sheet.reflections.create(principle=principle, finished_at=timezone.now())
    assert read_agreed(round).principles[0].standing.suggested is None


@pytest.mark.django_db
def test_releases_are_numbered_and_say_who_made_them():
    round, sheet = open_sheet()
    alice = make_facilitator(round.team)
    first = make_release(round, by=alice)
    answer(sheet, "p1-not-yet")
    second = make_release(round, by=alice)
    assert (first.number, second.number, second.made_by) == (1, 2, alice)
    assert Agreed.from_json(second.agreed) == read_agreed(round)
    assert Agreed.from_json(first.agreed).principles[0].answers == {}


@pytest.mark.django_db
def test_nothing_new_makes_no_release():
    round, sheet = open_sheet()
    alice = make_facilitator(round.team)
    answer(sheet, "p1-not-yet")
    first = make_release(round, by=alice)
    answer(sheet, "p1-not-yet")  # again, and so nothing new
    assert make_release(round, by=alice) == first


@pytest.mark.django_db
def test_closing_makes_a_release_even_of_nothing_new():
    round, _ = open_sheet()
    alice = make_facilitator(round.team)
    make_release(round, by=alice)
    close_round(round, by=alice)
    reopen_round(round, by=alice, reason="Too soon.")
    close_round(round, by=alice)
    assert list(round.releases.values_list("number", "at_closing")) == [(3, True), (2, True), (1, False)]


@pytest.mark.django_db
def test_a_closed_round_keeps_its_last_release():
    round, _ = open_sheet()
    alice = make_facilitator(round.team)
    close_round(round, by=alice)
    assert make_release(round, by=alice) == make_release(round, by=None) == round.releases.get()
    assert round.releases.count() == 1


@pytest.mark.django_db
def test_a_release_reads_few_tables_however_long_the_rubric(django_assert_max_num_queries):
    round, sheet = open_sheet(version=make_version(principles=8))
    alice = make_facilitator(round.team)
    for n in range(1, 9):
        finish(sheet, f"p{n}")
    make_release(round, by=alice)
    with django_assert_max_num_queries(22):
        make_release(round, by=alice)
