"""An editor looks for a picture by its name and chooses it; Easy Read shows it beside the words."""

import re

import pytest
from django.urls import reverse

from rubric import pictures
from rubric.models import Principle, Statement
from rubric.reading import read_version
from rubric.services.drafts import discard_draft, publish_version
from tests.make import make_draft, make_site_editor, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SCALES, HANDS = "2696", "1F91D"
CREDIT = "https://openmoji.org/"


@pytest.fixture
def draft(client):
    client.force_login(make_site_editor())
    return make_draft(make_version(whole=False))


def url(draft, name="statement_picture", key="p1-not-yet"):
    return reverse(name, args=[draft.rubric.slug, key])


def page_of(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def offered(page):
    return re.findall(r'type="radio"[^>]* value="([^"]+)"', page)


def checked(page):
    return re.findall(r'type="radio"[^>]* value="([^"]+)" checked', page)


def picture_of(draft, key="p1-not-yet"):
    return draft.statements.get(key=key).picture


def test_pictures_are_found_by_their_names(client, draft):
    page = page_of(client.get(url(draft), {"words": "balance scale"}))
    assert "Pictures for “balance scale”" in page
    assert offered(page)[:2] == ["none", SCALES]
    assert checked(page) == ["none"]
    assert reverse("picture", args=[SCALES]) in page
    assert 'value="balance scale"' in page
    assert "This is true of not-yet 1." in page
    assert CREDIT in page


def test_before_anything_is_looked_for_the_rubrics_own_are_offered(client, draft):
    draft.principles.filter(key="p2").update(picture=HANDS)
    assert offered(page_of(client.get(url(draft)))) == ["none", HANDS]


@pytest.mark.both_databases
def test_of_many_the_one_that_was_chosen_last_is_offered_too(client, draft):
    codes = sorted(pictures.codes())[: 2 * pictures.MOST]
    principles = Principle.objects.filter(version=draft)
    level = draft.levels.first()
    Statement.objects.bulk_create(
        Statement(
            version=draft, principle=principles.last(), level=level, key=f"s{n}", text=f"S {n}",
            picture=code, position=n + 100,
        )
        for n, code in enumerate(codes)
    )  # fmt: skip
    assert set(codes) <= set(offered(page_of(client.get(url(draft)))))


def test_a_word_that_finds_nothing_says_what_to_do(client, draft):
    page = page_of(client.get(url(draft), {"words": "<xyzzy>"}))
    assert "There are none. Try another word" in page
    assert "&lt;xyzzy&gt;" in page


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("name", "key", "place"),
    [("statement_picture", "p1-not-yet", "statement"), ("principle_picture", "p1", "principle")],
)
def test_a_picture_is_chosen_and_taken_away_again(client, draft, name, key, place):
    address = url(draft, name, key)
    unfolds = f"?at={place}-{key}" if place == "statement" else ""
    back = f"{reverse('draft_part', args=[draft.rubric.slug, 'p1'])}{unfolds}#{place}-{key}"
    assert client.post(f"{address}?words=hand", {"picture": HANDS, "shown": ""}).url == back
    assert read_version(draft.pk).pictures == (HANDS,)
    page = page_of(client.get(address))
    assert (offered(page), checked(page)) == ([HANDS, "none"], [HANDS])
    assert "(now)" in page
    assert client.post(address, {"picture": "none", "shown": HANDS}).url == back
    assert read_version(draft.pk).pictures == ()
    draft.refresh_from_db()
    assert draft.edits == 2


@pytest.mark.parametrize("picture", ["", "FFFF", "smile", "\x00", "x" * 99])
def test_only_what_is_there_can_be_chosen(client, draft, picture):
    draft.statements.filter(key="p1-not-yet").update(picture=SCALES)
    page = page_of(client.post(url(draft), {"picture": picture, "shown": SCALES}))
    assert "Choose one of these pictures, or “No picture”." in page
    assert "<title>Error: " in page
    assert picture_of(draft) == SCALES


@pytest.mark.both_databases
def test_what_somebody_else_chose_is_looked_at_first(client, draft):
    draft.statements.filter(key="p1-not-yet").update(picture=SCALES)
    page = page_of(client.post(f"{url(draft)}?words=handshake", {"picture": HANDS, "shown": ""}))
    assert "Somebody else chose another picture just now." in page
    assert picture_of(draft) == SCALES
    assert offered(page)[0] == SCALES
    assert checked(page) == [HANDS]
    shown = re.search(r'name="shown" value="([^"]*)"', page)[1]
    client.post(url(draft), {"picture": HANDS, "shown": shown})
    assert picture_of(draft) == HANDS


