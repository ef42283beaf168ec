"""Typing in a paper sheet: what is kept, what is refused, and that nothing says who typed it."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Reflection, Round, Sheet
from assessments.services.joining import find_sheet
from assessments.services.rounds import close_round
from assessments.views.type_in import TYPED_ALREADY
from rubric.reading import read_version
from teams.codes import typed
from tests.assessments.sheets import queries
from tests.make import make_admin, make_facilitator, make_member, make_round

pytestmark = pytest.mark.django_db
EMPTY = {
    f"{asked}-{part}": no
    for asked, no in (("may-read", "nothing"), ("may-quote", "no"))
    for part in ("p1", "p2")
}


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def alice(client, round):
    client.force_login(make_facilitator(round.team))
    return client


def address(round):
    return reverse("type_in", args=[round.code])


def paper(round, **said):
    """A paper on which p1 is answered and p2 was left out."""
    perspective = round.team.organisation.perspectives.first()
    about = {"nonce": "n1", "perspective": perspective.pk, "how": "alone"}
    answers = {"answer-p1-doing-well": "ticked", "answer-p1-not-yet": "not-sure", "left-out-p2": "on"}
    return {**about, **EMPTY, **answers, **said}


def send(client, round, **said):
    return client.post(address(round), paper(round, **said))


def people(round):
    return round.sheets.filter(kind=Sheet.Kind.PERSON)


def test_what_is_on_the_paper_is_kept(alice, round):
    answer = send(
        alice, round, **{"words-p1": "They asked.", "may-read-p1": "round", "may-quote-p1": "inside"}
    )
    sheet = people(round).get()
    assert (sheet.on_paper, sheet.how, sheet.perspective) == (
        True,
        "alone",
        round.team.organisation.perspectives.first(),
    )
    said = dict(Answer.objects.filter(sheet=sheet).values_list("statement__key", "value"))
    assert said == {"p1-doing-well": Answer.Value.TICKED, "p1-not-yet": Answer.Value.NOT_SURE}
    words = Reflection.objects.get(sheet=sheet)
    assert (words.principle.key, words.text, words.may_read) == ("p1", "They asked.", "round")
    assert (words.may_quote, words.may_quote_outside, bool(words.finished_at)) == (True, False, True)
    assert "Type in the next one" in answer.content.decode()


def test_the_return_code_that_is_shown_opens_it(alice, round):
    code = send(alice, round).context["return_code"]
    assert find_sheet(typed(code)) == people(round).get()


def test_nothing_says_who_typed_it(alice, round):
    send(alice, round)
    sheet = people(round).get()
    models = {field.related_model.__name__ for field in sheet._meta.fields if field.related_model}
    assert models == {"Round", "Perspective", "Principle"}


def test_a_double_press_keeps_one_sheet(alice, round):
    first, second = send(alice, round), send(alice, round)
    assert first.context["return_code"] == second.context["return_code"]
    assert people(round).count() == 1


def test_going_back_and_typing_the_next_paper_loses_neither(alice, round):
    send(alice, round)
    answer = send(alice, round, how="staff")
    assert answer.status_code == 409
    assert people(round).count() == 1
    nonce = answer.context["form"]["nonce"].value()
    assert send(alice, round, how="staff", nonce=nonce).status_code == 200
    assert sorted(people(round).values_list("how", flat=True)) == ["alone", "staff"]


@pytest.mark.parametrize(
    ("read", "quote", "status"),
    [("round", "inside", 200), ("only-me", "no", 409), ("round", "no", 409), ("round", "outside", 409)],
)
def test_another_choice_of_who_may_read_isnt_passed_over(alice, round, read, quote, status):
    words = {"words-p1": "They asked."}
    send(alice, round, **words, **{"may-read-p1": "round", "may-quote-p1": "inside"})
    answer = send(alice, round, **words, **{"may-read-p1": read, "may-quote-p1": quote})
    assert answer.status_code == status
    assert (html.escape(TYPED_ALREADY) in answer.content.decode()) == (status == 409)
    kept = Reflection.objects.get(principle__key="p1")
    assert (kept.may_read, kept.may_quote, kept.may_quote_outside) == ("round", True, False)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"left-out-p2": ""}, "Nothing is typed in for “Principle 2”"),
        ({"left-out-p1": "on"}, "You typed answers for “Principle 1”"),
        ({"words-p2": "But."}, "You typed answers for “Principle 2”"),
        ({"words-p1": "x" * 10_001}, "Please take some out"),
        ({"perspective": ""}, "Choose how they take part."),
        ({"how": "alone?"}, "Choose from this list."),
        ({"may-read-p1": "everybody"}, "Select a valid choice"),
    ],
)
def test_what_is_refused_comes_back_as_it_was_typed(alice, round, said, words):
    said = {**{"words-p1": "They asked."}, **said}
    if not said.get("left-out-p2", "on"):
        said["left-out-p2"] = []
    page = send(alice, round, **said).content.decode()
    assert words in page
    assert 'name="answer-p1-doing-well" value="ticked" checked' in page
    assert said["words-p1"] in page
    assert not people(round).exists()


def test_an_empty_paper_isnt_kept(alice, round):
    nothing = {"answer-p1-doing-well": [], "answer-p1-not-yet": [], "left-out-p1": "on"}
    assert "left every part out" in send(alice, round, **nothing).content.decode()


def test_a_part_that_was_read_and_not_ticked_is_finished(alice, round):
    send(alice, round, **{"left-out-p2": [], "nothing-p2": "on"})
    finished = Reflection.objects.exclude(finished_at=None).values_list("principle__key", flat=True)
    assert sorted(finished) == ["p1", "p2"]


def test_what_they_didnt_say_is_left_open(alice, round):
    send(alice, round, perspective="unsaid", how="unsaid")
    sheet = people(round).get()
    assert (sheet.perspective, sheet.how) == (None, "")


@pytest.mark.parametrize(
    ("said", "value"), [("ticked", 1), ("not-true", 2), ("not-sure", 3), ("nothing", None), ("on", None)]
)
def test_each_statement_has_three_answers_or_none(alice, round, said, value):
    send(alice, round, **{"answer-p1-getting-there": said})
    answer = Answer.objects.filter(statement__key="p1-getting-there").first()
    assert (answer and answer.value) == value


@pytest.mark.parametrize("said", ["ticked", "not-true", "not-sure"])
def test_what_was_typed_comes_back_with_what_is_wrong(alice, round, said):
    page = send(alice, round, **{"answer-p1-getting-there": said, "how": ""}).content.decode()
    assert f'name="answer-p1-getting-there" value="{said}" checked' in page
    assert page.count('value="nothing" checked') >= 3


@pytest.mark.parametrize(
    ("may_read", "may_quote", "kept"),
    [
        ("round", "no", ("round", False, False)),
        ("round", "inside", ("round", True, False)),
        ("round", "outside", ("round", True, True)),
        ("only-me", "outside", ("only-me", False, False)),
        ("nothing", "inside", ("", False, False)),
    ],
)
def test_only_words_that_others_may_read_are_quoted(alice, round, may_read, may_quote, kept):
    chosen = {"may-read-p1": may_read, "may-quote-p1": may_quote}
    send(alice, round, **{"words-p1": "They asked.", **chosen})
    words = Reflection.objects.get(principle__key="p1")
    assert (words.may_read, words.may_quote, words.may_quote_outside) == kept


def test_the_order_is_that_of_the_paper_without_levels(alice, round):
    page = alice.get(address(round)).content.decode()
    names = re.findall(r'name="(answer-[^"]+)" value="ticked"', page)
    rows = [one.key for part in read_version(round.version_id).principles for one in part.statements]
    assert names == [f"answer-{key}" for key in rows]
    assert "Doing really well" not in page


def test_in_the_open_it_asks_for_a_first_name(client):
    round = make_round(sharing=Round.Sharing.IN_THE_OPEN)
    client.force_login(make_facilitator(round.team))
    assert "Write their first name." in send(client, round).content.decode()
    send(client, round, first_name="Dana")
    assert people(round).get().first_name == "Dana"


def test_a_closed_round_keeps_what_was_typed_on_the_page_only(alice, round):
    close_round(round, by=None)
    answer = send(alice, round, **{"words-p1": "They asked."})
    assert answer.status_code == 410
    assert "They asked." in answer.content.decode()
    assert not people(round).exists()


def test_a_planned_round_keeps_nothing(client):
    round = make_round(state="planned")
    client.force_login(make_facilitator(round.team))
    assert send(client, round).status_code == 410
    assert client.get(address(round)).status_code == 302


def test_only_facilitators_type_in(round):
    for person, status in ((make_member(round.team), 403), (make_admin(round.team.organisation), 403)):
        client = Client()
        client.force_login(person)
        assert send(client, round).status_code == status
    assert not people(round).exists()


def test_it_costs_the_same_for_every_paper(alice, round):
    alice.get(address(round))
    assert len(queries(lambda: send(alice, round))) <= 12


def hidden(answer):
    """What the page would send once more."""
    page = answer.content.decode()
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page[page.index("<h1>") :])
    return {html.unescape(name): html.unescape(value) for name, value in fields}


def test_a_paper_sent_after_signing_out_is_saved_with_its_ticks_once_somebody_has_signed_in_again(round):
    client, alice = Client(enforce_csrf_checks=True), make_facilitator(round.team)
    browser = {"headers": {"Origin": "http://testserver"}}
    client.force_login(alice)
    client.get(address(round))
    given = paper(round) | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    client.logout()
    client.cookies["csrftoken"] = given["csrfmiddlewaretoken"]
    signed_out = client.post(address(round), given, **browser)
    assert signed_out.status_code == 403
    assert "nothing of what you chose or wrote is saved yet" in signed_out.content.decode()
    client.force_login(alice)
    client.cookies["csrftoken"] = "n" * 32  # as signing in renews it
    stale = client.post(address(round), hidden(signed_out), **browser)
    assert stale.status_code == 403
    assert client.post(address(round), hidden(stale), **browser).status_code == 200
    assert people(round).get().answers.count() == 2
