"""A person's own sheet: what is saved, who may read it, and how it ends."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Reflection, Round, Sheet
from assessments.services.rounds import close_round
from tests.alone import lacks
from tests.assessments.sheets import queries
from tests.assessments.test_joining import (
    begin,
    come_in,
    dana,
    join,
    join_as_group,
    return_code_of,
    write_code,
)
from tests.make import make_facilitator, make_member, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def client(round):
    client = dana()
    join(client, round)
    return client


@pytest.fixture
def sheet(client, round):
    return round.sheets.get(kind=Sheet.Kind.PERSON)


def at(round, name, *args):
    return reverse(name, args=[round.code, *args])


def send(client, round, **fields):
    """The form of p1, as it is shown now, with what somebody changed on it."""
    page = client.get(at(round, "my_words", "p1")).context
    filled = page["filled"]
    shown = {"shown": filled.shown, "fingerprint": filled.fingerprint, "revision": filled.revision}
    return client.post(at(round, "my_principle", "p1"), {**shown, **fields})


def save(client, round, change):
    address = at(round, "save_mine", "p1")
    return client.post(address, {"age": 0, **change}, content_type="application/json")


def words_of(sheet):
    return Reflection.objects.get(sheet=sheet)


def test_a_part_is_saved_and_finished(client, round, sheet):
    answer = send(
        client, round, save="continue", reflection="They asked me.", **{"answer-p1-doing-well": "on"}
    )
    assert answer.url == at(round, "who_may_read", "p1")
    assert Answer.objects.get(sheet=sheet).value == Answer.Value.TICKED
    assert words_of(sheet).finished_at
    answer = client.post(answer.url, {"may_read": "later"})
    assert client.get(answer.url).url == at(round, "thank_you")


def test_saving_for_later_finishes_nothing(client, round, sheet):
    send(client, round, save="later", reflection="Not yet.")
    assert words_of(sheet).finished_at is None


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_people_may_speak_their_words_into_the_keyboard(client, round, wording):
    """Nothing takes its microphone away."""
    client.cookies["wording"] = wording
    page = client.get(at(round, "my_words", "p1")).content.decode()
    box = re.search(r'<textarea[^>]* name="reflection"[^>]*>', page)[0]
    assert re.findall(r"\b(inputmode|autocorrect|spellcheck|autocapitalize|readonly|disabled)\b", box) == []
    assert "You can speak instead: use the microphone on your keyboard." in page


def test_choosing_readers_first_leads_back_to_the_words(client, round, sheet):
    answer = send(client, round, save="asks", reflection="Not yet.")
    answer = client.post(answer.url, {"may_read": "only-me"})
    assert client.get(answer.url).url == at(round, "my_words", "p1")
    assert words_of(sheet).finished_at is None


def test_after_the_last_part_comes_the_thanks(client, round):
    send(client, round, save="continue")
    page = client.get(at(round, "my_words", "p2")).context["filled"]
    fields = {"shown": page.shown, "fingerprint": page.fingerprint, "revision": 0, "save": "continue"}
    client.post(at(round, "my_principle", "p2"), fields)
    assert client.get(at(round, "my_next", "p2")).url == at(round, "thank_you")


def test_the_thanks_say_what_happens_next_and_the_code_again(client, round):
    Round.objects.filter(pk=round.pk).update(hear_back="In May, at the Tuesday group")
    page = client.get(at(round, "thank_you")).content.decode()
    assert "In May, at the Tuesday group" in page
    assert return_code_of(client, round) in page


def test_nothing_is_chosen_about_who_may_read(client, round, sheet):
    send(client, round, save="later", reflection="Mine.")
    assert (words_of(sheet).may_read, words_of(sheet).may_quote) == ("", False)
    page = client.get(at(round, "my_words", "p1")).content.decode()
    assert "Only you can read this now." in page
    assert page.count("checked") == 0


def test_a_group_is_told_and_not_asked(round):
    client = dana()
    join_as_group(client, round)
    page = client.get(at(round, "my_words", "p1")).content.decode()
    assert "what your group agreed" in page
    assert "Who may read this" not in page


def test_a_group_of_one_part_has_no_other(round):
    client = dana()
    come_in(client, round)
    walk = join_as_group(client, round, principle="p2")
    assert walk.status_code == 302
    assert client.get(at(round, "my_principle", "p1")).status_code == 404
    assert client.get(at(round, "my_words", "p2")).status_code == 200


def test_a_group_of_one_part_takes_no_other_along(round):
    client = dana()
    join_as_group(client, round, principle="p2")
    text = client.get(at(round, "download_mine")).content.decode()
    assert re.findall(r"<h2>(Principle .*)</h2>", text) == ["Principle 2"]


def test_a_page_takes_3_reads_and_a_tick_1_read_and_1_write(client, round):
    page = at(round, "my_principle", "p1")
    client.get(page)
    assert len(queries(lambda: client.get(page))) == 3
    tick = {"statement": "p1-doing-well", "value": "ticked"}
    found = queries(lambda: save(client, round, tick))
    assert [sql.split()[0] for sql in found] == ["SELECT", "INSERT"]


def test_a_signed_in_member_costs_no_session(client, round):
    client.force_login(make_member(round.team))
    page = at(round, "my_principle", "p1")
    client.get(page)
    assert not [
        sql for sql in queries(lambda: client.get(page)) if "django_session" in sql or "teams_user" in sql
    ]


def test_10_001_characters_stay_on_the_page(client, round, sheet):
    answer = send(client, round, save="continue", reflection="a" * 10_001)
    assert answer.status_code == 422
    assert "Please take out 1" in answer.content.decode()
    assert "a" * 10_001 in answer.content.decode()
    assert not Reflection.objects.filter(sheet=sheet).exists()


def test_a_round_that_closes_in_the_middle_gives_the_words_back(client, round):
    fields = {"shown": "000", "fingerprint": "", "revision": 0, "reflection": "I was still writing."}
    close_round(round, by=None)
    answer = client.post(at(round, "my_principle", "p1"), {**fields, "save": "continue"})
    assert answer.status_code == 410
    assert "I was still writing." in answer.content.decode()
    tick = {"statement": "p1-doing-well", "value": "ticked"}
    assert save(client, round, tick).status_code == 410


def test_a_closed_round_can_still_be_read_downloaded_and_erased(client, round, sheet):
    send(client, round, save="continue", reflection="Remember this.")
    close_round(round, by=None)
    code = return_code_of(client, round)
    assert "Remember this." in client.get(at(round, "my_principle", "p1")).content.decode()
    assert "Remember this." in client.get(at(round, "download_mine")).content.decode()
    assert write_code(dana(), code).status_code == 302
    client.post(at(round, "erase_mine"))
    assert not Sheet.objects.filter(pk=sheet.pk).exists()


def test_erasing_takes_everything_and_ends_the_code(client, round, sheet):
    send(client, round, save="continue", reflection="Gone.", **{"answer-p1-doing-well": "on"})
    code = return_code_of(client, round)
    assert client.post(at(round, "erase_mine")).url == reverse("erased")
    assert not Answer.objects.filter(sheet=sheet).exists()
    assert not Reflection.objects.filter(sheet=sheet).exists()
    assert client.get(at(round, "my_sheet")).status_code == 404
    assert write_code(dana(), code).status_code == 422


def test_who_has_erased_their_answers_stays_in_easy_read(client, round):
    """Also where only the sheet knew of it: the wording’s own cookie goes with the browser’s window."""
    client.cookies["wording"] = "easy-read"
    client.get(at(round, "my_sheet"))
    del client.cookies["wording"]
    client.post(at(round, "erase_mine"))
    for page in (reverse("erased"), at(round, "erase_mine"), reverse("join")):
        assert '<html lang="en-GB" class="easy-read">' in client.get(page).content.decode()


def test_erasing_chooses_no_wording_for_who_never_chose_one(client, round):
    answer = client.post(at(round, "erase_mine"))
    assert "wording" not in answer.cookies


def test_whoever_is_handed_the_device_chooses_the_wording_themselves(client, round):
    client.cookies["wording"] = "easy-read"
    client.post(at(round, "hand_over"))
    assert client.cookies["wording"].value == ""


def test_the_download_says_all_that_is_kept(client, round):
    send(client, round, save="later", reflection="Us.", **{"not-sure-p1-not-yet": "on"})
    client.post(at(round, "who_may_read", "p1"), {"may_read": "round"})
    page = client.get(at(round, "download_mine"))
    assert "attachment" in page["Content-Disposition"]
    text = page.content.decode()
    for words in (
        "On my own",
        "I draw on care and support",
        "not sure",
        "people in this round, without your name",
    ):
        assert words in text
    assert lacks(text) == []


def test_the_download_in_easy_read_has_the_words_that_somebody_ticked(client, round, sheet):
    type(sheet.perspective).objects.filter(pk=sheet.perspective_id).update(easy_label="I get care or support")
    client.cookies["wording"] = "easy-read"
    page = client.get(at(round, "download_mine")).content.decode()
    assert 'class="easy-read"' in page
    assert "I get care or support" in page
    assert "I draw on care and support" not in page


def test_the_code_can_be_kept_as_a_picture(client, round):
    answer = client.get(at(round, "return_code_picture"))
    assert answer.content.startswith(b"\x89PNG")


def test_handing_over_clears_the_device_and_begins_anew(client, round, sheet):
    answer = client.post(at(round, "hand_over"))
    assert answer.url == at(round, "join_round")
    assert client.get(at(round, "my_sheet")).status_code == 404
    begin(client, round)
    assert round.sheets.filter(kind=Sheet.Kind.PERSON).count() == 2


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_handing_over_signs_out_whoever_is_signed_in_there(client, round, wording):
    """A facilitator may have answered on a device of their own."""
    client.cookies["wording"] = wording
    told = "is signed in here. When you clear this device, they are signed out too."
    assert told not in client.get(at(round, "hand_over")).content.decode()
    client.force_login(make_facilitator(round.team))
    assert told in client.get(at(round, "hand_over")).content.decode()
    answer = client.post(at(round, "hand_over"), follow=True)
    assert "This device has forgotten the answers of the person before you." in answer.content.decode()
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value
    assert client.get(reverse("round", args=[round.code])).status_code == 302


def test_without_scripts_a_list_promises_no_more_than_its_buttons_do(client, round):
    """One at a time, each answer is a button that saves it."""
    line = re.compile(r"<span data-saved-words[^>]*>(.*?)</span>")
    at_once, by_button = "We save each answer at once.", "Press a button to save what you said."
    page = client.get(at(round, "my_statement", "p1", 1)).content.decode()
    assert line.search(page)[1] == at_once
    client.cookies["view"] = "list"
    page = client.get(at(round, "my_principle", "p1")).content.decode()
    assert line.search(page)[1] == f"<noscript>{by_button}</noscript>"
    assert f'data-at-once="{at_once}"' in page


def test_one_sheet_on_two_devices_is_one_sheet(client, round, sheet):
    laptop = dana()
    write_code(laptop, return_code_of(client, round))
    send(client, round, save="later", reflection="From the phone.")
    stale = {"shown": "000", "fingerprint": "", "revision": 0, "reflection": "From the laptop."}
    answer = laptop.post(at(round, "my_principle", "p1"), {**stale, "save": "later"})
    assert answer.status_code == 409
    assert "From the phone.\n\nFrom the laptop." in answer.context["filled"].text


def test_words_that_were_taken_out_on_another_device_were_taken_out_by_nobody_else(client, round, sheet):
    send(client, round, save="later", reflection="From the phone.")
    send(client, round, save="later", reflection="", revision=1)
    stale = {"shown": "000", "fingerprint": "", "revision": 1, "reflection": "From the laptop."}
    page = send(client, round, save="continue", **stale).content.decode()
    assert "The words were taken out." in page
    assert "They took" not in page


def test_words_that_came_too_late_for_this_device_are_shown(round):
    fields = {"reflection": "I had written this.", "shown": "000", "revision": 0}
    answer = Client().post(at(round, "my_principle", "p1"), fields)
    assert answer.status_code == 404
    assert "I had written this." in answer.content.decode()


def test_a_perspective_that_was_taken_out_meanwhile_stays_with_those_who_chose_it(client, round, sheet):
    other = dana()
    come_in(other, round)
    begin(other, round, to="join_help", perspectives=[sheet.perspective.pk])
    sheet.perspective.retired_at = round.opened_at
    sheet.perspective.save()
    assert "I draw on care and support" in client.get(at(round, "download_mine")).content.decode()
    late = other.post(at(round, "join_help"), {"how": "alone"}, follow=True)
    assert late.request["PATH_INFO"] == at(round, "join_as")
    assert "Choose from this list. It may have changed." in late.content.decode()


def test_a_groups_sheet_can_be_erased_until_the_round_closes(round):
    client, late = dana(), dana()
    for each in (client, late):
        join_as_group(each, round)
    client.post(at(round, "erase_mine"))
    assert round.sheets.filter(kind=Sheet.Kind.GROUP).count() == 1
    close_round(round, by=None)
    answer = late.post(at(round, "erase_mine"))
    assert "it stays" in answer.content.decode()
    assert round.sheets.filter(kind=Sheet.Kind.GROUP).count() == 1


def test_the_page_of_words_says_so_and_then_of_which_part(client, round):
    page = client.get(at(round, "my_words", "p1")).content.decode()
    title = re.search("<title>(.*?)</title>", page).group(1)
    assert title.startswith("In your own words, ")
    assert f'data-title="{title.split(" – ")[0]}"' in page
