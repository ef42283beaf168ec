"""Warm-ups: an organisation's admins word them, facilitators begin a meeting with some, and those who come are told."""

import re
from datetime import timedelta

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.inviting import ways_in
from assessments.models import SessionFormat, WarmUp
from assessments.services import offered
from assessments.services import session_formats as services
from rubric import pictures
from tests.make import make_admin, make_facilitator, make_organisation, make_round, make_rubric_editor
from tests.participants import kept
from tests.reading_levels import Page
from tests.two_people import copies_on, filled, open_form

pytestmark = pytest.mark.django_db

COME_WITH_IT = ["labels-and-roles", "once-or-for-years", "hours-in-a-year", "this-week"]
OUR_OWN = {
    "title": "A walk",
    "easy_read_title": "A walk",
    "minutes": "5",
    "do": "Walk around the garden in pairs.",
    "easy_read": "Walk with someone.",
    "gentler": "Sit in the garden.",
    "easy_read_gentler": "Sit outside.",
    "listen_for": "Who walks with whom.",
    "easy_read_listen_for": "Who walks with who?",
    "idea_from": "",
    "picture": "2600",
}


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def olu(client, organisation):
    olu = make_admin(organisation)
    client.force_login(olu)
    return olu


def url(organisation, name="session_formats", key=None):
    return reverse(name, args=[organisation.slug, key] if key else [organisation.slug])


def send(client, address, **changes):
    page = copies_on(client, address)
    return client.post(address, page | OUR_OWN | changes, follow=True).content.decode()


def keys(organisation):
    return [each.key for each in offered.all_of(WarmUp, organisation) if not each.retired_at]


def the_file():
    return yaml.safe_load(offered.CONTENT.read_text())


def as_in_the_file(each, row):
    people = {"people": [each.fewest, each.most]} if "people" in row else {}
    return {name: people.get(name) or getattr(each, name) for name in row}


@pytest.mark.parametrize(("kind", "name"), [(SessionFormat, "formats"), (WarmUp, "warm_ups")])
def test_whatever_stands_in_the_file_arrives(organisation, kind, name):
    """And stays as it is once an organisation has touched it."""
    for _ in ("from the file", "from rows"):
        found = offered.all_of(kind, organisation)
        rows = the_file()[name]
        assert [as_in_the_file(each, row) for each, row in zip(found, rows, strict=True)] == rows
        for each in found:
            offered.change(each, by=None)
    assert kind.objects.count() == len(rows)


def test_what_comes_with_the_app_is_whole_and_easy():
    content = the_file()
    assert [each["key"] for each in content["warm_ups"]] == COME_WITH_IT
    for each in content["warm_ups"]:
        assert all(each.values())
        assert each["picture"] in pictures.codes()
        assert max(len(each[name]) for name in ("do", "easy_read", "gentler", "easy_read_gentler")) < 600
    texts = [each["easy_read"] for each in content["formats"]]
    texts += [
        text for each in content["warm_ups"] for name, text in each.items() if name.startswith("easy_read")
    ]
    pages = [Page(text[:30], "easy-read", text) for text in texts]
    assert [f"{page}: {page.long_sentences}" for page in pages if page.long_sentences] == []


def test_they_stand_below_the_ways_and_nothing_is_stored(client, organisation, olu):
    page = client.get(url(organisation)).content.decode()
    assert "8,760 hours" in page
    assert url(organisation, "edit_warm_up", "this-week") in page
    assert not WarmUp.objects.exists()


def test_an_organisation_has_its_own_words(client, organisation, olu):
    other = make_organisation("Southmoor Council")
    address = url(organisation, "edit_warm_up", "this-week")
    assert "We’ve saved “A walk”." in send(client, address)
    changed = offered.find(WarmUp, organisation, "this-week")
    assert (changed.title, changed.minutes, changed.gentler) == ("A walk", 5, "Sit in the garden.")
    assert keys(organisation) == keys(other) == COME_WITH_IT
    assert offered.find(WarmUp, other, "this-week").minutes == 10


def test_one_of_their_own_comes_last_and_once(client, organisation, olu):
    for _ in range(2):
        send(client, url(organisation, "add_warm_up"))
    assert keys(organisation) == [*COME_WITH_IT, "a-walk"]
    page = send(client, url(organisation, "add_warm_up"), minutes="6")
    assert "There is already a warm-up called “A walk”." in page
    assert 'value="6"' in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Write what it is called."),
        ({"easy_read_title": " "}, "Write what it is called in Easy Read."),
        ({"minutes": "0"}, "Write a number from 1 to 600."),
        ({"do": ""}, "Write what people do."),
        ({"easy_read": ""}, "Write what people do in Easy Read too."),
        ({"easy_read_gentler": ""}, "Write this in Easy Read too."),
        ({"easy_read_listen_for": ""}, "Write this in Easy Read too."),
        ({"do": "x" * 601}, "The most is 600."),
        ({"picture": "1F4A9"}, "Choose a picture."),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(client, organisation, olu, change, says):
    page = send(client, url(organisation, "add_warm_up"), **{"idea_from": "Our walking group", **change})
    assert says in page
    assert "<title>Error: Add a warm-up" in page
    assert "Our walking group" in page
    assert not WarmUp.objects.exists()


