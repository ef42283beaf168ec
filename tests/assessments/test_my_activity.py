"""Placing an activity on a sheet of one's own: one question a page, now and then aim, with or without a script."""

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Placement, Reflection, Round, Sheet
from tests.assessments.test_joining import dana, join
from tests.make import make_matrix, make_placing_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_placing_round(activities=("The Friday lunch", "The newsletter"))


@pytest.fixture
def client(round):
    client = dana()
    join(client, round)
    return client


def at(round, name, *args):
    return reverse(name, args=[round.code, *args])


def step(round, number):
    return at(round, "my_activity_step", "the-friday-lunch", number)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return lxml.html.fromstring(answer.content.decode())


def press(client, address, save="next", **said):
    """The form as the page shows it, with what somebody chose or wrote, and a button."""
    form = page(client, address).get_element_by_id("part")
    return client.post(address, {**dict(form.form_values()), **said, "save": save})


def texts(tree, path):
    return [" ".join(" ".join(each.itertext()).split()) for each in tree.xpath(path)]


def stored(round):
    rows = Placement.objects.filter(sheet__round=round).order_by("activity", "moment")
    return [(row.activity.key, row.get_moment_display(), row.value) for row in rows]


def close(round):
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now())


SHOWN = "//section[contains(@class, 'step') and not(@hidden)]"


def test_the_sheet_lists_activities_after_the_parts_to_tick(client, round):
    titles = texts(page(client, at(round, "my_sheet")), "//ul[contains(@class, 'cards')]//h2")
    assert titles == ["Principle 1", "Principle 2", "The Friday lunch", "The newsletter"]


def test_one_question_a_page_sentence_first_and_the_lowest_at_the_bottom(client, round):
    assert client.get(at(round, "my_activity", "the-friday-lunch")).url.startswith(step(round, 1))
    tree = page(client, step(round, 1))
    assert texts(tree, "//h1") == ["Where is it now?"]
    assert texts(tree, f"{SHOWN}//div[contains(@class, 'part')]/p")[0] == "Question 1 of 2"
    assert texts(tree, f"{SHOWN}//label") == [
        "Staff and people decide together. Sharing",
        "Staff ask people, and then decide. Asking",
        "Staff tell people what was decided. Telling",
        "Not sure",
    ]
    assert "The Friday lunch How it is run" in texts(tree, f"{SHOWN}//div[@class='activity']")
    assert not tree.xpath("//input[@checked]")


def test_now_and_then_aim_and_then_ones_own_words_without_a_script(client, round):
    answer = press(client, step(round, 1), **{"answer-step.now": "asked"})
    assert answer.url == f"{step(round, 2)}#question"
    tree = page(client, step(round, 2))
    assert texts(tree, "//h1") == ["Where would you like it to be?"]
    assert texts(tree, f"{SHOWN}//span[contains(@class, 'place__now') and not(@hidden)]") == ["You said: now"]
    answer = press(client, step(round, 2), **{"answer-step.aim": "asked"})
    assert answer.url == f"{step(round, 3)}#question"
    assert texts(page(client, step(round, 3)), "//h1") == ["In your own words"]
    answer = press(client, step(round, 3), save="continue", reflection="The cook decides.")
    assert answer.url == at(round, "who_may_read_activity", "the-friday-lunch")
    answer = client.post(answer.url, {"may_read": "later"})
    assert client.get(answer.url).url == at(round, "thank_you")
    assert stored(round) == [("the-friday-lunch", "Now", 2), ("the-friday-lunch", "Aim", 2)]
    words = Reflection.objects.get()
    assert (words.text, words.may_read, words.finished_at is not None) == ("The cook decides.", "", True)
    assert (
        "Finished"
        in texts(page(client, at(round, "my_sheet")), "//li[@data-part='activity-the-friday-lunch']")[0]
    )


def test_nobody_has_to_choose(client, round):
    assert press(client, step(round, 1)).url == f"{step(round, 2)}#question"
    press(client, step(round, 2), **{"answer-step.aim": "not-sure"})
    assert stored(round) == [("the-friday-lunch", "Aim", 9)]
    assert client.get(at(round, "my_activity", "the-friday-lunch")).url.startswith(step(round, 1))


def test_a_stale_page_undoes_nothing(client, round):
    old = dict(page(client, step(round, 1)).get_element_by_id("part").form_values())
    press(client, step(round, 1), **{"answer-step.now": "shared"})
    client.post(step(round, 2), {**old, "answer-step.aim": "told", "save": "next"})
    assert stored(round) == [("the-friday-lunch", "Now", 3), ("the-friday-lunch", "Aim", 1)]


