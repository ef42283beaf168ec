"""May this person read this rubric, or change it? Asked where it is fetched."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from rubric.models import Rubric, RubricVersion
from teams.access import RUBRIC_EDITOR, organisations_of, roles_in_organisation

EDITOR = "editor"


def rubrics_of(user):
    """Shared rubrics and those of this person's organisations, published at least once."""
    published = RubricVersion.objects.published().filter(rubric=OuterRef("pk"))
    visible = Rubric.objects.for_organisations(organisations_of(user))
    return visible.select_related("organisation", "based_on").filter(Exists(published))


def get_rubric(request, slug: str, *, role: str | None = None) -> Rubric:
    """The rubric, for whoever may read it; with `role=EDITOR`, only for those who may change it.

    One that was never published exists for its editors only.
    """
    visible = Rubric.objects.for_organisations(organisations_of(request.user))
    rubric = get_object_or_404(visible.select_related("organisation", "based_on"), slug=slug)
    is_editor = may_edit(request.user, rubric)
    if not is_editor and not rubric.versions.published().exists():
        raise Http404
    if role == EDITOR and not is_editor:
        raise PermissionDenied
    return rubric


def may_edit(user, rubric: Rubric) -> bool:
    """Site editors look after shared rubrics, an organisation's rubric editors after its own."""
    if rubric.organisation is None:
        return user.is_site_editor
    return RUBRIC_EDITOR in roles_in_organisation(user, rubric.organisation)
