"""Typing in what somebody says on the telephone: a page a question, saved once, and then it is a paper sheet."""

import pytest
from django.urls import reverse

from assessments.models import Answer, Reflection, Round, Sheet
from assessments.services.joining import find_sheet
from assessments.services.rounds import close_round
from assessments.spelling import NUMBERS, WORDS, spelt
from teams.codes import ALPHABET, typed
from tests.assessments.calls import ALOUD, Call
from tests.assessments.test_type_in import paper
from tests.make import make_facilitator, make_round
from tests.participants import EASY_READ, STANDARD

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
UNANSWERED = {f"answer-p1-{one}": "" for one in ("not-yet", "getting-there", "doing-well")}
PLACE = ("pk", "id", "return_code_hash", "created_at")


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def call(client, round):
    client.force_login(make_facilitator(round.team))
    return Call(client, round)


def people(round):
    return round.sheets.filter(kind=Sheet.Kind.PERSON)


def whole(call):
    call.about_them().says("ticked", "not-true", "not-sure")
    call.press("next", **{"words-p1": "They asked us."})
    call.press("next?may-read-p1=round").press("next?may-quote-p1=inside")
    return call.press("check")


def test_what_they_say_is_kept(call, round):
    page = whole(call).press("save").answer.content.decode()
    sheet = people(round).get()
    assert "What they said is saved" in page
    assert (sheet.on_paper, sheet.how, sheet.perspective) == (
        True,
        "alone",
        round.team.organisation.perspectives.first(),
    )
    said = list(Answer.objects.filter(sheet=sheet).order_by("statement__pk").values_list("value", flat=True))
    assert sorted(said) == [Answer.Value.TICKED, Answer.Value.NOT_TRUE, Answer.Value.NOT_SURE]
    words = Reflection.objects.get(sheet=sheet)
    assert (words.text, words.may_read, words.may_quote, words.may_quote_outside) == (
        "They asked us.",
        "round",
        True,
        False,
    )
    assert words.finished_at


def test_nothing_is_with_us_before_the_end(call, round):
    whole(call)
    assert not people(round).exists()


def test_a_double_press_keeps_one_sheet(call, round):
    first = whole(call).press("save").answer
    second = call.client.post(call.address, call.sent)
    assert first.context["return_code"] == second.context["return_code"]
    assert people(round).count() == 1


def test_another_choice_of_who_may_read_isnt_passed_over(call, round):
    whole(call).press("save")
    sent = call.client.post(call.address, {**call.sent, "may-quote-p1": "no"})
    assert sent.status_code == 409
    assert Reflection.objects.get(sheet__round=round).may_quote


def test_the_return_code_is_told_letter_by_letter_and_opens_the_sheet(call, round):
    answer = whole(call).press("save").answer
    code, page = answer.context["return_code"], answer.content.decode()
    assert find_sheet(typed(code)) == people(round).get()
    for group, letters in spelt(code):
        assert f"{group}</strong><span>{', '.join(letters)}" in page


def test_every_letter_of_a_code_has_a_word():
    assert set(ALPHABET) == {*WORDS, *NUMBERS}
    assert all(word.startswith(letter) for letter, word in WORDS.items())
    assert spelt("BX-2") == [("BX", ["B for bread", "X for x-ray"]), ("2", ["number two"])]


@pytest.mark.parametrize("wording", [STANDARD, EASY_READ])
def test_the_sheet_is_like_any_from_paper(call, round, wording):
    """Whatever wording was read out: one way of its own would single people out."""
    call.read(wording)
    whole(call).press("save")
    said = people(round).get()
    call.client.post(reverse("type_in", args=[round.code]), paper(round))
    other = people(round).exclude(pk=said.pk).get()
    names = [field.name for field in Sheet._meta.fields if field.name not in PLACE]
    assert {name: getattr(said, name) for name in names} == {name: getattr(other, name) for name in names}


def test_each_page_has_one_thing_with_what_to_read_out(call):
    asked = [call.at]
    call.press("next").press("next?perspective=unsaid").press("next?how=unsaid").press("next")
    asked.append(call.at)
    assert asked == ["promises", "s-p1-not-yet"]
    assert "1 of 3" in call.shown[1]
    [aloud] = ALOUD.findall(call.shown[1])
    assert "This is true of not-yet 1." in aloud
    assert "Is this true here, not true, or are you not sure? Or leave it out." in aloud


def test_what_was_said_is_there_after_going_back(call):
    call.about_them().says("ticked", "not-true").press("back")
    assert 'value="next?answer-p1-getting-there=not-true" aria-pressed="true"' in call.shown[1]
    call.press("back")
    assert 'value="next?answer-p1-not-yet=ticked" aria-pressed="true"' in call.shown[1]
    assert call.held["answer-p1-getting-there"] == "not-true"


