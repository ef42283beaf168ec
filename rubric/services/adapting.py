"""An organisation's own copy of a shared rubric."""

from django.db import transaction

from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.beginning import free_slug
from rubric.services.storing import store_draft
from teams.models import Organisation, User
from teams.refusals import Refused


def adapt_rubric(rubric: Rubric, *, organisation: Organisation, by: User) -> Rubric:
    """A draft with the words and the keys of the version in use, so that results can still be compared.

    An organisation has one copy of a rubric: asked again, this gives the one that is there.
    """
    version = _in_use(rubric)
    if version:
        read_version(
            version.pk
        )  # kept in this process from now on, so that it needn't be read under the lock
    return _adapt(rubric, organisation)


@transaction.atomic
def _adapt(rubric: Rubric, organisation: Organisation) -> Rubric:
    rubric = Rubric.objects.select_for_update().get(pk=rubric.pk)
    own = rubric.adaptations.filter(organisation=organisation).first()
    return own or _copy(rubric, organisation)


def _copy(rubric: Rubric, organisation: Organisation) -> Rubric:
    version = _in_use(rubric)
    if rubric.organisation_id or version is None:
        raise Refused("This rubric can’t be adapted. Choose a shared one that is in use.")
    copy = Rubric.objects.create(
        slug=free_slug(rubric.slug, organisation.slug), organisation=organisation, based_on=rubric
    )
    store_draft(copy, read_version(version.pk))
    return copy


def _in_use(rubric: Rubric) -> RubricVersion | None:
    return rubric.versions.in_use().order_by("-number").first()
