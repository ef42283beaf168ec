"""From a draft to a published version in the browser: compared, previewed, published, discarded, withdrawn, copied."""

from datetime import date

import pytest
from django.urls import reverse

from rubric.models import Remark, Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.drafts import discard_draft
from rubric.services.editing import change_words
from rubric.services.taking_over import take_over
from tests.make import (
    make_draft,
    make_organisation,
    make_rubric_editor,
    make_site_editor,
    make_version,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SAID = {
    "note": "Plainer.\r\nShorter.",
    "suggested_by": "The Thursday group",
    "checked_with": "Nobody yet",
    "without_easy_read": "on",
}


@pytest.fixture
def sita(client):
    sita = make_site_editor()
    client.force_login(sita)
    return sita


@pytest.fixture
def draft(sita):
    return drafted(make_version(whole=False), sita)


def drafted(version, sita):
    draft = make_draft(version)
    change_words(draft, {"title": "Are we there?"}, shown={"title": draft.title}, by=sita)
    draft.refresh_from_db()
    return draft


def url(rubric, name, *args):
    return reverse(name, args=[rubric.slug, *args])


@pytest.mark.both_databases
def test_whoever_publishes_is_told_how_many_remarks_wait_and_what_has_to_be_written(client, draft):
    address = url(draft.rubric, "publish_draft")
    assert "still wait" not in client.get(address).content.decode()
    said = {"rubric": draft.rubric, "place": "introduction", "field": "title", "about": "Are we there?"}
    for day in (date(2020, 1, 1), date(2020, 1, 2), date.max):
        Remark.objects.create(**said, kind="say", words="Is it good?", appears_on=day)
    page = client.get(address).content.decode()
    assert "2 remarks on the words still wait." in page
    assert f'href="{url(draft.rubric, "rubric_remarks")}"' in page
    assert "Write something in each box." in page


def publish(client, draft, **said):
    return client.post(url(draft.rubric, "publish_draft"), {"seen": draft.seen, **SAID, **said})


def is_draft(draft):
    return RubricVersion.objects.get(pk=draft.pk).is_draft


@pytest.mark.both_databases
def test_a_draft_is_started_once(client, sita):
    rubric = make_version().rubric
    for _ in range(2):
        assert client.post(url(rubric, "start_draft")).url == url(rubric, "edit_rubric")
    assert rubric.versions.drafts().count() == 1
    page = client.get(url(rubric, "rubric")).content.decode()
    assert "Carry on with the draft" in page


@pytest.mark.both_databases
def test_a_rubric_without_words_has_nothing_to_start_from(client, sita):
    rubric = Rubric.objects.create(slug="empty")
    answer = client.post(url(rubric, "start_draft"), follow=True)
    assert "This rubric has nothing to start from." in answer.content.decode()
    assert client.get(url(rubric, "rubric")).status_code == 404


def test_the_draft_is_compared_with_the_published_version(client, draft):
    page = client.get(url(draft.rubric, "draft_changes")).content.decode()
    assert "Compared with version 1" in page
    assert "(taken out:) </span>doing?<" in page
    assert "(put in:) </span>there?<" in page


def test_the_preview_reads_as_people_will_read_it(client, draft):
    page = client.get(url(draft.rubric, "preview_draft")).content.decode()
    assert "Are we there?" in page
    assert "Part 2 of 2" in page
    assert 'name="answer-p1-not-yet"' in page
    assert page.count("<fieldset") == page.count("disabled>") == 6
    client.cookies["wording"] = "easy-read"
    page = client.get(url(draft.rubric, "preview_draft")).content.decode()
    assert "Is this true here?" in page
    assert "Show the standard words" in page


def test_publishing_keeps_what_was_said_and_by_whom(client, sita, draft):
    answer = publish(client, draft)
    assert answer.url == url(draft.rubric, "rubric")
    draft.refresh_from_db()
    assert (draft.is_draft, draft.published_by) == (False, sita)
    assert (draft.note, draft.suggested_by) == ("Plainer.\nShorter.", "The Thursday group")
    page = client.get(answer.url).content.decode()
    assert "Version 2 is published. New rounds will use it." in page
    assert "Nobody yet" in page


@pytest.mark.both_databases
def test_pressing_publish_twice_publishes_once(client, draft):
    publish(client, draft)
    assert publish(client, draft).url == url(draft.rubric, "rubric")
    assert draft.rubric.versions.count() == 2


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("note", "Write what changed and why."),
        ("suggested_by", "Write who suggested it."),
        ("checked_with", "Write who checked the words."),
        ("without_easy_read", "Tick this if you want to publish it without Easy Read."),
    ],
)
def test_what_has_to_be_said(client, draft, field, said):
    page = publish(client, draft, **{field: ""}).content.decode()
    assert said in page
    assert "<title>Error: " in page
    assert is_draft(draft)


