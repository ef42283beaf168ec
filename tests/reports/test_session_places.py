"""The slides of an activity: how many have finished it, then a slide for each question at each moment."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.models import Release
from assessments.telling import ALL, FEW, HALF, SOME
from reports.placing.differences import Heard
from reports.placing.slides import slides_of_activity
from teams.sides import PAID
from tests.assessments.test_round_that_places import only_placing
from tests.make import make_facilitator, make_member, make_person_sheet, make_placing_round, place
from tests.reports.placed_sample import ladder, make_activities, matrix

pytestmark = pytest.mark.django_db
KEY = "the-friday-lunch"


@pytest.fixture
def round():
    return make_placing_round(activities=("The Friday lunch", "The day centre"))


@pytest.fixture
def alice(client, round):
    client.force_login(make_facilitator(round.team))
    return client


def finish(round, number=5):
    for perspective in round.team.organisation.perspectives.all():
        for _ in range(number):
            place(make_person_sheet(round, perspective), now=3 if perspective.side == PAID else 1, aim=3)


def at(round, *args, name="session_activity"):
    return reverse(name, args=[round.code, *args])


def words_of(answer):
    return " ".join(answer.content.decode().split())


def test_before_the_differences_only_how_many_have_finished(alice, round):
    finish(round)
    page = words_of(alice.get(at(round, KEY)))
    assert f'data-part="activity.{KEY}">10</strong>' in page
    assert "Show the differences" in page
    assert "all or nearly all" not in page


def test_the_differences_are_shown_on_a_slide_for_each_moment(alice, round):
    finish(round)
    shown = alice.post(at(round, KEY))
    assert shown.url == at(round, KEY, 1, name="session_places")
    now = words_of(alice.get(shown.url))
    assert "Where is it now? 1 of 2" in now
    assert "Asking or higher" in now
    assert "Why might we see this so differently?" in now
    aim = words_of(alice.get(at(round, KEY, 9, name="session_places")))
    assert "Where would you like it to be? 2 of 2" in aim
    assert at(round, "the-day-centre") in aim, "which is next"
    assert "What makes you say that?" in aim


def test_too_few_are_not_shown(alice, round):
    place(make_person_sheet(round), now=3, aim=3)
    place(round.sheets.create(kind="group", people=4), now=3, aim=3)
    assert alice.post(at(round, KEY)).status_code == 302
    assert not Release.objects.exists()
    page = words_of(alice.get(at(round, KEY, 1, name="session_places")))
    assert "Fewer than 5 people have finished this activity" in page
    assert "1 has finished so far, and 1 group." in page


def test_the_last_part_leads_to_the_first_activity_and_the_last_activity_to_what_we_see(alice, round):
    stand = reverse("standing", args=[round.code, "p2"]) + "?from=session"
    sent = {"why": "", "where_we_differ": "", "revision": 0, "level": "not-yet"}
    alice.post(stand, sent)
    settled = alice.post(stand, {**sent, "revision": 1})
    assert settled.url == at(round, KEY)
    last = words_of(alice.get(at(round, "the-day-centre", 9, name="session_places")))
    assert f'href="{reverse("results", args=[round.code])}">Finish</a>' in last
    assert "What we see" not in last
    assert at(round, KEY) in words_of(alice.get(reverse("session_more", args=[round.code, "p1"])))


def back_of(answer):
    return re.search(r'<a rel="prev" data-back href="([^"]+)">', answer.content.decode())[1]


def test_back_from_the_first_activity_is_where_the_last_part_ends(alice, round):
    stand = reverse("standing", args=[round.code, "p2"]) + "?from=session"
    assert back_of(alice.get(at(round, KEY))) == stand
    assert back_of(alice.get(at(round, "the-day-centre"))) == at(round, KEY)


@pytest.mark.parametrize("warm_ups", [[], ["this-week", "labels-and-roles"]])
def test_where_a_round_only_places_it_is_what_it_begins_with(client, warm_ups):
    round = only_placing(warm_ups=warm_ups)
    client.force_login(make_facilitator(round.team))
    begins = at(round, 2, name="session_warm_up") if warm_ups else at(round, name="session")
    assert back_of(client.get(at(round, KEY))) == begins


def test_who_only_takes_part_has_no_slides(client, round):
    client.force_login(make_member(round.team))
    assert client.get(at(round, KEY)).status_code == 403


def test_at_most_three_groups_have_room_and_those_who_differ_most_are_among_them():
    listed = tuple((n, f"Group {n}", "paid" if n > 2 else "draws-on-support") for n in range(1, 7))
    (told,) = make_activities(ladder(), listed=listed)
    slide = slides_of_activity(told)[0]
    assert len(slide.groups) == 3
    assert slide.of == 6
    assert slide.rows[0].place == "Co-production"
    assert slide.agreed == "Consultation"
    assert slide.differs


def test_they_are_found_by_who_they_are_and_not_by_how_their_names_begin():
    (told,) = make_activities(ladder())
    said = {"Te": SOME, "T": HALF, "Team": FEW, "Team leads": ALL}
    placed = {name: (ALL, word, *[FEW] * 5) for name, word in said.items()}
    heard = tuple(
        Heard(name, "5 to 9 people", tuple((step.asked.key, words) for step in told.steps))
        for name, words in placed.items()
    )
    slide = slides_of_activity(replace(told, heard=heard))[0]
    assert {"Team", "Team leads"} < {one.label for one in slide.groups}


def test_each_question_of_a_matrix_has_two():
    (told,) = make_activities(matrix())
    assert [(s.question, s.heading) for s in slides_of_activity(told)] == [
        ("Who plans it?", "Where is it now?"),
        ("Who does it?", "Where is it now?"),
        ("Who plans it?", "Where would you like it to be?"),
        ("Who does it?", "Where would you like it to be?"),
    ]
