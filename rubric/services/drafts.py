"""A draft from its start to its publication, and a version's withdrawal. Pressing twice changes nothing more."""

from django.db import transaction
from django.utils import timezone

from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.drawings import keep_drawings
from rubric.services.readiness import what_is_incomplete, what_is_unchanged
from rubric.services.refusals import DraftIsGone, Refused
from rubric.services.storing import store_draft
from teams.models import User


@transaction.atomic
def start_draft(rubric: Rubric, *, by: User) -> RubricVersion:
    """The draft that is open, or a new one with the words that were published last."""
    rubric = Rubric.objects.select_for_update().get(pk=rubric.pk)
    draft = rubric.versions.drafts().first()
    if draft:
        return draft
    latest = rubric.versions.published().order_by("-number").first()
    if latest is None:
        raise Refused("This rubric has nothing to start from.")
    return store_draft(rubric, read_version(latest.pk))


@transaction.atomic
def publish_version(
    draft: RubricVersion, *, by: User, edits: int, note: str, suggested_by: str, checked_with: str
) -> RubricVersion:
    """Publishes what the editor has seen: `edits` is the draft's count of changes when it was shown to them."""
    draft = locked(draft)
    if draft.edits != edits:
        raise Refused("Somebody changed this draft while you were on this page. Look at what changed again.")
    document = read_version(draft.pk)
    problems = what_is_incomplete(document) or what_is_unchanged(draft, document)
    if problems:
        raise Refused(" ".join(problems))
    draft.note, draft.suggested_by, draft.checked_with = note, suggested_by, checked_with
    draft.drawings = keep_drawings(document)
    draft.published_at, draft.published_by = timezone.now(), by
    draft.save(
        update_fields=["note", "suggested_by", "checked_with", "drawings", "published_at", "published_by"]
    )
    return draft


@transaction.atomic
def discard_draft(draft: RubricVersion, *, by: User, edits: int) -> None:
    """Forgets the draft, and an adaptation that was never published with it."""
    draft = locked(draft)
    if draft.edits != edits:
        raise Refused("Somebody changed this draft while you were on this page. Look at it again first.")
    rubric = draft.rubric
    draft.delete()
    if rubric.organisation_id and not rubric.versions.exists():
        rubric.delete()


def withdraw_version(version: RubricVersion, *, by: User) -> None:
    """No new round can start with it. Rounds that have it keep it."""
    RubricVersion.objects.in_use().filter(pk=version.pk).update(withdrawn_at=timezone.now())


def bring_back_version(version: RubricVersion, *, by: User) -> None:
    RubricVersion.objects.filter(pk=version.pk).update(withdrawn_at=None)


def locked(draft: RubricVersion) -> RubricVersion:
    """The draft as it is now, and nobody else's until this transaction ends."""
    drafts = RubricVersion.objects.drafts().select_related("rubric").select_for_update(of=["self"])
    found = drafts.filter(pk=draft.pk).first()
    if found is None:
        raise DraftIsGone
    return found
