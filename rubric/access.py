"""May this person read this rubric, or change it? Asked where it is fetched."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from rubric.document import TICK
from rubric.models import Rubric, RubricVersion
from teams.access import first_or_404, organisations_of
from teams.models import Organisation, User
from teams.prepared import prepared
from teams.roles import RUBRIC_EDITOR

EDITOR = "editor"


def rubrics_of(user):
    """The shared rubrics, and those of this person's organisations."""
    visible = Rubric.objects.for_organisations(organisations_of(user))
    return visible.select_related("organisation", "based_on")


def rubrics_known_to(user, owner: Organisation | None):
    """Those of them that something of this owner’s may grow from: one that was never published is its owner’s only."""
    published = RubricVersion.objects.published().filter(rubric=OuterRef("pk"))
    return rubrics_of(user).filter(Exists(published) | Q(organisation=owner))


def get_rubric(request, slug: str, *, role: str | None = None) -> Rubric:
    """The rubric, for whoever may read it; `role=EDITOR` asks for somebody who may change it.

    One that was never published exists for its editors only. `rubric.is_mine` says whether this person may change it.
    """
    rubric = first_or_404(_rubric_of(request.user, slug))
    rubric.is_mine = rubric.is_own or (request.user.is_site_editor and rubric.organisation is None)
    if not rubric.is_mine and not rubric.was_published:
        raise Http404
    if role == EDITOR and not rubric.is_mine:
        raise PermissionDenied
    return rubric


@prepared
def _rubric_of(user: User, slug: str) -> QuerySet[Rubric]:
    own = organisations_edited_by(user).filter(pk=OuterRef("organisation"))
    published = RubricVersion.objects.published().filter(rubric=OuterRef("pk"))
    return rubrics_of(user).filter(slug=slug).annotate(is_own=Exists(own), was_published=Exists(published))


def get_version(request, slug: str, number: int, *, role: str | None = None) -> RubricVersion:
    """A published version, with its rubric."""
    rubric = get_rubric(request, slug, role=role)
    version = get_object_or_404(rubric.versions.published(), number=number)
    version.rubric = rubric
    return version


def get_draft(request, slug: str) -> RubricVersion:
    """The draft that is open, for somebody who may change it."""
    rubric = get_rubric(request, slug, role=EDITOR)
    draft = get_object_or_404(rubric.versions.drafts())
    draft.rubric = rubric
    return draft


def get_draft_to_tick(request, slug: str) -> RubricVersion:
    """The same, where it can have parts and levels."""
    draft = get_draft(request, slug)
    if draft.response != TICK:
        raise Http404
    return draft


def rubrics_edited_by(user):
    """Site editors look after the shared rubrics, an organisation's rubric editors after its own."""
    own = is_edited_by(user)
    return Rubric.objects.filter(own | is_shared() if user.is_site_editor else own)


def is_edited_by(user) -> Q:
    """As an editor of its organisation."""
    return Q(organisation__in=organisations_edited_by(user))


def is_shared() -> Q:
    return Q(organisation=None)


def may_add_rubrics(user) -> bool:
    return user.is_site_editor or organisations_edited_by(user).exists()


def organisations_edited_by(user):
    """Those that this person may adapt a rubric for."""
    return Organisation.objects.filter(roles__user=user, roles__role=RUBRIC_EDITOR)
