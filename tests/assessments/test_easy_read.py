"""A part of one's own sheet: one statement a page or a list, and then the words."""

import re

import pytest
from django.urls import reverse

from assessments.cookies import SHEET_SECONDS
from assessments.models import Round, Sheet
from assessments.part import first_unanswered, hard_words_in
from assessments.services.joining import erase_sheet
from rubric.document import Document, HardWord, Source
from tests.assessments.sheets import close, queries
from tests.assessments.test_joining import come_in, dana, join, join_as_group
from tests.make import make_illustrated_version, make_round, make_version

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def phone(round):
    """Dana has joined with it, and chose Easy Read."""
    client = dana()
    client.sheet = join(client, round, wording="easy-read")
    return client


def part(round, principle="p1"):
    return reverse("my_principle", args=[round.code, principle])


def statement(round, number, principle="p1"):
    return reverse("my_statement", args=[round.code, principle, number])


def words(round, principle="p1"):
    return reverse("my_words", args=[round.code, principle])


def said(sheet):
    return dict(sheet.answers.values_list("statement__key", "value"))


def write(client, round, text, **more):
    fields = {"reflection": text, "revision": 0, "fingerprint": "", "save": "continue", **more}
    return client.post(words(round), fields)


def at(answer, url):
    return answer.status_code == 302 and answer.url.partition("#")[0] == url


def test_a_part_begins_with_the_first_statement_that_has_no_answer(phone, round):
    assert at(phone.get(part(round)), statement(round, 1))
    phone.post(statement(round, 1), {"answer": "not-true"})
    assert at(phone.get(part(round)), statement(round, 2))
    for number in (2, 3):
        phone.post(statement(round, number), {"answer": "not-sure"})
    assert at(phone.get(part(round)), words(round))


def test_a_page_shows_one_statement_and_holds_them_all(phone, round):
    page = phone.get(statement(round, 2))
    html = page.content.decode()
    assert html.count('<section class="step"') == 4
    shown = [
        section for section in re.findall(r'<section class="step"[^>]*>', html) if "hidden" not in section
    ]
    assert len(shown) == 1
    assert 'data-url="2/"' in shown[0]
    assert "2 of 3" in html
    assert "Is this true here?" in html
    assert f"<strong>{round.team.name}</strong>" in html
    assert "Signs that" not in html, "statements stand alone, without their level’s stem"


def test_its_pictures_are_the_versions_own_and_their_makers_are_named():
    version = make_illustrated_version()
    round = make_round(version=version)
    client = dana()
    join(client, round, wording="easy-read")
    html = client.get(statement(round, 1)).content.decode()
    assert html.count("/drawings/") == html.count(reverse("drawing", args=[version.drawings["1F91D"]])) == 1
    assert "https://openmoji.org/" in html


@pytest.mark.parametrize(
    ("answer", "value", "words"),
    [("ticked", 1, "True"), ("not-true", 2, "Not true"), ("not-sure", 3, "Not sure")],
)
def test_an_answer_is_saved_and_shown_as_chosen(phone, round, answer, value, words):
    assert at(phone.post(statement(round, 1), {"answer": answer}), statement(round, 2))
    assert said(phone.sheet) == {"p1-not-yet": value}
    html = phone.get(statement(round, 1)).content.decode()
    assert html.count('aria-pressed="true"') == 1
    assert f'value="{answer}" aria-pressed="true"' in html
    assert html.count(f"<strong data-said-words>{words}</strong>") == 1


def test_the_last_answer_leads_to_the_words(phone, round):
    assert at(phone.post(statement(round, 3), {"answer": "ticked"}), words(round))
    assert "In your own words" in phone.get(words(round)).content.decode()


def test_the_words_are_saved_and_finish_the_part(phone, round):
    phone.post(statement(round, 1), {"answer": "not-true"})
    answer = write(phone, round, "They listen.")
    assert at(answer, reverse("who_may_read", args=[round.code, "p1"]))
    reflection = phone.sheet.reflections.get()
    assert (reflection.text, reflection.may_read) == ("They listen.", ""), "nothing is chosen beforehand"
    assert reflection.finished_at
    assert said(phone.sheet) == {"p1-not-yet": 2}, "the page of the words says nothing of the statements"


def test_save_for_later_finishes_nothing(phone, round):
    assert at(write(phone, round, "Half a thought", save="later"), reverse("my_sheet", args=[round.code]))
    assert phone.sheet.reflections.get().finished_at is None


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_ones_own(phone, round):
    phone.post(statement(round, 2), {"answer": "ticked"})
    write(phone, round, "From the laptop.", save="later")
    answer = write(phone, round, "From the phone.")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "From the laptop.\n\nFrom the phone." in html
    assert 'data-answer="ticked"' in html, "the answers are still on the page"
    assert "In your own words" in html


