"""A new rubric: from nothing, from one that is published, from a file; and every rubric taken along as a file."""

from dataclasses import fields, replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rubric import languages
from rubric.document import Document, Level, Principle, Source, Statement, dump, parse
from rubric.models import Rubric
from rubric.reading import read_version
from rubric.services.drafts import discard_draft, publish_version, start_draft
from rubric.services.editing import reword
from tests.make import make_draft, make_organisation, make_rubric_editor, make_site_editor, make_version
from tests.rubric.documents import SMALL

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
WITHOUT_NAMES = "nothing."
EVERYBODY = "everybody."


@pytest.fixture
def northgate():
    return make_organisation("Northgate Council", slug="northgate")


@pytest.fixture
def ede(client, northgate):
    editor = make_rubric_editor(northgate)
    client.force_login(editor)
    return editor


def begin(client, **sent):
    sent = {"title": "Being together", "beginning": WITHOUT_NAMES, "owner": "northgate", **sent}
    return client.post(reverse("new_rubric"), sent)


def bring(client, text, owner="northgate", **sent):
    file = SimpleUploadedFile("rubric.yaml", text if isinstance(text, bytes) else text.encode())
    return client.post(reverse("bring_rubric"), {"file": file, "owner": owner, **sent})


def page_of(answer):
    return answer.content.decode()


def publish(draft):
    draft.refresh_from_db()
    told = {"note": "New.", "suggested_by": "Our group", "checked_with": "Our group"}
    return publish_version(draft, by=None, seen=draft.seen, **told)


def test_readers_are_led_to_nothing_and_editors_to_a_form(client, ede):
    assert f'href="{reverse("new_rubric")}"' in page_of(client.get(reverse("rubrics")))
    page = page_of(client.get(reverse("new_rubric")))
    assert "Teams in Northgate Council" in page
    assert "Everybody on this site" not in page


@pytest.mark.both_databases
def test_one_begun_with_nothing_says_what_it_still_lacks(client, ede, northgate):
    for _ in range(2):
        assert begin(client).url == reverse("edit_rubric", args=["being-together"])
    rubric = Rubric.objects.get()
    assert (rubric.organisation, rubric.based_on) == (northgate, None)
    draft = rubric.versions.get()
    assert [level.direction for level in read_version(draft.pk).levels] == ["warning", "progress", "strength"]
    page = page_of(client.get(reverse("edit_rubric", args=["being-together"])))
    assert page.count("To be written") == 2
    assert "nothing of it is published yet" in page
    problems = page_of(client.get(reverse("publish_draft", args=["being-together"])))
    for lack in ("what it is for", "what it is based on", "There are no parts yet. Add one."):
        assert lack in problems
    for name in ("draft_levels", "preview_draft", "draft_changes", "edit_source", "draft_file"):
        assert client.get(reverse(name, args=["being-together"])).status_code == 200


def test_one_begun_with_nothing_can_be_written_to_its_end(client, ede):
    begin(client)
    address = {
        name: reverse(name, args=["being-together"])
        for name in ("edit_introduction", "edit_source", "add_principle")
    }
    for name, words in (
        ("edit_introduction", {"title": "Being together", "purpose": "To talk.", "language": "cy"}),
        ("edit_source", {"title": "Ideas of the Thursday group"}),
        ("add_principle", {"title": "Being heard"}),
    ):
        form = client.get(address[name]).context["form"]
        shown = form["shown"].field.prepare_value(form.initial["shown"]) if "shown" in form.initial else ""
        assert client.post(address[name], {**words, "shown": shown}).status_code == 302, name
    for level in ("not-yet", "getting-there", "doing-well"):
        place = ["being-together", "being-heard", level]
        client.post(reverse("add_statement", args=place), {"text": f"People are heard: {level}."})
    asked = page_of(client.get(reverse("publish_draft", args=["being-together"])))
    compared = reverse("draft_changes", args=["being-together"])
    assert f'href="{compared}"' not in asked
    for page in (asked, page_of(client.get(compared))):
        assert "It is new, and nothing of it is published yet." in page
        assert "copied" not in page
        assert "Nothing has changed" not in page
    version = publish(Rubric.objects.get().versions.get())
    document = read_version(version.pk)
    assert document.language == "cy"
    assert document.has_standing
    assert parse(dump(document)) == document


@pytest.mark.parametrize(
    "sent", [{"title": ""}, {"beginning": ""}, {"owner": "elsewhere"}, {"owner": EVERYBODY}]
)
def test_what_is_missing_or_not_theirs_begins_nothing(client, ede, sent):
    page = page_of(begin(client, **sent))
    assert "Error: " in page
    assert not Rubric.objects.exists()


