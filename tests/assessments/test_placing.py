"""Placing an activity: what can be said, how it is stored, and what goes with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.changes import BadChange, read_change, read_placed
from assessments.models import Placement, Reflection, Round
from assessments.placing import ActivityPart, PlacedActivity, sayings_of, steps_of
from assessments.services.activities import placed_activities
from assessments.services.answering import (
    RoundClosed,
    finish_part,
    read_part,
    save_part,
    save_reflection,
    save_said,
)
from assessments.services.joining import erase_sheet
from assessments.services.keeping import erase_expired
from assessments.services.releases import make_release
from assessments.services.taking_part import count_taking_part, voices
from rubric.document import in_wording, parse
from rubric.reading import read_version
from tests.make import make_person_sheet, make_placing_round, say
from tests.rubric.documents import LADDER, MATRIX

LUNCH = PlacedActivity(1, "lunch", "The Friday lunch")


def part_of(sheet):
    activities = placed_activities(sheet.round)
    return ActivityPart(read_version(sheet.round.places_on_id), activities[0], 1, len(activities))


def row(part, key):
    return next(each for each in part.rows if each.key == key)


def place(sheet, key, spelling, *, seconds=0):
    each = row(part_of(sheet), key)
    changed_at = timezone.now() + timedelta(seconds=seconds)
    return save_said(sheet, each, value=each.sayings.spelt[spelling].stored, changed_at=changed_at)


# What can be said


def test_a_question_has_its_places_nothing_and_not_sure():
    sayings = sayings_of(parse(LADDER).question("step"))
    assert [(str(each), each.mark) for each in sayings] == [
        ("nothing", "0"),
        ("told", "1"),
        ("asked", "2"),
        ("shared", "3"),
        ("not-sure", "9"),
    ]
    assert [each.button for each in sayings.buttons] == ["Telling", "Asking", "Sharing", "Not sure"]


def test_all_of_now_comes_before_all_of_aim():
    part = ActivityPart(parse(MATRIX), LUNCH, 1, 1)
    assert [row.key for row in part.rows] == ["plans.now", "does.now", "plans.aim", "does.aim"]


def test_a_step_is_read_from_the_top_of_the_ladder_sentence_first():
    now, aim = steps_of(ActivityPart(parse(LADDER), LUNCH, 1, 1), "29")
    places = [place for run in now["runs"] for place in run["places"]]
    assert [place["name"] for place in places] == ["Sharing", "Asking", "Telling"]
    assert places[0]["sentence"] == "Staff and people decide together."
    assert [place["key"] for place in places if place["is_chosen"]] == ["asked"]
    assert not any(place["was_said"] for place in places)
    said = [place["key"] for run in aim["runs"] for place in run["places"] if place["was_said"]]
    assert (said, aim["answer"]) == (["asked"], "Not sure")


def test_easy_read_has_its_own_words_and_pictures():
    easy = in_wording(parse(LADDER), "easy-read")
    now, _ = steps_of(ActivityPart(easy, LUNCH, 1, 1), "00")
    told = now["runs"][-1]["places"][-1]
    assert (told["sentence"], told["name"]) == ("Staff tell people.", "Telling people")
    assert told["drawing"].code == "1F4E2"


# What a page sends


def test_a_change_names_a_step_and_a_place():
    part = ActivityPart(parse(LADDER), LUNCH, 1, 1)
    change = read_change(b'{"statement": "step.aim", "value": "shared", "age": 5}', part)
    assert (change.row.key, change.value.stored) == ("step.aim", 3)
    for wrong in ('"step.then", "value": "shared"', '"step.aim", "value": "ticked"'):
        with pytest.raises(BadChange):
            read_change(f'{{"statement": {wrong}, "age": 5}}'.encode(), part)


def test_a_form_changes_what_it_says_and_nothing_else():
    part = ActivityPart(parse(LADDER), LUNCH, 1, 1)
    fields = {"shown": "20", "revision": "0"}
    assert read_placed({**fields, "answer-step.aim": "not-sure"}, part).marks == "29"
    assert read_placed({**fields, "answer-step.aim": "nobody"}, part).marks == "20"
    assert read_placed({**fields, "shown": "2?", "answer-step.aim": "told"}, part).changed_marks() == [
        (1, "1")
    ]
    assert read_placed({**fields, "shown": "2?"}, part).marks == "20"
    for shown in ("2", "2x", "200"):
        with pytest.raises(BadChange):
            read_placed({"shown": shown, "revision": "0"}, part)


# What is stored


@pytest.mark.django_db
def test_one_place_a_question_and_moment_and_the_newest_counts():
    sheet = make_person_sheet(make_placing_round())
    assert place(sheet, "step.now", "told") == 1
    assert place(sheet, "step.now", "shared", seconds=2) == 3
    assert place(sheet, "step.now", "asked", seconds=1) == 3
    assert place(sheet, "step.aim", "not-sure") == 9
    assert read_part(sheet, part_of(sheet)).marks == "39"
    assert Placement.objects.count() == 2


@pytest.mark.django_db
def test_what_is_taken_back_stays_as_nothing_so_that_a_late_retry_loses():
    sheet = make_person_sheet(make_placing_round())
    place(sheet, "step.now", "told")
    place(sheet, "step.now", "nothing", seconds=2)
    assert place(sheet, "step.now", "told", seconds=1) == 0
    assert read_part(sheet, part_of(sheet)).marks == "00"


@pytest.mark.django_db
def test_a_closed_round_takes_nothing_more():
    sheet = make_person_sheet(make_placing_round())
    Round.objects.update(closed_at=timezone.now())
    with pytest.raises(RoundClosed):
        place(sheet, "step.now", "told")
    with pytest.raises(RoundClosed):
        save_reflection(sheet, **part_of(sheet).owner, text="Late.", revision=0)


@pytest.mark.django_db
def test_words_about_an_activity_are_kept_and_merged_as_about_a_principle():
    sheet = make_person_sheet(make_placing_round())
    owner = part_of(sheet).owner
    assert save_reflection(sheet, **owner, text="Staff decide.", revision=0).revision == 1
    assert save_reflection(sheet, **owner, text="Nobody decides.", revision=0).text == "Staff decide."
    finish_part(sheet, **owner)
    kept = Reflection.objects.get()
    assert (kept.activity.name, kept.principle, kept.finished_at is not None) == (
        "The Friday lunch",
        None,
        True,
    )


@pytest.mark.django_db
def test_a_whole_part_is_saved_and_finished():
    sheet = make_person_sheet(make_placing_round())
    part = part_of(sheet)
    fields = {"shown": "00", "revision": "0", "answer-step.now": "told", "reflection": "They tell us."}
    assert save_part(sheet, part, read_placed(fields, part), finish=True) is None
    filled = read_part(sheet, part)
    assert (filled.marks, filled.text) == ("10", "They tell us.")


@pytest.mark.django_db
def test_it_goes_with_its_sheet():
    sheet = make_person_sheet(make_placing_round())
    place(sheet, "step.now", "told")
    assert voices(round=sheet.round).get().has_begun
    erase_sheet(sheet)
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_it_is_kept_no_longer_than_answers():
    sheet = make_person_sheet(make_placing_round())
    place(sheet, "step.now", "told")
    Round.objects.update(closed_at=timezone.now())
    assert erase_expired(now=timezone.now() + timedelta(days=1000)) == 1
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_releases_of_what_is_ticked_go_on_beside_it():
    """What is placed isn't told yet; whoever finished an activity alone is counted in no principle."""
    round = make_placing_round()
    for _ in range(6):
        sheet = say(make_person_sheet(round), p1_not_yet=1)
        place(sheet, "step.now", "told")
        finish_part(sheet, **part_of(sheet).owner)
    alone = make_person_sheet(round)
    finish_part(alone, **part_of(alone).owner)
    release = make_release(round, by=None)
    assert release.counts["principles"][0]["groups"]
    assert count_taking_part(round.code).people == {"p1": 6, "activity.the-friday-lunch": 7}
    assert count_taking_part(round.code).finished == 7