def test_words_that_are_too_long_come_back(phone, round):
    answer = write(phone, round, "a" * 10_001)
    assert answer.status_code == 422
    assert "Please take out 1." in answer.content.decode()


def test_what_isnt_an_answer_is_refused(phone, round):
    assert phone.post(statement(round, 1), {"answer": "perhaps"}).status_code == 400
    assert phone.post(statement(round, 1)).status_code == 400
    assert phone.get(statement(round, 0)).status_code == 404
    assert phone.get(statement(round, 4)).status_code == 404
    assert phone.get(statement(round, 1, "p9")).status_code == 404
    assert said(phone.sheet) == {}


LEVELS = ("Not yet", "Getting there", "Doing well", "Signs that")


@pytest.mark.parametrize("wording", Sheet.Wording.values)
def test_both_wordings_have_one_statement_a_page_and_a_list(round, wording):
    client = dana()
    join(client, round, wording=wording)
    assert at(client.get(part(round)), statement(round, 1))
    assert at(keep_list(client, round), part(round))
    html = client.get(part(round)).content.decode()
    assert html.count("data-statement=") == 3
    assert html.count('type="radio"') == 9
    assert at(client.get(statement(round, 2)), part(round)), "the list is remembered"
    assert client.get(words(round)).status_code == 200
    assert at(client.post(part(round), shown(client, round) | {"save": "one"}), part(round))
    page = client.get(statement(round, 2))
    for one in (html, page.content.decode()):
        assert "Is this true here?" in one
        assert [label for label in LEVELS if label in one] == [], "no level is named, so nothing leads"


def shown(client, round, url=""):
    """What the page carries of what it was shown with."""
    filled = client.get(url or words(round)).context["filled"]
    return {"shown": filled.shown, "revision": filled.revision, "fingerprint": filled.fingerprint}


def test_the_list_saves_what_was_changed_and_leads_to_the_words(phone, round):
    keep_list(phone, round)
    said_here = {"answer-p1-not-yet": "not-true", "answer-p1-doing-well": "not-sure", "save": "words"}
    assert at(phone.post(part(round), shown(phone, round) | said_here), words(round))
    assert said(phone.sheet) == {"p1-not-yet": 2, "p1-doing-well": 3}
    assert not phone.sheet.reflections.exclude(finished_at=None).exists()
    html = phone.get(part(round)).content.decode()
    assert html.count(" checked") == 2
    stale = {
        "shown": "000",
        "revision": 0,
        "fingerprint": "",
        "answer-p1-getting-there": "ticked",
        "save": "later",
    }
    phone.post(part(round), stale)
    assert said(phone.sheet) == {"p1-not-yet": 2, "p1-getting-there": 1, "p1-doing-well": 3}


def keep_list(client, round):
    carried = shown(client, round) | {"save": "list"}
    del carried["shown"]  # no page of one statement knows of others
    return client.post(statement(round, 2), carried)


def test_the_view_goes_with_the_sheet_when_the_device_is_handed_over(phone, round):
    keep_list(phone, round)
    assert phone.cookies["view"]["max-age"] == SHEET_SECONDS
    phone.post(reverse("hand_over", args=[round.code]))
    assert phone.cookies["view"].value == ""


def test_on_devices_that_people_share_the_view_goes_with_the_window(phone, round):
    Round.objects.update(shared_devices=True)
    keep_list(phone, round)
    assert not phone.cookies["view"]["max-age"]


def test_both_wordings_write_the_same_sheet(phone, round):
    phone.post(statement(round, 1), {"answer": "not-true"})
    phone.post(statement(round, 2), {"answer": "ticked"})
    fields = {"reflection": "Typed first.", "revision": 0, "fingerprint": "", "save": "standard"}
    assert at(phone.post(words(round), fields), words(round))
    page = phone.get(words(round), follow=True)
    html = page.content.decode()
    assert "Typed first.</textarea>" in html
    ticks = {
        "answer-p1-not-yet": "not-true",
        "answer-p1-getting-there": "ticked",
        "answer-p1-doing-well": "ticked",
    }
    carried = shown(phone, round)
    phone.post(part(round), {**carried, **ticks, "reflection": "Typed first.", "save": "easy-read"})
    assert said(phone.sheet) == {"p1-not-yet": 2, "p1-getting-there": 1, "p1-doing-well": 1}
    assert at(phone.get(part(round)), words(round)), "back in Easy Read, every statement has its answer"


def test_easy_read_lasts_longer_than_the_browsers_window(phone, round):
    del phone.cookies["wording"]
    assert at(phone.get(part(round)), statement(round, 1))


def test_the_switch_saves_and_goes_to_the_other_page(phone, round):
    html = phone.get(statement(round, 1)).content.decode()
    assert 'form="part" name="save" value="standard"' in html