def test_who_reads_is_asked_of_words_and_quoting_of_what_others_read(call):
    call.about_them().says("ticked", "ticked", "ticked").press("next")
    assert call.at == "part-p2"
    call.press("back").press("next", **{"words-p1": "So."})
    assert call.at == "readers-p1"
    call.press("next?may-read-p1=only-me&may-quote-p1=no")
    assert call.at == "part-p2"
    call.press("back").press("next?may-read-p1=round")
    assert call.at == "quoting-p1"


def test_nothing_is_chosen_beforehand(call):
    call.about_them().says("nothing", "nothing", "nothing").press("next", **{"words-p1": "So."})
    assert 'aria-pressed="true"' not in call.shown[1]
    call.press("next?may-read-p1=nothing&may-quote-p1=no").press("check").press("save")
    words = Reflection.objects.get(sheet__round=call.round)
    assert (words.may_read, words.may_quote) == ("", False)


def test_a_part_that_was_broken_off_keeps_what_was_said_and_isnt_finished(call, round):
    call.about_them().says("ticked", "not-true").press("check")
    assert "2 of 3 answered. It was broken off, so it isn’t counted yet" in call.shown[1]
    call.press("words-p1").press("next", **{"words-p1": "We had to stop."})
    call.press("next?may-read-p1=nothing&may-quote-p1=no").press("check").press("save")
    assert people(round).get().answers.count() == 2
    words = Reflection.objects.get(sheet__round=round)
    assert (words.text, words.finished_at) == ("We had to stop.", None)


def test_a_part_of_which_everything_was_left_out_isnt_finished(call, round):
    whole(call).press("part-p2").press("next").says("nothing", "nothing", "nothing")
    call.press("next")
    assert "Left out" in call.shown[1]
    call.press("save")
    assert [one.principle.key for one in Reflection.objects.filter(sheet__round=round)] == ["p1"]


@pytest.mark.parametrize(
    ("takes_away", "at", "message"),
    [
        ({"perspective": ""}, "perspective", "Choose how they take part."),
        ({"how": ""}, "how", "Choose whether somebody helped them."),
        ({"words-p1": "x" * 10_001}, "words-p1", "Please take some out"),
        ({"words-p1": " ", **UNANSWERED}, "check", "Nothing was said yet"),
    ],
)
def test_what_is_refused_comes_back_whole(call, round, takes_away, at, message):
    whole(call)
    before = call.held | takes_away
    call.press("save", **takes_away)
    assert (call.answer.status_code, call.at) == (422, at)
    assert message in call.answer.content.decode()
    assert "<title>Error: " in call.answer.content.decode()
    assert call.held == before | {"step": at}
    assert not people(round).exists()


def test_a_round_that_closes_meanwhile_gives_everything_back(call, round):
    before = whole(call).held
    close_round(round, by=None)
    assert call.press("save").answer.status_code == 410
    assert call.held == before
    assert not people(round).exists()
    assert call.client.get(call.address).status_code == 302


def test_the_next_person_on_the_same_page_loses_neither(call, round):
    whole(call).press("save")
    call.answer = call.client.post(call.address, call.sent | {"how": "staff"})
    assert (call.answer.status_code, call.at) == (409, "check")
    call.press("save")
    assert sorted(people(round).values_list("how", flat=True)) == ["alone", "staff"]


def test_a_page_that_asks_whether_we_are_there_hears_that_we_are(call, round):
    as_a_script = {"Accept": "application/json"}
    assert call.client.get(call.address, headers=as_a_script).json() == {"app": "coprod-reflect"}
    close_round(round, by=None)
    assert call.client.get(call.address, headers=as_a_script).json()["reason"] == "moved"


def test_other_words_can_be_read_out_from_here_on(call):
    call.about_them().says("ticked")
    before = call.held
    call.address = call.address.replace(STANDARD, EASY_READ)
    call.answer = call.client.post(call.address, before | {"next": "stay"})
    assert call.held == before
    assert "Is it not true?" in call.shown[1]


def test_in_the_open_a_first_name_is_asked_for(client):
    round = make_round(sharing=Round.Sharing.IN_THE_OPEN)
    client.force_login(make_facilitator(round.team))
    call = Call(client, round)
    assert "see your first name" in call.shown[1]
    call.press("next").press("next?perspective=unsaid")
    assert call.at == "name"
    call.name = "Dana"
    call.press("next").press("next?how=alone").press("next").says("ticked").press("check")
    assert "Dana" in call.shown[1]
    call.press("save")
    assert people(round).get().first_name == "Dana"


def test_typing_in_leads_there(client, round):
    client.force_login(make_facilitator(round.team))
    page = client.get(reverse("type_in", args=[round.code])).content.decode()
    assert f'href="{reverse("type_in_by_telephone", args=[round.code])}"' in page
