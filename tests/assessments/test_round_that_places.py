"""Rounds in which people place activities, from planning to closing: a round that only places, and one with both."""

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Reflection, Round, Sheet
from assessments.services.path import read_facts
from assessments.services.taking_part import count_taking_part
from assessments.stages import Path
from teams.models import Team
from teams.roles import FACILITATOR
from tests.assessments.sheets import queries
from tests.assessments.test_joining import (
    begin,
    come_in,
    dana,
    join,
    join_as_group,
    return_code_of,
    walk_in,
    write_code,
)
from tests.assessments.test_plan_round import sent as plan_of
from tests.make import (
    make_facilitator,
    make_ladder,
    make_placing_round,
    make_round,
    make_team,
    make_version,
    open_it,
)

pytestmark = pytest.mark.django_db
LUNCH = "the-friday-lunch"
ASKED = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}


@pytest.fixture
def alice(client):
    client.force_login(make_facilitator(make_team()))
    return client


def only_placing(team=None, names=("The Friday lunch",), **fields):
    round = make_round(team, make_ladder(), state="planned", **fields)
    for position, name in enumerate(names):
        round.activities.create(key=name.lower().replace(" ", "-"), position=position, name=name)
    return open_it(round, "open")


def at(round, name, *args):
    return reverse(name, args=[round.code, *args])


