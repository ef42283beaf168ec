"""A rubric on which people place a piece of work: read, edited in the browser, compared and published."""

from dataclasses import replace

import lxml.html
import pytest
from django.urls import reverse

from rubric.document import parse
from rubric.reading import read_version
from rubric.services.drafts import start_draft
from rubric.views.changes import tell_changes
from tests.make import make_ladder, make_matrix, make_site_editor
from tests.rubric.documents import LADDER, MATRIX

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    client.force_login(make_site_editor())
    return start_draft(make_ladder(whole=False).rubric, by=None)


def read(response, status=200):
    assert response.status_code == status
    return lxml.html.fromstring(response.content.decode())


def page(client, name, *args, **data):
    return read(client.get(reverse(name, args=args), data))


def texts(tree, path):
    return [" ".join(" ".join(each.itertext()).split()) for each in tree.xpath(path)]


def post(client, name, *args, **words):
    """As the form was drawn, with other words."""
    address = reverse(name, args=args)
    form = read(client.get(address)).forms[-1]
    return client.post(address, {**dict(form.form_values()), **words})


def test_a_ladder_is_read_upright(client):
    version = make_ladder()
    client.force_login(make_site_editor())
    tree = page(client, "rubric", version.rubric.slug)
    rungs = texts(tree, "//ul[contains(@class, 'places--ladder')]/li")
    assert rungs == [
        "Doing with Staff and people do things with each other.",
        "Staff and people decide together. Sharing",
        "Doing for Staff do things for people.",
        "Staff ask people, and then decide. Asking",
        "Staff tell people what was decided. Telling",
    ]
    assert "To think about: Who decides?" in texts(tree, "//main//p")


def test_it_is_read_in_easy_read_with_its_pictures(client):
    version = make_ladder()
    client.force_login(make_site_editor())
    client.cookies["wording"] = "easy-read"
    tree = page(client, "rubric", version.rubric.slug)
    assert texts(tree, "//ul/li[contains(@class, 'place')]")[-1] == "Staff tell people. Telling people"
    assert len(tree.xpath("//ul[contains(@class, 'places')]//img")) == 3
    assert "Which step is it on?" in texts(tree, "//h2")


def test_a_matrix_is_read_in_its_order_with_what_pairs_are_called(client):
    version = make_ladder(file=MATRIX)
    client.force_login(make_site_editor())
    tree = page(client, "rubric", version.rubric.slug)
    assert texts(tree, "//ul[@class='places'][1]/li") == ["Staff", "Staff and people"] * 2
    assert "Planned for people Staff + Staff and people" in texts(tree, "//li")


def test_the_list_says_how_much_is_asked(client):
    make_ladder()
    client.force_login(make_site_editor())
    assert "1 question, 3 answers" in texts(page(client, "rubrics"), "//p")


EVERYTHING = [
    ("edit_question", ["step"], {"text": "Which rung?", "easy_read": "Which one?"}, "questions"),
    ("edit_place", ["told"], {"label": "Tell", "hint": "Staff tell.", "easy_read": "Tell."}, "places"),
    ("edit_group", ["with"], {"label": "With", "easy_read_label": "Together"}, "groups"),
    ("edit_prompt", [], {"reflection_prompt": "Whose agenda?", "easy_read_prompt": "Who says?"}, ""),
]


@pytest.mark.parametrize(("name", "keys", "words", "rows"), EVERYTHING)
def test_words_are_edited_in_their_place(client, draft, name, keys, words, rows):
    answer = post(client, name, draft.rubric.slug, *keys, **words)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("draft_questions", args=[draft.rubric.slug]))
    row = getattr(draft, rows).get(key=keys[0]) if rows else draft
    row.refresh_from_db()
    assert {column: getattr(row, column) for column in words} == words


def test_the_name_of_a_pair_is_edited(client):
    client.force_login(make_site_editor())
    draft = start_draft(make_matrix().rubric, by=None)
    assert post(client, "edit_cell", draft.rubric.slug, "together", label="All together").status_code == 302
    assert draft.cells.get(key="together").label == "All together"


def test_what_two_people_write_at_once_is_shown_to_the_second(client, draft):
    address = reverse("edit_place", args=[draft.rubric.slug, "told"])
    form = dict(read(client.get(address)).forms[-1].form_values())
    draft.places.filter(key="told").update(label="Informing")
    tree = read(client.post(address, {**form, "label": "Announcing"}), 409)
    assert "Informing" in texts(tree, "//main")[0]
    assert "Announcing" in tree.xpath("//form//input/@value")


def test_a_picture_is_chosen(client, draft):
    address = reverse("place_picture", args=[draft.rubric.slug, "asked"])
    assert client.post(address, {"picture": "2753", "shown": ""}).status_code == 302
    assert draft.places.get(key="asked").picture == "2753"


def test_the_overview_says_what_is_missing_and_changed(client, draft):
    draft.places.filter(key="asked").update(label="Consulting")
    rows = texts(page(client, "edit_rubric", draft.rubric.slug), "//ul[@class='draft-parts']/li")
    assert "Questions and answers 6 Easy Read texts to write, 2 pictures to choose 1 changed" in rows
    assert not [row for row in rows if row.startswith("Levels")]


def test_words_are_found(client, draft):
    tree = page(client, "edit_rubric", draft.rubric.slug, words="decided")
    assert "Staff tell people what was decided." in texts(tree, "//main")[0]


def test_it_is_published_with_its_pictures_and_the_draft_told(client, draft):
    draft.places.filter(key="asked").update(label="Consulting")
    changes = texts(page(client, "draft_changes", draft.rubric.slug), "//main")[0]
    assert "Which step is this work on?" in changes
    said = {"note": "Plainer.", "suggested_by": "Us", "checked_with": "Us", "without_easy_read": "on"}
    answer = client.post(reverse("publish_draft", args=[draft.rubric.slug]), {"seen": draft.seen, **said})
    assert answer.status_code == 302
    published = read_version(draft.pk)
    assert published.question("step").place("asked").label == "Consulting"
    assert set(published.drawings) == {"1F4E2", "1F91D"}


def test_changes_are_told_by_question():
    before = parse(LADDER)
    (question,) = before.questions
    told, asked, shared = question.places
    after = replace(
        before,
        reflection_prompt="Whose agenda?",
        questions=(
            replace(question, places=(told, replace(asked, label="Consulting", group="with"), shared)),
        ),
    )
    found = {section.title: section.items for section in tell_changes(before, after)}
    assert [item.happened for item in found["Title and purpose"]] == [("New words",)]
    (item,) = found["Which step is this work on?"]
    assert (item.heading, item.happened) == ("Consulting", ("Moved", "New words"))
    assert item.moved == (
        "From “Doing for” in “Which step is this work on?” to “Doing with” in “Which step is this work on?”."
    )


def test_it_has_no_parts_and_no_levels(client, draft):
    for name in ("draft_levels", "add_level", "add_principle"):
        assert client.get(reverse(name, args=[draft.rubric.slug])).status_code == 404
    links = page(client, "edit_rubric", draft.rubric.slug).xpath("//main//a/@href")
    assert not [link for link in links if "part" in link]
