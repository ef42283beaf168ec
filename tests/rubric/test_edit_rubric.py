"""The draft, part by part: what stands there, and what can be changed in its place."""

import re
from urllib.parse import urlencode

import lxml.html
import pytest
from django.urls import reverse

from rubric.reading import read_version
from rubric.services.drafts import discard_draft
from rubric.services.editing import change_words
from rubric.services.statements import retire_statement, what_goes
from tests.make import NOTE, make_draft, make_site_editor, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

EVERYTHING = [
    ("edit_introduction", [], {"easy_read_title": "How is it?", "purpose": "To talk."}),
    (
        "edit_source",
        [],
        {"title": "Another tool", "authors": "Ann Example\n\n Ben Example ", "note": "Loosely."},
    ),
    (
        "edit_hard_words",
        [],
        {"hard_words": "peer: Somebody like you.\nnetwork: People: they know each other."},
    ),
    ("edit_level", ["not-yet"], {"label": "Not yet", "stem": "Signs of not yet"}),
    (
        "edit_principle",
        ["p1"],
        {
            "title": "A longer title",
            "short_title": "Short",
            "easy_read_title": "Easy",
            "summary": "What it means.",
            "easy_read": "In short.",
            "examples": "One\nTwo",
            "reflection_prompt": "Why?",
            "easy_read_prompt": "Why is it so?",
        },
    ),
    ("edit_statement", ["p1-not-yet"], {"easy_read": "Short words."}),
]


SAME = {"asked": "1", "meaning": "same"}  # what somebody answers who gives a thing another name


@pytest.fixture
def draft(client):
    client.force_login(make_site_editor())
    return make_draft(make_version(whole=False))


def url(draft, name="edit_rubric", *keys):
    return reverse(name, args=[draft.rubric.slug, *keys])