def test_a_copy_keeps_words_and_keys_and_can_be_of_an_own_one(client, ede, northgate):
    original = make_version()
    own = begin(client, title="Ours", beginning=original.rubric.slug).url.split("/")[2]
    copy = Rubric.objects.get(slug=own)
    assert (copy.based_on, copy.organisation) == (original.rubric, northgate)
    document = read_version(copy.versions.get().pk)
    assert document.title == "Ours"
    assert document.principles == read_version(original.pk).principles
    publish(copy.versions.get())
    second = begin(client, title="Ours for the north", beginning=own).url.split("/")[2]
    assert Rubric.objects.get(slug=second).based_on == copy


@pytest.mark.both_databases
def test_a_key_that_an_ancestor_has_used_is_not_used_again(client, ede):
    original = make_version()
    own = begin(client, title="Ours", beginning=original.rubric.slug).url.split("/")[2]
    publish(Rubric.objects.get(slug=own).versions.get())
    begin(client, title="Ours again", beginning=own)
    draft = start_draft(original.rubric, by=None)
    reword_to(draft, "p1-not-yet", "A key of the first.")
    publish(draft)
    last = Rubric.objects.get(versions__title="Ours again").versions.get()
    assert reword_to(last, "p1-not-yet", "A key of the first.").key == "a-key-of-the-first-2"


def reword_to(draft, key, text):
    statement = draft.statements.get(key=key)
    return reword(statement, {"text": text}, shown={"text": statement.text}, same_meaning=False, by=None)


@pytest.mark.both_databases
def test_site_editors_begin_for_everybody(client):
    client.force_login(make_site_editor())
    begin(client, owner=EVERYBODY)
    assert Rubric.objects.get().organisation is None


@pytest.mark.both_databases
def test_a_draft_that_is_discarded_takes_a_rubric_along_that_was_never_published(client):
    client.force_login(make_site_editor())
    begin(client, owner=EVERYBODY)
    draft = Rubric.objects.get().versions.get()
    discard_draft(draft, by=None, seen=draft.seen)
    assert not Rubric.objects.exists()


def test_a_file_becomes_a_draft_once(client, ede, northgate):
    for _ in range(2):
        assert bring(client, SMALL).url == reverse("edit_rubric", args=["small"])
    rubric = Rubric.objects.get()
    assert rubric.organisation == northgate
    assert read_version(rubric.versions.get().pk) == parse(SMALL)


def test_a_file_of_ones_own_becomes_the_next_version(client, ede):
    bring(client, SMALL)
    version = publish(Rubric.objects.get().versions.get())
    assert "nothing to change" in page_of(bring(client, SMALL))
    bring(client, SMALL.replace("A conversation, not a test.", "To talk."))
    draft = version.rubric.versions.drafts().get()
    assert (draft.number, draft.purpose) == (2, "To talk.")
    assert "has a draft open" in page_of(
        bring(client, SMALL.replace("A conversation, not a test.", "Other."))
    )


@pytest.mark.both_databases
def test_a_file_of_somebody_elses_becomes_a_copy_and_leaves_theirs_alone(client, ede, northgate):
    shared = make_version(Rubric.objects.create(slug="small"))
    bring(client, SMALL)
    own = Rubric.objects.get(organisation=northgate)
    assert (own.slug, own.based_on) == ("small-northgate", shared.rubric)
    assert shared.rubric.versions.count() == 1
    publish(own.versions.get())
    bring(client, SMALL.replace("A conversation, not a test.", "To talk."))
    assert own.versions.count() == 2


def test_nobody_learns_of_a_rubric_that_they_may_not_read(client, ede):
    Rubric.objects.create(slug="small", organisation=make_organisation("Brackenfell", slug="brackenfell"))
    assert bring(client, SMALL).url == reverse("edit_rubric", args=["small-northgate"])
    assert Rubric.objects.get(slug="small-northgate").based_on is None


@pytest.mark.both_databases
def test_a_file_brought_for_everybody_by_mistake_can_be_thrown_away(client, ede, northgate):
    ede.is_site_editor = True
    ede.save()
    bring(client, SMALL, owner=EVERYBODY)
    for _ in range(2):
        assert bring(client, SMALL).url == reverse("edit_rubric", args=["small-northgate"])
    own = Rubric.objects.get(organisation=northgate)
    assert own.based_on is None
    draft = Rubric.objects.get(slug="small").versions.get()
    client.post(reverse("discard_draft", args=["small"]), {"seen": draft.seen})
    assert list(Rubric.objects.all()) == [own]