def test_without_a_gentler_way_it_needs_none_in_easy_read(client, organisation, olu):
    nothing = dict.fromkeys(["gentler", "easy_read_gentler", "listen_for", "easy_read_listen_for"], "")
    assert "We’ve saved" in send(client, url(organisation, "add_warm_up"), **nothing)


def test_one_is_taken_out_and_brought_back(client, organisation, olu):
    page = send(client, url(organisation, "retire_warm_up", "this-week"))
    assert "“Who did something for somebody this week?” is no longer offered." in page
    assert url(organisation, "bring_back_warm_up", "this-week") in page
    assert keys(organisation) == COME_WITH_IT[:3]
    send(client, url(organisation, "bring_back_warm_up", "this-week"))
    assert keys(organisation) == COME_WITH_IT


BOTH = [("warm_up", "this-week", "8,760 hours"), ("session_format", "path", "World Café")]


@pytest.mark.parametrize(("kind", "key", "another"), BOTH)
def test_no_two_in_the_list_get_one_title(client, organisation, olu, kind, key, another):
    address = url(organisation, f"edit_{kind}", key)
    page = open_form(client, address)
    answer = client.post(address, page | {"title": another.upper()})
    assert f"called “{another.upper()}”. Choose another title, or change that one." in answer.content.decode()
    assert (
        "We’ve saved"
        in client.post(address, page | {"title": page["title"][0].upper()}, follow=True).content.decode()
    )


@pytest.mark.parametrize(("kind", "key", "another"), BOTH)
def test_what_is_brought_back_has_a_title_of_its_own(client, organisation, olu, kind, key, another):
    send(client, url(organisation, f"retire_{kind}", key))
    (out,) = organisation.warm_ups.all() or organisation.session_formats.all()
    model, title = type(out), out.title
    other = next(each for each in offered.all_of(model, organisation) if each.title == another)
    other = offered.change(other, by=olu, title=title)
    page = send(client, url(organisation, f"bring_back_{kind}", key))
    assert f"called “{title}”. Change the title of that one first." in page
    assert "is back in the list" not in page
    assert offered.find(model, organisation, key).retired_at
    offered.change(other, by=olu, title="Something else")
    assert "is back in the list" in send(client, url(organisation, f"bring_back_{kind}", key))


@pytest.mark.parametrize(("edit", "key"), [("edit_warm_up", "this-week"), ("edit_session_format", "path")])
def test_one_that_was_taken_out_meanwhile_is_saved_and_that_is_said(client, organisation, olu, edit, key):
    address = url(organisation, edit, key)
    page = open_form(client, address)
    said = [client.post(address, page, follow=True).content.decode()]
    send(client, url(organisation, edit.replace("edit", "retire"), key))
    said.append(client.post(address, page, follow=True).content.decode())
    assert all("We’ve saved “" in each for each in said)
    assert ["”. It isn’t in the list any more. You can bring it back." in each for each in said] == [
        False,
        True,
    ]


def test_a_list_may_become_empty(client, organisation, olu):
    for key in COME_WITH_IT:
        page = send(client, url(organisation, "retire_warm_up", key))
    assert "There is none in the list now." in page


def test_who_may(client, organisation):
    for person, status in {
        make_rubric_editor(organisation): 403,
        make_admin(make_organisation("B"), "C"): 404,
    }.items():
        client.force_login(person)
        for name in ("edit_warm_up", "retire_warm_up", "bring_back_warm_up"):
            assert client.post(url(organisation, name, "this-week"), OUR_OWN).status_code == status
        assert client.post(url(organisation, "add_warm_up"), OUR_OWN).status_code == status
    assert not WarmUp.objects.exists()


def choose(client, round, *warm_ups, session_format=""):
    client.force_login(make_facilitator(round.team))
    address = reverse("choose_session_format", args=[round.code])
    sent = {"session_format": session_format, "warm_ups": warm_ups}
    return client.post(address, copies_on(client, address) | sent)


def test_two_who_word_a_warm_up_keep_both_words(client, organisation, olu):
    address = url(organisation, "edit_warm_up", "this-week")
    mine, theirs = (open_form(client, address) for _ in range(2))
    client.post(address, theirs | {"minutes": "9", "gentler": ""})
    client.post(address, mine | {"title": "Last week"})
    changed = WarmUp.objects.get()
    assert (changed.title, changed.minutes, changed.gentler) == ("Last week", 9, "")
    answer = client.post(address, mine | {"minutes": "12"})
    assert [text for _label, text in answer.context["form"].theirs] == ["9"]
    client.post(address, filled(answer))
    assert WarmUp.objects.get().minutes == 12


