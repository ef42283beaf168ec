"""A rubric that isn't whole in Easy Read is offered in its standard words only, wherever it is met."""

from dataclasses import fields, is_dataclass, replace

import pytest
from django.urls import reverse
from hypothesis import given

from assessments.services.releases import make_release
from rubric.document import EASY_READ, STANDARD, Document, Level, is_whole, offered, parse
from rubric.document.whole import missing_easy_read, missing_pictures
from rubric.reading import has_easy_read, read_in_wording, read_version
from tests.assessments.test_joining import begin, come_in, dana, join
from tests.make import (
    made_whole,
    make_facilitator,
    make_ladder,
    make_placing_round,
    make_round,
    make_site_editor,
    make_version,
)
from tests.rubric.documents import LADDER, documents

WHY = "Not all of this is in Easy Read yet, so you see the standard words."


def whole_document():
    version = make_version(principles=1, hard_words=[{"word": "round", "means": "A time to look."}])
    version = read_version(version.pk)
    (one,) = version.principles
    one = replace(one, summary="What it means.", easy_read="What it means.")
    return replace(version, principles=(one,))


def without_one(thing):
    """The same with each of its Easy Read texts and pictures taken out in turn, with the name of what is gone."""
    for field in fields(thing):
        value = getattr(thing, field.name)
        if (field.name.startswith("easy_read") or field.name == "picture") and value:
            yield f"{type(thing).__name__}.{field.name}", replace(thing, **{field.name: ""})
        elif is_dataclass(value) and field.name != "adapted":
            yield from ((n, replace(thing, **{field.name: v})) for n, v in without_one(value))
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            for at, each in enumerate(value):
                for name, changed in without_one(each):
                    yield name, replace(thing, **{field.name: (*value[:at], changed, *value[at + 1 :])})


@pytest.mark.django_db
def test_it_is_whole_until_any_text_or_picture_is_gone():
    ladder = made_whole(parse(LADDER))
    for document in (whole_document(), ladder):
        assert is_whole(document), (missing_easy_read(document), missing_pictures(document))
        gone = dict(without_one(document))
        assert {name for name, each in gone.items() if is_whole(each)} == set()
    assert {
        "Document.easy_read_title",
        "Level.easy_read_label",
        "Statement.picture",
        "Source.easy_read_note",
    } <= set(dict(without_one(whole_document())))
    assert {"Place.easy_read", "PlaceGroup.easy_read_label", "Question.picture"} <= set(
        dict(without_one(ladder))
    )


@pytest.mark.django_db
def test_our_own_heading_stands_for_a_levels_in_our_language_only():
    document = whole_document()
    assert not any(level.easy_read_stem for level in document.levels)
    welsh = replace(document, language="cy")
    assert [name for name in missing_easy_read(welsh) if "its heading" in name] == [
        f"The level “{level.label}”: its heading" for level in welsh.levels
    ]
    stems = tuple(replace(level, easy_read_stem="Ydy hyn yn wir?") for level in welsh.levels)
    assert is_whole(replace(welsh, levels=stems))


@given(documents())
def test_the_wording_that_is_offered(document: Document):
    assert offered(document, STANDARD) == STANDARD
    assert offered(document, EASY_READ) == (EASY_READ if is_whole(document) else STANDARD)


@pytest.fixture
def partly():
    """Its statements are in Easy Read; its title, levels and pictures aren't."""
    return make_version(whole=False)


@pytest.mark.django_db
def test_a_page_reads_the_standard_words_of_it(partly):
    assert not has_easy_read(partly.pk)
    assert has_easy_read(make_version().pk)
    told = read_in_wording(partly.pk, EASY_READ)
    assert told == read_in_wording(partly.pk, STANDARD)
    assert not told.is_easy
    assert isinstance(told.levels[0], Level)


@pytest.mark.django_db
def test_whoever_comes_in_is_not_asked_for_a_wording(partly):
    round, phone = make_round(version=partly), dana()
    page = phone.get(come_in(phone, round).url, follow=True)
    assert page.request["PATH_INFO"] == reverse("join_promises", args=[round.code])
    assert "Step 1 of 3" in page.content.decode()
    assert 'value="easy-read"' not in page.content.decode()