def seen(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    tree = lxml.html.fromstring(answer.content.decode())
    for hidden in tree.xpath("//script|//style"):
        hidden.drop_tree()
    return " ".join(tree.text_content().split())


def place_together(client, round, key=LUNCH, **said):
    address = at(round, "together_activity", key)
    form = lxml.html.fromstring(client.get(address).content).get_element_by_id("part")
    return client.post(address, {**dict(form.form_values()), **said, "save": "continue"})


def say_who_is_here(client, round):
    present = round.team.organisation.perspectives.first().pk
    sent = {"present": [present], "people": 6, "why_nobody": "", "seen": "", "then": ""}
    return client.post(at(round, "room"), sent)


def test_a_round_that_only_places_walks_from_planning_to_closing(alice):
    team = Team.objects.get()
    planned = plan_of(make_ladder(), **ASKED)
    answer = alice.post(reverse("plan_round", args=[team.code]), {**planned, "open": ""})
    round = Round.objects.get()
    assert answer.url == at(round, "open_round")
    assert at(round, "activities") in alice.get(answer.url).content.decode()
    named = {"activities-0-name": "The Friday lunch", "activities-0-line": "How it is run"}
    management = {"activities-TOTAL_FORMS": 1, "activities-INITIAL_FORMS": 0}
    alice.post(at(round, "activities"), {**named, **management})
    alice.post(at(round, "open_round"), {})
    round.refresh_from_db()
    assert round.is_open
    assert "Finished: The Friday lunch0" in seen(alice, at(round, "door"))
    assert "minutes a part" not in seen(alice, at(round, "door"))
    assert "Start" in seen(alice, reverse("session", args=[round.code]))

    visitor = dana()
    come_in(visitor, round)
    assert begin(visitor, round).url == at(round, "my_activity", LUNCH)

    page = seen(alice, at(round, "round"))
    assert "1 has joined" in page
    asked = alice.get(at(round, "together_activity", LUNCH))
    assert asked.url == f"{at(round, 'room')}?then=activity.{LUNCH}"
    assert say_who_is_here(alice, round).url == at(round, "together_activity", LUNCH)
    assert "Start with The Friday lunch" in seen(alice, at(round, "round"))
    assert "Start with The Friday lunch" in seen(alice, reverse("home"))
    answer = place_together(alice, round, **{"answer-step.now": "told", "answer-step.aim": "asked"})
    assert answer.url == at(round, "together_why", LUNCH)
    sent = {"why": "They are told.", "where_we_differ": "", "revision": 0}
    assert alice.post(answer.url, sent).url == at(round, "together")
    page = seen(alice, at(round, "round"))
    assert "Close this round" in page
    assert "The Friday lunch Agreed" in page
    page = seen(alice, at(round, "close_round"))
    assert "What isn’t finished" not in page
    assert "Fewer than 5 people have finished The Friday lunch on their own" in page
    alice.post(at(round, "close_round"))
    round.refresh_from_db()
    assert round.closed_at
    assert "Where you stand" not in seen(alice, at(round, "round"))
    assert "The Friday lunch" in str(round.releases.first().agreed)


def test_what_isnt_placed_is_named_as_the_round_closes(alice):
    round = make_placing_round(Team.objects.get(), activities=("The Friday lunch", "The newsletter"))
    Sheet.objects.filter(kind="together").update(room_at=round.opened_at)
    place_together(alice, round, **{"answer-step.now": "told"})
    page = alice.get(at(round, "close_round")).content.decode()
    tree = lxml.html.fromstring(page)
    left = [
        " ".join(each.text_content().split())
        for each in tree.xpath("//section[@aria-labelledby='unfinished']//li")
    ]
    assert left[-1] == (
        "The newsletter: Nobody has answered it together. The report will say that your team hasn’t placed it together."
    )
    assert len(left) == 3
    assert tree.xpath("//section[@aria-labelledby='unfinished']//li/a/@href")[-1] == at(
        round, "together_activity", "the-newsletter"
    )
    assert "1 of 4 parts finished." in " ".join(tree.text_content().split())


def test_both_count_in_what_people_and_their_facilitator_read(alice):
    round = make_placing_round(Team.objects.get())
    visitor = dana()
    come_in(visitor, round)
    assert begin(visitor, round).url == at(round, "my_principle", "p1")
    assert "There are 3 parts" in _promises(dana(), round)
    assert "Part 1 of 3" in seen(visitor, at(round, "my_statement", "p1", 1))
    assert "0 of 3 parts finished" in seen(visitor, at(round, "my_sheet"))
    _finish(visitor, round)
    assert "You have finished 1 of 3 parts" in seen(visitor, at(round, "thank_you"))
    counted = count_taking_part(round.code)
    assert (counted.finished, counted.parts, counted.people) == (
        1, {f"activity.{LUNCH}": 1}, {f"activity.{LUNCH}": 1},
    )  # fmt: skip
    assert "Finished: The Friday lunch1" in seen(alice, at(round, "door"))
    Sheet.objects.filter(kind="together").update(room_at=round.opened_at)
    assert "Part 1 of 3" in seen(alice, at(round, "together_principle", "p1"))
    assert "Part 1 of 3" in seen(alice, at(round, "standing", "p1"))


def _promises(client, round):
    come_in(client, round)
    walk_in(client, round, to="join_promises")
    return seen(client, at(round, "join_promises"))


def _finish(client, round):
    address = at(round, "my_activity_step", LUNCH, 3)
    form = lxml.html.fromstring(client.get(address).content).get_element_by_id("part")
    client.post(address, {**dict(form.form_values()), "save": "continue"})


def test_once_all_is_ticked_what_is_placed_comes_next(alice):
    round = make_placing_round(Team.objects.get())
    sheet = round.sheets.get()
    Sheet.objects.update(room_at=round.opened_at)
    for principle in round.version.principles.all():
        Reflection.objects.create(sheet=sheet, principle=principle, finished_at=round.opened_at)
        sheet.standings.create(principle=principle, why="We think so.")
    round.role = FACILITATOR
    facts = read_facts(round, wording="standard")
    assert facts.next_part.view == "together_activity"
    assert Path(facts).now.key == "agree"
    assert "2 of 3 parts agreed" in seen(alice, at(round, "round"))
    assert "Go on with The Friday lunch" in seen(alice, at(round, "round"))


def test_an_activity_and_a_part_of_the_same_key_are_told_apart(alice):
    round = make_placing_round(Team.objects.get(), activities=("p1",))
    sheet = round.sheets.get()
    Reflection.objects.create(sheet=sheet, activity=round.activities.get(), finished_at=round.opened_at)
    round.role = FACILITATOR
    finished = {part.field: part.finished for part in read_facts(round, wording="standard").parts}
    assert finished == {"p1": False, "p2": False, "activity.p1": True}


def test_rounds_that_place_cost_no_query_more_for_more_of_them(alice):
    team, version, ladder = Team.objects.get(), make_version(), make_ladder()
    make_placing_round(team, version, ladder=ladder, activities=("One",))
    alice.get(reverse("home"))
    few = len(queries(lambda: alice.get(reverse("home"))))
    for _ in range(3):
        make_placing_round(team, version, ladder=ladder, activities=("One", "Two", "Three"))
    assert len(queries(lambda: alice.get(reverse("home")))) == few


def test_whoever_only_places_has_finished_once_it_is_placed():
    round = only_placing()
    visitor = dana()
    join(visitor, round)
    _finish(visitor, round)
    page = seen(visitor, at(round, "thank_you"))
    assert "You have finished. What you said is kept." in page
    assert "1 of 1 part finished" in seen(visitor, at(round, "my_sheet"))


def test_a_group_answers_what_is_placed_too():
    round = only_placing()
    visitor = dana()
    assert join_as_group(visitor, round).url == at(round, "my_activity", LUNCH)
    assert round.sheets.get(kind="group").people == 3
    assert visitor.get(at(round, "my_activity_step", LUNCH, 1)).status_code == 200


def test_hand_to_the_next_person_and_come_back_with_a_code():
    round = only_placing()
    visitor = dana()
    join(visitor, round)
    address = at(round, "my_activity_step", LUNCH, 1)
    form = lxml.html.fromstring(visitor.get(address).content).get_element_by_id("part")
    visitor.post(address, {**dict(form.form_values()), "answer-step.now": "told", "save": "next"})
    code = return_code_of(visitor, round)
    visitor.post(at(round, "hand_over"))
    assert visitor.get(address).status_code == 404
    other = dana()
    write_code(other, code)
    chosen = lxml.html.fromstring(other.get(address).content).xpath("//input[@checked]/@value")
    assert chosen == ["told"]


def test_what_a_round_is_about_is_placed_without_naming_it_again(alice):
    planned = plan_of(make_ladder(), about="activity", about_name="The day centre’s redesign", **ASKED)
    alice.post(reverse("plan_round", args=[Team.objects.get().code]), {**planned, "open": ""})
    round = Round.objects.get()
    assert round.is_open
    assert [one.name for one in round.activities.all()] == ["The day centre’s redesign"]


def test_where_there_is_one_question_the_aim_is_asked_once(alice):
    round = only_placing(Team.objects.get())
    say_who_is_here(alice, round)
    page = seen(alice, at(round, "together_activity", LUNCH))
    assert page.count(round.version.questions.get().text) == 1
    assert page.count("Where would you like it to be?") == 2, "the heading, and for those who hear the boxes"


def test_a_round_that_is_gone_since_it_was_fetched_stops_no_page(alice):
    round = Round(pk=999, team=Team.objects.get(), version=make_version(), opened_at=timezone.now())
    round.role = None
    assert read_facts(round, wording="standard").parts == ()
