"""Whose ideas a rubric follows stands wherever it is shown, and no editor can erase it from a copy."""

import pytest
from django.urls import reverse

from rubric.document import dump, parse
from rubric.models import Rubric
from rubric.reading import read_version
from rubric.services.adapting import adapt_rubric
from rubric.services.beginning import copy_rubric
from rubric.services.drafts import publish_version
from rubric.services.editing import change_words
from tests.make import NOTE, make_organisation, make_rubric_editor, make_version

pytestmark = pytest.mark.django_db
FEEDBACK = "Its authors would like to hear from you: authors@tool.example"
SOURCE = {"title": "An invented paper tool", "authors": ["Ann Example"], "note": NOTE, "feedback": FEEDBACK}
OTHER = {"title": "Our own ideas", "note": "All of this is ours."}


@pytest.fixture
def original():
    return make_version(source=SOURCE, title="How are we doing?")


@pytest.fixture
def northgate():
    return make_organisation("Northgate Council")


def adapt(original, organisation, source=None):
    draft = adapt_rubric(original.rubric, organisation=organisation, by=None).versions.get()
    if source:
        change_words(draft, {"source": source}, shown={"source": draft.source}, by=None)
    draft.refresh_from_db()
    told = {"note": "Ours.", "suggested_by": "Us", "checked_with": "Us"}
    return publish_version(draft, by=None, edits=draft.edits, **told)


def read(client, version, wording="standard"):
    client.cookies["wording"] = wording
    return client.get(reverse("rubric", args=[version.rubric.slug])).content.decode()


def test_a_rubric_says_whose_ideas_it_follows_and_where_its_authors_want_to_hear_from_people(
    client, original
):
    client.force_login(make_rubric_editor(make_organisation()))
    page = read(client, original)
    for words in ("An invented paper tool", "Ann Example", NOTE, 'href="mailto:authors@tool.example"'):
        assert words in page
    assert "Adapted by" not in page


def test_a_copy_says_once_what_it_was_adapted_from(client, original, northgate):
    client.force_login(make_rubric_editor(northgate))
    own = adapt(original, northgate)
    page = read(client, own)
    assert "Adapted by Northgate Council from <cite>How are we doing?</cite></p>" in page
    assert page.count(NOTE) == 1
    assert "Northgate Council changed some words." in read(client, own, "easy-read")


def test_a_copy_with_another_source_still_shows_the_first(client, original, northgate):
    client.force_login(make_rubric_editor(northgate))
    page = read(client, adapt(original, northgate, OTHER))
    for words in ("Our own ideas", "All of this is ours.", "An invented paper tool", NOTE):
        assert words in page
    assert "An invented paper tool" in read(
        client, Rubric.objects.get(organisation=northgate).versions.get(), "easy-read"
    )


def test_a_copy_of_a_copy_shows_the_first_of_all(original, northgate):
    own = adapt(original, northgate, OTHER)
    copy = copy_rubric(own.rubric, "Again", organisation=northgate, by=None)
    adapted = read_version(copy.versions.get().pk).source.adapted
    assert (adapted.by, adapted.title, adapted.source.note) == (
        "Northgate Council",
        "How are we doing?",
        NOTE,
    )


def test_it_is_no_text_of_the_copy_and_so_no_change_and_not_in_its_file(original, northgate):
    document = read_version(adapt(original, northgate).pk)
    assert "Northgate" not in dump(document).replace(document.slug, "")
    assert parse(dump(document)) == document
