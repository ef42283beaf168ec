"""Editors are told how their words read: level, longest sentence, and words that are better avoided."""

import re

import pytest
from django.urls import reverse

from rubric.document import HardWord
from rubric.plain_words import reading_of
from tests.make import make_draft, make_site_editor, make_version

LONG = (
    "Staff and people who draw on support decide together what is bought and who is paid, "
    "and they look again later, each year, with care and time."
)


def read(text, hard_words=(), *, is_easy=False, is_english=True):
    return reading_of(text, hard_words, is_easy=is_easy, is_english=is_english)


def test_a_plain_statement_is_left_alone():
    reading = read("People decide with staff what matters.")
    assert (reading.longest, reading.advice) == (6, ())
    assert reading.grade < 7


def test_what_is_worth_another_look_is_named():
    advice = " ".join(read(f"{LONG} The client and the service user ask us.").advice)
    for words in ("27 words in one sentence", "“they” can be anybody", "“client”", "“service user”", "“us”"):
        assert words in advice


def test_easy_read_is_asked_for_more():
    text = "Organisational transformation happens. EG two people know."
    assert not any("Use digits" in each for each in read(text).advice)
    advice = " ".join(read(text, is_easy=True).advice)
    assert "“Organisational” is a long word" in advice
    assert "Use digits: 2" in advice


def test_hard_words_that_are_explained_make_no_text_hard():
    explained = (HardWord("organisational transformation", "A big change."),)
    text = "The organisational transformation helps many people here."
    assert read(text, explained).grade < read(text).grade
    assert not any("long word" in each for each in read(text, explained, is_easy=True).advice)


@pytest.mark.parametrize("text", ["", "…", "Being heard", "123"])
def test_too_few_words_have_no_level(text):
    assert read(text).grade is None


@pytest.mark.parametrize("text", ["الناس يقررون معا " * 12, "они решают вместе " * 12])
def test_in_other_languages_only_sentences_are_counted(text):
    reading = read(text, is_english=False)
    assert reading.grade is None
    assert len(reading.advice) == 1
    assert "words in one sentence" in reading.advice[0]


def test_no_score_may_be_said():
    assert read("There is no score, and it is not a score.").advice == ()


@pytest.mark.django_db
def test_a_part_names_who_does_it_too_and_its_question_may_speak_to_anybody(client):
    client.force_login(make_site_editor())
    address = reverse("add_principle", args=[make_draft(make_version()).rubric.slug])
    assert "never “you”, “we” or “they”" in client.get(address).content.decode()
    sent = {"title": "", "summary": "We have fun.", "reflection_prompt": "What do you enjoy?", "shown": "{}"}
    page = client.post(address, sent).content.decode()
    assert "“We” can be anybody. Name who does it." in page
    assert "“you” can be anybody" not in page
    [check] = re.findall(r'data-check="([^"]+)"', page)
    for name, says_so in (("easy_read", True), ("easy_read_prompt", False)):
        told = client.post(check, {"text": "We have fun.", "name": name}).json()["html"]
        assert ("“We” can be anybody" in told) == says_so


@pytest.mark.django_db
def test_it_stands_beside_the_form_and_beside_each_statement(client):
    client.force_login(make_site_editor())
    draft = make_draft(make_version())
    draft.statements.filter(key="p1-not-yet").update(text=LONG)
    slug = draft.rubric.slug
    page = client.get(reverse("edit_statement", args=[slug, "p1-not-yet"])).content.decode()
    assert "Reading level" in page
    assert "27 words in the longest sentence." in page
    part = client.get(reverse("draft_part", args=[slug, "p1"])).content.decode()
    assert "“they” can be anybody. Name who does it." in part
    sent = {"title": "", "purpose": "We can ask our clients.", "shown": "{}"}
    page = client.post(reverse("edit_introduction", args=[slug]), sent).content.decode()
    assert "“clients” isn’t said here. Find another word." in page
    assert "can be anybody" not in page, "only statements name who does it"


@pytest.mark.django_db
def test_it_is_told_again_while_somebody_writes_and_saves_nothing(client):
    client.force_login(make_site_editor())
    draft = make_draft(make_version())
    address = reverse("how_it_reads", args=[draft.rubric.slug])

    def told(text, name, of=""):
        return client.post(f"{address}{of}", {"text": text, "name": name}).json()["html"]

    page = client.get(reverse("edit_statement", args=[draft.rubric.slug, "p1-not-yet"])).content.decode()
    assert f'data-check="{address}?of=statement"' in page
    assert page.count("data-checked-text") == page.count("data-checks") == 2
    assert "“they” can be anybody" in told(LONG, "text", "?of=statement")
    assert "“they” can be anybody" not in told(LONG, "summary")
    assert "Make it 25 or fewer" in told(LONG, "summary")
    assert "Make it 15 or fewer" in told(LONG, "easy_read")

    assert told(" ", "text").strip() == ""
    draft.refresh_from_db()
    assert draft.edits == 0
