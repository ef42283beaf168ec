"""Reading: the list, a rubric as people read it, and each of its versions."""

import pytest
from django.urls import reverse

from rubric.models import Rubric
from rubric.services.adapting import adapt_rubric
from rubric.services.drafts import publish_version, withdraw_version
from rubric.services.editing import change_words
from tests.make import (
    NOTE,
    make_draft,
    make_member,
    make_organisation,
    make_round,
    make_rubric_editor,
    make_site_editor,
    make_team,
    make_user,
    make_version,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def page(client, user, name, *args, status=200):
    client.force_login(user)
    return text(client.get(reverse(name, args=args)), status)


def second_version(version):
    draft = make_draft(version)
    row = draft.statements.get(key="p1-not-yet")
    row.text = "This is true of everything 1."
    row.save(update_fields=["text"])
    said = {"note": "Plainer.", "suggested_by": "The Thursday group", "checked_with": "Four people"}
    return publish_version(draft, by=None, seen=draft.seen, **said)


def test_everybody_with_an_account_reads_the_shared_rubrics_and_their_organisations_own(client):
    northgate, southgate = make_organisation(), make_organisation("Southgate")
    make_version(title="For all")
    make_version(Rubric.objects.create(slug="ours", organisation=northgate), title="Northgate’s")
    make_version(Rubric.objects.create(slug="theirs", organisation=southgate), title="Southgate’s")
    html = page(client, make_member(make_team(northgate)), "rubrics")
    assert "For all" in html
    assert "Northgate’s" in html
    assert "Southgate" not in html
    assert html.count(NOTE) == 2
    assert "2 parts, 6 statements" in html


def test_the_list_shows_drafts_to_their_editors_only(client):
    make_draft(make_version())
    assert "Draft of version 2" in page(client, make_site_editor(), "rubrics")
    assert "Draft of version 2" not in page(client, make_user("Bob"), "rubrics")


@pytest.mark.both_databases
def test_a_first_draft_stands_in_the_list_for_its_editors_only(client):
    northgate = make_organisation()
    copy = adapt_rubric(make_version().rubric, organisation=northgate, by=None)
    address = reverse("rubric", args=[copy.slug])
    assert address in page(client, make_rubric_editor(northgate), "rubrics")
    assert address not in page(client, make_member(make_team(northgate)), "rubrics")


@pytest.mark.both_databases
def test_the_list_costs_the_same_for_one_rubric_and_for_many(client, django_assert_num_queries):
    client.force_login(make_user("Bob"))
    for _ in range(3):
        second_version(make_version())
        client.get(reverse("rubrics"))  # from here on this process knows which are whole in Easy Read
        with django_assert_num_queries(5):  # who, and for which session; versions; what they may edit
            client.get(reverse("rubrics"))


def test_an_empty_site_says_what_to_do(client):
    assert "There are no rubrics yet" in page(client, make_user("Bob"), "rubrics")


def test_a_rubric_is_read_in_the_standard_words_or_in_easy_read(client):
    version = make_version(easy_read_title="How is it?")
    version.rubric.refresh_from_db()
    html = page(client, make_user("Bob"), "rubric", version.rubric.slug)
    assert "<title>How are we doing? – Coprod Reflect</title>" in html
    assert "Signs that a team hasn’t got this" in html
    assert "What about principle 1?" in html
    assert NOTE in html
    client.cookies["wording"] = "easy-read"
    html = text(client.get(reverse("rubric", args=[version.rubric.slug])))
    assert "<title>How is it? – Coprod Reflect</title>" in html
    assert "Is this true here?" in html
    assert "Signs that a team hasn’t got this" not in html


def test_a_rubrics_page_has_its_history_with_who_and_why(client):
    version = make_version(note="The first.")
    second_version(version)
    html = page(client, make_user("Bob"), "rubric", version.rubric.slug)
    for said in ("Plainer.", "The Thursday group", "Four people", "The first.", "In use"):
        assert said in html
    assert "This is true of everything 1." in html


@pytest.mark.both_databases
def test_without_a_version_in_use_the_last_one_is_read(client):
    version = make_version()
    withdraw_version(version, by=None)
    html = page(client, make_user("Bob"), "rubric", version.rubric.slug)
    assert "This version isn’t used for new rounds any more." in html


@pytest.mark.both_databases
def test_a_readers_page_costs_few_queries(client, django_assert_num_queries):
    version = make_version()
    page(client, make_user("Bob"), "rubric", version.rubric.slug)
    with django_assert_num_queries(6):
        client.get(reverse("rubric", args=[version.rubric.slug]))


def test_each_version_stays_readable_with_what_changed_word_by_word(client):
    version = make_version()
    second_version(version)
    bob = make_user("Bob")
    html = page(client, bob, "rubric_version", version.rubric.slug, 2)
    assert '<span class="govuk-visually-hidden">(taken out:) </span>not-yet<' in html
    assert '<span class="govuk-visually-hidden">(put in:) </span>everything<' in html
    assert NOTE in html
    html = page(client, bob, "rubric_version", version.rubric.slug, 1)
    assert "This is true of not-yet 1." in html
    assert "What changed" not in html


@pytest.mark.parametrize("number", [2, 9])
def test_a_draft_is_no_version_to_be_read(client, number):
    draft = make_draft(make_version())
    page(client, make_site_editor(), "rubric_version", draft.rubric.slug, number, status=404)


def test_another_organisations_rubric_is_not_there(client):
    version = make_version(Rubric.objects.create(slug="theirs", organisation=make_organisation()))
    charlie = make_member(make_team(make_organisation("Southgate")), "Charlie")
    page(client, charlie, "rubric", "theirs", status=404)
    page(client, charlie, "rubric_version", "theirs", version.number, status=404)


def test_a_copy_that_was_never_published_is_there_for_its_editors_only(client):
    northgate = make_organisation()
    copy = adapt_rubric(make_version().rubric, organisation=northgate, by=None)
    page(client, make_member(make_team(northgate)), "rubric", copy.slug, status=404)
    client.force_login(make_rubric_editor(northgate))
    answer = client.get(reverse("rubric", args=[copy.slug]))
    assert answer.url == reverse("edit_rubric", args=[copy.slug])


@pytest.mark.both_databases
def test_a_copys_first_version_is_compared_with_what_was_copied(client):
    northgate = make_organisation()
    copy = adapt_rubric(make_version().rubric, organisation=northgate, by=None)
    draft = copy.versions.get()
    change_words(draft, {"title": "Ours"}, shown={"title": draft.title}, by=None)
    draft.refresh_from_db()
    publish_version(draft, by=None, seen=draft.seen, note="", suggested_by="", checked_with="")
    html = page(client, make_member(make_team(northgate)), "rubric_version", copy.slug, 1)
    assert "the rubric that it was adapted from" in html
    assert '<span class="govuk-visually-hidden">(put in:) </span>Ours<' in html


def test_what_is_offered_depends_on_who_reads(client):
    version, northgate = make_version(), make_organisation()
    offers = {"Change the wording", "Make our own copy"}

    def offered(user):
        html = page(client, user, "rubric", version.rubric.slug)
        return {offer for offer in offers if offer in html}

    assert offered(make_site_editor()) == {"Change the wording"}
    assert offered(make_rubric_editor(northgate)) == {"Make our own copy"}
    assert offered(make_member(make_team(northgate))) == set()
    adapt_rubric(version.rubric, organisation=northgate, by=None)
    assert offered(make_rubric_editor(northgate)) == set()


def test_a_version_says_which_rounds_use_it_to_those_who_may_see_them(client):
    """Who edits it learns how many there are, and no names of other people's rounds."""
    version = make_version()
    round = make_round(version=version, title="Spring look")
    where = reverse("rubric_version", args=[version.rubric.slug, version.number])
    client.force_login(make_member(round.team))
    page = client.get(where).content.decode()
    assert f"{round.team}: Spring look</a>, open" in page
    assert "in all" not in page
    client.force_login(make_site_editor())
    page = client.get(where).content.decode()
    assert "1 round in all. It keeps these words" in page
    assert "Spring look" not in page
    client.force_login(make_user("Nobody"))
    assert "Which rounds use it" not in client.get(where).content.decode()