def html(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def fields(response):
    """What the open form was drawn with, as a browser would send it back."""
    form = response.context["words"] if "words" in response.context else response.context["form"]
    return {bound.html_name: text(bound) for bound in form}


def text(bound):
    return bound.field.widget.format_value(bound.value()) or ""


def edit(client, address, **words):
    return client.post(address, {**fields(client.get(address)), **words})


def rows(client, draft):
    """What the overview says of each part, as it is read."""
    page = lxml.html.fromstring(client.get(url(draft)).content)
    return {
        li.find("a").text: " ".join(li.find("span").text_content().split())
        for li in page.find_class("draft-parts")[0].findall("li")
    }


def test_the_overview_has_every_part_and_how_it_stands(client, draft):
    page = html(client.get(url(draft)))
    assert "Draft of version 2" in page
    assert "Nothing is different yet from version 1." in page
    assert rows(client, draft) == {
        "Title and purpose": "2 Easy Read texts to write",
        "Levels": "3 Easy Read texts to write",
        "Principle 1": "2 Easy Read texts to write, 4 pictures to choose",
        "Principle 2": "2 Easy Read texts to write, 4 pictures to choose",
        "Hard words": "Complete",
        "Source": "1 Easy Read text to write",
    }


@pytest.mark.parametrize(
    ("name", "keys", "begins"),
    [
        ("add_statement", ["p1", "not-yet"], "Principle 1: a new statement, Haven’t got this, draft"),
        ("edit_statement", ["p1-not-yet"], "Principle 1: This is true of not-yet 1., draft"),
        ("edit_principle", ["p1"], "Principle 1: about this part, draft"),
        ("edit_level", ["not-yet"], "Levels: Haven’t got this, draft"),
        ("add_level", [], "Levels: a new level, draft"),
    ],
)
def test_titles_say_what_is_open_in_words(client, draft, name, keys, begins):
    page = client.get(url(draft, name, *keys)).content.decode()
    title = re.search(r"<title>(.*?)</title>", page)[1]
    assert title.startswith(begins), title


@pytest.mark.both_databases
def test_the_overview_follows_what_is_written_changed_and_taken_out(client, draft):
    words = {"easy_read_title": "Easy", "easy_read_prompt": "Why?"}
    edit(client, url(draft, "edit_principle", "p1"), **words)
    edit(client, url(draft, "edit_statement", "p1-not-yet"), easy_read="Short words.")
    edit(client, url(draft, "edit_level", "not-yet"), label="Not yet", **SAME)
    for statement in draft.statements.filter(principle__key="p2"):
        retire_statement(draft, statement.key, shown=what_goes(statement), by=None)
    told = rows(client, draft)
    assert told["Principle 1"] == "4 pictures to choose 2 changed"
    assert told["Principle 2"] == "No statements yet 3 changed"
    assert told["Levels"] == "3 Easy Read texts to write 1 changed"
    assert told["Source"] == "1 Easy Read text to write"
    assert "6 things are different from version 1." in html(client.get(url(draft)))


def test_what_is_different_is_counted_once_whatever_parts_are_called(client, draft):
    draft.principles.update(short_title="Levels")
    edit(client, url(draft, "edit_statement", "p1-not-yet"), easy_read="Short words.")
    parts = client.get(url(draft)).context["parts"]
    told = {part.place: part.changed for part in parts}
    assert told == {"introduction": 0, "levels": 0, "part-p1": 2, "part-p2": 1, "hard-words": 0, "source": 0}
    assert "3 things are different from version 1." in html(client.get(url(draft)))


def test_each_part_has_a_page_that_leads_to_the_next(client, draft):
    page = html(client.get(url(draft, "draft_levels")))
    assert f'href="{url(draft, "draft_part", "p1")}"' in page
    page = html(client.get(url(draft, "draft_part", "p1")))
    assert page.count("This is true of not-yet 1.") > 1
    assert "Not written yet. Until it is, nobody is offered Easy Read." in page
    assert f'href="{url(draft, "draft_part", "p2")}"' in page
    assert f'href="{url(draft, "edit_hard_words")}"' in html(client.get(url(draft, "draft_part", "p2")))
    assert NOTE in html(client.get(url(draft, "edit_source")))
    assert client.get(url(draft, "draft_part", "nothing")).status_code == 404


def test_two_editors_of_two_parts_undo_nothing(client, draft):
    """Each has opened a form before the other saved."""
    opened = [
        (url(draft, name, *keys), {**fields(client.get(url(draft, name, *keys))), **words, **SAME})
        for name, keys, words in EVERYTHING
    ]
    for address, sent in opened:
        assert client.post(address, sent).status_code == 302, address
    for name, keys, words in EVERYTHING:
        now = fields(client.get(url(draft, name, *keys)))
        assert [n for n, t in words.items() if now[n].split() != t.split()] == [], name


@pytest.mark.parametrize(("name", "keys", "words"), EVERYTHING, ids=[name for name, _, _ in EVERYTHING])
def test_every_text_can_be_edited_in_its_place(client, draft, name, keys, words):
    address = url(draft, name, *keys)
    page = html(client.get(address))
    assert page.count('id="editing"') == 1
    assert ">Edit<" not in page, "one thing at a time, so that nothing typed is lost"
    answer = edit(client, address, **words, **SAME)
    page, _, place = answer.url.partition("#")
    assert f'id="{place}"' in html(client.get(page))
    saved = fields(client.get(address))
    told = {name: words[name].replace("\n\n Ben Example ", "\nBen Example") for name in words}
    assert {name: saved[name] for name in words} == told


def test_what_was_edited_is_in_the_document(client, draft):
    for name, keys, words in EVERYTHING:
        edit(client, url(draft, name, *keys), **words, **SAME)
    document = read_version(draft.pk)
    assert document.source.authors == ("Ann Example", "Ben Example")
    assert [(hard.word, hard.means) for hard in document.hard_words] == [
        ("peer", "Somebody like you."),
        ("network", "People: they know each other."),
    ]
    assert document.principle("p1").examples == ("One", "Two")
    assert document.statements[0].easy_read == "Short words."


@pytest.mark.parametrize(
    ("name", "keys", "words", "said"),
    [
        ("edit_introduction", [], {"title": " "}, "Write a title."),
        ("edit_introduction", [], {"title": "\u200b"}, "Write a title."),
        ("edit_introduction", [], {"title": "x" * 201}, "Make a title shorter: at most 200 letters."),
        ("edit_source", [], {"title": ""}, "Write what it is based on."),
        ("edit_source", [], {"authors": "\n".join("abcdefghijklmnopqrstu")}, "At most 20 fit."),
        ("edit_source", [], {"authors": "ok\n" + "x" * 201}, "Make line 2 shorter"),
        ("edit_hard_words", [], {"hard_words": "peer somebody"}, "Line 1 should be a word, a colon"),
        ("edit_hard_words", [], {"hard_words": "a: b\nA: c"}, "“a” is here twice."),
        ("edit_hard_words", [], {"hard_words": "x" * 81 + ": long"}, "Make line 1 shorter."),
        ("edit_level", ["not-yet"], {"label": ""}, "Write a name."),
        ("edit_level", ["not-yet"], {"stem": ""}, "Write a heading over its statements."),
        ("edit_principle", ["p1"], {"title": ""}, "Write a title."),
        ("edit_statement", ["p1-not-yet"], {"text": ""}, "Write the statement."),
        ("edit_statement", ["p1-not-yet"], {"text": "x" * 1001}, "at most 1,000 letters"),
    ],
)
def test_mistakes_are_named_and_nothing_is_lost_or_saved(client, draft, name, keys, words, said):
    before = read_version(draft.pk)
    answer = edit(client, url(draft, name, *keys), **words)
    page = html(answer)
    assert "Error: " in page
    assert said in page
    assert fields(answer).items() >= words.items()
    assert read_version(draft.pk) == before


def test_new_words_of_a_statement_raise_the_question_without_a_default(client, draft):
    address = url(draft, "edit_statement", "p1-not-yet")
    answer = edit(client, address, text="Other words.")
    page = html(answer)
    assert "Does it still mean the same?" in page
    assert " checked" not in page
    assert "Easy Read still says: “This is true of not-yet 1.”" in page
    sent = {**fields(answer), "asked": "1"}
    page = html(client.post(address, sent))
    assert "Choose whether it still means the same." in page
    assert 'value="Other words."' in page
    assert draft.statements.get(key="p1-not-yet").text == "This is true of not-yet 1."


@pytest.mark.both_databases
@pytest.mark.parametrize(("meaning", "key"), [("same", "p1-not-yet"), ("different", "other-words")])
def test_the_answer_decides_about_the_key(client, draft, meaning, key):
    address = url(draft, "edit_statement", "p1-not-yet")
    sent = {**fields(edit(client, address, text="Other words.")), "asked": "1", "meaning": meaning}
    answer = client.post(address, sent)
    assert answer.url == f"{url(draft, 'draft_part', 'p1')}?at=statement-{key}#statement-{key}"
    assert draft.statements.get(text="Other words.").key == key
    twice = client.post(address, sent)
    assert twice.url == answer.url
    assert draft.statements.count() == 6


@pytest.mark.both_databases
def test_the_same_new_words_with_another_easy_read_arent_said_to_be_saved(client, draft):
    address = url(draft, "edit_statement", "p1-not-yet")
    bens = {**fields(edit(client, address, text="Other words.")), "asked": "1", "meaning": "different"}
    client.post(address, bens | {"easy_read": "Ben’s words."})
    page = html(client.post(address, bens | {"easy_read": "Ann’s words."}), 409)
    assert "Ann’s words." in page
    assert draft.statements.get(key="other-words").easy_read == "Ben’s words."


@pytest.mark.both_databases
def test_the_words_can_be_changed_again_before_the_question_is_answered(client, draft):
    address = url(draft, "edit_statement", "p1-not-yet")
    sent = fields(edit(client, address, text="Other words."))
    answer = client.post(address, {**sent, "asked": "1", "again": "1"})
    assert "Does it still mean the same?" not in html(answer)
    assert fields(answer)["text"] == "Other words."


@pytest.mark.both_databases
def test_two_editors_at_one_text_the_second_sees_both(client, draft):
    address = url(draft, "edit_introduction")
    shown = fields(client.get(address))
    client.post(address, {**shown, "title": "Ann’s title"})
    answer = client.post(address, {**shown, "title": "Ben’s title"})
    page = html(answer, 409)
    assert "Somebody else changed this while you were writing" in page
    assert ">Ann’s title<" in page
    assert fields(answer)["title"] == "Ben’s title"
    assert read_version(draft.pk).title == "Ann’s title"
    assert client.post(address, fields(answer)).status_code == 302
    assert read_version(draft.pk).title == "Ben’s title"


def test_two_editors_at_two_texts_of_one_thing_keep_both(client, draft):
    address = url(draft, "edit_principle", "p1")
    shown = fields(client.get(address))
    client.post(address, {**shown, "easy_read": "Ann’s words."})
    answer = client.post(address, {**shown, "summary": "Ben’s words."})
    assert "The box below has their words." in html(answer, 409)
    client.post(address, fields(answer))
    saved = draft.principles.get(key="p1")
    assert (saved.easy_read, saved.summary) == ("Ann’s words.", "Ben’s words.")


@pytest.mark.parametrize("shown", ["", "not JSON", "[]", '{"title": 5}', '{"title": "\\ud800"}', "[" * 5000])
def test_a_form_that_does_not_say_what_it_was_shown_with_overwrites_nothing(client, draft, shown):
    answer = edit(client, url(draft, "edit_introduction"), title="Mine", shown=shown)
    assert fields(answer)["title"] == "Mine"
    assert html(answer, 409)
    assert read_version(draft.pk).title == draft.title


@pytest.mark.parametrize("shown", ['{"hard_words": ["a"]}', '{"hard_words": [{"word": 1, "means": 2}]}'])
def test_a_broken_list_overwrites_nothing_either(client, draft, shown):
    assert html(edit(client, url(draft, "edit_hard_words"), hard_words="a: b", shown=shown), 409)


def test_who_wrote_for_what_was_taken_out_gets_their_words_back(client, draft):
    address = url(draft, "edit_statement", "p1-not-yet")
    shown = fields(client.get(address))
    retire_statement(draft, "p1-not-yet", shown=what_goes(draft.statements.get(key="p1-not-yet")), by=None)
    page = html(client.post(address, {**shown, "text": "My long and careful words."}), 409)
    assert "My long and careful words." in page


@pytest.mark.both_databases
def test_one_word_comes_back_too_with_its_label_and_nothing_that_the_page_held_unseen(client, draft):
    address = url(draft, "edit_statement", "p1-not-yet")
    shown = fields(client.get(address))
    retire_statement(draft, "p1-not-yet", shown=what_goes(draft.statements.get(key="p1-not-yet")), by=None)
    page = html(client.post(address, {**shown, "text": "好", "easy_read": ""}), 409)
    assert re.findall(r'for="written-\d">([^<]+)</label>\s*<textarea[^>]*>\n([^<]*)<', page) == [
        ("Standard words", "好")
    ]


def test_broken_words_for_what_was_taken_out_are_no_fault_of_ours(client, draft):
    assert html(client.post(url(draft, "edit_statement", "nothing"), {"text": "bad \x00 sign"}), 409)


def test_who_wrote_for_a_draft_that_is_gone_gets_their_words_back(client, draft):
    address = url(draft, "edit_introduction")
    shown = fields(client.get(address))
    discard_draft(draft, by=None, seen=draft.seen)
    page = html(client.post(address, {**shown, "title": "My careful title"}), 409)
    assert "My careful title" in page
    assert client.get(address).status_code == 404


def test_the_page_says_what_is_different(client, draft):
    edit(client, url(draft, "edit_statement", "p1-not-yet"), easy_read="Short words.")
    change_words(draft, {"title": "Ours"}, shown={"title": draft.title}, by=None)
    page = html(client.get(url(draft)))
    assert "2 things are different from version 1." in page
    page = html(client.get(url(draft, "draft_part", "p1")))
    assert re.search(r"This is true of not-yet 1\.</bdi> <strong class=\"tag\">Changed</strong>", page)


@pytest.mark.both_databases
def test_queries(client, draft, django_assert_max_num_queries):
    client.get(url(draft))
    for address in (url(draft), url(draft, "draft_part", "p1"), url(draft, "edit_introduction")):
        with django_assert_max_num_queries(13):
            client.get(address)


def folds(client, address):
    """Of each level on the page of a part: what its fold says, and whether it is open."""
    page = lxml.html.fromstring(client.get(address).content)
    return {
        fold.xpath("string(summary)").strip(): "open" in fold.attrib
        for fold in page.xpath("//section[contains(@class, 'level')]/details")
    }


def test_statements_are_folded_by_level_until_somebody_comes_for_them(client, draft):
    part = url(draft, "draft_part", "p1")
    assert list(folds(client, part).values()) == [False, False, False]
    assert list(folds(client, f"{part}?at=all").values()) == [True, True, True]
    saved = edit(client, url(draft, "edit_statement", "p1-not-yet"), easy_read="Short words.").url
    unfolded = [fold for fold, is_open in folds(client, saved).items() if is_open]
    assert unfolded == ["1 statement: Haven’t got this"]
    assert list(folds(client, f"{part}?moved=statement-p1-not-yet").values()) == [True, False, False]
    edited = url(draft, "edit_statement", "p1-doing-well")
    assert list(folds(client, edited).values()) == [False, False, True]


def test_what_was_done_is_said(client, draft):
    saved = edit(client, url(draft, "edit_introduction"), purpose="To talk.")
    assert "Saved." in html(client.get(saved.url))
    moved = client.post(url(draft, "retire_statement", "p1-not-yet"), fields_of_retiring(client, draft))
    assert "Taken out. You can bring it back until you publish." in html(client.get(moved.url))
    back = client.post(url(draft, "bring_back_statement", "p1-not-yet"))
    assert "Brought back." in html(client.get(back.url))


def fields_of_retiring(client, draft):
    return fields(client.get(url(draft, "retire_statement", "p1-not-yet")))


def found(client, draft, words):
    """What is found: where it leads, by its words."""
    page = lxml.html.fromstring(html(client.get(url(draft) + "?" + urlencode({"words": words}))))
    return {link.text_content(): link.get("href") for link in page.xpath("//section[@id='search']//li/a")}


def test_words_are_found_in_every_part_and_lead_to_where_they_stand(client, draft):
    edit(client, url(draft, "edit_statement", "p1-not-yet"), easy_read="We don’t meet the UMBRELLA group.")
    edit(client, url(draft, "edit_principle", "p2"), summary="Under an umbrella.")
    edit(client, url(draft, "edit_hard_words"), hard_words="umbrella: A roof.")
    edit(client, url(draft, "edit_introduction"), purpose="An umbrella for all.")
    edit(client, url(draft, "edit_level", "not-yet"), stem="No umbrella")
    leads = found(client, draft, " umbrella ")
    assert len(leads) == 5
    assert leads["Under an umbrella."].endswith("/parts/p2/#principle-p2")
    assert found(client, draft, "don't  meet the umbrella").popitem()[1].endswith("#statement-p1-not-yet")
    assert all(client.get(address).status_code == 200 for address in leads.values())
    assert found(client, draft, "nowhere") == {}
    assert "“nowhere” stands in 0 places." in html(client.get(url(draft) + "?words=nowhere"))
    assert found(client, draft, "  ") == {}