def test_a_closed_round_can_be_read_and_no_more(phone, round):
    close(round)
    assert at(phone.get(statement(round, 1)), part(round))
    answer = phone.post(statement(round, 1), {"answer": "ticked"})
    assert answer.status_code == 410
    assert "This round is closed" in answer.content.decode()
    assert write(phone, round, "Too late.").status_code == 410
    assert said(phone.sheet) == {}
    assert phone.get(part(round)).status_code == 200


def test_nobody_gets_in_without_the_sheets_cookie(phone, round):
    stranger = dana()
    come_in(stranger, round)
    for url in (statement(round, 1), words(round)):
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"answer": "ticked"}).status_code == 404
    erase_sheet(phone.sheet)
    assert phone.get(statement(round, 1)).status_code == 404


def test_a_group_that_answers_one_part_has_no_other(round):
    client = dana()
    join_as_group(client, round, wording="easy-read", principle="p2")
    assert client.get(statement(round, 1, "p2")).status_code == 200
    assert client.get(statement(round, 1, "p1")).status_code == 404
    html = client.get(words(round, "p2")).content.decode()
    assert "what your group agreed" in html
    assert "Who may read this?" not in html


def test_a_page_that_was_left_open_saves_nothing_to_the_next_persons_sheet(phone, round):
    mark = phone.get(words(round)).context["sheet_mark"]
    phone.post(reverse("hand_over", args=[round.code]))
    next_person = join(phone, round, wording="easy-read")
    assert next_person != phone.sheet
    answer = write(phone, round, "Mine, not theirs.", sheet_mark=mark)
    assert answer.status_code == 404
    assert "Mine, not theirs." in answer.content.decode(), "nor are the words lost"
    assert phone.post(statement(round, 1), {"answer": "ticked", "sheet_mark": mark}).status_code == 404
    change = {"statement": "p1-not-yet", "value": "ticked", "age": 0}
    save = reverse("save_mine", args=[round.code, "p1"])
    by_script = {"content_type": "application/json", "headers": {"sheet-mark": mark}}
    assert phone.post(save, change, **by_script).status_code == 404
    assert said(next_person) == said(phone.sheet) == {}


def test_the_mark_of_a_sheet_opens_nothing_and_is_no_id(phone, round):
    mark = phone.get(words(round)).context["sheet_mark"]
    assert len(mark) == 16
    assert Sheet.objects.get(pk=phone.sheet.pk).return_code_hash[:16] != mark


def test_devices_that_people_share_keep_nothing(phone, round):
    assert 'data-keep="p1"' in phone.get(words(round)).content.decode()
    Round.objects.update(shared_devices=True)
    assert "data-keep" not in phone.get(words(round)).content.decode()
    assert 'data-sheet="' in phone.get(words(round)).content.decode()


def test_each_page_costs_three_queries_and_each_answer_two(phone, round):
    phone.get(statement(round, 1))  # from here on this process knows the wording
    assert len(queries(lambda: phone.get(part(round)))) == 3
    assert len(queries(lambda: phone.get(statement(round, 1)))) == 3
    assert len(queries(lambda: phone.get(words(round)))) == 3
    read, write = queries(lambda: phone.post(statement(round, 1), {"answer": "ticked"}))
    assert read.lstrip().startswith("SELECT")
    assert write.lstrip().startswith("INSERT INTO assessments_answer")


def test_hard_words_are_explained_beside_the_statement_that_has_them():
    hard = [{"word": "statement", "means": "Never shown."}, {"word": "getting-there", "means": "On the way."}]
    round = make_round(version=make_version(hard_words=hard))
    client = dana()
    join(client, round, wording="easy-read")
    html = client.get(statement(round, 1)).content.decode()
    assert html.count("On the way.") == 1
    assert "Never shown." not in html
    second = html.index('data-url="2/"')
    assert second < html.index("On the way.") < html.index("</section>", second)


@pytest.mark.parametrize(
    ("word", "text", "is_in"),
    [
        ("network", "People build networks.", True),
        ("network", "Networks help.", True),
        ("network", "Networking helps.", False),
        ("peer", "A peer, too.", True),
        ("peer", "They peered in.", False),
        ("activity", "All activities.", True),
        ("lived experience", "People with lived experience decide.", True),
        ("bus", "Two buses.", True),
    ],
)
def test_a_hard_word_is_a_whole_word_or_its_plural(word, text, is_in):
    fields = dict.fromkeys(["slug", "title", "language", "purpose"], "") | {
        "source": Source(""),
        "levels": (),
    }
    document = Document(**fields, principles=(), hard_words=(HardWord(word, "…"),))
    assert bool(hard_words_in(document, text)) == is_in


def test_the_first_unanswered():
    assert [first_unanswered(marks) for marks in ("000", "120", "123")] == [1, 3, None]
