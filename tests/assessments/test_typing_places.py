"""Where people place activities, typed in from paper or said on the telephone: kept and refused as ticks are."""

import lxml.html
import pytest
from django.urls import reverse

from assessments.forms.type_in import BOTH, EMPTY, NONE, TWO_BOXES
from assessments.models import Placement, Reflection, Sheet
from assessments.services.joining import find_sheet
from teams.codes import typed
from tests.assessments.calls import ALOUD, Call
from tests.make import make_facilitator, make_ladder, make_matrix, make_placing_round, make_round, open_it
from tests.participants import EASY_READ

pytestmark = pytest.mark.django_db
PART = "activity.the-friday-lunch"
NOW, AIM = "answer-the-friday-lunch.step.now", "answer-the-friday-lunch.step.aim"
READERS = {f"may-read-{PART}": "nothing", f"may-quote-{PART}": "no"}
TICKS = {
    f"{asked}-{part}": no
    for asked, no in (("may-read", "nothing"), ("may-quote", "no"), ("left-out", "on"))
    for part in ("p1", "p2")
}


@pytest.fixture
def round():
    return make_placing_round()


@pytest.fixture
def alice(client, round):
    client.force_login(make_facilitator(round.team))
    return client


def only_placing(version):
    round = make_round(version=version, state="planned")
    round.activities.create(key="the-friday-lunch", position=0, name="The Friday lunch")
    return open_it(round, "open")


def send(client, round, **said):
    about = {"nonce": "n1", "perspective": "unsaid", "how": "alone"}
    ticks = TICKS if round.places_on else {}
    return client.post(reverse("type_in", args=[round.code]), {**about, **ticks, **READERS, **said})


def people(round):
    return round.sheets.filter(kind=Sheet.Kind.PERSON)


def stored(round):
    rows = Placement.objects.filter(sheet__in=people(round)).order_by("question", "moment")
    return [(row.question.key, row.get_moment_display(), row.value) for row in rows]


def test_what_is_on_the_paper_is_kept(alice, round):
    words = {f"words-{PART}": "The cook decides.", f"may-read-{PART}": "round", f"may-quote-{PART}": "inside"}
    answer = send(alice, round, **{NOW: "told", AIM: "not-sure"}, **words)
    assert stored(round) == [("step", "Now", 1), ("step", "Aim", 9)]
    kept = Reflection.objects.get()
    assert (kept.activity.key, kept.principle, kept.text) == ("the-friday-lunch", None, "The cook decides.")
    assert (kept.may_read, kept.may_quote, kept.may_quote_outside) == ("round", True, False)
    assert kept.finished_at
    assert find_sheet(typed(answer.context["return_code"])) == people(round).get()


def test_the_boxes_stand_as_on_paper(alice, round):
    page = lxml.html.fromstring(alice.get(reverse("type_in", args=[round.code])).content)
    [now, aim] = page.xpath(f"//section[@aria-labelledby='part-{PART}']//fieldset[@data-typed]")
    assert now.xpath(".//input/@value") == ["shared", "asked", "told", "not-sure", "nothing"]
    assert now.xpath(".//input[@checked]/@value") == ["nothing"]
    assert " ".join(now.text_content().split()).startswith("Where is it now? Which step")
    assert " ".join(aim.text_content().split()).startswith("Where would you like it to be? Doing with")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, EMPTY),
        ({NOW: "told", f"left-out-{PART}": "on"}, BOTH),
        ({NOW: "told", f"nothing-{PART}": "on"}, BOTH),
        ({NOW: ["told", "asked"]}, TWO_BOXES),
    ],
)
def test_what_cannot_be_is_refused_as_of_ticks_and_comes_back(alice, round, said, message):
    page = send(alice, round, **said, **{f"words-{PART}": "Kept." if NOW in said else ""})
    assert message.format(part="“The Friday lunch”") in page.content.decode()
    assert not people(round).exists()
    if NOW in said:
        assert "Kept." in page.content.decode()
        assert b'value="told" checked' in page.content or message == TWO_BOXES


def test_who_read_it_and_marked_nothing_has_finished_and_who_left_it_out_has_not(alice, round):
    send(alice, round, **{f"nothing-{PART}": "on"})
    assert Reflection.objects.get().finished_at
    assert stored(round) == []
    assert NONE in send(alice, round, nonce="n2", **{f"left-out-{PART}": "on"}).content.decode()


def test_pressing_twice_keeps_one_and_another_paper_is_told(alice, round):
    assert send(alice, round, **{NOW: "told"}).status_code == 200
    assert send(alice, round, **{NOW: "told"}).status_code == 200
    assert send(alice, round, **{NOW: "asked"}).status_code == 409
    assert stored(round) == [("step", "Now", 1)]


@pytest.mark.parametrize("make", [make_ladder, make_matrix])
def test_of_a_round_that_only_places(client, make):
    round = only_placing(make())
    client.force_login(make_facilitator(round.team))
    questions = [question.key for question in round.version.questions.all()]
    places = {
        f"answer-the-friday-lunch.{one.key}.now": one.places.first().key
        for one in round.version.questions.all()
    }
    send(client, round, **places)
    assert stored(round) == [(key, "Now", 1) for key in questions]


def at_the_activity(call):
    return call.about_them().press("back").press("part-p2").press(f"part-{PART}")


def test_said_on_the_telephone_it_is_a_paper_sheet_like_any_other(alice, round):
    call = at_the_activity(Call(alice, round))
    aloud = ALOUD.findall(call.shown[1])[0]
    assert "Part 3 of 3" in aloud
    assert "How it is run" in aloud
    call.press("next").says("told")
    assert "You can also choose where it is now." in call.shown[1]
    call.says("shared").press("next", **{f"words-{PART}": "The cook."})
    call.press(f"next?may-read-{PART}=round").press(f"next?may-quote-{PART}=outside")
    assert "2 of 2 answered" in call.shown[1]
    assert not people(round).exists()
    call.press("save")
    assert stored(round) == [("step", "Now", 1), ("step", "Aim", 3)]
    kept = Reflection.objects.get()
    assert (kept.text, kept.may_quote_outside, kept.finished_at is not None) == ("The cook.", True, True)
    assert people(round).get().on_paper


def test_on_the_telephone_what_was_not_heard_is_not_counted(alice, round):
    call = at_the_activity(Call(alice, round)).press("next").says("told")
    call.press("check")
    assert "1 of 2 answered. It was broken off" in call.shown[1]
    call.press("save")
    assert stored(round) == [("step", "Now", 1)]
    assert not Reflection.objects.exists()


def test_on_the_telephone_in_easy_read_of_a_matrix(client):
    round = only_placing(make_matrix())
    client.force_login(make_facilitator(round.team))
    call = Call(client, round, EASY_READ)
    assert "It takes about" in ALOUD.findall(call.shown[1])[0]
    call.about_them()
    for _ in range(4):
        call.press("next?" + next(value for value in _values(call) if value.endswith("not-sure")))
    assert call.at == f"words-{PART}"


def _values(call):
    tree = lxml.html.fromstring(call.shown[1])
    return [value.partition("?")[2] for value in tree.xpath("//button[@class='choice']/@value")]