def test_what_was_copied_from_a_draft_that_is_thrown_away_grew_from_what_that_grew_from(northgate):
    first, thrown_away, copy = (Rubric.objects.create(slug=slug) for slug in ("first", "thrown-away", "copy"))
    thrown_away.based_on, copy.based_on = first, thrown_away
    for rubric in (thrown_away, copy):
        rubric.save()
        make_version(rubric, published=False)
    draft = thrown_away.versions.get()
    discard_draft(draft, by=None, seen=draft.seen)
    copy.refresh_from_db()
    assert copy.based_on == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SMALL.replace("response: tick\n", ""), ["Line 1: ", "“response” is missing. Add it."]),
        (SMALL.replace("1F91D", "1F91DD"), ["“1F91DD” isn’t in the picture set.", "Line "]),
        ("a: [", ["Line "]),
        (b"\xff\x00\xfe", ["Line "]),
        (SMALL + "<b>: 1", ["“&lt;b&gt;” isn’t known here."]),
    ],
)
def test_mistakes_are_listed_by_line_and_nothing_is_saved(client, ede, text, said):
    page = page_of(bring(client, text))
    assert [words for words in said if words not in page] == []
    assert not Rubric.objects.exists()


@pytest.mark.both_databases
def test_many_mistakes_are_counted_and_the_first_shown(client, ede):
    page = page_of(bring(client, SMALL + "".join(f"x{n}: 1\n" for n in range(80))))
    assert "There are 80 mistakes in this file" in page
    assert "These are the first 50." in page


def test_a_file_has_to_be_one(client, ede):
    assert "This file is empty." in page_of(bring(client, b""))
    assert "Choose a file." in page_of(client.post(reverse("bring_rubric"), {"owner": "northgate"}))


def large(levels, parts, statements, letters="عربي"):
    """As large as a rubric may be, and in letters that aren't ours."""
    kinds = ("warning", "progress", "strength")
    return Document(
        "large",
        letters,
        "ar",
        letters,
        Source(letters),
        tuple(Level(f"l{n}", f"{letters} {n}", letters, kinds[n % 3]) for n in range(levels)),
        tuple(
            Principle(
                f"p{p}",
                f"{letters} {p}",
                tuple(
                    Statement(f"s{p}-{n}-{s}", f"l{n}", f"{letters} {p} {n} {s}")
                    for n in range(levels)
                    for s in range(statements)
                ),
            )
            for p in range(parts)
        ),
    )


@pytest.mark.parametrize("size", [(1, 1, 1), (6, 20, 1), (1, 2, 40)])
def test_rubrics_of_every_size_and_script_are_brought_shown_published_and_taken_along(client, ede, size):
    document = large(*size)
    assert bring(client, dump(document)).status_code == 302
    rubric = Rubric.objects.get()
    for name, keys in (
        ("edit_rubric", []),
        ("draft_levels", []),
        ("draft_part", ["p0"]),
        ("publish_draft", []),
    ):
        assert "عربي" in page_of(client.get(reverse(name, args=["large", *keys]))), name
    publish(rubric.versions.get())
    file = client.get(reverse("rubric_file", args=["large", 1]))
    assert parse(file.content) == document


@pytest.mark.both_databases
def test_a_page_of_many_pieces_asks_once_for_the_texts_of_a_language():
    """To look one up is to add up all that it says: once a piece, and a page of the largest took half a minute."""

    class Asked(Document):
        times = 0

        def __hash__(self):
            type(self).times += 1
            return super().__hash__()

    said = large(1, 1, 1)
    document = Asked(**{each.name: getattr(said, each.name) for each in fields(said)})
    page = "".join(f"<p>{document.title} 0 {n}</p>" for n in range(50))
    assert languages._say(page, document).count("lang=") == 50
    assert Asked.times == 1


def test_a_version_and_a_draft_are_files(client):
    client.force_login(make_site_editor())
    draft = make_draft(make_version(title="Ours"))
    slug = draft.rubric.slug
    for name, keys, called in (("rubric_file", [1], "version-1"), ("draft_file", [], "draft-2")):
        file = client.get(reverse(name, args=[slug, *keys]))
        assert file["Content-Disposition"] == f'attachment; filename="{slug}-{called}.yaml"'
        assert parse(file.content) == replace(read_version(draft.pk), drawings=None)


def test_two_of_one_title_are_told_apart_where_they_are_chosen(client, ede, northgate):
    begin(client, title="Twice", beginning=make_version(title="Alone").rubric.slug)
    twice = [make_version(Rubric.objects.create(slug=slug), title="Twice") for slug in ("twice-a", "twice-b")]
    choices = dict(client.get(reverse("new_rubric")).context["form"].fields["beginning"].choices)
    assert [choices[version.rubric.slug] for version in twice] == [
        "A copy of Twice (twice-a)",
        "A copy of Twice (twice-b)",
    ]
    assert "A copy of Alone" in choices.values()
