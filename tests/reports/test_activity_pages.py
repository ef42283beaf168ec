"""What we see of placed activities: beside principles or alone, a page for each, and the same for who took part."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from assessments.models import Reflection
from assessments.services.releases import make_release
from teams.sides import PAID
from tests.make import (
    make_facilitator,
    make_ladder,
    make_matrix,
    make_person_sheet,
    make_placing_round,
    make_round,
    make_version,
    open_it,
    place,
    say,
)
from tests.participants import kept

pytestmark = pytest.mark.django_db
KEY = "the-friday-lunch"


def heard(round, number=6):
    """So many who draw on support place it lowest, as many staff highest; all would like it highest."""
    for perspective in round.team.organisation.perspectives.all():
        for _ in range(number):
            place(make_person_sheet(round, perspective), now=3 if perspective.side == PAID else 1, aim=3)


def agree(round, now=2, aim=3):
    place(round.sheets.get(kind="together"), now, aim, text="We cook it together.")


def release(round):
    return make_release(round, by=make_facilitator(round.team))


@pytest.fixture
def round():
    round = make_placing_round()
    agree(round)
    heard(round)
    release(round)
    return round


@pytest.fixture
def only():
    """It places, and ticks nothing."""
    round = make_round(version=make_ladder(), state="planned")
    round.activities.create(key=KEY, position=0, name="The Friday lunch")
    return open_it(round, "open")


def sign_in(client, round):
    client.force_login(make_facilitator(round.team, "Alice"))


def read(client, round, name="results_activity", *args):
    answer = client.get(reverse(name, args=[round.code, *args]))
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2]).split())


def test_an_activity_stands_beside_principles(client, round):
    sign_in(client, round)
    page = read(client, round, "results")
    assert "Part by part" in page
    assert "The activity The Friday lunch Now: Asking Aim: Sharing" in page
    assert "Where it is now: of the groups shown, together, half or more say" in page


def test_a_round_that_only_places_has_no_empty_parts(client, only):
    sign_in(client, only)
    agree(only)
    heard(only)
    release(only)
    page = read(client, only, "results")
    assert "Where the team places a piece of work now" in page
    for words in ("Part by part", "Talk about this", "statement", "tick", " part ", "can’t be shown"):
        assert words not in page.partition("Who took part")[0], words
    assert (
        "shown as a group: “I draw on care and support”, 5 to 9 people; “I work here”, 5 to 9 people." in page
    )
    assert "Together: 10 to 18 people." in page


def test_how_many_took_part_counts_who_answered_the_activity_only(client, round):
    sign_in(client, round)
    heard(round, 12)
    release(round)
    page = read(client, round, "results")
    assert "shown as a group: “I draw on care and support”, 18 people; “I work here”, 18 people." in page
    assert "Together: 36 people." in page


def test_nothing_agreed_is_a_talk_to_have_first(client, only):
    sign_in(client, only)
    heard(only)
    release(only)
    assert "Talk first" in read(client, only, "results")
    page = read(client, only, "results_activity", KEY)
    assert "Talk first. The team hasn’t said together" in page
    assert "Below is what people said on their own." in page
    assert "Not talked about yet." in page


def test_the_page_of_an_activity_says_who_places_it_where(client, round):
    sign_in(client, round)
    page = read(client, round, "results_activity", KEY)
    labels = [p.label for p in round.places_on.places.order_by("position")]
    assert f"The team places it at {labels[1]} ." in page
    assert f"It would like {labels[2]} ." in page
    assert f"I work here, 5 to 9 people Now All or nearly all: {labels[2]}." in page
    assert f"I draw on care and support, 5 to 9 people Now All or nearly all: {labels[0]} or higher." in page
    assert f"Where it is now: {labels[2]} I work here: all or nearly all." in page
    assert "We cook it together." in page
    assert "This is not a score." in page
    assert "Plan a first step" in page


def test_people_with_lived_experience_who_say_otherwise_are_named_beside_all_together(client, only):
    sign_in(client, only)
    agree(only)
    heard(only)
    for perspective in only.team.organisation.perspectives.filter(side=PAID):
        for _ in range(6):
            place(make_person_sheet(only, perspective), now=3, aim=3)
    release(only)
    told = "half or more say Sharing. I draw on care and support: few or nobody."
    assert f"Where it is now: of the groups shown, together, {told}" in read(client, only, "results")
    assert f"Where it is now: {told}" in read(client, only, "results_activity", KEY)


def test_a_team_that_is_lower_than_every_group_is_told_beside_them(client, only):
    sign_in(client, only)
    agree(only, now=1)
    for perspective in only.team.organisation.perspectives.all():
        for number in range(12):
            place(make_person_sheet(only, perspective), now=2 if number else 3, aim=3)
    release(only)
    groups, ours = (
        "n every group all or nearly all say Asking or higher.",
        "The team itself says Telling, which is lower.",
    )
    assert f"I{groups} {ours}" in read(client, only, "results_activity", KEY)
    assert f"Where it is now, i{groups} {ours}" in read(client, only, "report")


def test_a_group_says_a_step_or_higher_also_beside_the_names_of_steps(client, round):
    sign_in(client, round)
    page = read(client, round, "results_activity", KEY)
    assert "5 to 9 people Each step, or higher Now Aim" in page


def test_too_few_are_not_told(client, only):
    sign_in(client, only)
    agree(only)
    heard(only, number=2)
    release(only)
    page = read(client, only, "results_activity", KEY)
    assert "Fewer than 5 people who can be shown together have finished “The Friday lunch”" in page
    assert "all or nearly all" not in page.lower()
    assert "All other steps" not in page


def test_who_took_part_reads_groups_of_ten(round):
    client = Client()
    kept(client, round)
    page = read(client, round, "my_results_activity", KEY)
    assert "Fewer than 10 people" in page
    assert "5 to 9" not in page
    assert "Plan a first step" not in page
    assert "Where the team places its work" in read(client, round, "my_results")
    assert "Who places it where" in read(client, round, "my_results_more")


def test_words_that_were_shared_stand_on_its_page(client):
    round = make_placing_round()
    heard(round)
    row = Reflection.objects.filter(sheet__round=round).exclude(activity=None).first()
    Reflection.objects.filter(pk=row.pk).update(text="Ask us before you cook.", may_read="round")
    release(round)
    sign_in(client, round)
    assert "Ask us before you cook." in read(client, round, "results_activity", KEY)


def test_the_same_in_easy_read(client, round):
    sign_in(client, round)
    client.cookies["wording"] = "easy-read"
    page = read(client, round, "results_activity", KEY)
    assert "The team says it is here now:" in page
    assert "say “" in page
    assert "or a higher step" in page
    assert "What people placed" in read(client, round, "results")
    mine = Client()
    kept(mine, round)
    mine.cookies["wording"] = "easy-read"
    assert "What people placed" in read(mine, round, "my_results")
    assert "What people placed" in read(mine, round, "my_results_more")
    assert "The team wants it to be here:" in read(mine, round, "my_results_activity", KEY)


def test_each_question_of_a_matrix_is_a_card(client):
    round = make_placing_round(ladder=make_matrix())
    agree(round, now=1, aim=2)
    heard(round)
    release(round)
    sign_in(client, round)
    answer = client.get(reverse("results_activity", args=[round.code, KEY])).content.decode()
    assert answer.count('<section class="card placed-card"') == 3
    assert "or higher" not in answer


@pytest.mark.parametrize("key", ["another", "p1"])
def test_another_key_leads_nowhere(client, round, key):
    sign_in(client, round)
    assert client.get(reverse("results_activity", args=[round.code, key])).status_code == 404


def test_an_activity_costs_no_query_more(client, round):
    """Than the round without it does: what is placed, and on what, is read with the release."""
    plain = make_round(round.team, make_version())
    for number in range(5):
        say(make_person_sheet(plain), finished=["p1"], p1_not_yet=number % 2)
    release(plain)
    sign_in(client, round)
    counts = []
    for asked in (plain, round):
        address = reverse("results", args=[asked.code])
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        counts.append(len(found))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize(
    ("now", "aim", "said"),
    [(0, 0, "Not answered yet"), (0, 9, "Not sure"), (9, 0, "Not sure")],
)
def test_the_drawing_says_nothing_was_said_as_the_table_does(client, round, now, aim, said):
    sign_in(client, round)
    together = round.sheets.get(kind="together")
    together.reflections.all().delete()
    together.placements.all().delete()
    agree(round, now, aim)
    release(round)
    page = html.fromstring(client.get(reverse("results_activity", args=[round.code, KEY])).content)
    (drawn,) = page.xpath("//*[contains(@class, 'rungs__column--sheet')]//*[@class='rungs__hint']/text()")
    assert drawn == said
    row = page.xpath("//table[contains(@class, 'placed-words')]//tr[contains(., 'What we agreed')]")[0]
    assert drawn in row.text_content()