def test_a_picture_for_what_is_gone(client, draft):
    discard_draft(draft, by=None, seen=draft.seen)
    assert "This isn’t there any more" in page_of(client.post(url(draft), {"picture": HANDS}), 409)
    assert client.get(url(draft)).status_code == 404


def test_a_new_statement_is_saved_before_its_picture_is_chosen(client, draft):
    address = reverse("add_statement", args=[draft.rubric.slug, "p1", "not-yet"])
    assert "Save, then choose a picture" in page_of(client.get(address))
    answer = client.post(address, {"text": "People teach you.", "then": "picture"})
    assert answer.url == url(draft, key="people-teach-you")


@pytest.mark.parametrize(("meaning", "key"), [("same", "p1-not-yet"), ("different", "other-words")])
def test_the_question_about_the_meaning_leads_on_to_the_picture(client, draft, meaning, key):
    address = reverse("edit_statement", args=[draft.rubric.slug, "p1-not-yet"])
    row = draft.statements.get(key="p1-not-yet")
    row.picture = HANDS
    row.save(update_fields=["picture"])
    shown = '{"text": "This is true of not-yet 1.", "easy_read": "This is true of not-yet 1."}'
    sent = {"text": "Other words.", "easy_read": row.easy_read, "shown": shown, "then": "picture"}
    assert 'name="then" value="picture"' in page_of(client.post(address, sent))
    answer = client.post(address, {**sent, "asked": "1", "meaning": meaning})
    assert answer.url == url(draft, key=key)
    assert picture_of(draft, key) == HANDS


def test_a_principle_leads_on_to_its_picture_and_a_level_has_none(client, draft):
    words = client.get(reverse("edit_principle", args=[draft.rubric.slug, "p1"])).context["form"].initial
    sent = {
        **words,
        "examples": "",
        "shown": "{}",
        "title": "Ours",
        "then": "picture",
        "asked": "1",
        "meaning": "same",
    }
    address = reverse("edit_principle", args=[draft.rubric.slug, "p1"])
    form = client.post(address, sent).context["form"]  # somebody who wasn't shown anything is shown both
    sent["shown"] = form["shown"].field.prepare_value(form.initial["shown"])
    assert client.post(address, sent).url == url(draft, "principle_picture", "p1")
    page = page_of(client.get(reverse("edit_level", args=[draft.rubric.slug, "not-yet"])))
    assert "choose a picture" not in page


@pytest.mark.both_databases
def test_the_draft_shows_each_picture_beside_its_easy_read_words(client, draft):
    address = reverse("draft_part", args=[draft.rubric.slug, "p1"])
    page = page_of(client.get(address))
    assert (page.count("Choose picture"), CREDIT in page) == (4, False)
    draft.statements.filter(key="p1-not-yet").update(picture=SCALES)
    page = page_of(client.get(address))
    assert page.count(f'<img src="{reverse("picture", args=[SCALES])}" alt=""') == 1
    assert page.count("Change picture") == 1
    assert CREDIT in page


@pytest.mark.both_databases
def test_people_see_pictures_in_easy_read_only(client):
    client.force_login(make_site_editor())
    draft = make_draft(make_version())
    draft.statements.filter(key="p1-not-yet").update(picture=SCALES)
    draft.statements.filter(principle__key="p2").update(picture="")
    preview = reverse("preview_draft", args=[draft.rubric.slug])
    assert "<img" not in page_of(client.get(preview))
    client.cookies["wording"] = "easy-read"
    page = page_of(client.get(preview))
    assert page.count(reverse("picture", args=[SCALES])) == 1
    handshakes = 2 + 2 + 3  # both principles, two statements, and three that have none of their own
    assert page.count(reverse("picture", args=[HANDS])) == handshakes
    assert CREDIT in page
    draft.statements.filter(picture="").update(
        picture=HANDS
    )  # only then Easy Read is offered of what is published
    said = {"note": "New.", "suggested_by": "Us", "checked_with": "Nobody"}
    version = publish_version(draft, by=None, seen=draft.seen, **said)
    for name, args in (("rubric", []), ("rubric_version", [2])):
        page = page_of(client.get(reverse(name, args=[draft.rubric.slug, *args])))
        assert page.count(reverse("drawing", args=[version.drawings[HANDS]])) == handshakes
        assert CREDIT in page
    client.cookies["wording"] = "standard"
    page = page_of(client.get(reverse("rubric", args=[draft.rubric.slug])))
    assert "<img" not in page
    assert CREDIT not in page


@pytest.mark.both_databases
def test_queries(client, draft, django_assert_num_queries):
    client.get(url(draft))
    for words in ("", "hand"):
        with django_assert_num_queries(9 if words == "" else 5):
            client.get(url(draft), {"words": words})
