"""A draft from its start to its publication; a version's withdrawal; an organisation's own copy."""

import pytest
from django.db import IntegrityError

from rubric.document.whole import missing_easy_read
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.adapting import adapt_rubric
from rubric.services.drafts import (
    bring_back_version,
    discard_draft,
    publish_version,
    start_draft,
    withdraw_version,
)
from rubric.services.editing import change_words
from rubric.services.refusals import DraftIsGone
from teams.refusals import Refused
from tests.make import make_draft, make_organisation, make_round, make_site_editor, make_version

pytestmark = pytest.mark.django_db

SAID = {"note": "Shorter.", "suggested_by": "A reading group", "checked_with": "Nobody yet"}


def changed_draft(version=None):
    draft = make_draft(version)
    change_words(draft, {"title": "Ours"}, shown={"title": draft.title}, by=None)
    draft.refresh_from_db()
    return draft


def publish(draft, **said):
    return publish_version(draft, **{"by": None, "seen": draft.seen, **SAID, **said})


def test_a_draft_starts_with_the_words_that_were_published_last():
    version = make_version()
    make_version(version.rubric, title="The second")
    draft = start_draft(version.rubric, by=None)
    assert (draft.number, draft.is_draft, draft.title) == (3, True, "The second")


def test_starting_twice_starts_one():
    version = make_version()
    assert start_draft(version.rubric, by=None) == start_draft(version.rubric, by=None)


def test_the_database_allows_one_draft_of_a_rubric():
    draft = make_draft()
    with pytest.raises(IntegrityError):
        draft.rubric.versions.create(number=9, title="Another", purpose="Another.")


def test_without_a_published_version_there_is_nothing_to_start_from():
    with pytest.raises(Refused, match="nothing to start from"):
        start_draft(Rubric.objects.create(slug="empty"), by=None)


def test_publishing_keeps_who_what_and_why():
    sita = make_site_editor()
    version = publish(changed_draft(), by=sita)
    version.refresh_from_db()
    assert not version.is_draft
    assert (version.published_by, version.note) == (sita, "Shorter.")
    assert (version.suggested_by, version.checked_with) == ("A reading group", "Nobody yet")
    with pytest.raises(IntegrityError, match="never changes"):
        version.statements.update(text="Changed.")


def test_rounds_keep_the_version_they_were_opened_with():
    version = make_version()
    round = make_round(version=version)
    before = read_version(round.version_id)
    published = publish(changed_draft(version))
    round.refresh_from_db()
    assert round.version == version != published
    assert read_version(round.version_id) == before


def test_what_changed_since_it_was_looked_at_is_not_published():
    draft = changed_draft()
    with pytest.raises(Refused, match="Look at what changed again"):
        publish(draft, seen=f"{draft.pk}-0")
    assert RubricVersion.objects.get(pk=draft.pk).is_draft


def test_the_same_words_are_not_published_again():
    with pytest.raises(Refused, match="nothing to publish"):
        publish(make_draft())


def test_what_is_published_is_not_published_again():
    draft = changed_draft()
    publish(draft)
    with pytest.raises(DraftIsGone):
        publish(draft)


def test_a_part_without_statements_is_not_complete():
    draft = changed_draft()
    draft.statements.filter(principle__key="p1").delete()
    with pytest.raises(Refused, match="“Principle 1” has no statements"):
        publish(draft)


def test_a_level_without_statements_is_not_complete():
    draft = changed_draft()
    draft.statements.filter(level__key="getting-there").delete()
    with pytest.raises(Refused, match="at the level “Getting there”"):
        publish(draft)


def test_missing_easy_read_is_named_and_no_obstacle():
    draft = changed_draft(make_version(whole=False))
    draft.statements.filter(key="p1-not-yet").update(easy_read="")
    missing = missing_easy_read(read_version(draft.pk))
    assert "Principle 1: “This is true of not-yet 1.”" in missing
    assert "The title" in missing
    assert not [place for place in missing if "p2" in place or "not-yet 2" in place]
    assert publish(draft)


def discard(draft):
    discard_draft(draft, by=None, seen=draft.seen)


def test_a_discarded_draft_is_forgotten():
    draft = changed_draft()
    discard(draft)
    assert list(draft.rubric.versions.drafts()) == []
    assert draft.rubric.versions.count() == 1


def test_a_draft_is_not_discarded_with_changes_that_were_not_seen():
    draft = changed_draft()
    with pytest.raises(Refused, match="Look at it again"):
        discard_draft(draft, by=None, seen=f"{draft.pk}-0")
    assert RubricVersion.objects.filter(pk=draft.pk).exists()


def test_with_its_first_draft_a_copy_goes_too():
    copy = adapt_rubric(make_version().rubric, organisation=make_organisation(), by=None)
    discard(copy.versions.get())
    assert not Rubric.objects.filter(pk=copy.pk).exists()


def test_a_version_is_withdrawn_once_and_brought_back():
    version = make_version()
    withdraw_version(version, by=None)
    first_time = RubricVersion.objects.get(pk=version.pk).withdrawn_at
    withdraw_version(version, by=None)
    assert RubricVersion.objects.get(pk=version.pk).withdrawn_at == first_time
    bring_back_version(version, by=None)
    assert version in RubricVersion.objects.in_use()


def test_a_copy_has_the_words_and_the_keys_and_knows_where_it_came_from():
    version = make_version()
    northgate = make_organisation(slug="northgate_Adults")
    copy = adapt_rubric(version.rubric, organisation=northgate, by=None)
    assert (copy.organisation, copy.based_on) == (northgate, version.rubric)
    assert copy.slug == f"{version.rubric.slug}-northgate-adults"
    draft = copy.versions.get()
    assert draft.is_draft
    assert read_version(draft.pk).principles == read_version(version.pk).principles


def test_an_organisation_has_one_copy():
    version, northgate = make_version(), make_organisation()
    copies = {adapt_rubric(version.rubric, organisation=northgate, by=None).pk for _ in range(2)}
    assert len(copies) == 1
    assert adapt_rubric(version.rubric, organisation=make_organisation(), by=None).pk not in copies


def test_a_copys_name_is_none_that_is_taken():
    version, northgate = make_version(), make_organisation(slug="northgate")
    Rubric.objects.create(slug=f"{version.rubric.slug}-northgate")
    copy = adapt_rubric(version.rubric, organisation=northgate, by=None)
    assert copy.slug == f"{version.rubric.slug}-northgate-2"


def test_a_copy_may_be_published_as_it_is():
    copy = adapt_rubric(make_version().rubric, organisation=make_organisation(), by=None)
    assert publish(copy.versions.get())


def test_a_copy_is_not_copied_and_neither_is_what_is_withdrawn():
    version = make_version()
    copy = adapt_rubric(version.rubric, organisation=make_organisation(), by=None)
    publish(copy.versions.get())
    withdraw_version(version, by=None)
    for rubric in (copy, version.rubric):
        with pytest.raises(Refused, match="can’t be adapted"):
            adapt_rubric(rubric, organisation=make_organisation(), by=None)