def test_a_change_is_saved_at_once_and_says_what_is_stored(client, round):
    address = at(round, "save_my_activity", "the-friday-lunch")
    change = {"statement": "step.now", "value": "told", "age": 0}
    answer = client.post(address, change, content_type="application/json")
    assert (answer.json()["saved"], answer.json()["value"]) == (True, "told")
    late = {**change, "value": "shared", "age": 60_000}
    assert client.post(address, late, content_type="application/json").json()["value"] == "told"
    words = {"reflection": "They tell us.", "revision": 0, "age": 0}
    answer = client.post(address, words, content_type="application/json")
    assert (answer.json()["revision"], answer.json()["readers"]) == (1, "me")
    close(round)
    assert client.post(address, change, content_type="application/json").status_code == 410


def test_the_script_is_told_what_each_digit_means(client, round):
    values = page(client, step(round, 1)).xpath("//fieldset[@data-statement='step.now']/@data-values")
    assert values == ["nothing told asked shared - - - - - not-sure"]


def test_titles_tell_the_questions_apart_as_its_script_does():
    """The script takes the site's name from behind the title that it finds."""
    round = make_placing_round(ladder=make_matrix())
    client = dana()
    join(client, round)
    pages = [page(client, step(round, number)) for number in range(1, 6)]
    titles = [texts(tree, "//title")[0].split(" – ")[0] for tree in pages]
    assert titles == [
        "Where is it now? The Friday lunch, 1 of 4",
        "Where is it now? The Friday lunch, 2 of 4",
        "Where would you like it to be? The Friday lunch, 3 of 4",
        "Where would you like it to be? The Friday lunch, 4 of 4",
        "In your own words, The Friday lunch",
    ]
    assert pages[0].xpath("//section[contains(@class, 'step')]/@data-title") == titles
    close(round)
    closed = page(client, at(round, "my_activity", "the-friday-lunch"))
    assert texts(closed, "//title")[0].startswith("The Friday lunch – ")


def test_in_easy_read_with_its_words_and_pictures(client, round):
    client.cookies["wording"] = "easy-read"
    tree = page(client, step(round, 1))
    assert texts(tree, f"{SHOWN}//label")[-2] == "Staff tell people. Telling people"
    assert len(tree.xpath(f"{SHOWN}//label//img")) == 3
    assert press(client, step(round, 1), save="standard").url == step(round, 1)


def test_a_closed_round_shows_what_was_said(client, round):
    press(client, step(round, 1), **{"answer-step.now": "told"})
    close(round)
    assert client.get(step(round, 1)).url == at(round, "my_activity", "the-friday-lunch")
    tree = page(client, at(round, "my_activity", "the-friday-lunch"))
    assert len(tree.xpath("//fieldset[@disabled]")) == 2
    assert tree.xpath("//input[@checked]/@value") == ["told"]


def test_what_is_said_as_the_round_closes_is_given_back(client, round):
    form = dict(page(client, step(round, 3)).get_element_by_id("part").form_values())
    close(round)
    answer = client.post(step(round, 3), {**form, "reflection": "Too late.", "save": "continue"})
    assert answer.status_code == 410
    assert "Too late." in answer.content.decode()


def test_it_is_downloaded_and_erased_with_the_sheet(client, round):
    press(client, step(round, 1), **{"answer-step.now": "told"})
    press(client, step(round, 3), save="later", reflection="They tell us.")
    client.post(at(round, "who_may_read_activity", "the-friday-lunch"), {"may_read": "round"})
    copy = texts(lxml.html.fromstring(client.get(at(round, "download_mine")).content.decode()), "//main")[0]
    assert "Where is it now? Which step is this work on? – Telling" in copy
    assert "They tell us. Who may read this: people in this round, without your name." in copy
    client.post(at(round, "erase_mine"))
    assert not Placement.objects.exists()
    assert not Reflection.objects.exists()


def test_a_group_that_chose_one_part_places_nothing(client, round):
    principle = round.version.principles.first()
    Sheet.objects.filter(kind=Sheet.Kind.PERSON).update(kind=Sheet.Kind.GROUP, people=3, principle=principle)
    assert client.get(step(round, 1)).status_code == 404
    assert "The Friday lunch" not in client.get(at(round, "my_sheet")).content.decode()


def test_whoever_chose_readers_before_finishing_comes_back_to_the_words(client, round):
    press(client, step(round, 3), save="asks", reflection="They tell us.")
    answer = client.post(at(round, "who_may_read_activity", "the-friday-lunch"), {"may_read": "only-me"})
    assert client.get(answer.url).url == step(round, 3)


def test_an_activity_is_never_a_list(client, round):
    assert press(client, step(round, 1), save="list").url == at(round, "my_sheet")


def test_there_is_no_other_activity_or_question(client, round):
    assert client.get(step(round, 4)).status_code == 404
    assert client.get(at(round, "my_activity", "another")).status_code == 404
