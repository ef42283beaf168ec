"""An activity on the together sheet: what is agreed about now and aim, why, and where people differ."""

import lxml.html
import pytest
from django.urls import reverse

from assessments.models import Placement, Standing
from tests.assessments.sheets import close
from tests.make import make_facilitator, make_member, make_placing_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(client):
    round = make_placing_round()
    round.sheets.update(room_at=round.opened_at)
    client.force_login(make_member(round.team))
    return round


def at(round, name="together_activity"):
    return reverse(name, args=[round.code, "the-friday-lunch"])


def read(answer, status=200):
    assert answer.status_code == status
    return lxml.html.fromstring(answer.content.decode())


def press(client, round, name="together_activity", save="continue", **said):
    form = read(client.get(at(round, name))).xpath("//main//form")[-1]
    return client.post(at(round, name), {**dict(form.form_values()), **said, "save": save})


def texts(tree, path):
    return [" ".join(" ".join(each.itertext()).split()) for each in tree.xpath(path)]


def overview(client, round):
    return read(client.get(reverse("together", args=[round.code])))


def test_it_stands_among_the_parts(client, round):
    assert texts(overview(client, round), "//ul[contains(@class, 'cards')]//h2")[-1] == "The Friday lunch"
    assert "0 of 3 parts finished." in texts(overview(client, round), "//main//p")


def test_now_and_aim_and_who_has_the_power_on_one_page(client, round):
    tree = read(client.get(at(round)))
    assert texts(tree, "//h2")[:2] == ["Where is it now?", "Where would you like it to be?"]
    assert texts(tree, "//label[@for='reflection']") == ["Who decides?"]
    answer = press(client, round, **{"answer-step.now": "asked", "answer-step.aim": "shared"})
    assert answer.url == at(round, "together_why")
    assert list(Placement.objects.order_by("moment").values_list("value", flat=True)) == [2, 3]
    assert "1 of 3 parts finished." in texts(overview(client, round), "//main//p")


def test_from_the_slides_it_leads_back_to_them(client, round):
    client.force_login(make_facilitator(round.team))
    address = at(round) + "?from=session"
    form = read(client.get(address)).xpath("//main//form")[-1]
    why = client.post(address, {**dict(form.form_values()), "save": "continue"}).url
    assert why == at(round, "together_why") + "?from=session"
    tree = read(client.get(why))
    assert tree.xpath("//a[contains(@class, 'back')]/@href") == [address]
    assert tree.xpath("//a[@data-stop]/@href") == [at(round, "session_activity")]
    assert client.post(why, {"why": "The cook decides.", "revision": 0}).url == at(round, "session_activity")


def test_a_choice_is_saved_at_once(client, round):
    change = {"statement": "step.now", "value": "told", "age": 0}
    address = at(round, "save_together_activity")
    assert client.post(address, change, content_type="application/json").json()["value"] == "told"


def test_why_and_where_people_differ_and_nothing_is_suggested(client, round):
    press(client, round, **{"answer-step.now": "asked"})
    tree = read(client.get(at(round, "together_why")))
    said = texts(tree, "//main//ul/li")
    assert said[:2] == ["Where is it now? Asking", "Where would you like it to be? not agreed yet"]
    answer = press(client, round, "together_why", why="We sent a letter.", where_we_differ="Some want more.")
    assert answer.url == reverse("together_principle", args=[round.code, "p1"])  # what isn’t finished yet
    kept = Standing.objects.get()
    assert (kept.activity.name, kept.level, kept.why) == ("The Friday lunch", None, "We sent a letter.")


def test_beside_the_words_stands_whom_to_call_and_what_becomes_of_them(client, round):
    page = client.get(at(round, "together_why")).content.decode()
    assert "Call 999, or Priya Nair, 01632 960123." in page
    assert "We show it in your results and your report." in page


def test_two_who_write_at_once_get_both_texts(client, round):
    form = read(client.get(at(round, "together_why"))).xpath("//main//form")[-1]
    press(client, round, "together_why", why="Theirs.")
    answer = client.post(at(round, "together_why"), {**dict(form.form_values()), "why": "Mine."})
    page = answer.content.decode()
    assert "Theirs." in page
    assert "Mine." in page
    assert Standing.objects.get().why == "Theirs."


def test_a_closed_round_shows_it_and_takes_nothing(client, round):
    press(client, round, **{"answer-step.now": "asked"})
    press(client, round, "together_why", why="We sent a letter.")
    close(round)
    assert len(read(client.get(at(round))).xpath("//fieldset[@disabled]")) == 2
    assert "We sent a letter." in texts(read(client.get(at(round, "together_why"))), "//main")[0]
    answer = client.post(at(round, "together_why"), {"why": "Later.", "where_we_differ": "", "revision": 1})
    assert answer.status_code == 410
    assert "Later." in answer.content.decode()


def test_a_rubric_to_place_on_can_stand_alone(client, round):
    other = make_placing_round(round.team, round.places_on)
    assert "0 of 1 part finished." in texts(overview(client, other), "//main//p")