@pytest.mark.django_db
def test_who_has_chosen_easy_read_gets_the_standard_words_and_is_told_why(partly):
    round, phone = make_round(version=partly), dana()
    come_in(phone, round)
    phone.cookies["wording"] = "easy-read"
    begin(phone, round)
    page = phone.get(reverse("my_statement", args=[round.code, "p1", 1])).content.decode()
    assert WHY in page
    assert 'value="standard"' in page
    phone.cookies["wording"] = "standard"
    page = phone.get(reverse("my_statement", args=[round.code, "p1", 1])).content.decode()
    assert WHY not in page
    assert 'value="easy-read"' not in page


@pytest.mark.django_db
def test_a_rubric_that_a_round_places_on_counts_too():
    assert not make_placing_round().without_easy_read
    round, phone = make_placing_round(ladder=make_ladder(whole=False)), dana()
    assert round.without_easy_read
    come_in(phone, round)
    phone.cookies["wording"] = "easy-read"
    begin(phone, round)
    pages = [("my_statement", "p1", 1), ("my_activity_step", "the-friday-lunch", 1)]
    for name, *where in pages:
        page = phone.get(reverse(name, args=[round.code, *where])).content.decode()
        assert WHY in page
        assert "Staff tell people. Telling people" not in " ".join(page.split())


@pytest.mark.django_db
def test_who_runs_it_is_offered_nothing_in_easy_read(client, partly):
    round = make_round(version=partly)
    client.force_login(make_facilitator(round.team))
    printed = client.get(reverse("print_round", args=[round.code])).content.decode()
    assert "Standard form" in printed
    assert not {"Form in Easy Read", "Poster in Easy Read", "Sheet for what you agree in Easy Read"} & {
        title for title in ("Form in Easy Read", "Poster in Easy Read") if title in printed
    }
    assert "E-mail it in Easy Read" not in client.get(reverse("door", args=[round.code])).content.decode()
    call = reverse("type_in_by_telephone", args=[round.code])
    for address in (call, f"{call}?read=easy-read"):
        page = client.get(address).content.decode()
        assert 'value="standard"' in page
        assert 'value="easy-read"' not in page
        assert "so you read out the standard words" in page
    slides = client.get(reverse("session_more", args=[round.code, "p1"])).content.decode()
    assert 'value="easy-read"' not in slides


@pytest.mark.django_db
def test_results_are_in_the_standard_words(client, partly):
    round = make_round(version=partly)
    client.force_login(make_facilitator(round.team))
    make_release(round, by=None)
    client.cookies["wording"] = "easy-read"
    answer = client.get(reverse("results", args=[round.code]))
    assert "reports/results.html" in [template.name for template in answer.templates]
    assert WHY in answer.content.decode()


@pytest.mark.django_db
def test_pickers_of_rubrics_say_so(client, partly):
    client.force_login(make_site_editor())
    said = "Not whole in Easy Read yet"
    assert said in client.get(reverse("rubrics")).content.decode()
    assert "(not whole in Easy Read yet)" in client.get(reverse("new_rubric")).content.decode()
    client.cookies["wording"] = "easy-read"
    page = client.get(reverse("rubric", args=[partly.rubric.slug])).content.decode()
    assert WHY in page
    assert "Haven’t got this" in page
    team = make_round(version=partly).team
    client.force_login(make_facilitator(team))
    assert said in client.get(reverse("plan_round", args=[team.code])).content.decode()


@pytest.mark.django_db
def test_what_is_whole_is_not_said_to_be_missing(client):
    make_version()
    client.force_login(make_site_editor())
    assert "Not whole" not in client.get(reverse("rubrics")).content.decode()
    phone, round = dana(), make_round()
    join(phone, round, wording="easy-read")
    assert WHY not in phone.get(reverse("my_statement", args=[round.code, "p1", 1])).content.decode()