def test_two_who_plan_how_to_meet_keep_both_choices(client):
    round = make_round()
    client.force_login(make_facilitator(round.team))
    address = reverse("choose_session_format", args=[round.code])
    mine, theirs = (open_form(client, address) for _ in range(2))
    client.post(address, theirs | {"session_format": "path"})
    assert client.post(address, mine | {"warm_ups": ["this-week"]}).status_code == 302
    round.refresh_from_db()
    assert (round.session_format, chosen(round)) == ("path", ["this-week"])
    answer = client.post(address, mine | {"warm_ups": ["labels-and-roles", "hours-in-a-year"]})
    assert [label for label, _text in answer.context["form"].theirs] == ["How will you begin?"]
    assert chosen(round) == ["this-week"]
    client.post(address, filled(answer))
    assert (round.session_format, chosen(round)) == ("path", ["labels-and-roles", "hours-in-a-year"])


def chosen(round):
    round.refresh_from_db()
    return [each.key for each in services.warm_ups_of(round)]


def test_a_facilitator_chooses_none_one_or_several(client):
    round = make_round(state="planned")
    for wanted in (["this-week"], ["labels-and-roles", "hours-in-a-year"], []):
        choose(client, round, *wanted, session_format="path")
        assert chosen(round) == wanted
    assert services.format_of(round).key == "path"


def test_what_is_chosen_is_ticked_and_told_on_the_path(client):
    round = make_round(state="planned")
    choose(client, round, "this-week", "hours-in-a-year", session_format="path")
    page = client.get(reverse("choose_session_format", args=[round.code])).content.decode()
    ticked = [line for line in page.splitlines() if 'type="checkbox"' in line and " checked" in line]
    assert ["hours-in-a-year" in ticked[0], "this-week" in ticked[1]] == [True, True]
    assert "after 2 warm-ups" in client.get(reverse("round", args=[round.code])).content.decode()


def test_what_isnt_offered_cant_be_chosen(client):
    round = make_round()
    assert "Choose from these warm-ups." in choose(client, round, "nothing").content.decode()
    offered.retire(offered.find(WarmUp, round.team.organisation, "this-week"), by=None)
    assert "Choose from these warm-ups." in choose(client, round, "this-week").content.decode()
    assert chosen(round) == []


def test_one_that_is_taken_out_stays_where_it_was_chosen(client):
    round = make_round(warm_ups=["this-week"])
    offered.retire(offered.find(WarmUp, round.team.organisation, "this-week"), by=None)
    assert chosen(round) == ["this-week"]
    assert choose(client, round, "this-week").status_code == 302


def test_the_minutes_of_warm_ups_count():
    round = make_round(session_format="world-cafe", warm_ups=["this-week", "labels-and-roles"])
    steps = services.timetable(services.format_of(round), services.warm_ups_of(round))
    assert steps[0]["do"] == "2 warm-ups. They are on the next page."
    assert [(step["begins"], step["minutes"]) for step in steps[:3]] == [(0, 25), (25, 15), (40, 50)]
    assert sum(step["minutes"] for step in steps) == 165 + 25


def make_meeting(**more):
    day = timezone.localdate() + timedelta(days=7)
    told = {"meets_on": day, "meets_where": "The Orchard Rooms", "session_format": "world-cafe"}
    return make_round(**{**told, "warm_ups": ["this-week"], **more})


@pytest.mark.parametrize(
    ("wording", "says"),
    [
        (
            "standard",
            ["“World Café”. All of it takes 2 hours and 55 minutes.", "“Who did something", "may listen"],
        ),
        ("easy-read", ["First: “Who helped someone", "There are small tables.", "You do not have to speak."]),
    ],
)
def test_those_who_come_read_what_will_happen(wording, says):
    round, client = make_meeting(), Client()
    kept(client, round)
    client.cookies["wording"] = wording
    page = re.sub("</?bdi>", "", client.get(reverse("thank_you", args=[round.code])).content.decode())
    assert [each for each in says if each not in page] == []


def test_nothing_is_told_of_a_meeting_that_is_over_or_that_nobody_planned():
    for round in (make_meeting(meets_on=timezone.localdate() - timedelta(days=1)), make_round()):
        client = Client()
        kept(client, round)
        page = client.get(reverse("thank_you", args=[round.code])).content.decode()
        assert "small tables" not in page
        assert "may listen" not in page


def test_an_invitation_tells_it_too():
    told = ways_in(make_meeting(join_code="bcdfghjk", link_token="q" * 32))["inviting"]
    assert "This will happen:\nThere are small tables." in told.easy_read.body
    assert "“World Café”, and all of it takes 2 hours and 55 minutes." in told.standard.body
    planned = ways_in(make_round(join_code="bcdfghjl", link_token="r" * 32))["inviting"]
    assert "This will happen" not in planned.easy_read.body


def test_how_easy_words_read_is_told_beside_them_while_they_are_written(client):
    organisation = make_organisation()
    client.force_login(make_admin(organisation))
    address = reverse("how_easy_it_reads", args=[organisation.slug])
    for page, boxes in (("add_warm_up", 4), ("add_session_format", 1)):
        html = client.get(reverse(page, args=[organisation.slug])).content.decode()
        assert f'data-check="{address}"' in html
        assert html.count("data-checked-text") == html.count("data-checks") == boxes
    told = client.post(address, {"text": "Eleven people, " * 8, "name": "easy_read"}).json()["html"]
    assert "Make it 15 or fewer." in told
    assert "Use digits: 11" in told
