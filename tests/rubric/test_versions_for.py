"""Which versions a team may start a round with, and what a version grew from."""

import pytest
from django.utils import timezone

from rubric.models import Rubric
from rubric.reading import read_version, version_before, versions_for
from rubric.services.adapting import adapt_rubric
from rubric.services.drafts import withdraw_version
from tests.make import make_draft, make_ladder, make_organisation, make_version

pytestmark = pytest.mark.django_db


def own(organisation, slug="own"):
    return make_version(Rubric.objects.create(slug=slug, organisation=organisation))


def test_the_latest_version_of_each_shared_rubric_and_of_ones_own():
    northgate, southgate = make_organisation(), make_organisation("Southgate")
    first = make_version()
    second = make_version(first.rubric)
    mine = own(northgate)
    own(southgate, "theirs")
    make_draft(mine)
    assert set(versions_for(northgate)) == {second, mine}


def test_without_the_latest_the_one_before_is_used():
    first = make_version()
    second = make_version(first.rubric)
    withdraw_version(second, by=None)
    assert list(versions_for(make_organisation())) == [first]
    withdraw_version(first, by=None)
    assert not versions_for(make_organisation())


def test_rubrics_of_both_kinds_are_offered():
    to_tick, ladder = make_version(), make_ladder()
    assert set(versions_for(make_organisation())) == {to_tick, ladder}


def test_it_is_one_query(django_assert_num_queries):
    make_version()
    organisation = make_organisation()
    with django_assert_num_queries(1):
        assert [version.rubric.slug for version in versions_for(organisation)]


def test_a_version_grew_from_the_one_published_before_it():
    first = make_version()
    second = make_version(first.rubric)
    draft = make_draft(second)
    assert version_before(first) is None
    assert version_before(second) == first
    assert version_before(draft) == second


def test_an_adaptation_grew_from_the_version_that_was_copied():
    first = make_version()
    copy = adapt_rubric(first.rubric, organisation=make_organisation(), by=None)
    make_version(first.rubric)
    assert version_before(copy.versions.get()) == first


def test_an_adaptation_did_not_grow_from_one_that_had_been_withdrawn():
    first = make_version()
    withdraw_version(make_version(first.rubric), by=None)
    copy = adapt_rubric(first.rubric, organisation=make_organisation(), by=None)
    assert version_before(copy.versions.get()) == first


def test_a_published_version_is_read_once_in_a_process(django_assert_num_queries):
    version = make_version()
    document = read_version(version.pk)
    with django_assert_num_queries(0):
        assert read_version(version.pk) is document


def test_a_draft_is_read_afresh():
    draft = make_draft()
    read_version(draft.pk)
    draft.statements.update(text="Changed.")
    draft.published_at = timezone.now()
    draft.save(update_fields=["published_at"])
    assert {statement.text for statement in read_version(draft.pk).statements} == {"Changed."}