def test_missing_easy_read_is_listed_and_asked_about(client, draft):
    page = client.get(url(draft.rubric, "publish_draft")).content.decode()
    assert "Principle 1: the title" in page
    assert "10 texts have no Easy Read words yet." in page
    assert "8 places have no picture yet." in page


def test_where_nothing_is_missing_nothing_is_asked(client, sita):
    draft = drafted(make_version(), sita)
    page = client.get(url(draft.rubric, "publish_draft")).content.decode()
    assert "without Easy Read" not in page
    assert publish(client, draft, without_easy_read="").status_code == 302


@pytest.mark.both_databases
def test_easy_read_that_stayed_beside_new_standard_words_is_looked_at_again(client, sita):
    draft = make_draft(make_version())
    address = url(draft.rubric, "publish_draft")
    first, second = draft.statements.order_by("pk")[:2]
    change_statement(first, text="Somebody new decides here.")
    change_statement(second, text="Nobody decides here.", easy_read="Nobody decides.")
    page = client.get(address).content.decode()
    assert "1 text has new standard words, and the Easy Read words of before." in page
    assert f'#statement-{first.key}"><bdi>Somebody new decides here.</bdi></a>' in page
    assert f"<bdi>{first.easy_read}</bdi>" in page
    assert "Nobody decides" not in page
    change_statement(first, easy_read="Somebody new decides.")
    assert "the Easy Read words of before" not in client.get(address).content.decode()


def change_statement(statement, **words):
    shown = {name: getattr(statement, name) for name in words}
    change_words(statement, words, shown=shown, by=None)
    statement.refresh_from_db()


def test_what_somebody_else_changed_is_looked_at_before_it_is_published(client, draft):
    change_words(draft, {"title": "Nearly?"}, shown={"title": "Are we there?"}, by=None)
    answer = publish(client, draft)
    page = answer.content.decode()
    assert "Somebody changed this draft while you were on this page." in page
    assert "The Thursday group" in page
    assert is_draft(draft)
    now = answer.context["form"]["seen"].value()
    assert f'name="seen" value="{now}"' in page
    assert publish(client, draft, seen=now).status_code == 302
    assert read_version(draft.pk).title == "Nearly?"


def used(draft, named):
    """Somebody's suggestion becomes the draft's title."""
    said = {"place": "introduction", "field": "title", "about": draft.title, "words": f"{named} asks"}
    remark = Remark.objects.create(
        rubric=draft.rubric, kind="say", named=named, appears_on=date(2020, 1, 1), **said
    )
    take_over(remark, draft, words=remark.words, shown=draft.title, by=None)
    draft.refresh_from_db()


@pytest.mark.both_databases
def test_who_is_named_meanwhile_stands_below_what_was_typed(client, draft):
    used(draft, "Ana")
    before = client.get(url(draft.rubric, "publish_draft")).context["form"].initial
    assert before["suggested_by"] == "Ana"
    for named in ("Ben", "Cy", "Our group"):
        used(draft, named)
    typed = before | {"suggested_by": "A member, Benedict, our Group"}
    form = publish(client, draft, **typed).context["form"]
    assert form["suggested_by"].value() == "A member, Benedict, our Group\nBen\nCy"
    again = {name: form[name].value() for name in ("seen", "suggested_by", "offered")}
    again["suggested_by"] = "A member, Ben"
    used(draft, "Dee")
    form = publish(client, draft, **again).context["form"]
    assert form["suggested_by"].value() == "A member, Ben\nDee"
    publish(client, draft, suggested_by=form["suggested_by"].value())
    draft.refresh_from_db()
    assert draft.suggested_by == "A member, Ben\nDee"


