"""Whose ideas a rubric follows stands wherever it is shown, and no editor can erase it from a copy."""

from dataclasses import replace

import lxml.html
import pytest
from django.urls import reverse

from rubric.document import DocumentError, dump, parse
from rubric.models import Rubric
from rubric.reading import OURS, read_version
from rubric.services.adapting import adapt_rubric
from rubric.services.beginning import bring_rubric, copy_rubric
from rubric.services.drafts import discard_draft, publish_version, start_draft
from rubric.services.editing import change_words
from rubric.services.exporting import file_of
from rubric.services.importing import import_document
from teams.addresses import site_name
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
    return publish_version(draft, by=None, seen=draft.seen, **told)


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


def test_the_list_shows_the_first_source_of_a_copy_and_of_its_first_draft(client, original, northgate):
    client.force_login(make_rubric_editor(northgate))
    own = adapt(original, northgate, OTHER)
    copy_rubric(own.rubric, "Again", organisation=northgate, by=None)
    page = client.get(reverse("rubrics")).content.decode()
    assert page.count("Adapted by Northgate Council from <cite>How are we doing?</cite></p>") == 2
    assert page.count("Based on <cite>An invented paper tool</cite>") == 3


def test_a_copy_leads_to_what_it_was_adapted_from_whoever_may_read_that(client, original, northgate):
    own = adapt(original, northgate)
    copy = published(copy_rubric(own.rubric, "Again", organisation=None, by=None).versions.get())
    ede, outside = make_rubric_editor(northgate), make_rubric_editor(make_organisation("Southgate"))
    for reader, version, before in ((ede, own, original), (ede, copy, own), (outside, copy, None)):
        client.force_login(reader)
        page = lxml.html.fromstring(read(client, version))
        found = page.xpath("//a[.='The rubric that it was adapted from']/@href")
        assert found == ([reverse("rubric", args=[before.rubric.slug])] if before else [])
        assert "a rubric for everybody" not in page.text_content()
        assert "None adapted" not in page.text_content()
        address = reverse("rubric_version", args=[version.rubric.slug, version.number])
        compared = "the rubric that it was adapted from" in client.get(address).content.decode()
        assert compared is bool(before), "that page tells the other's words too"


def test_it_is_no_text_of_the_copy_and_so_no_change(original, northgate):
    document = read_version(adapt(original, northgate).pk)
    assert parse(dump(document)) == document


def told_elsewhere(original, northgate):
    """The copy's file, as another installation finds it: neither the copy nor the original is known there."""
    own = adapt(original, northgate, OTHER)
    return file_of(own).replace(own.rubric.slug, "from-elsewhere")


def bring(text, organisation, known=None):
    return bring_rubric(parse(text), organisation=organisation, by=None, known=known)


def published(draft):
    told = {"note": "Ours.", "suggested_by": "Us", "checked_with": "Us"}
    return publish_version(draft, by=None, seen=draft.seen, **told)


def test_its_file_tells_it_and_so_does_what_is_made_of_that_elsewhere(client, original, northgate):
    southgate = make_organisation("Southgate")
    brought = published(bring(told_elsewhere(original, northgate), southgate))
    client.force_login(make_rubric_editor(southgate))
    page = read(client, brought)
    for words in (
        "Adapted by Northgate Council from <cite>How are we doing?</cite></p>",
        "Our own ideas",
        NOTE,
    ):
        assert words in page
    again = copy_rubric(brought.rubric, "Again", organisation=southgate, by=None).versions.get()
    told = read_version(again.pk).source.adapted
    assert (told.by, told.title, told.source.note) == ("Southgate", "How are we doing?", NOTE)


def test_neither_an_editor_nor_a_shorter_file_erases_it_there(original, northgate):
    text = told_elsewhere(original, northgate)
    southgate = make_organisation("Southgate")
    brought = published(bring(text, southgate))
    draft = start_draft(brought.rubric, by=None)
    draft.refresh_from_db()
    change_words(draft, {"source": {"title": "Mine"}}, shown={"source": draft.source}, by=None)
    draft.refresh_from_db()
    told = read_version(published(draft).pk).source.adapted
    assert (told.by, told.source.note) == ("Northgate Council", NOTE)
    document = parse(text)
    for adapted in (None, replace(told, by="Nobody", title="Nothing")):
        shorter = replace(document, purpose=f"{adapted}", source=replace(document.source, adapted=adapted))
        draft = bring_rubric(shorter, organisation=southgate, by=None, known=brought.rubric)
        assert read_version(draft.pk).source.adapted == told
        discard_draft(draft, seen=draft.seen, by=None)


def test_the_command_keeps_it_too(original, northgate):
    document = parse(told_elsewhere(original, northgate))
    told = read_version(import_document(document).pk).source.adapted
    assert told.by == "Northgate Council"
    without = replace(document, purpose="Otherwise.", source=replace(document.source, adapted=None))
    assert read_version(import_document(without).pk).source.adapted == told


def test_a_copy_for_everybody_names_its_site_elsewhere(original):
    copy = copy_rubric(original.rubric, "Again", organisation=None, by=None).versions.get()
    assert read_version(copy.pk).source.adapted.by == OURS
    assert f"the editors of {site_name()}" in file_of(copy)


def test_half_of_it_is_a_mistake_with_its_line(original, northgate):
    text = told_elsewhere(original, northgate)
    line = next(n for n, each in enumerate(text.splitlines(), start=1) if "by: " in each)
    with pytest.raises(DocumentError) as caught:
        parse(text.replace('    by: "Northgate Council"\n', ""))
    assert [str(mistake) for mistake in caught.value.mistakes] == [f"Line {line}: “by” is missing. Add it."]
