"""Pages of no round, opened from one: whom to ask there, what that round keeps to, and the way back."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Round
from tests.assessments.test_joining import come_in, dana, join, walk_in
from tests.make import make_facilitator, make_round, make_team

pytestmark = pytest.mark.django_db
PAGES = ["help", "who_sees", "about", "accessibility"]
WORDINGS = ["standard", "easy-read"]


@pytest.fixture
def round():
    return make_round(title="Autumn round", contact_name="Alice Penrose", contact_phone="01632 960001")


def look(client, address: str, wording: str = "standard") -> str:
    client.cookies["wording"] = wording
    return client.get(address).content.decode()


def foot_link(page: str, name: str) -> str:
    return unescape(re.search(rf'href="({reverse(name)}[^"]*)"', page.split("<footer")[1])[1])


def ways_back(page: str) -> list[tuple[str, str]]:
    return [
        (unescape(to), said) for to, said in re.findall(r'<a class="back" href="([^"]*)">(.*?)</a>', page)
    ]


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("name", PAGES)
def test_they_lead_back_to_ones_answers_and_name_the_rounds_person(round, name, wording):
    client = dana()
    join(client, round)
    mine = reverse("my_sheet", args=[round.code])
    opened = foot_link(look(client, mine, wording), name)
    for address in (opened, reverse(name)):
        page = look(client, address, wording)
        assert ways_back(page) == [(mine, "Your answers")]
        assert page.count("Alice Penrose") == 1
        assert 'href="tel:01632960001"' in page
    assert ways_back(look(client, foot_link(look(client, opened, wording), "help"))) == [
        (mine, "Your answers")
    ]


def test_of_several_rounds_it_is_the_one_that_somebody_came_from(round):
    client = dana()
    join(client, round)
    mine = reverse("my_sheet", args=[round.code])
    opened = foot_link(look(client, mine), "help")
    other = make_round(
        make_team(name="Other team"), title="Spring round", contact_name="Bo Lee", contact_phone="2"
    )
    join(client, other)
    page = look(client, opened)
    assert ways_back(page) == [(mine, "Your answers")]
    assert "Alice Penrose" in page
    assert [said for _, said in ways_back(look(client, reverse("help")))] == [
        "Your answers: Spring round",
        "Your answers: Autumn round",
    ]


def test_on_the_way_into_another_round_nothing_is_said_of_the_first():
    """That is where somebody agrees to what is said of who sees their answers."""
    client = dana()
    join(client, make_round(floor=7, contact_name="Alice Penrose", contact_phone="1"))
    other = make_round(make_team(name="Other team"), floor=9)
    come_in(client, other)
    walk_in(client, other, to="join_promises")
    page = look(client, foot_link(look(client, reverse("join_promises", args=[other.code])), "who_sees"))
    assert "Alice Penrose" not in page
    assert "only when at least 5 people have finished" in page
    assert "more than 5" in page
    join(client, other)
    page = look(client, reverse("who_sees"))
    assert "only when at least 5 people have finished" in page, "of several rounds, what is true of all"


def test_whoever_is_signed_in_may_not_be_who_answered_here(round):
    client = dana()
    join(client, round)
    client.force_login(make_facilitator(round.team))
    page = look(client, reverse("help"))
    assert ways_back(page) == []
    assert "Alice Penrose" not in page
    mine = reverse("my_sheet", args=[round.code])
    opened = look(client, foot_link(look(client, mine), "help"))
    assert ways_back(opened) == [(mine, "Your answers")], "they come from there"
    assert "Alice Penrose" in opened


@pytest.mark.parametrize("name", PAGES)
def test_on_the_way_in_they_lead_back_to_the_question(round, name):
    client = dana()
    come_in(client, round)
    walk_in(client, round, to="join_promises")
    here = reverse("join_promises", args=[round.code])
    page = look(client, here)
    assert ways_back(look(client, foot_link(page, name))) == [(here, "Back")]
    more = unescape(re.search(r'href="([^"]*)">More about who sees what', page)[1])
    assert ways_back(look(client, more)) == [(here, "Back")]


def test_an_address_alone_names_nobody(round):
    """A round's code in an address opens nothing: only the cookie says that a browser has a sheet of it."""
    mine = reverse("my_sheet", args=[round.code])
    page = look(Client(), f"{reverse('help')}?next={mine}")
    assert "Alice Penrose" not in page
    assert "Autumn round" not in page


@pytest.mark.parametrize(
    ("wording", "known", "unknown"),
    [
        (
            "standard",
            "only when at least 7 people have finished",
            "only when at least 5 people have finished",
        ),
        (
            "easy-read",
            "only when 7 people or more have answered.",
            "only when 5 people or more have answered.",
        ),
    ],
)
def test_who_sees_tells_the_rounds_own_number(wording, known, unknown):
    round = make_round(floor=7)
    client = dana()
    join(client, round)
    page = look(client, reverse("who_sees"), wording)
    assert known in page
    assert not re.search(r"\b5 (more )?people", page)
    page = look(Client(), reverse("who_sees"), wording)
    assert unknown in page
    assert "more than 5" in page


PROMISES = re.compile(
    "who said what|no name|can’t see your answers|open your sheet|don’t see who", re.IGNORECASE
)


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("name", ["help", "who_sees"])
def test_in_the_open_they_say_that_others_see_first_name_and_answers(name, wording):
    client = dana()
    join(client, make_round(sharing=Round.Sharing.IN_THE_OPEN), first_name="Dana")
    page = look(client, reverse(name), wording)
    assert "Others see your first name and your answers." in page
    assert "rounds in the open" not in page
    after = page.split("Who gets the report")[0].split("People who get the report")[0]
    assert PROMISES.findall(after) == []


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("name", ["help", "who_sees"])
def test_without_names_they_promise_that_nobody_sees_who(round, name, wording):
    client = dana()
    join(client, round)
    page = look(client, reverse(name), wording)
    assert PROMISES.search(page)
    assert "Others see your first name" not in page


@pytest.mark.parametrize("wording", WORDINGS)
def test_of_no_round_they_say_that_one_may_be_in_the_open(wording):
    page = look(Client(), reverse("help"), wording)
    assert "rounds in the open" in page
    assert "no name" not in page


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("name", ["help", "who_sees"])
def test_of_no_round_each_promise_is_made_together_with_what_is_so_in_the_open(name, wording):
    client = dana()
    for sharing in Round.Sharing:
        join(client, make_round(make_team(name=sharing), sharing=sharing), first_name="Dana")
    for asked in (Client(), client):
        until_the_report = re.split(
            "Who gets the report|People who get the report", look(asked, reverse(name), wording)
        )
        told = re.split('<li>|<div class="drawn">|<h2', until_the_report[0])
        promised = [words for words in told if PROMISES.search(words)]
        assert promised
        assert [words for words in promised if "in the open" not in words] == []
        waiting = [words for words in told if "more people have finished" in words]
        assert [words for words in waiting if "written about it" not in words] == []
        assert waiting or name == "help"


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("name", ["home", "join"])
def test_before_any_round_nothing_is_promised_of_names(name, wording):
    page = look(Client(), reverse(name), wording)
    assert "no name" not in page
    assert PROMISES.findall(page) == []