def test_an_incomplete_draft_says_what_is_missing(client, draft):
    draft.statements.filter(level__key="not-yet").delete()
    page = client.get(url(draft.rubric, "publish_draft")).content.decode()
    assert "No part has a statement at the level “Haven’t got this”. Add one." in page
    publish(client, draft)
    assert is_draft(draft)


def test_an_unchanged_draft_is_not_published(client, sita):
    draft = make_draft()
    page = client.get(url(draft.rubric, "publish_draft")).content.decode()
    assert "there is nothing to publish" in page
    publish(client, draft)
    assert is_draft(draft)


def test_what_was_said_about_a_draft_that_is_gone_is_given_back(client, draft):
    client.post(url(draft.rubric, "discard_draft"), {"seen": draft.seen})
    answer = publish(client, draft)
    assert answer.status_code == 409
    assert "The Thursday group" in answer.content.decode()


@pytest.mark.both_databases
def test_discarding_asks_first(client, draft):
    address = url(draft.rubric, "discard_draft")
    assert "It can’t be brought back." in client.get(address).content.decode()
    assert is_draft(draft)
    assert client.post(address, {"seen": draft.seen}).url == reverse("rubrics")
    assert not RubricVersion.objects.drafts().exists()
    assert client.post(address, {"seen": draft.seen}).url == url(draft.rubric, "rubric")


@pytest.mark.parametrize("seen", ["0", "", "many"])
def test_a_draft_that_was_not_seen_as_it_is_is_not_discarded(client, draft, seen):
    client.post(url(draft.rubric, "discard_draft"), {"seen": seen})
    assert is_draft(draft)


@pytest.mark.parametrize("deed", ["publish_draft", "discard_draft"])
def test_another_draft_with_as_many_changes_is_looked_at_first(client, sita, draft, deed):
    address = url(draft.rubric, deed)
    seen = client.get(address).context["form"].initial
    discard_draft(draft, by=None, seen=draft.seen)
    other = drafted(draft.rubric.versions.get(), sita)
    answer = client.post(address, {**SAID, **seen, "suggested_by": "Us"})
    assert "Somebody changed this draft while you were on this page." in answer.content.decode()
    assert is_draft(other)


@pytest.mark.both_databases
def test_a_version_is_withdrawn_from_new_rounds_and_brought_back(client, draft):
    publish(client, draft)
    page = client.get(url(draft.rubric, "withdraw_version", 2)).content.decode()
    assert "New rounds will use version 1." in page
    client.post(url(draft.rubric, "withdraw_version", 2))
    page = client.get(url(draft.rubric, "rubric")).content.decode()
    assert "Not used for new rounds since" in page
    page = client.get(url(draft.rubric, "withdraw_version", 1)).content.decode()
    assert "No new round can use this rubric then." in page
    client.post(url(draft.rubric, "bring_back_version", 2))
    assert RubricVersion.objects.in_use().filter(pk=draft.pk).exists()


def test_an_organisation_gets_a_copy_of_its_own(client):
    northgate = make_organisation()
    client.force_login(make_rubric_editor(northgate))
    shared = make_version().rubric
    page = client.get(url(shared, "adapt_rubric")).content.decode()
    assert page.count(" checked") == 1
    for _ in range(2):
        answer = client.post(url(shared, "adapt_rubric"), {"organisation": northgate.slug}, follow=True)
    copy = Rubric.objects.get(organisation=northgate)
    assert copy.based_on == shared
    page = answer.content.decode()
    assert "Nothing is different yet from the rubric that this was copied from." in page
    assert publish(client, copy.versions.get()).status_code == 302


@pytest.mark.both_databases
def test_a_copy_is_for_an_organisation_whose_words_one_looks_after(client):
    northgate, southgate = make_organisation(), make_organisation("Southgate")
    client.force_login(make_rubric_editor(northgate))
    answer = client.post(url(make_version().rubric, "adapt_rubric"), {"organisation": southgate.slug})
    assert "Choose one of these." in answer.content.decode()
    assert not Rubric.objects.exclude(organisation=None).exists()


def test_a_copy_of_a_copy_is_refused(client):
    northgate = make_organisation()
    client.force_login(make_rubric_editor(northgate))
    own = make_version(Rubric.objects.create(slug="own", organisation=northgate)).rubric
    answer = client.post(url(own, "adapt_rubric"), {"organisation": northgate.slug})
    assert "This rubric can’t be adapted." in answer.content.decode()
